/** Who took events back. */
import { expect, test } from "vitest";
import { packKey, type StoredEvent } from "../../src/format/key";
import { readPage } from "../../src/store/event-page";
import { readRevokers } from "../../src/store/revokers";
import { MEMORY, openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { importBytes, savedBytes } from "../support/stored";

const TIME = 2820 * 604_800;
const event = (second: number, creator: number, ...body: number[]): StoredEvent => ({
    ...{ time: TIME + second, creator, counter: 0, server: 1001 },
    body: Buffer.from(body),
});
const revoke = (second: number, creator: number, target: StoredEvent): StoredEvent =>
    event(second, creator, 0, 0x49, ...packKey(target));
const by = (creator: number, second: number) => ({ creator: `Player-1001-0000000${creator}`, time: TIME + second });

test("by its key, by the id of an import, and not by a revocation that was taken back itself", async () => {
    const award = event(1, 1, 1, 5);
    /** With the id 7, and that id is taken back: docs/storage.md, "Kinds of fields". */
    const imported = event(2, 1, 1, 5, 0x82, 0xf6, 7);
    const kept = event(3, 1, 1, 6);
    const undone = revoke(7, 2, kept);
    const events = [
        ...[award, imported, kept, event(4, 1, 1, 7)],
        ...[revoke(5, 2, award), event(6, 3, 0, 0xf6, 7), undone, revoke(8, 4, undone), revoke(9, 3, award)],
    ];
    const driver = openSqlite(MEMORY);
    await importBytes(driver, savedBytes(events, "guild:A"), new Map());
    const room = await driver.room((await driver.rooms())[0]);
    if (room === undefined) throw new Error("a room expected");
    const page = await readPage(room, {
        limit: 100,
        after: undefined,
        type: undefined,
        player: undefined,
        status: "all",
    });
    expect(await readRevokers(room, page)).toEqual([by(2, 5), by(3, 6), null, null, null, null, by(4, 8), null, null]);
    await driver.close();
});
