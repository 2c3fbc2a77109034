/** The command `look` over folders as the game has them. */
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, test } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { WEEK_SECONDS } from "../../src/format/key";
import { writeLedger } from "../../src/format/ledger-writer";
import { writeLuaFile } from "../../src/format/lua-writer";
import { fixture, ROOT, writeSaved } from "../support/library";
import { randomEvents } from "../support/random-events";
import { type Ran, runCommand } from "../support/run";

const FIXTURE = join(ROOT, "spec", "fixtures", "saved-1.lua.txt");
const SUMMARY = [
    "  Fixture_Saved, guild:Zwölf Wächter-Realm",
    "    25 events in 3 weeks (2024-01-18 to 2024-03-28), 5 creators, 3 revoked",
    '  Fixture_Saved, raid "two"\\',
    "    2 events in 2 weeks (2024-01-18 to 2024-03-28), 2 creators, 0 revoked",
];

let game: string;
const games: string[] = [];
beforeEach(() => {
    game = mkdtempSync(join(tmpdir(), "companion-look-"));
    games.push(game);
});
afterAll(() => games.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function place(...path: string[]): string {
    const file = join(game, ...path);
    mkdirSync(dirname(file), { recursive: true });
    return file;
}

const look = (...args: readonly string[]): Ran => runCommand("look", ...args);

test("ledgers of all flavours, accounts and characters are found, in the files of any addon", () => {
    const files = [
        ["_classic_era_", "WTF", "Account", "ONE", "SavedVariables", "MyDKP.lua"],
        ["_classic_era_", "WTF", "Account", "ONE", "Realm", "Name", "SavedVariables", "MyDKP.lua"],
        ["_retail_", "WTF", "Account", "TWO", "SavedVariables", "Other.lua"],
    ];
    for (const file of files) copyFileSync(FIXTURE, place(...file));
    copyFileSync(FIXTURE, place("_retail_", "WTF", "Account", "TWO", "SavedVariables", "Other.lua.bak"));
    copyFileSync(FIXTURE, place("_retail_", "Interface", "AddOns", "MyDKP", "SavedVariables", "MyDKP.lua"));
    writeFileSync(place("_retail_", "WTF", "Account", "TWO", "SavedVariables", "Empty.lua"), "\nEmpty = {\n}\n");
    const { status, stderr, lines } = look(game);
    assert.deepEqual([status, stderr], [0, ""]);
    const inOrder = [files[1], files[0], files[2]];
    assert.deepEqual(lines, [
        ...inOrder.flatMap((file) => [join(...file), ...SUMMARY]),
        "4 files, 3 with a ledger; 3 ledgers in all",
    ]);
    // A flavour, its WTF, a folder with files in it, and a file.
    for (const [path, count] of [
        [["_retail_"], 2],
        [["_retail_", "WTF"], 2],
        [files[2].slice(0, -1), 2],
        [files[2], 1],
    ] as [string[], number][]) {
        const last = look(join(game, ...path)).lines.at(-1);
        const what = `${count} ${count === 1 ? "file" : "files"}, 1 with a ledger; 1 ledger in all`;
        assert.equal(last, what, path.join("/"));
    }
});

test("a link to a folder is followed, one in a circle ends", () => {
    copyFileSync(FIXTURE, place("elsewhere", "Account", "ONE", "SavedVariables", "MyDKP.lua"));
    mkdirSync(join(game, "_classic_"));
    symlinkSync(join(game, "elsewhere"), join(game, "_classic_", "WTF"));
    symlinkSync(game, join(game, "elsewhere", "Account", "ONE", "circle"));
    assert.equal(look(join(game, "_classic_")).lines.at(-1), "1 file, 1 with a ledger; 1 ledger in all");
});

test("what a seal leaves out and what was lost is told", () => {
    const events = randomEvents(new Random(31), "guild:A", 5, 30);
    const path = place("Sealed.lua");
    writeSaved(path, events, ["seal"]);
    const week = Math.max(...events.map(({ time }) => Math.floor(time / WEEK_SECONDS)));
    const [, , text] = look(path).lines;
    const sealed = new Date(week * WEEK_SECONDS * 1000).toISOString().slice(0, 10);
    const first = events.filter(({ time }) => Math.floor(time / WEEK_SECONDS) === 2815).length;
    assert.ok(text.endsWith(`, sealed before ${sealed}, ${first + 1} sealed events not here, 2 orphans`), text);
});

test("damage and broken files are told, and the exit code says so", () => {
    const path = place("Saved.lua");
    const text = fixture("spec", "fixtures", "saved-1.lua.txt").toString("latin1");
    const looked = (changed: string): Ran => {
        writeFileSync(path, changed, "latin1");
        return look(path);
    };
    const damaged = looked(text.replace('"b 11 ', '"b 12 '));
    assert.equal(damaged.status, 1);
    assert.match(
        damaged.stdout,
        /\n {2}damaged: Fixture_Saved, guild:Zwölf Wächter-Realm, week 2820: count 11, not 12\n/,
    );
    const cut = looked(text.slice(0, text.lastIndexOf("[2830]")));
    assert.equal(cut.status, 3);
    assert.match(cut.stdout, /\n {2}broken: line \d+: the file ends inside of Fixture_Saved/);
    assert.match(cut.stdout, /25 events in 3 weeks/);
});

test("what cannot be read is told, and the rest is looked at", () => {
    copyFileSync(FIXTURE, place("MyDKP.lua"));
    symlinkSync(game, join(game, "Folder.lua"));
    symlinkSync(join(game, "gone"), join(game, "Gone.lua"));
    writeFileSync(place("Large.lua"), "");
    truncateSync(join(game, "Large.lua"), 2 ** 31);
    const { status, stderr, lines } = look(game);
    assert.deepEqual([status, lines.at(-1)], [1, "4 files, 1 with a ledger; 1 ledger in all"]);
    assert.match(stderr, /Folder\.lua is no file\n.*Gone\.lua.*\n.*Large\.lua has 2147483648 bytes/);
});

test("a ledger within the table of an addon is found", () => {
    const events = randomEvents(new Random(32), "s", 1, 5);
    const ledger = writeLedger(new Map([["s", { events }]]));
    const path = place("Ace.lua");
    writeFileSync(path, writeLuaFile(new Map([["AceDB", new Map([["global", new Map([["dkp", ledger]])]])]])));
    assert.equal(look(path).lines[1], '  AceDB["global"]["dkp"], s');
});

test("what a file calls things is shown without what a terminal obeys", () => {
    const path = place("Hostile.lua");
    const scope = 'scopes={["\x1b[2J\\r"]={weeks={["\x1b]0;x\x07"]="\x1b"}}},version=2';
    writeFileSync(path, `A={["\x1b[1m"]={${scope}}}\n!\n`);
    for (const { stdout, stderr } of [look(path), runCommand("inspect", path)]) {
        assert.doesNotMatch(stdout + stderr, /[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
        assert.ok(stdout.includes('A["\\x1b[1m"], \\x1b[2J\\x0d'), stdout);
    }
});

test("misuse ends with 2, --help with 0", () => {
    const empty = join(place("nothing", "x"), "..");
    for (const args of [["a", "b"], ["--nonsense"], [join(game, "missing")], [empty]]) {
        const { status, stderr } = look(...args);
        assert.deepEqual([status, /usage: npm run companion/.test(stderr)], [2, true], args.join(" "));
    }
    assert.deepEqual([look("--help").status, runCommand("--help").status], [0, 0]);
    const unknown = runCommand("nonsense");
    assert.deepEqual(
        [unknown.status, /one of inspect, look, .* expected, got "nonsense"/.test(unknown.stderr)],
        [2, true],
    );
});
