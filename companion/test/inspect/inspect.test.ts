/** The command `inspect` against files that the library wrote. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, test } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { namedTypes } from "../../src/format/event-types";
import { keyHex } from "../../src/format/key";
import { fixture, type Mode, ROOT, VARIABLE, writeSaved, writeSavedForTools } from "../support/library";
import { randomEvents, type ScopedEvent } from "../support/random-events";
import { type Ran, runCommand } from "../support/run";

const SCOPES = ["guild:Zwölf Ödipüsse-Realm", 'raid "two"'];

const folder = mkdtempSync(join(tmpdir(), "companion-inspect-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function save(
    name: string,
    events: readonly ScopedEvent[],
    modes: readonly Mode[] = [],
): { path: string; revoked: Set<string> } {
    const path = join(folder, `${name}.lua`);
    return { path, revoked: writeSaved(path, events, modes) };
}

function eventsOf(seed: number, weeks: number, perWeek: number): ScopedEvent[] {
    const random = new Random(seed);
    return SCOPES.flatMap((scope) => randomEvents(random, scope, weeks, perWeek));
}

/** An event as it is shown. */
interface Shown {
    readonly variable: string;
    readonly scope: string;
    readonly time: number;
    readonly creator: string;
    readonly creatorName: string | null;
    readonly counter: number;
    readonly body: string;
    readonly revoked: boolean;
    readonly name: string;
    readonly fields: Record<string, unknown>;
}

const shown = (lines: readonly string[]): Shown[] => lines.map((line) => JSON.parse(line) as Shown);

/** The hex of the key of a shown event. */
function keyOf({ time, creator, counter }: Shown): string {
    return keyHex({ time, creator: parseInt(creator.split("-")[2], 16), counter });
}

const inspect = (...args: readonly string[]): Ran => runCommand("inspect", ...args);

/** A file with one week of the document's own example in it, and what stands around that. */
function exampleFile(name: string, change: (text: string) => string = (text) => text): string {
    const document = fixture("docs", "storage.md").toString("utf8");
    const [week] = /^b 4 .*$/m.exec(document) ?? [];
    const path = join(folder, `${name}.lua`);
    const text = `Spec_Saved = { ["version"] = 1, ["scopes"] = { ["guild:A"] = { ["weeks"] = { [2820] = "${week}" } } } }\n`;
    writeFileSync(path, change(text), "latin1");
    return path;
}

test("every event that the library saved is read, with its hashes", () => {
    const cases: [seed: number, modes: Mode[]][] = [
        [1, []],
        [2, ["deflate"]],
        [5, ["units"]],
        [6, ["deflate", "units"]],
    ];
    for (const [seed, mode] of cases) {
        const events = eventsOf(seed, 4, 80);
        const { path, revoked } = save(`seed-${seed}`, events, mode);
        const { status, stderr, lines } = inspect(path, "--events");
        assert.deepEqual({ status, stderr }, { status: 0, stderr: "" }, `seed ${seed}`);
        const read = shown(lines);
        const seen = read.map(({ scope, time, creator, counter, body, revoked }) =>
            [scope, time, creator, counter, body, revoked].join(" "),
        );
        const expected = events.map((event) => {
            const id = event.creator.toString(16).toUpperCase().padStart(8, "0");
            const isRevoked = revoked.has(`${event.scope}\t${keyHex(event)}`);
            const guid = `Player-${event.server}-${id}`;
            return [event.scope, event.time, guid, event.counter, event.body.toString("hex"), isRevoked].join(" ");
        });
        assert.deepEqual(seen.sort(), expected.sort(), `seed ${seed}`);
        assert.ok(revoked.size > 0, `seed ${seed}: nothing revoked`);
    }
});

test("the summary counts", () => {
    const events = eventsOf(5, 3, 20);
    const { status, stdout } = inspect(save("summary", events).path);
    assert.equal(status, 0);
    for (const scope of SCOPES) {
        const count = events.filter((event) => event.scope === scope).length;
        assert.ok(stdout.includes(`${VARIABLE}, ${scope}\n`));
        assert.ok(stdout.includes(`events: ${count}, weeks: 3,`));
    }
    assert.equal(stdout.match(/ ok /g)?.length, 6);
});

test("seal, absent weeks, sealed state and orphans are shown, and what is revoked under the seal", () => {
    const cases: [seed: number, modes: Mode[]][] = [
        [21, ["seal"]],
        [22, ["seal", "units"]],
        [23, ["seal", "deflate", "units"]],
    ];
    for (const [seed, mode] of cases) {
        const events = eventsOf(seed, 5, 80);
        const { path, revoked } = save(`seal-${seed}`, events, mode);
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
        const read = shown(inspect(path, "--events").lines);
        const seen = new Set(read.filter((event) => event.revoked).map((event) => `${event.scope}\t${keyOf(event)}`));
        const gone = (name: string): boolean => !read.some((event) => `${event.scope}\t${keyOf(event)}` === name);
        assert.deepEqual([...seen].sort(), [...revoked].filter((name) => !gone(name)).sort(), `seed ${seed}`);
    }
});

