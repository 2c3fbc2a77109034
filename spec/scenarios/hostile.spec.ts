import { playOtherBody, playSameDigest, playTwoServers } from "../../scenarios/hostile";
import type { Scenario } from "../../scenarios/outcome";
import { COMPARE_INTERVAL_SECONDS } from "../../src/sync/constants";
import { rounds } from "../support/rounds";

/** Messages of an hour: what a guild with two officers says anyway, and a little for the repair. */
const IDLE_AND_REPAIR = 130;

/** Seconds after which a difference of the rows is gone, and one that only a comparison shows. */
const SOON = 120;
const COMPARED = 2 * COMPARE_INTERVAL_SECONDS;

describe("A member who alone was given", () => {
    for (const [name, play, limit] of [
        ["another body of an event, with a larger digest,", playOtherBody, SOON],
        ["another body of an event, with an equal digest,", playSameDigest, COMPARED],
        ["another server id of a creator", playTwoServers, COMPARED],
    ] as [string, Scenario, number][]) {
        it(`${name} comes to hold what all others hold, and the guild stays quiet`, () => {
            for (const seed of $range(1, rounds(20, 1))) {
                const { isEqual, seconds, messages } = play(seed);
                const found = string.format("seed %d: %.1f s, %d messages", seed, seconds, messages);
                assert.is_true(isEqual && seconds <= limit && messages <= IDLE_AND_REPAIR, found);
            }
        });
    }
});
