import { playSealChaos } from "../../scenarios/seal-chaos";
import { seeds } from "../support/rounds";

/** As in a guild without seals. */
const QUIET = 150;

describe("Pruned, full and old clients in a guild that seals and to which everything happens", () => {
    it("have equal rows and equal states at the end, say so truly, and are quiet", () => {
        for (const seed of $range(1, seeds(20, 3))) {
            const { isEqual, messages } = playSealChaos(seed);
            assert.is_true(isEqual && messages <= QUIET, string.format("seed %d: %d messages", seed, messages));
        }
    });
});