test("damaged parts of a seal are named", () => {
    const { path } = save("seal-damaged", eventsOf(24, 5, 20), ["seal"]);
    const text = readFileSync(path, "latin1");
    for (const name of ["seal", "seals", "sealState", "orphans"]) {
        const changed = text.replaceAll(new RegExp(`\\["${name}"\\] = "....`, "g"), `["${name}"] = "AAAA`);
        writeFileSync(path, changed, "latin1");
        const { status, stderr } = inspect(path);
        assert.equal(status, 1, name);
        assert.match(stderr, new RegExp(`${name}: checksum`));
    }
});

test("a unit that cannot be read is told, and a week's own line outranks it", () => {
    const { path } = save("units", eventsOf(7, 6, 40), ["units"]);
    const text = readFileSync(path, "latin1");
    const damaged = text.replace(/"(u \d+ \S+ \d+ .{40})./, '"$1?');
    assert.notEqual(damaged, text);
    const broken = join(folder, "broken-unit.lua");
    writeFileSync(broken, damaged, "latin1");
    const { status, stdout, stderr } = inspect(broken);
    assert.equal(status, 1);
    assert.match(stdout + stderr, /unit: checksum/);
    assert.equal(inspect(path).status, 0);
});

test("--fields names types and fields, and reads GUIDs", () => {
    const types = join(folder, "types.json");
    writeFileSync(types, '{"1": {"name": "award", "fields": ["player:guid?", "amount:number"]}}');
    const { lines } = inspect(exampleFile("named"), "--events", "--fields", types);
    const [{ name, fields }] = shown(lines);
    assert.equal(name, "award");
    assert.deepEqual(fields, { player: "Player-1001-0000BEEF", amount: 50, 3: "Ragnaros" });
    writeFileSync(types, '{"1": {"name": "award", "fields": ["player:text"]}}');
    assert.equal(inspect(exampleFile("named"), "--events", "--fields", types).status, 2);
});

test("the file's own types and names are shown, unless --fields says otherwise", () => {
    const path = join(folder, "tools.lua");
    writeSavedForTools(path);
    const summary = inspect(path).stdout;
    for (const part of [
        "ledger: Spec, state version 3\ntypes: 2\n",
        "  7 gift(player:guid, amount:number)",
        "names: 3",
        "  Player-1001-0000ABCD Anna-Realm MAGE",
        "  Player-1001-0000000A Thrall-Realm\n",
        "inbox: 2 offers read, 1 of them refused or in part",
    ])
        assert.ok(summary.includes(part), part);
    const events = shown(inspect(path, "--events").lines);
    assert.deepEqual(
        events.map(({ name, fields, creatorName }) => [name, fields, creatorName]),
        [
            ["note", { text: "a note" }, "Anna-Realm"],
            ["gift", { player: "Player-1-00000001" }, "Anna-Realm"],
            ["note", { text: "a note" }, "Bért-Realm"],
        ],
    );
    const types = join(folder, "own.json");
    writeFileSync(types, '{"1": {"name": "other", "fields": ["words"]}}');
    const named = shown(inspect(path, "--events", "--fields", types).lines);
    assert.deepEqual(
        named.map(({ name, fields }) => [name, Object.keys(fields)]),
        [
            ["other", ["words"]],
            ["#7", ["1"]],
            ["other", ["words"]],
        ],
    );
    assert.ok(inspect(path, "--fields", types).stdout.includes("types: 1\n  1 other(words:any)"));
});

test("a field of a kind that is not known here is called by all of its text", () => {
    const defined = {
        id: 1,
        name: Buffer.from("award"),
        fields: ["to:guid", "x:new"].map((field) => Buffer.from(field)),
    };
    const types = namedTypes([defined]);
    const fields = [
        { fieldName: "to", kind: "guid" },
        { fieldName: "x:new", kind: "any" },
    ];
    assert.deepEqual([...types], [[1, { name: "award", fields }]]);
});

test("--csv is read by other programs", () => {
    const events = eventsOf(6, 2, 60);
    const { status, stdout } = inspect(save("csv", events).path, "--csv");
    const records: Record<string, string>[] = parse(stdout, { columns: true });
    assert.deepEqual([status, records.length], [0, events.length]);
    const { time, creator, counter, type } = records[0];
    assert.deepEqual([time, counter, type], [events[0].time, events[0].counter, events[0].body[0]].map(String));
    assert.match(creator, /^Player-\d+-[0-9A-F]{8}$/);
    const texts = new Set(records.map((record) => record["field:1"]));
    assert.ok(texts.has("Ragnaros") && texts.has('a "quoted" one\\\n') && texts.has("ß水\u{10151}"));
});

test("--scope and --variable choose", () => {
    const events = eventsOf(7, 1, 20);
    const { path } = save("several", events);
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
    const cases: [name: string, change: (text: string) => string, problem: RegExp, count: number][] = [
        ["header", (text) => text.replace("b 4 ", "b 5 "), /week 2820: count 4, not 5/, 4],
        ["form", (text) => text.replace("b 4 ", "c 4 "), /week 2820: no week/, 4],
        ["range", (text) => text.replace("1705537300", "1805537300"), /week 2820: header out of range/, 4],
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
    const withCheckpoint = (name: string, checkpoint: string): string =>
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
    const cases: [name: string, eventFile: string, revoked: number][] = [
        ["saved-1.lua.txt", "events-1.txt", 3],
        ["saved-1-deflate.lua.txt", "events-1.txt", 3],
        ["saved-1-tails.lua.txt", "events-1-tails.txt", 0],
    ];
    for (const [name, eventFile, revoked] of cases) {
        const expected = fixture("spec", "fixtures", eventFile)
            .toString("utf8")
            .split("\n")
            .map((line) => line.split("\t"))
            .map(([scope, time, , counter, , body]) => [scope, time, counter, body].join(" "));
        const { status, stderr, lines } = inspect(join(ROOT, "spec", "fixtures", name), "--events");
        assert.deepEqual([status, stderr], [0, ""], name);
        const events = shown(lines);
        const seen = events.map(({ scope, time, counter, body }) => [scope, time, counter, body].join(" "));
        assert.deepEqual(seen, expected.slice(0, -1), name);
        assert.equal(events.filter((event) => event.revoked).length, revoked);
    }
});

test("a revocation that the saved list lacks is named", () => {
    const { path } = save("revocations", eventsOf(8, 1, 40));
    writeFileSync(path, readFileSync(path, "latin1").replace(/\["revocations"\] = ".*?",/, ""), "latin1");
    const { status, stderr } = inspect(path);
    assert.equal(status, 1);
    assert.match(stderr, /revocations: \d+ of the log missing/);
});

test("of a broken file what is whole is shown, what is broken is said, and it ends with 3", () => {
    const path = join(folder, "Broken.lua");
    const text = fixture("spec", "fixtures", "saved-1.lua.txt").toString("latin1");
    const inspectText = (broken: string, ...args: readonly string[]): Ran => {
        writeFileSync(path, broken, "latin1");
        return inspect(path, ...args);
    };
    const lines = text.split("\n");
    const at = lines.findIndex((line) => line.includes("[2821]"));
    const sides = ["<<<<<<< HEAD", lines[at], "=======", lines[at].replace("[2821]", "[2822]"), ">>>>>>> theirs"];
    const conflict = inspectText(
        [...lines.slice(0, at), ...sides, ...lines.slice(at + 1)].join("\n"),
        "--variable",
        "Fixture_Saved",
        "--events",
    );
    assert.equal(conflict.status, 3);
    assert.ok(conflict.stderr.includes(`${path}: lines ${at + 1} to ${at + 5}: a git conflict, both sides are read\n`));
    assert.ok(conflict.stderr.includes("Fixture_Saved (theirs), "));
    assert.ok(conflict.lines.some((json) => shown([json])[0].variable === "Fixture_Saved (HEAD)"));

    const [first, second] = [...text.matchAll(/\[\d+\] = "[bz] (\d+) [^"]*"/g)];
    const cut = inspectText(text.slice(0, second.index + second[0].length), "--events");
    assert.deepEqual([cut.status, cut.lines.length], [3, Number(first[1]) + Number(second[1])]);
    assert.match(cut.stderr, /version missing: read as 2\n/);
    assert.match(cut.stderr, /Broken\.lua: line \d+: the file ends inside of Fixture_Saved\["scopes"\]/);

    const nothing = inspectText("hello {{{", "--events");
    assert.deepEqual([nothing.status, nothing.lines], [3, []]);
    assert.match(nothing.stderr, /Broken\.lua: line 1: an assignment expected\n/);
    assert.equal(inspectText("Other = { 1 }\n").status, 2);
});

test("npm run inspect is this command", () => {
    const path = join(ROOT, "spec", "fixtures", "saved-1.lua.txt");
    const { stdout, status } = spawnSync(process.execPath, [join(ROOT, "tools", "companion.mjs"), "inspect", path], {
        encoding: "utf8",
    });
    assert.deepEqual([stdout, status], [inspect(path).stdout, 0]);
});
