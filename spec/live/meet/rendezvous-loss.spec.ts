/** How long a rendezvous takes among 40, with and without lost messages. */

import { seeds } from "../../support/rounds";
import { groupOf, type Meeting, MeetingGuild, quantile, secondsOf } from "./meeting-guild";

const MEMBERS = 40;

/** Has so many of 40 look for each other, within half a second, one after the other group. */
function play(seed: number, size: number, groups: number, loss: number): Meeting[][] {
    const world = new MeetingGuild(seed, MEMBERS);
    world.advance(15);
    world.guild.faults.loss = loss;
    const found: Meeting[][] = [];
    for (const group of $range(1, groups)) {
        const members: Meeting[] = [];
        for (const index of $range(1, size)) {
            world.guild.later(world.guild.random.integer(0, 500) / 1000, () => {
                const client = ((group * 7 + index * 3) % MEMBERS) + 1;
                members[members.length] = world.meet(client, {
                    event: string.format("group %.0f", group),
                    mates: size - 1,
                });
            });
        }
        world.advance(loss > 0 ? 20 : 5);
        found[found.length] = members;
    }
    assert.same([], world.reports());
    return found;
}

/** Seconds from the last request of each group until all its members had their result. */
function delays(found: readonly Meeting[][], size: number): number[] {
    return found.map((members) => {
        assert.equal(size, members.length);
        let from = 0;
        let until = 0;
        for (const meeting of members) {
            from = math.max(from, meeting.from);
            until = math.max(until, meeting.from + secondsOf(meeting));
            if (meeting.result !== undefined) assert.equal(groupOf(members[0]), groupOf(meeting));
        }
        return until - from;
    });
}

describe("rendezvous among 40", () => {
    for (const size of [2, 5]) {
        it(`of ${string.format("%.0f", size)} takes 0.8 s at most while nothing is lost`, () => {
            for (const seed of $range(1, seeds(4, 1))) {
                const seconds = delays(play(seed, size, 10, 0), size);
                assert.is_true(
                    quantile(seconds, 1) <= 0.8,
                    string.format("seed %.0f: %.2f s", seed, quantile(seconds, 1)),
                );
            }
        });

        it(`of ${string.format("%.0f", size)} takes about 3 s and 10 s at most in 99 of 100 while a fifth is lost`, () => {
            const seconds: number[] = [];
            for (const seed of $range(1, seeds(10, 2))) {
                for (const delay of delays(play(seed, size, 10, 0.2), size)) seconds[seconds.length] = delay;
            }
            assert.is_true(quantile(seconds, 0.99) <= 10);
            // A median of a few groups says little: that of 5 is close to 3 s.
            if (seconds.length >= 100) {
                assert.is_true(quantile(seconds, 0.5) <= 3.3, string.format("%.2f s", quantile(seconds, 0.5)));
            }
        });
    }
});
