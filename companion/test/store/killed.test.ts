/** A process that is killed while it stores a file leaves every event there or not there, and none twice. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, test } from "vitest";
import { bundleCompanion } from "../../../tools/companion.mjs";
import { Random } from "../../../tools/random.mjs";
import { writeLedger } from "../../src/format/ledger-writer";
import { writeLuaFile } from "../../src/format/lua-writer";
import { openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { searchSize } from "../support/long";
import { randomEvents } from "../support/random-events";
import { contentOf, importBytes, newFolder } from "../support/stored";

const SCOPES = 6;
const MOMENTS = searchSize(6, 40);

let script: string;
beforeAll(async () => {
    script = await bundleCompanion();
});

/** Runs the import, and kills it some milliseconds after it has begun. @returns whether it had ended, and how long it took. */
async function run(file: string, folder: string, killAfter?: number): Promise<{ isDone: boolean; ms: number }> {
    const child = spawn(process.execPath, [script, "look", file, "--db-folder", folder], {
        stdio: ["ignore", "pipe", "inherit"],
    });
    let told = "";
    let begun = 0;
    child.stdout.on("data", (part: Buffer) => {
        told += part.toString();
        if (begun > 0) return;
        begun = performance.now();
        if (killAfter !== undefined) setTimeout(() => child.kill("SIGKILL"), killAfter);
    });
    await once(child, "close");
    return { isDone: /new events? stored\n$/.test(told), ms: performance.now() - begun };
}

test("nothing is lost or doubled, whenever it is killed", async () => {
    const seed = 61;
    const random = new Random(seed);
    const scopes = Array.from({ length: SCOPES }, (_, index) => {
        const name = `guild:${index}`;
        return [name, { events: randomEvents(random, name, 4, 250) }] as const;
    });
    const file = join(newFolder(), "My.lua");
    const bytes = writeLuaFile(new Map([["My_Saved", writeLedger(new Map(scopes))]]));
    writeFileSync(file, bytes);
    const whole = newFolder();
    const { isDone, ms } = await run(file, whole);
    assert.ok(isDone);
    const expected = await contentOf(openSqlite(whole));
    assert.equal(expected.flat().length, scopes.flatMap(([, { events }]) => events).length);
    let killed = 0;
    for (let moment = 0; moment < MOMENTS; moment++) {
        const folder = newFolder();
        const ended = await run(file, folder, (ms * (moment + 0.5)) / MOMENTS);
        if (!ended.isDone) killed++;
        const driver = openSqlite(folder);
        const left = await contentOf(driver);
        // A scope is stored whole or not at all.
        const sizes = left.map((rows) => rows.length).filter((size) => size > 0);
        const whole = new Set(scopes.map(([, { events }]) => events.length));
        for (const size of sizes) assert.ok(whole.has(size), `seed ${seed}, moment ${moment}: ${size}`);
        await importBytes(driver, bytes);
        assert.deepEqual(await contentOf(driver), expected, `seed ${seed}, moment ${moment}`);
        await driver.close();
    }
    assert.ok(killed > 0, "none was killed before it had ended");
});
