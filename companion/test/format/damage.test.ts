/** Damaged files, of which the companion takes what the game takes: held against the library's Lua build. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, test } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { readBlock } from "../../src/format/block-reader";
import { encodeBlock } from "../../src/format/block-writer";
import { Budget } from "../../src/format/budget";
import { readLedger } from "../../src/format/ledger";
import { writeLedger } from "../../src/format/ledger-writer";
import { readLuaFile } from "../../src/format/lua-file";
import type { LuaKey, LuaTable, LuaValue } from "../../src/format/lua-value";
import { writeLuaFile } from "../../src/format/lua-writer";
import { problemLines } from "../../src/format/problem-lines";
import { readSavedVariables } from "../../src/format/saved-file";
import { checksumOf, deflate, fromBase64, inflate, toBase64 } from "../../src/format/text";
import { readUnit } from "../../src/format/unit-reader";
import { eventText, readSaved, VARIABLE, writeSaved } from "../support/library";
import { searchSize } from "../support/long";
import { randomEvents } from "../support/random-events";

/** 10,000 take five minutes. */
const LEDGERS = searchSize(400, 2000);
const PER_FILE = 200;
const SEED = 20261201;

const folder = mkdtempSync(join(tmpdir(), "companion-damage-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Bytes with one that is another, lost or added. */
function damage(random: Random, bytes: Buffer): Buffer {
    const at = random.integer(0, Math.max(0, bytes.length - 1));
    const [before, behind] = [bytes.subarray(0, at), bytes.subarray(at + random.integer(0, 1))];
    return Buffer.concat([before, random.bytes(random.integer(0, 1)), behind]);
}

/** A line with other bytes behind its header, whose checksum is theirs: what only the content of them tells. */
function withBytes(line: string, change: (bytes: Buffer) => Buffer): string {
    const parts = line.split(" ");
    const isDeflated = !line.startsWith("b");
    const stream = fromBase64(parts[parts.length - 1]);
    const changed = change(isDeflated ? inflate(stream) : stream);
    const base64 = toBase64(isDeflated ? deflate(changed) : changed);
    return [...parts.slice(0, -2), checksumOf(base64), base64].join(" ");
}

/** The ways in which a line of a week or unit is damaged. */
function damageLine(random: Random, line: string): LuaValue {
    const part = random.integer(0, line.split(" ").length - 1);
    const inPart = (change: (text: string) => string): string =>
        line
            .split(" ")
            .map((text, index) => (index === part ? change(text) : text))
            .join(" ");
    const ways: (() => LuaValue)[] = [
        () => damage(random, Buffer.from(line, "latin1")).toString("latin1"),
        () => inPart((text) => damage(random, Buffer.from(text, "latin1")).toString("latin1")),
        () => inPart((text) => text.slice(0, random.integer(0, text.length))),
        () => inPart((text) => `0${text}`),
        () => withBytes(line, (bytes) => damage(random, bytes)),
        () => withBytes(line, (bytes) => damage(random, bytes)),
        () => withBytes(line, (bytes) => bytes.subarray(0, random.integer(0, bytes.length))),
        () => line.slice(0, random.integer(0, line.length)),
        () => random.pick<LuaValue>([5, true, new Map(), ""]),
    ];
    return random.pick(ways)();
}

/** The number under which a line stands, or another one. */
function damageNumber(random: Random, number: LuaKey): LuaKey {
    return random.integer(1, 8) === 1 && typeof number === "number" ? number + random.pick([-1, 1, 5]) : number;
}

/** Damages some of the lines of a scope. */
function damageScope(random: Random, scope: LuaTable): void {
    for (const name of ["units", "weeks"]) {
        const table = scope.get(name) as LuaTable;
        const lines = [...table].map(([number, line]): [LuaKey, LuaValue] =>
            random.integer(1, 3) === 1
                ? [damageNumber(random, number), damageLine(random, line as string)]
                : [number, line],
        );
        scope.set(name, new Map(lines));
    }
    // A week of its own beside that of a unit.
    const [unit] = (scope.get("units") as LuaTable).keys();
    const [line] = (scope.get("weeks") as LuaTable).values();
    if (unit !== undefined && random.integer(1, 4) === 1) (scope.get("weeks") as LuaTable).set(unit, line);
}

test(`of ${LEDGERS} damaged ledgers the same events are taken as the game takes`, () => {
    for (let first = 0; first < LEDGERS; first += PER_FILE) {
        const seed = SEED + first;
        const random = new Random(seed);
        const names = Array.from({ length: PER_FILE }, (_, index) => `ledger ${first + index}`);
        const contents = names.map((name) => {
            const events = randomEvents(random, name, random.integer(1, 6), random.integer(1, 12));
            return [name, { events }] as const;
        });
        const deflateWeek = random.integer(0, 1) === 1 ? deflate : undefined;
        const options = { deflateWeek, makesUnits: random.integer(0, 3) > 0 };
        const ledger = writeLedger(new Map(contents), options);
        for (const scope of (ledger.get("scopes") as LuaTable).values()) damageScope(random, scope as LuaTable);
        const path = join(folder, "damaged.lua");
        writeFileSync(path, writeLuaFile(new Map([[VARIABLE, ledger]])));
        const game = readSaved(path);
        const { ledgers, problems } = readSavedVariables(readFileSync(path));
        assert.deepEqual(problems, [], `seed ${seed}`);
        for (const { name, weeks } of ledgers[0].scopes) {
            const where = `seed ${seed}, ${name}`;
            const { events, damaged } = game.get(name) ?? { events: [], damaged: [] };
            assert.deepEqual(weeks.flatMap((week) => week.events).map(eventText), events, where);
            const named = weeks.filter((week) => week.problems.length > 0).map(({ number }) => String(number));
            assert.deepEqual([...new Set(named)].sort(), [...new Set(damaged)].sort(), where);
        }
    }
});

test("no changed byte of a file is overlooked, and none ends the reading", () => {
    const random = new Random(9);
    const path = join(folder, "changed.lua");
    for (const modes of [[], ["units"], ["seal"]] as const) {
        writeSaved(path, randomEvents(random, "scope", 5, 30), modes);
        const text = readFileSync(path, "latin1");
        const problemsOf = (changed: string): string[] => {
            const { ledgers, problems } = readSavedVariables(Buffer.from(changed, "latin1"));
            return ledgers.length === 0 ? ["lost"] : [...problems, ...problemLines(ledgers)];
        };
        assert.deepEqual(problemsOf(text), []);
        // The texts of weeks, directory and revocations: what else stands in the file is names and punctuation.
        const texts = [...text.matchAll(/ = "(.*?)",\n/g)];
        for (let round = 0; round < 300; round++) {
            const { index, 1: body } = random.pick(texts);
            const at = index + ' = "'.length + random.integer(0, body.length - 1);
            const byte = String.fromCharCode(random.integer(32, 255));
            if (byte === text[at]) continue;
            const problems = problemsOf(text.slice(0, at) + byte + text.slice(at + 1));
            assert.notDeepEqual(problems, [], `round ${round}: "${text[at]}" at ${at} became "${byte}"`);
        }
    }
});

test("no bytes end the reading of a block or a unit", () => {
    const random = new Random(10);
    const events = randomEvents(random, "scope", 1, 60);
    const block = encodeBlock(events);
    const scopes = writeLedger(new Map([["scope", { events: randomEvents(random, "scope", 3, 40) }]])).get("scopes");
    const units = ((scopes as LuaTable).get("scope") as LuaTable).get("units") as LuaTable;
    const unit = inflate(fromBase64(([...units.values()][0] as string).split(" ")[4]));
    assert.deepEqual([readBlock(block).fault, readUnit(unit).fault], [undefined, undefined]);
    for (let round = 0; round < searchSize(3000, 20_000); round++) {
        const rubbish = random.bytes(random.integer(0, 60));
        for (const bytes of [rubbish, damage(random, block), damage(random, unit)]) {
            for (const { events: read, fault } of [readBlock(bytes), readUnit(bytes)]) {
                assert.ok(Array.isArray(read) && (fault === undefined || fault.length > 0));
            }
        }
    }
});

test("what a few bytes unfold to is bounded, and told", () => {
    const events = randomEvents(new Random(11), "scope", 4, 50);
    const table = writeLedger(new Map([["scope", { events }]]));
    const bytes = writeLuaFile(new Map([[VARIABLE, table]]));
    const value = readLuaFile(bytes).ledgers.get(VARIABLE) as LuaTable;
    const all = readLedger(VARIABLE, value);
    assert.deepEqual([...problemLines([all])], []);
    const some = readLedger(VARIABLE, value, new Budget(20_000));
    assert.match([...problemLines([some])].join("\n"), /more than is read of one file/);
    const count = some.scopes[0].weeks.reduce((sum, week) => sum + week.events.length, 0);
    assert.ok(count < events.length);
});

test("a table of a newer version is not looked into, and what is no version counts as the first", () => {
    const ledger = writeLedger(new Map([["scope", { events: randomEvents(new Random(12), "scope", 1, 5) }]]));
    const read = (version: LuaValue) => readLedger(VARIABLE, new Map([...ledger, ["version", version] as const]));
    assert.deepEqual(read(3).problems, ["version 3: only versions 1 to 2 can be read"]);
    assert.deepEqual([read(3).scopes.length, read(1).scopes.length, read("x").scopes.length], [0, 1, 1]);
    assert.deepEqual(read("x").problems, ["version out of form: read as 1"]);
});
