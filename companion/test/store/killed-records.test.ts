/** A process that is killed while it stores records has on disk what it said was there, and nothing in parts. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { beforeAll, test } from "vitest";
import { bundleCompanion } from "../../../tools/companion.mjs";
import { Random } from "../../../tools/random.mjs";
import { nameOf } from "../../src/room/chain";
import { KeptRoom } from "../../src/rooms/kept-room";
import { openRecordStores } from "../../src/store/record-stores";
import { openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { searchSize } from "../support/long";
import { expectedRows, storedRows } from "../support/room-rows";
import { newFolder } from "../support/stored";
import { FOUNDED, writingGuild } from "../support/writing-guild";

const BATCHES = 60;
const SIZE = 20;
const MOMENTS = searchSize(6, 40);
const LINES = BATCHES;

let script: string;
beforeAll(async () => {
    script = await bundleCompanion("../test/support/commit-records.ts", "commit-records.mjs");
});

/** Runs the process, and kills it some milliseconds after it has told some lines. @returns what it has told. */
async function run(folder: string, lines: number, ms: number): Promise<string[]> {
    const child = spawn(process.execPath, [script, folder, String(BATCHES), String(SIZE)], {
        stdio: ["ignore", "pipe", "inherit"],
    });
    let told = "";
    let isDue = false;
    child.stdout.on("data", (part: Buffer) => {
        told += part.toString();
        if (isDue || told.split("\n").length <= lines) return;
        isDue = true;
        setTimeout(() => child.kill("SIGKILL"), ms);
    });
    await once(child, "close");
    return told.split("\n").slice(0, -1);
}

test("what was said to be on disk is there, and all of it fits together, whenever it is killed", async () => {
    const seed = 71;
    const random = new Random(seed);
    const guild = writingGuild(BATCHES, SIZE);
    const { id } = guild.room;
    let killed = 0;
    for (let moment = 0; moment < MOMENTS; moment++) {
        const folder = newFolder();
        // The second one goes on with what the first has left.
        const told = [...(await run(folder, random.integer(1, LINES / 2), random.integer(0, 12)))];
        told.push(...(await run(folder, random.integer(1, LINES / 2), random.integer(0, 12))));
        if (!told.includes("done")) killed++;
        const driver = openSqlite(folder);
        const stores = openRecordStores(driver);
        const store = await stores.open(id);
        assert.ok(store !== undefined);
        const kept = await KeptRoom.open(id, store);
        const { n } = kept.room.position;
        const taken = told.map((line) => Number(/^taken (\d+)$/.exec(line)?.[1] ?? FOUNDED));
        assert.ok(n >= Math.max(...taken), `seed ${seed}, moment ${moment}: ${n} records`);
        const list = [...kept.room.records()].map((each) => nameOf(each.id));
        const expected = [...guild.room.records()].slice(0, n).map((each) => nameOf(each.id));
        assert.deepEqual(list, expected, `seed ${seed}, moment ${moment}`);
        const loose = new Set(kept.loose.map((record) => nameOf(record.id)));
        for (const line of told) {
            const [, name] = /^loose (\w+)$/.exec(line) ?? [];
            assert.ok(name === undefined || loose.has(name), `seed ${seed}, moment ${moment}: ${line}`);
        }
        const { events, ...rest } = await storedRows(driver, id);
        const rows = { events: events.map(({ touched: _, ...row }) => row), ...rest };
        assert.deepEqual(
            rows,
            expectedRows(kept, () => Buffer.alloc(0)),
            `seed ${seed}, moment ${moment}`,
        );
        await stores.close();
    }
    assert.ok(killed > 0, "none was killed before it had ended");
});
