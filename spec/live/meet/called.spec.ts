/** A crowd: everybody looks for a mate at about the same time. */

import { type Meeting, MeetingGuild } from "./meeting-guild";

const MEMBERS = 40;

/** Has all look for one mate within two seconds, until all have one. @returns the messages of all. */
function messagesOf(seed: number): number {
    const world = new MeetingGuild(seed, MEMBERS);
    const { guild } = world;
    world.advance(30);
    guild.messages = 0;
    const meetings: Meeting[] = [];
    for (const index of $range(1, MEMBERS)) {
        guild.later(guild.random.integer(0, 2000) / 1000, () => {
            meetings[meetings.length] = world.meet(index, { event: "pull", timeout: false });
        });
    }
    world.advance(2.1);
    while (meetings.some(({ ends }) => ends === 0)) {
        assert.is_true(guild.clock.now < 100, string.format("seed %.0f: somebody is stuck", seed));
        world.advance(0.5);
    }
    assert.is_true(meetings.every(({ result }) => result !== undefined));
    return guild.messages;
}

describe("requests that a proposal names", () => {
    it("are left to it, so that a crowd finds its pairs with few messages", () => {
        let messages = 0;
        for (const seed of $range(1, 3)) messages += messagesOf(seed);
        assert.is_true(messages <= 720, string.format("%.0f messages", messages));
    });
});
