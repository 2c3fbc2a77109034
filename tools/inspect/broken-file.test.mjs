// Files that are broken as Lua: cut off, with the marks of a git conflict, with lines lost. What is whole is shown.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { root } from "../run.mjs";
import { isLedger, readLedger } from "./ledger.mjs";
import { readVariables } from "./lua-file.mjs";
import { LuaValues } from "./lua-values.mjs";

const folder = mkdtempSync(join(tmpdir(), "ledger-broken-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const PATH = join(folder, "Broken.lua");
const TEXT = readFileSync(join(root, "spec/fixtures/saved-1.lua.txt"), "latin1");
const LINES = TEXT.split("\n");

/** Where in the text each week's line ends, and how many events it holds. */
const WEEKS = [...TEXT.matchAll(/\[\d+\] = "[bz] (\d+) [^"]*"/g)].map(({ 0: entry, 1: count, index }) => ({
    start: index,
    end: index + entry.length,
    count: Number(count),
}));
const ALL = WEEKS.reduce((sum, { count }) => sum + count, 0);

/** What is read of a text: events of all ledgers, names of the variables, and what is said of the file. */
function read(text) {
    writeFileSync(PATH, text, "latin1");
    const { variables, problems } = readVariables(PATH);
    const names = [...variables.keys()].filter((name) => isLedger(variables.get(name), problems.length > 0));
    const weeks = names.flatMap((name) => readLedger(name, variables.get(name)).scopes).flatMap((scope) => scope.weeks);
    const whole = weeks.filter((week) => week.problems.length === 0);
    const countOf = (list) => list.reduce((sum, { events }) => sum + events.length, 0);
    return { names, problems, events: countOf(weeks), whole: countOf(whole) };
}

function inspect(text, ...args) {
    writeFileSync(PATH, text, "latin1");
    const options = { cwd: root, encoding: "utf8" };
    const { status, stdout, stderr } = spawnSync(process.execPath, ["tools/inspect.mjs", PATH, ...args], options);
    return { status, stderr, lines: stdout.split("\n").slice(0, -1) };
}

test("values are read as the game and people write them", () => {
    const text = `
-- a comment
A = { -- [1]
  ["x"] = -1.5e3, y = "a\\"b\\\\c\\nd\\065\\
e", 'first'; [5] = true, [-2] = { }, {0x10, nil, false,}, -- [2]
  --[[ longer
  comment ]] ["t"] = {{1}},
}
B = 'it''s'
C = nil; D=5
`;
    const { variables, problems } = new LuaValues(text.replace("'it''s'", '"it\'s"'));
    assert.deepEqual(problems, []);
    const table = new Map();
    table.set("x", -1500).set("y", 'a"b\\c\ndA\ne').set(1, "first").set(5, true).set(-2, new Map());
    table
        .set(
            2,
            new Map([
                [1, 16],
                [3, false],
            ]),
        )
        .set("t", new Map([[1, new Map([[1, 1]])]]));
    assert.deepEqual(
        [...variables],
        [
            ["A", table],
            ["B", "it's"],
            ["C", null],
            ["D", 5],
        ],
    );
    assert.deepEqual([...new LuaValues("").variables], []);
    const code = new LuaValues("A = 1\nB = f()\nC = 2 print(C)\nlocal x\nD = 3 }\n");
    assert.deepEqual(
        [...code.variables],
        [
            ["A", 1],
            ["C", 2],
            ["D", 3],
        ],
    );
    assert.deepEqual(
        code.problems.map((problem) => problem.split(":")[0]),
        ["line 2", "line 3", "line 5"],
    );
});

test("the whole file has no problem", () => {
    assert.deepEqual(read(TEXT), { names: ["Fixture_Saved"], problems: [], events: ALL, whole: ALL });
    assert.equal(WEEKS.length, 5);
});

test("wherever a file is cut off, the weeks before are shown, and of the one that is cut what stands there", () => {
    const last = TEXT.trimEnd().length;
    for (let length = TEXT.indexOf("weeks"); length < last; length++) {
        const { problems, events, whole } = read(TEXT.slice(0, length));
        const before = WEEKS.filter(({ end }) => end <= length).reduce((sum, { count }) => sum + count, 0);
        const cut = WEEKS.find(({ start, end }) => start < length && length < end)?.count ?? 0;
        const where = `cut at ${length}`;
        assert.match(problems.at(-1), /^line \d+: the file ends inside of Fixture_Saved/, where);
        // Whatever the cut leaves of a week may be whole but for the quotation mark.
        assert.ok(whole >= before && whole <= before + cut, `${where}: ${whole} of ${before}`);
        assert.ok(events >= whole && events <= before + cut, `${where}: ${events}`);
    }
});

