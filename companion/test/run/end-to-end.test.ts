import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ROLE } from "../../src/room/content-items";
import { countedText } from "../support/room-state";
import { bodyOf, CompanionNet, FOUND, linkIn } from "../support/companion-net";
import { eventOf } from "../support/guild";

let net: CompanionNet;
beforeEach((context) => {
    const seed = Number(process.env["SEED"] ?? 1);
    console.log(`${context.task.name}: seed ${seed}`);
    net = new CompanionNet(seed);
});
afterEach(() => net.end());

describe("a guild", () => {
    it("is founded, joined, and brings the events of each file into the inbox of the other", async () => {
        const [one, other] = [bodyOf("one"), bodyOf("other")];
        const anna = await net.computer(1, [eventOf(1, 1, one)]);
        const founded = await anna.give(FOUND);
        expect(founded).toMatchObject({ code: 0, warnings: [] });
        const invited = await anna.give(["invite", "Name2-Realm=Player-1001-00000002", "--role", "relay"]);
        expect(invited).toMatchObject({ code: 0, warnings: [] });
        const bob = await net.computer(2, [eventOf(2, 2, other)]);
        const joined = await bob.give(["join", linkIn(invited), "--yes"]);
        expect(joined).toMatchObject({ code: 0, warnings: [] });
        await net.pass(5);
        const server = await net.serverRoom(anna.kept.id);
        for (const { kept } of [anna, bob]) expect(countedText(kept.counted)).toBe(countedText(server.room));
        expect(server.room.chain.members.map(({ setting }) => setting.role)).toEqual([
            ROLE.admin,
            ROLE.server,
            ROLE.relay,
        ]);
        expect([bob.isOffered(one), anna.isOffered(other)]).toEqual([true, true]);
        // What was saved since goes the same way.
        const third = bodyOf("third");
        bob.save([eventOf(2, 2, other), eventOf(2, 3, third)]);
        await net.pass(5);
        expect(anna.isOffered(third)).toBe(true);
    });
});
