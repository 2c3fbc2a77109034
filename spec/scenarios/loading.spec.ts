import { playLoadingScreens } from "../../scenarios/loading";
import { rounds } from "../support/rounds";

/** Most seconds of a sync that takes 60 to 90 s, with three loading screens of 40 s on the way and 20 s between them. */
const SECONDS = 300;

describe("A member who has loading screens while the past is sent to it", () => {
    it("drops no message, and has the whole past soon after", () => {
        for (const seed of $range(1, rounds(30))) {
            const { isEqual, seconds } = playLoadingScreens(seed);
            assert.is_true(isEqual && seconds <= SECONDS, string.format("seed %d: %.1f s", seed, seconds));
        }
    });
});
