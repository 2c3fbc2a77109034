/** A disk that has no room left: what was stored is whole, the sentence says so, and it goes on once there is room. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, test } from "vitest";
import { START } from "../../src/room/position";
import { KeptRoom } from "../../src/rooms/kept-room";
import { openRecordStores } from "../../src/store/record-stores";
import { openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { StoreError } from "../../src/store/store-error";
import { NOW } from "../support/guild";
import { expectedRows, storedRows } from "../support/room-rows";
import { contentOf, importBytes, newFolder, savedBytes } from "../support/stored";
import { Random } from "../../../tools/random.mjs";
import { randomEvents } from "../support/random-events";
import { FOUNDED, writingGuild } from "../support/writing-guild";

/** A place where little fits. */
interface Place {
    readonly folder: string;
    readonly maxPages: number | undefined;
    /** Makes room. @returns whether an open database has it at once. */
    readonly free: () => boolean;
}

const mounted: string[] = [];
afterAll(() => mounted.forEach((folder) => spawnSync("umount", [folder])));

/** A file system of 8 MB in memory, half of it taken; undefined where it cannot be made. */
function tinyDisk(): Place | undefined {
    if (process.platform !== "linux" || process.getuid?.() !== 0) return undefined;
    const folder = newFolder();
    const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", folder]);
    if (status !== 0) return undefined;
    mounted.push(folder);
    const filler = join(folder, "filler");
    writeFileSync(filler, Buffer.alloc(5 * 1024 * 1024));
    return {
        ...{ folder, maxPages: undefined },
        free: () => {
            rmSync(filler);
            return true;
        },
    };
}

/** A database that may have few pages: what can be had everywhere. */
const tinyFile = (): Place => ({ folder: newFolder(), maxPages: 250, free: () => false });

const isFull = (error: unknown): boolean =>
    error instanceof StoreError &&
    error.kind === "full" &&
    /there is no room left on the disk: free some, and start again\. What was stored before is whole/.test(
        error.message,
    );

const disk = tinyDisk();
const places: readonly (readonly [string, () => Place | undefined])[] = [
    ["a disk of 8 MB", () => disk],
    ["a file of 250 pages", tinyFile],
];

test.each(places.filter(([, make]) => make() !== undefined))("records on %s", async (_, make) => {
    const { folder, maxPages, free } = make() as Place;
    const guild = writingGuild(160, 100);
    const { id } = guild.room;
    let driver = openSqlite(folder, maxPages === undefined ? {} : { maxPages });
    let stores = openRecordStores(driver);
    let kept = await KeptRoom.open(id, await stores.create(id));
    await kept.follow(START, guild.list.slice(0, FOUNDED));
    const offerAll = async (): Promise<void> => {
        while (kept.room.position.n < guild.list.length) {
            const { n } = kept.room.position;
            await kept.offer(guild.list.slice(n, n + 4), NOW);
        }
    };
    const compare = async (): Promise<void> => {
        const { events, ...rest } = await storedRows(driver, id);
        const rows = { events: events.map(({ touched: _, ...row }) => row), ...rest };
        assert.deepEqual(
            rows,
            expectedRows(kept, () => Buffer.alloc(0)),
        );
    };
    for (let again = 0; again < 3; again++) await assert.rejects(offerAll(), isFull);
    const { n } = kept.room.position;
    assert.ok(n > FOUNDED && n < guild.list.length, `${n} records fit`);
    await compare();
    const isMoreAtOnce = free();
    if (!isMoreAtOnce) {
        await stores.close();
        driver = openSqlite(folder);
        stores = openRecordStores(driver);
        const store = await stores.open(id);
        assert.ok(store !== undefined);
        kept = await KeptRoom.open(id, store);
        assert.equal(kept.room.position.n, n);
        await compare();
    }
    await offerAll();
    await compare();
    await stores.close();
    rmSync(join(folder, `${id.toString("hex")}.sqlite`));
});

test("a saved file in a file of 250 pages", async () => {
    const events = randomEvents(new Random(81), "guild:A", 4, 2000);
    const folder = newFolder();
    const tiny = openSqlite(folder, { maxPages: 250 });
    await importBytes(tiny, savedBytes(events.slice(0, 50)));
    const before = await contentOf(tiny);
    await assert.rejects(importBytes(tiny, savedBytes(events)), isFull);
    assert.deepEqual(await contentOf(tiny), before);
    await tiny.close();
    const driver = openSqlite(folder);
    assert.equal(await importBytes(driver, savedBytes(events)), events.length - 50);
    await driver.close();
});
