/** Reader and writer against the library's Lua build: the same events, rows, digests and bytes. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import murmurhash from "murmurhash-js";
import { afterAll, test } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { encodeBlock } from "../../src/format/block-writer";
import { readBlock } from "../../src/format/block-reader";
import { toText } from "../../src/format/bytes";
import { packedGuidText } from "../../src/format/field-kinds";
import { murmur3 } from "../../src/format/hashes";
import { keyHex, type StoredEvent, weekOf } from "../../src/format/key";
import type { Ledger, Scope } from "../../src/format/ledger";
import { writeLedger } from "../../src/format/ledger-writer";
import { readLuaFile } from "../../src/format/lua-file";
import type { LuaTable } from "../../src/format/lua-value";
import { writeLuaFile } from "../../src/format/lua-writer";
import { problemLines } from "../../src/format/problem-lines";
import { readSavedVariables } from "../../src/format/saved-file";
import {
    encodeOrphans,
    encodeSeal,
    encodeSealedState,
    encodeSeals,
    readOrphans,
    readSeal,
    readSealedState,
    readSeals,
} from "../../src/format/seal-entries";
import { decodeChecked, deflate, encodeChecked, inflate } from "../../src/format/text";
import {
    deflateLikeLibrary,
    eventText,
    fixture,
    type Mode,
    VARIABLE,
    writeSaved,
    writeSavedForTools,
} from "../support/library";
import { searchSize } from "../support/long";
import { randomEvents, type ScopedEvent } from "../support/random-events";

/** Ledgers that are made at random, a scope each (10,000 take eleven minutes), and how many of them stand in one file. */
const LEDGERS = searchSize(400, 2000);
const PER_FILE = 200;
const SEED = 20261130;