test("a line of rubbish harms nothing but itself, wherever it stands", () => {
    for (const rubbish of [
        "<<<<<<< HEAD",
        "=======",
        ">>>>>>> theirs",
        "@@ -1,2 +3 @@",
        "\0\0\0\0",
        '["weeks"',
        "f()",
    ]) {
        for (let at = 1; at < LINES.length - 1; at++) {
            const { problems, whole, names } = read([...LINES.slice(0, at), rubbish, ...LINES.slice(at)].join("\n"));
            assert.deepEqual([rubbish, at, whole, names.length], [rubbish, at, ALL, 1]);
            assert.ok(problems.length > 0, `${rubbish} at ${at}`);
            assert.match(problems[0], new RegExp(`^line ${at + 1}: `), `${rubbish} at ${at}`);
        }
    }
});

test("a line that is lost takes its own week along, and no other of its table", () => {
    for (const { start, count } of WEEKS) {
        const at = TEXT.slice(0, start).split("\n").length - 1;
        const { whole, problems } = read([...LINES.slice(0, at), ...LINES.slice(at + 1)].join("\n"));
        assert.deepEqual([whole, problems], [ALL - count, []]);
    }
    // A bracket that is lost: what follows is read, if in the wrong place, up to the next variable.
    const second = TEXT.replaceAll("Fixture_Saved", "Second_Saved");
    const { names, whole, problems } = read(`${TEXT.trimEnd().slice(0, -1)}\n${second}`);
    assert.deepEqual([names, whole], [["Fixture_Saved", "Second_Saved"], 2 * ALL]);
    assert.match(problems.join(), /line \d+: Fixture_Saved does not end/);
});

/** The file with a conflict about its second week. */
function conflicted(head, theirs, base = "") {
    const at = TEXT.slice(0, WEEKS[1].start).split("\n").length - 1;
    const ours = [`<<<<<<< ${head}`, LINES[at]];
    const other = ["=======", LINES[at].replace("[2821]", "[2822]"), `>>>>>>> ${theirs}`];
    const lines = [...LINES.slice(0, at), ...ours, ...(base === "" ? [] : [base, LINES[at]]), ...other];
    return { text: [...lines, ...LINES.slice(at + 1)].join("\n"), line: at + 1 };
}

test("of a git conflict both sides are shown", () => {
    for (const [base, length] of [
        ["", 4],
        ["||||||| 1234567", 6],
    ]) {
        const { text, line } = conflicted("HEAD", "theirs", base);
        const { names, problems, whole } = read(text);
        assert.deepEqual(names, ["Fixture_Saved (HEAD)", "Fixture_Saved (theirs)"]);
        assert.deepEqual(problems, [`lines ${line} to ${line + length}: a git conflict, both sides are read`]);
        // Theirs is the week under a number that is not its own, so that it is damaged.
        assert.equal(whole, 2 * ALL - WEEKS[1].count);
    }
    const { names } = read(conflicted("main", "main").text.replaceAll("\n", "\r\n"));
    assert.deepEqual(names, ["Fixture_Saved (first side)", "Fixture_Saved (second side)"]);
    // What both sides have alike is shown once.
    const { names: some } = read(`${conflicted("HEAD", "theirs").text}\n${TEXT.replaceAll("Fixture", "Other")}`);
    assert.deepEqual(some.sort(), ["Fixture_Saved (HEAD)", "Fixture_Saved (theirs)", "Other_Saved"]);
});

test("the command shows it, says what is broken and where, and ends with 3", () => {
    const { text, line } = conflicted("HEAD", "theirs");
    const conflict = inspect(text, "--variable", "Fixture_Saved", "--events");
    assert.equal(conflict.status, 3);
    assert.ok(conflict.stderr.includes(`${PATH}: lines ${line} to ${line + 4}: a git conflict, both sides are read\n`));
    assert.ok(conflict.stderr.includes("Fixture_Saved (theirs), "));
    assert.ok(conflict.lines.some((json) => JSON.parse(json).variable === "Fixture_Saved (HEAD)"));

    const cut = inspect(TEXT.slice(0, WEEKS[1].end), "--events");
    assert.deepEqual([cut.status, cut.lines.length], [3, WEEKS[0].count + WEEKS[1].count]);
    assert.match(cut.stderr, /version missing: read as 2\n/);
    assert.match(cut.stderr, /Broken\.lua: line \d+: the file ends inside of Fixture_Saved\["scopes"\]/);

    const nothing = inspect("hello {{{", "--events");
    assert.deepEqual([nothing.status, nothing.lines], [3, []]);
    assert.match(nothing.stderr, /Broken\.lua: line 1: an assignment expected\n/);
    assert.equal(inspect("Other = { 1 }\n").status, 2);
});
