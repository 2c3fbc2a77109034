import { playCreatorsOnly, playLostVote, playVoteWithoutOfficer } from "../../scenarios/trust";
import type { Scenario } from "../../scenarios/outcome";
import { rounds } from "../support/rounds";

/** Two, so that a vote is written both shortly and long after the officer has left. */
const SEEDS = rounds(20, 2);

/** Seconds after which what members wrote must have reached an officer, or all where members pass on only what is theirs. */
const SOON = 60;

/** Messages of an hour among members who cannot become equal: twice what an idle guild says. */
const IDLE_TWICE = 200;

describe("A member's vote", () => {
    for (const [name, play] of [
        ["written while no officer is online reaches the one who logs in", playVoteWithoutOfficer],
        ["whose live message was lost reaches the officer", playLostVote],
    ] as [string, Scenario][]) {
        it(name, () => {
            for (const seed of $range(1, SEEDS)) {
                const { isEqual, seconds, messages } = play(seed);
                const found = string.format("seed %d: %.1f s, %d messages", seed, seconds, messages);
                assert.is_true(isEqual && seconds <= SOON, found);
            }
        });
    }
});

describe("Members who pass on only what is their own, and lack different events of who is offline,", () => {
    it("do not talk about it for ever, and still have what is new", () => {
        for (const seed of $range(1, rounds(10, 3))) {
            const { isEqual, seconds, messages } = playCreatorsOnly(seed);
            const found = string.format("seed %d: %.1f s, %d messages", seed, seconds, messages);
            assert.is_true(isEqual && seconds <= SOON && messages <= IDLE_TWICE, found);
        }
    });
});
