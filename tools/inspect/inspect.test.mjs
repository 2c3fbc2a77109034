// The reader in Node against files that the library wrote.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { parse } from "csv-parse/sync";
import { root } from "../run.mjs";
import { readBlock } from "./block.mjs";
import { compileEntries, runEntry } from "./compile-entry.mjs";
import { describe } from "./fields.mjs";
import { packedKey } from "./hashes.mjs";
import { readLedger } from "./ledger.mjs";
import { readVariables } from "./lua-file.mjs";
import { problemLines } from "./output.mjs";
import { eventLines, Random, randomEvents } from "./random-events.mjs";
import { splitFields } from "./items.mjs";
import { readUnit } from "./unit.mjs";
import { readWeek } from "./week.mjs";

const VARIABLE = "Spec_Saved";
const SCOPES = ["guild:Zwölf Ödipüsse-Realm", 'raid "two"'];

const lua = compileEntries();
const folder = mkdtempSync(join(tmpdir(), "ledger-inspect-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Has the library save events. Gives the path of the file, and the revoked events as "scope key". */
function writeSaved(name, events, mode = []) {
    const path = join(folder, `${name}.lua`);
    const revoked = runEntry(lua, "spec/fixtures/write-saved", [path, VARIABLE, ...mode], eventLines(events));
    return { path, revoked: new Set(revoked) };
}

function eventsOf(seed, weeks, perWeek) {
    const random = new Random(seed);
    return SCOPES.flatMap((scope) => randomEvents(random, scope, weeks, perWeek));
}

/** The hex of the key of a shown event. */
function keyOf({ time, creator, counter }) {
    return packedKey({ time, creator: parseInt(creator.split("-")[2], 16), counter }).toString("hex");
}

function inspect(...args) {
    const options = { cwd: root, encoding: "utf8", maxBuffer: 2 ** 28 };
    const { status, stdout, stderr } = spawnSync(process.execPath, ["tools/inspect.mjs", ...args], options);
    return { status, stdout, stderr, lines: stdout.split("\n").slice(0, -1) };
}

/** A file with one week of the document's own example in it, and what stands around that. */
function exampleFile(name, change = (text) => text) {
    const document = readFileSync(join(root, "docs", "storage.md"), "utf8");
    const week = /^b 4 .*$/m.exec(document)[0];
    const path = join(folder, `${name}.lua`);
    const text = `Spec_Saved = { ["version"] = 1, ["scopes"] = { ["guild:A"] = { ["weeks"] = { [2820] = "${week}" } } } }\n`;
    writeFileSync(path, change(text), "latin1");
    return path;
}

test("every event that the library saved is read, with its hashes", () => {
    for (const [seed, mode] of [
        [1, []],
        [2, ["deflate"]],
        [3, []],
        [4, ["deflate"]],
        [5, ["units"]],
        [6, ["deflate", "units"]],
    ]) {
        const events = eventsOf(seed, 4, 80);
        const { path, revoked } = writeSaved(`seed-${seed}`, events, mode);
        const { status, stderr, lines } = inspect(path, "--events");
        assert.deepEqual({ status, stderr }, { status: 0, stderr: "" }, `seed ${seed}`);
        const read = lines.map((line) => JSON.parse(line));
        const seen = read.map(({ scope, time, creator, counter, body, revoked }) =>
            [scope, time, creator, counter, body, revoked].join(" "),
        );
        const expected = events.map((event) => {
            const id = event.creator.toString(16).toUpperCase().padStart(8, "0");
            const isRevoked = revoked.has(`${event.scope}\t${packedKey(event).toString("hex")}`);
            const guid = `Player-${event.server}-${id}`;
            return [event.scope, event.time, guid, event.counter, event.body.toString("hex"), isRevoked].join(" ");
        });
        assert.deepEqual(seen.sort(), expected.sort(), `seed ${seed}`);
        assert.ok(revoked.size > 0, `seed ${seed}: nothing revoked`);
    }
});

test("the summary counts", () => {
    const events = eventsOf(5, 3, 20);
    const { status, stdout } = inspect(writeSaved("summary", events).path);
    assert.equal(status, 0);
    for (const scope of SCOPES) {
        const count = events.filter((event) => event.scope === scope).length;
        assert.ok(stdout.includes(`${VARIABLE}, ${scope}\n`));
        assert.ok(stdout.includes(`events: ${count}, weeks: 3,`));
    }
    assert.equal(stdout.match(/ ok /g).length, 6);
});

test("seal, absent weeks, sealed state and orphans are shown, and what is revoked under the seal", () => {
    for (const [seed, mode] of [
        [21, ["seal"]],
        [22, ["seal", "units"]],
        [23, ["seal", "deflate", "units"]],
    ]) {
        const events = eventsOf(seed, 5, 80);
        const { path, revoked } = writeSaved(`seal-${seed}`, events, mode);
        const { status, stderr, stdout } = inspect(path);
        assert.deepEqual({ status, stderr }, { status: 0, stderr: "" }, `seed ${seed}`);
        const numbers = [...new Set(events.map(({ time }) => Math.floor(time / 604800)))];
        for (const scope of SCOPES) {
            const own = events.filter((event) => event.scope === scope);
            const first = own.filter(({ time }) => Math.floor(time / 604800) === numbers[0]);
            const second = own.filter(({ time }) => Math.floor(time / 604800) === numbers[1]);
            const text = stdout.slice(stdout.indexOf(`${VARIABLE}, ${scope}\n`));
            assert.match(
                text,
                new RegExp(
                    `seal: weeks before ${numbers[4]} are sealed with 5 events, state version 70000, digest (64){16}, ` +
                        `\\d+ revocations listed, [1-9]\\d* late, earlier seals of the weeks before ${numbers[2]}, \\S+ FFFFFFFF 255, checked by replay, confirmed`,
                ),
            );
            assert.match(text, /seals in the log: 1\n/);
            assert.match(text, new RegExp(`absent: ${first.length} events`));
            assert.match(text, new RegExp(`part of ${second.length} events`));
            assert.match(text, new RegExp(`absent weeks: 2, with ${first.length + 1} events that are not here`));
            assert.match(
                text,
                new RegExp(
                    `sealed state: before week ${numbers[4]}, state version 70000, 3013 bytes, deflated \\d+, digest (64){16}\n`,
                ),
            );
            assert.match(text, /orphans: 2\n/);
        }
        const read = inspect(path, "--events").lines.map((line) => JSON.parse(line));
        const seen = new Set(read.filter((event) => event.revoked).map((event) => `${event.scope}\t${keyOf(event)}`));
        const gone = (name) => !read.some((event) => `${event.scope}\t${keyOf(event)}` === name);
        assert.deepEqual([...seen].sort(), [...revoked].filter((name) => !gone(name)).sort(), `seed ${seed}`);
    }
});

test("damaged parts of a seal are named", () => {
    const { path } = writeSaved("seal-damaged", eventsOf(24, 5, 20), ["seal"]);
    const text = readFileSync(path, "latin1");
    for (const name of ["seal", "seals", "sealState", "orphans"]) {
        const changed = text.replaceAll(new RegExp(`\\["${name}"\\] = "....`, "g"), `["${name}"] = "AAAA`);
        writeFileSync(path, changed, "latin1");
        const { status, stderr } = inspect(path);
        assert.equal(status, 1, name);
        assert.match(stderr, new RegExp(`${name}: checksum`));
    }
});

test("the example of the document is what it says", () => {
    const document = readFileSync(join(root, "docs", "storage.md"), "utf8");
    const dump = /```\n(0b 04 [^`]*)```/.exec(document)[1];
    const bytes = dump.split("\n").flatMap((line) => /^((?:[0-9a-f]{2} ?)*)/.exec(line)[1].split(" "));
    const block = Buffer.from(bytes.join(""), "hex");
    const { events, fault } = readBlock(block);
    assert.deepEqual([block.length, fault, events.length], [57, undefined, 4]);
    const week = readWeek(2820, /^b 4 .*$/m.exec(document)[0]);
    assert.deepEqual([week.problems, week.events], [[], events]);
});

test("the example of a unit in the document is what it says", () => {
    const document = readFileSync(join(root, "docs", "storage.md"), "utf8");
    const dump = /```\n(03 {2}65a86de8 [^`]*)```/.exec(document)[1];
    const hex = dump.split("\n").flatMap((line) => /^((?:[0-9a-f]+ {1,6})*)/.exec(`${line} `)[1].split(" "));
    const events = readUnit(Buffer.from(hex.join(""), "hex"));
    assert.deepEqual(
        events.map(({ time, creator, counter, server, body }) => [
            time,
            creator,
            counter,
            server,
            splitFields(body).map((item) => item.toString("hex")),
        ]),
        [
            [1705537000, 0xabcd, 0, 1001, ["46e9070000beef", "1832", "63616263"]],
            [1705537000, 0xabcd, 1, 1001, ["46e9070000beef", "f6", "63616263"]],
            [1705537300, 0xabcd, 7, 1001, ["46e9070000beef", "1832"]],
        ],
    );
});

test("a unit that cannot be read is told, and a week's own line outranks it", () => {
    const { path } = writeSaved("units", eventsOf(7, 6, 40), ["units"]);
    const text = readFileSync(path, "latin1");
    const damaged = text.replace(/"(u \d+ \S+ \d+ .{40})./, '"$1?');
    assert.notEqual(damaged, text);
    const broken = join(folder, "broken-unit.lua");
    writeFileSync(broken, damaged, "latin1");
    const { status, stdout, stderr } = inspect(broken);
    assert.equal(status, 1);
    assert.match(stdout + stderr, /unit: no base64/);
    assert.equal(inspect(path).status, 0);
});

test("--fields names types and fields, and reads GUIDs", () => {
    const types = join(folder, "types.json");
    writeFileSync(types, '{"1": {"name": "award", "fields": ["player:guid?", "amount:number"]}}');
    const { lines } = inspect(exampleFile("named"), "--events", "--fields", types);
    const { name, fields } = JSON.parse(lines[0]);
    assert.equal(name, "award");
    assert.deepEqual(fields, { player: "Player-1001-0000BEEF", amount: 50, 3: "Ragnaros" });
    writeFileSync(types, '{"1": {"name": "award", "fields": ["player:text"]}}');
    assert.equal(inspect(exampleFile("named"), "--events", "--fields", types).status, 2);
});

test("--csv is read by other programs", () => {
    const events = eventsOf(6, 2, 60);
    const { status, stdout } = inspect(writeSaved("csv", events).path, "--csv");
    const records = parse(stdout, { columns: true });
    assert.deepEqual([status, records.length], [0, events.length]);
    const { time, creator, counter, type } = records[0];
    assert.deepEqual([time, counter, type], [events[0].time, events[0].counter, events[0].body[0]].map(String));
    assert.match(creator, /^Player-\d+-[0-9A-F]{8}$/);
    const texts = new Set(records.map((record) => record["field:1"]));
    assert.ok(texts.has("Ragnaros") && texts.has('a "quoted" one\\\n') && texts.has("ß水\u{10151}"));
});

test("--scope and --variable choose", () => {
    const events = eventsOf(7, 1, 20);
    const { path } = writeSaved("several", events);
    writeFileSync(path, `${readFileSync(path, "latin1")}\nOther = 1\n`, "latin1");
    const { lines } = inspect(path, "--events", "--variable", VARIABLE, "--scope", SCOPES[0]);
    assert.equal(lines.length, events.filter((event) => event.scope === SCOPES[0]).length);
    for (const args of [
        ["--scope", "guild:None"],
        ["--variable", "Other"],
    ]) {
        const { status, stderr } = inspect(path, ...args);
        assert.equal(status, 2);
        assert.match(stderr, /expected, got/);
    }
});

test("misuse ends with 2 and the usage, --help with 0", () => {
    const noLedger = join(folder, "no-ledger.lua");
    writeFileSync(noLedger, "Other = { 1, 2 }\n");
    const example = exampleFile("misuse");
    const misuses = [[], [example, example], [example, "--nonsense"], [example, "--events", "--csv"]];
    for (const args of [...misuses, [join(folder, "missing.lua")], [noLedger]]) {
        const { status, stderr } = inspect(...args);
        assert.equal(status, 2, args.join(" "));
        assert.match(stderr, /usage: npm run inspect/);
    }
    const { status, stdout } = inspect("--help");
    assert.equal(status, 0);
    assert.match(stdout, /^usage: npm run inspect/);
});

test("what is damaged is named, ends with 1, and the rest is shown", () => {
    const cases = [
        ["header", (text) => text.replace("b 4 ", "b 5 "), /week 2820: count 4, not 5/, 4],
        ["form", (text) => text.replace("b 4 ", "c 4 "), /week 2820: no week/, 0],
        ["range", (text) => text.replace("1705537300", "1805537300"), /week 2820: header out of range/, 0],
        ["key", (text) => text.replace("1705537300", "1705537301"), /last time 1705537300, not 1705537301/, 4],
        ["base64", (text) => text.replace("CwQN", "CwQ!"), /no base64/, 0],
        ["content", (text) => text.replace("CwQN", "CwQM"), /checksum .*[^]*first event without creator/, 0],
        ["end", (text) => text.replace('AsAz" }', '" }'), /checksum [^]*cut off/, 3],
        ["deflate", (text) => text.replace("b 4", "z 4"), /no raw Deflate/, 0],
        ["text", (text) => text.replace(/\[2820\] = ".*?"/, "[2820] = 5"), /week 2820: no week/, 0],
        ["number", (text) => text.replace("[2820]", "[2821]"), /week 2821: header out of range/, 0],
        ["name", (text) => text.replace("[2820]", '["x"]'), /week x: header out of range/, 0],
        ["weeks", (text) => text.replace(/\{ \[2820\].*?\}/, "false"), /guild:A: weeks: no table/, 0],
        ["scope", (text) => text.replace(/\{ \["weeks"\].*?\} \}/, '"x"'), /guild:A: no table/, 0],
        ["scopes", (text) => text.replace(/\{ \["guild:A"\].*? \} \} \}/, '"x"'), /scopes: no table/, 0],
        ["version", (text) => text.replace('"version"] = 1', '"version"] = 3'), /version 3: only versions 1 to 2/, 0],
        [
            "directory",
            (text) => text.replace('["weeks"]', '["directory"] = "AAAA", ["weeks"]'),
            /directory: cut off/,
            4,
        ],
        ["list", (text) => text.replace('["weeks"]', '["revocations"] = {}, ["weeks"]'), /revocations: no string/, 4],
    ];
    for (const [name, change, problem, count] of cases) {
        const { status, stderr, lines } = inspect(exampleFile(name, change), "--events");
        assert.match(stderr, problem, name);
        assert.deepEqual([name, status, lines.length], [name, 1, count]);
    }
});

