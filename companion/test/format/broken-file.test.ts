/** Files that are broken as Lua: cut off, with the marks of a git conflict, with lines lost. What is whole is shown. */
import assert from "node:assert/strict";
import { test } from "vitest";
import { readSavedVariables } from "../../src/format/saved-file";
import { fixture } from "../support/library";

const TEXT = fixture("spec", "fixtures", "saved-1.lua.txt").toString("latin1");
const LINES = TEXT.split("\n");

/** Where in the text each week's line ends, and how many events it holds. */
const WEEKS = [...TEXT.matchAll(/\[\d+\] = "[bz] (\d+) [^"]*"/g)].map(({ 0: entry, 1: count, index }) => ({
    start: index,
    end: index + entry.length,
    count: Number(count),
}));
const ALL = WEEKS.reduce((sum, { count }) => sum + count, 0);

/** What is read of a text: events of all ledgers, names of the variables, and what is said of the file. */
function read(text: string): { names: string[]; problems: readonly string[]; events: number; whole: number } {
    const { ledgers, problems } = readSavedVariables(Buffer.from(text, "latin1"));
    const weeks = ledgers.flatMap(({ scopes }) => scopes).flatMap((scope) => scope.weeks);
    const whole = weeks.filter((week) => week.problems.length === 0);
    const countOf = (list: typeof weeks): number => list.reduce((sum, { events }) => sum + events.length, 0);
    const names = ledgers.map(({ variable }) => variable);
    return { names, problems, events: countOf(weeks), whole: countOf(whole) };
}

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
        assert.match(problems.at(-1) ?? "", /^line \d+: the file ends inside of Fixture_Saved/, where);
        // Whatever the cut leaves of a week may be whole but for the quotation mark.
        assert.ok(whole >= before && whole <= before + cut, `${where}: ${whole} of ${before}`);
        assert.ok(events >= whole && events <= before + cut, `${where}: ${events}`);
    }
});

test("of a file that is cut off each thing is said once", () => {
    const { problems } = read(TEXT.slice(0, WEEKS[1].end));
    const line = TEXT.slice(0, WEEKS[1].end).split("\n").length;
    const scope = 'Fixture_Saved["scopes"]["guild:Zwölf Wächter-Realm"]';
    const places = [`${scope}["weeks"]`, scope, 'Fixture_Saved["scopes"]', "Fixture_Saved"];
    assert.deepEqual(
        problems,
        places.map((place) => `line ${line}: the file ends inside of ${place}`),
    );
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
function conflicted(head: string, theirs: string, base = ""): { text: string; line: number } {
    const at = TEXT.slice(0, WEEKS[1].start).split("\n").length - 1;
    const ours = [`<<<<<<< ${head}`, LINES[at]];
    const other = ["=======", LINES[at].replace("[2821]", "[2822]"), `>>>>>>> ${theirs}`];
    const lines = [...LINES.slice(0, at), ...ours, ...(base === "" ? [] : [base, LINES[at]]), ...other];
    return { text: [...lines, ...LINES.slice(at + 1)].join("\n"), line: at + 1 };
}

test("of a git conflict both sides are shown", () => {
    const cases: [base: string, length: number][] = [
        ["", 4],
        ["||||||| 1234567", 6],
    ];
    for (const [base, length] of cases) {
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
