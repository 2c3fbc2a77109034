/** Bots in rooms of a server. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "vitest";
import { attachRooms } from "../../src/attach/attach-rooms";
import { Damage } from "../../src/format/damage";
import { nameOf } from "../../src/room/chain";
import { Rooms } from "../../src/rooms/rooms";
import type { EventInfo } from "../../src/store/event-page";
import { openRecordStores } from "../../src/store/record-stores";
import { MEMORY, openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { deviceOf, eventOf, FOUNDER, Guild, LEDGER, SCOPE } from "../support/guild";

const [ledger, scope] = [LEDGER.toString(), SCOPE.toString()];

/** Rooms with a guild that has member 1, and one event. */
async function attached() {
    const guild = new Guild();
    guild.takeScope(true);
    guild.join(1);
    guild.batch(FOUNDER, [eventOf(1, 0)]);
    const store = openSqlite(MEMORY);
    const use = await new Rooms(openRecordStores(store)).found(guild.list[0]);
    assert.ok(!(use instanceof Damage));
    await use.room.follow(use.room.room.position, guild.list.slice(1));
    use.release();
    return { room: nameOf(guild.room.id), rooms: await attachRooms(createServer(), { path: "/ledger", store }) };
}

test("a bot sees what is there and what comes, its own too, once and in order, whatever it raises", async () => {
    const { room, rooms } = await attached();
    const seen: EventInfo[] = [];
    const failures: string[] = [];
    await new Promise<void>((resolve) => {
        const options = { signer: deviceOf(1), since: 0, onError: (error: unknown) => failures.push(String(error)) };
        void rooms.use(
            room,
            async (events, bot) => {
                seen.push(...events);
                const counter = seen.length;
                if (counter < 4) await bot.write(ledger, scope, [eventOf(2, counter)]);
                else resolve();
                throw new Error("mine");
            },
            options,
        );
    });
    await rooms.stop();
    const told = seen.map(({ creator, counter, status }) => [creator.at(-1), counter, status]);
    assert.deepEqual(told, [
        ["1", 0, "counted"],
        ["2", 1, "counted"],
        ["2", 2, "counted"],
        ["2", 3, "counted"],
    ]);
    assert.deepEqual(failures, Array(4).fill("Error: mine"));
});

test("a bot that may not write is told why, and leaves nothing behind", async () => {
    const { room, rooms } = await attached();
    const refusals = await new Promise<string[]>((resolve, reject) => {
        const listener = async (
            _events: unknown,
            bot: Parameters<Parameters<typeof rooms.use>[1]>[1],
        ): Promise<void> => {
            const told = [
                await bot.write(ledger, scope, [eventOf(2, 1)]).catch(String),
                await bot.accept(Buffer.alloc(16, 9), "Bot").catch(String),
                String(bot.room.loose.length),
            ];
            resolve(told.map(String));
        };
        void rooms.use(room, listener, { signer: deviceOf(9), since: 0 }).catch(reject);
    });
    assert.match(refusals[0], /the room does not take it: unknownAuthor, the author is no device/);
    assert.match(refusals[1], /the room does not take it: unknownAuthor/);
    assert.equal(refusals[2], "0");
    await assert.rejects(
        rooms.use("Dawn", () => undefined),
        /use: 'room' - the id of a room expected, got "Dawn"/,
    );
    await rooms.stop();
    await assert.rejects(attachRooms(createServer(), { path: "ledger" }), /attachRooms: 'path'/);
});