const folder = mkdtempSync(join(tmpdir(), "companion-crosscheck-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A ledger of one to eight weeks, small or large: most are of a few events, some fill several units. */
function randomLedger(random: Random, scope: string): ScopedEvent[] {
    const isLarge = random.integer(1, 20) === 1;
    const events = randomEvents(random, scope, random.integer(1, 8), random.integer(1, isLarge ? 150 : 14));
    return events.length > 0 ? events : randomLedger(random, scope);
}

/** Ledgers by the name of their scope. */
type Scopes = ReadonlyMap<string, { events: ScopedEvent[] }>;

/** By scope, in order. */
function byScope(events: readonly ScopedEvent[]): Map<string, ScopedEvent[]> {
    const scopes = new Map<string, ScopedEvent[]>();
    for (const event of events) {
        const own = scopes.get(event.scope) ?? [];
        own.push(event);
        scopes.set(event.scope, own);
    }
    return scopes;
}

const eventsOf = ({ weeks }: Scope): StoredEvent[] => weeks.flatMap((week) => week.events);

/**
 * Writes ledgers with the Deflate of the library, which is another one than that of the companion: its lengths say which weeks go into a unit.
 * What is to be deflated shows on the way, and is asked for until nothing is missing.
 */
function writeLikeLibrary(scopes: Scopes, modes: readonly Mode[]): LuaTable {
    const known = new Map<string, Buffer>();
    for (;;) {
        const missing = new Map<string, Buffer>();
        const deflateKnown = (bytes: Buffer): Buffer => {
            const stream = known.get(toText(bytes));
            if (stream === undefined) missing.set(toText(bytes), bytes);
            return stream ?? bytes;
        };
        const deflateWeek = modes.includes("deflate") ? deflateKnown : undefined;
        const options = { deflate: deflateKnown, deflateWeek, makesUnits: modes.includes("units") };
        const written = writeLedger(scopes, options);
        if (missing.size === 0) return written;
        const streams = deflateLikeLibrary([...missing.values()], modes.includes("deflate"));
        [...missing.keys()].forEach((text, index) => known.set(text, streams[index]));
    }
}

function check(events: readonly ScopedEvent[], modes: readonly Mode[], what: string): void {
    const path = join(folder, "crosscheck.lua");
    const revoked = writeSaved(path, events, modes);
    const bytes = readFileSync(path);
    const { ledgers, problems } = readSavedVariables(bytes);
    assert.deepEqual([problems, [...problemLines(ledgers)]], [[], []], what);
    const [ledger] = ledgers;
    const expected = byScope(events);
    for (const scope of ledger.scopes) {
        const own = expected.get(scope.name) ?? [];
        const where = `${what}, ${scope.name}`;
        assert.deepEqual(eventsOf(scope).map(eventText), own.map(eventText), where);
        const isRevoked = own.map((event) => revoked.has(`${scope.name}\t${keyHex(event)}`));
        assert.deepEqual(eventsOf(scope).map(scope.isRevoked), isRevoked, where);
    }
    assert.equal(ledger.scopes.length, expected.size);
    const table = readLuaFile(bytes).ledgers.get(VARIABLE) as LuaTable;
    const scopes = new Map([...expected].map(([name, own]) => [name, { events: own }]));
    const written = writeLikeLibrary(scopes, modes);
    compareTables(written, table, what);
    assert.ok(writeLuaFile(new Map([[VARIABLE, written]])).equals(bytes), `${what}: bytes of the file`);
    checkOwnDeflate(scopes, ledger, what);
}

/** All texts of a table by where they stand, in order: these are compared one by one, since a file is too long to be shown. */
function textsOf(table: LuaTable, path = ""): Map<string, string> {
    const texts = [...table].flatMap(([key, value]) => {
        const place = `${path} ${key}`;
        return value instanceof Map
            ? [[place, ""] as const, ...textsOf(value, place)]
            : [[place, String(value)] as const];
    });
    return new Map(texts.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function compareTables(written: LuaTable, expected: LuaTable, what: string): void {
    const [own, other] = [textsOf(written), textsOf(expected)];
    for (const [place, text] of other) assert.equal(own.get(place), text, `${what},${place}`);
    assert.deepEqual([...own.keys()], [...other.keys()], what);
}

/** What the companion writes by itself holds the same. */
function checkOwnDeflate(scopes: Scopes, { scopes: expected }: Ledger, what: string): void {
    const bytes = writeLuaFile(new Map([[VARIABLE, writeLedger(scopes)]]));
    const { ledgers } = readSavedVariables(bytes);
    assert.deepEqual([...problemLines(ledgers)], [], what);
    const names = new Map(expected.map((scope) => [scope.name, scope]));
    for (const scope of ledgers[0].scopes) {
        const other = names.get(scope.name);
        assert.deepEqual(
            scope.weeks.map(({ actual }) => actual),
            other?.weeks.map(({ actual }) => actual),
            what,
        );
        assert.deepEqual(
            eventsOf(scope).map(eventText),
            other === undefined ? [] : eventsOf(other).map(eventText),
            what,
        );
    }
}

const MODES: readonly (readonly Mode[])[] = [["units"], [], ["deflate", "units"], ["deflate"]];

test(`${LEDGERS} generated ledgers are the same to both, byte for byte`, () => {
    for (let first = 0; first < LEDGERS; first += PER_FILE) {
        const seed = SEED + first;
        const random = new Random(seed);
        const events = Array.from({ length: PER_FILE }, (_, index) => randomLedger(random, `ledger ${first + index}`));
        check(events.flat(), MODES[(first / PER_FILE) % MODES.length], `seed ${seed}`);
    }
});

test("large ledgers fill several units, and these are the same", () => {
    const random = new Random(SEED);
    for (const modes of MODES) check(randomEvents(random, "large", 30, 40), modes, modes.join());
});

test("the fixtures are the same: events, blocks, rows and, where they are of this form, files", () => {
    const cases = [
        ["saved-1.lua.txt", "events-1.txt", "blocks-1.txt"],
        ["saved-1-deflate.lua.txt", "events-1.txt", "blocks-1.txt"],
        ["saved-1-tails.lua.txt", "events-1-tails.txt", "blocks-1-tails.txt"],
    ];
    for (const [saved, eventFile, blockFile] of cases) {
        const lines = fixture("spec", "fixtures", eventFile).toString("utf8").trim().split("\n");
        const events = lines
            .map((line) => line.split("\t"))
            .map(([scope, time, creator, counter, server, body]) => {
                const key = { time: Number(time), creator: Number(creator), counter: Number(counter) };
                return { scope, ...key, server: Number(server), body: Buffer.from(body, "hex") };
            });
        const { ledgers, problems } = readSavedVariables(fixture("spec", "fixtures", saved));
        assert.deepEqual([problems, [...problemLines(ledgers)]], [[], []], saved);
        assert.deepEqual(ledgers[0].scopes.flatMap(eventsOf).map(eventText), events.map(eventText), saved);
        const weeks = [...byScope(events).values()].flatMap((own) => {
            const numbers = [...new Set(own.map(({ time }) => weekOf(time)))];
            return numbers.map((number) => own.filter(({ time }) => weekOf(time) === number));
        });
        const blocks = fixture("spec", "fixtures", blockFile).toString("utf8").trim().split("\n");
        const read = blocks.map((line) => readBlock(Buffer.from(line.split("\t")[1], "hex")));
        assert.deepEqual(
            read.map(({ fault }) => fault),
            blocks.map(() => undefined),
        );
        assert.deepEqual(
            read.map((block) => block.events.map(eventText)),
            weeks.map((week) => week.map(eventText)),
        );
        // Blocks of before tails are read, and not written any more.
        if (!saved.includes("tails")) continue;
        const written = weeks.map((week) => `${weekOf(week[0].time)}\t${encodeBlock(week).toString("hex")}`);
        assert.deepEqual(written, blocks, saved);
    }
});

test("what belongs to seals is read, and written again the same", () => {
    for (const [seed, modes] of [
        [21, ["seal"]],
        [22, ["seal", "units"]],
    ] as [number, Mode[]][]) {
        const path = join(folder, "seal.lua");
        writeSaved(path, randomEvents(new Random(seed), "scope", 6, 60), modes);
        const scopes = readLuaFile(readFileSync(path)).ledgers.get(VARIABLE)?.get("scopes") as LuaTable;
        const scope = scopes.get("scope") as LuaTable;
        const again = {
            seal: encodeSeal(readSeal(decodeChecked(scope.get("seal")))),
            seals: encodeSeals(readSeals(decodeChecked(scope.get("seals")))),
            sealState: encodeSealedState(readSealedState(decodeChecked(scope.get("sealState")))),
            orphans: encodeOrphans(readOrphans(decodeChecked(scope.get("orphans")))),
        };
        for (const [name, bytes] of Object.entries(again)) assert.equal(encodeChecked(bytes), scope.get(name), name);
    }
});

test("what the library writes for tools is read", () => {
    const path = join(folder, "tools.lua");
    writeSavedForTools(path);
    const [{ name, types, scopes, problems }] = readSavedVariables(readFileSync(path)).ledgers;
    const [scope] = scopes;
    assert.deepEqual([name?.toString(), problems, scope.problems], ["Spec", [], []]);
    assert.deepEqual(types, {
        stateVersion: 3,
        types: [
            { id: 1, name: Buffer.from("note"), fields: ["text:any", "amount:any"].map((field) => Buffer.from(field)) },
            { id: 7, name: Buffer.from("gift"), fields: ["player:guid", "amount:number?"].map((f) => Buffer.from(f)) },
        ],
    });
    const names = scope.names.map((each) => [packedGuidText(each.guid), each.name, each.token]);
    assert.deepEqual(names, [
        ["Player-1-00000001", "Bért-Realm", ""],
        ["Player-1001-0000000A", "Thrall-Realm", ""],
        ["Player-1001-0000ABCD", "Anna-Realm", "MAGE"],
    ]);
    const id = (number: number): Buffer => Buffer.concat([Buffer.of(0, number), Buffer.alloc(14, 7)]);
    assert.deepEqual(scope.outcomes, [
        { id: id(1), reason: 1, bits: Buffer.of(2) },
        { id: id(2), reason: 0, bits: Buffer.of() },
    ]);
    assert.equal(eventsOf(scope).length, 3);
});

test("digests are those of another implementation", () => {
    const random = new Random(SEED);
    for (let length = 0; length < 300; length++) {
        const bytes = random.bytes(length);
        // The package takes the low byte of each character.
        assert.equal(murmur3(bytes), murmurhash.murmur3(toText(bytes), 0) >>> 0, `${length} bytes`);
    }
});

test("what is deflated can be inflated, and bytes behind a stream or too many of it are refused", () => {
    const random = new Random(SEED);
    for (let length = 0; length < 5000; length += 123) {
        const bytes = Buffer.concat([random.bytes(length), Buffer.alloc(length)]);
        const stream = deflate(bytes);
        assert.deepEqual(inflate(stream), bytes);
        assert.throws(() => inflate(Buffer.concat([stream, Buffer.of(0)])), /behind its end/);
        if (length > 0) assert.throws(() => inflate(stream, bytes.length - 1), /no raw Deflate/);
    }
});