test("a checkpoint is held against the log", () => {
    const withCheckpoint = (name, checkpoint) =>
        exampleFile(name, (text) => text.replace('["weeks"]', `["checkpoint"] = "${checkpoint}", ["weeks"]`));
    const current = inspect(withCheckpoint("current", "3 5 0 4 497430006 1705537300 16776960 oA=="));
    assert.equal(current.status, 0);
    assert.match(current.stdout, /checkpoint: state version 3 after 4 events, 2024-01-18T00:21:40Z, 1 bytes\n/);
    const old = inspect(withCheckpoint("old", "3 5 0 4 497430006 1705537300 0 oA=="));
    assert.equal(old.status, 0);
    assert.match(old.stdout, /1 bytes, not of this log\n/);
    const damaged = inspect(withCheckpoint("no-checkpoint", "3 5 0 4"));
    assert.deepEqual([damaged.status, damaged.stderr], [1, "Spec_Saved, guild:A: checkpoint: no checkpoint\n"]);
});

test("the files of older versions are read", () => {
    const cases = [
        ["saved-1.lua.txt", "events-1.txt", 3],
        ["saved-1-deflate.lua.txt", "events-1.txt", 3],
        ["saved-1-tails.lua.txt", "events-1-tails.txt", 0],
    ];
    for (const [name, eventFile, revoked] of cases) {
        const expected = readFileSync(join(root, "spec/fixtures", eventFile), "utf8")
            .split("\n")
            .map((line) => line.split("\t"))
            .map(([scope, time, , counter, , body]) => [scope, time, counter, body].join(" "));
        const { status, stderr, lines } = inspect(join("spec/fixtures", name), "--events");
        assert.deepEqual([status, stderr], [0, ""], name);
        const events = lines.map((line) => JSON.parse(line));
        const seen = events.map(({ scope, time, counter, body }) => [scope, time, counter, body].join(" "));
        assert.deepEqual(seen, expected.slice(0, -1), name);
        assert.equal(events.filter((event) => event.revoked).length, revoked);
    }
});

