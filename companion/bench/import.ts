/**
 * A saved file of 100,000 events, read and stored, against the bare loop that stores the same rows.
 * @example node companion/bench/run.mjs import
 */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Random } from "../../tools/random.mjs";
import { writeLedger } from "../src/format/ledger-writer";
import { writeLuaFile } from "../src/format/lua-writer";
import { readSavedVariables } from "../src/format/saved-file";
import { importFile } from "../src/store/local-rooms";
import { openSqlite } from "../src/store/sqlite/sqlite-driver";
import { randomEvents } from "../test/support/random-events";
import { bareLoop, eventRows } from "./bare-loop";
import { compare, lap } from "./measure";

const EVENTS = Number(process.argv[3] ?? 100_000);
const WEEKS = 50;

const events = randomEvents(new Random(1), "guild:A", WEEKS, EVENTS / WEEKS);
const bytes = writeLuaFile(new Map([["My_Saved", writeLedger(new Map([["guild:A", { events }]]))]]));
console.log(`${events.length} events, ${bytes.length} bytes`);
const folder = mkdtempSync(join(tmpdir(), "companion-bench-"));
try {
    const driver = openSqlite(folder);
    const read = await lap("read", () => readSavedVariables(bytes));
    const file = readSavedVariables(bytes);
    const stored = await lap("stored", () => importFile(driver, "", file, new Map()));
    await lap("stored again", () => importFile(driver, "", file, new Map()));
    await driver.close();
    const [name] = readdirSync(folder).filter((each) => each.endsWith(".sqlite"));
    const rows = eventRows(join(folder, name));
    const bare = await lap("bare loop", () => bareLoop(join(folder, "bare.db"), rows));
    compare("stored / bare loop", stored, bare);
    compare("read and stored / bare loop", { wall: read.wall + stored.wall, cpu: read.cpu + stored.cpu }, bare);
} finally {
    rmSync(folder, { recursive: true });
}
