import { playChaos } from "../../scenarios/chaos";
import { rounds } from "../support/rounds";

/** Most messages of ten minutes in which nothing happens: what an idle guild of one hour says in a fifth of it, and a half more. */
const IDLE = 36;

describe("A guild to which everything happens", () => {
    it("is equal at the end, or each client says truly that it is not, and is quiet", () => {
        for (const seed of $range(1, rounds(200, 4))) {
            const { isEqual, messages } = playChaos(seed);
            assert.is_true(isEqual && messages <= IDLE, string.format("seed %d: %d messages", seed, messages));
        }
    });
});