test("a revocation that the saved list lacks is named", () => {
    const { path } = writeSaved("revocations", eventsOf(8, 1, 40));
    writeFileSync(path, readFileSync(path, "latin1").replace(/\["revocations"\] = ".*?",/, ""), "latin1");
    const { status, stderr } = inspect(path);
    assert.equal(status, 1);
    assert.match(stderr, /revocations: \d+ of the log missing/);
});

test("no changed byte of a file is overlooked, and none ends the reading", () => {
    const random = new Random(9);
    const { path } = writeSaved("changed", eventsOf(9, 2, 30));
    const text = readFileSync(path, "latin1");
    const problemsOf = (changed) => {
        writeFileSync(path, changed, "latin1");
        const { variables, problems } = readVariables(path);
        const value = variables.get(VARIABLE);
        return value === undefined ? ["lost"] : [...problems, ...problemLines([readLedger(VARIABLE, value)])];
    };
    assert.deepEqual(problemsOf(text), []);
    // The texts of weeks, directory and revocations: what else stands in the file is names and punctuation.
    const texts = [...text.matchAll(/ = "(.*?)",\n/g)];
    for (let round = 0; round < 500; round++) {
        const { index, 1: body } = random.pick(texts);
        const at = index + ' = "'.length + random.integer(0, body.length - 1);
        const byte = String.fromCharCode(random.integer(32, 255));
        if (byte === text[at]) continue;
        const problems = problemsOf(text.slice(0, at) + byte + text.slice(at + 1));
        assert.notDeepEqual(problems, [], `round ${round}: "${text[at]}" at ${at} became "${byte}"`);
    }
});

test("no bytes end the reading of a block", () => {
    const random = new Random(10);
    const { path } = writeSaved("blocks", eventsOf(10, 1, 60));
    const weeks = readVariables(path).variables.get(VARIABLE).get("scopes").get(SCOPES[1]).get("weeks");
    const block = Buffer.from([...weeks.values()][0].split(" ").at(-1), "base64");
    assert.equal(readBlock(block).fault, undefined);
    for (let round = 0; round < 3000; round++) {
        const bytes = round % 3 === 0 ? random.bytes(random.integer(0, 60)) : Buffer.from(block);
        if (bytes.length > 0) bytes[random.integer(0, bytes.length - 1)] = random.integer(0, 255);
        const { events, fault } = readBlock(bytes);
        assert.ok(Array.isArray(events) && (fault === undefined || fault.length > 0));
    }
});

test("an imported event has its id, and a revocation that of what it takes back", () => {
    const types = new Map([[1, { name: "award", fields: [{ fieldName: "amount", kind: "number" }] }]]);
    const imported = describe(Buffer.from("010582f6627237", "hex"), types);
    assert.deepEqual(imported, { type: 1, name: "award", fields: { amount: 5 }, importId: "r7" });
    const numbered = describe(Buffer.from("010582f68101", "hex"), types);
    assert.deepEqual(numbered, { type: 1, name: "award", fields: { amount: 5 } });
    const revocation = describe(Buffer.from("00f6627237", "hex"), types);
    assert.deepEqual(revocation.fields, { target: null, targetImportId: "r7" });
});
