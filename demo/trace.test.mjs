import assert from "node:assert/strict";
import { test } from "node:test";
import { UsageError } from "./options.mjs";
import { parseTrace } from "./trace.mjs";

const HEAD = "ts,actor,kind,targets,item,v1,v2\n";
const TEXT_HEAD = "ts,actor,kind,targets,item,v1,v2,percent,reason\n";

test("rows are read, with what is empty left out", () => {
    const text = `${HEAD}1622441509,2,1,1 22 7,30183,-50,\n1622441509,12,29,,,,0.5\n`;
    assert.deepEqual(parseTrace(text, "x.csv"), [
        { ts: 1622441509, actor: 2, kind: 1, targets: [1, 22, 7], item: 30183, v1: -50, v2: undefined },
        { ts: 1622441509, actor: 12, kind: 29, targets: [], item: undefined, v1: undefined, v2: 0.5 },
    ]);
});

test("percentages and texts are read, texts as they are", () => {
    const text =
        `${TEXT_HEAD}1622441509,2,1,,,,,12.5,Weekly decay\n` +
        `1622441510,2,2,1 22,30183,-50,0,,"Boss ""Zoë"", first, -10%"\n` +
        "1622441511,2,2,1,,5,,,  spaces \n1622441512,2,2,1,,5,,,\n";
    assert.deepEqual(
        parseTrace(text, "x.csv").map(({ percent, reason, targets, v1 }) => [percent, reason, targets, v1]),
        [
            [12.5, "Weekly decay", [], undefined],
            [undefined, 'Boss "Zoë", first, -10%', [1, 22], -50],
            [undefined, "  spaces ", [1], 5],
            [undefined, undefined, [1], 5],
        ],
    );
});

test("columns are found by their names, in any order, with one of the two that need not be there", () => {
    const text = "reason,v2,targets,v1,item,kind,actor,ts\nboss,,3,7,,1,2,1622441509\n";
    assert.deepEqual(parseTrace(text, "x.csv"), [
        { ts: 1622441509, actor: 2, kind: 1, targets: [3], item: undefined, v1: 7, v2: undefined, reason: "boss" },
    ]);
});

test("Windows line ends, a byte order mark, quotes and empty lines are no mistake", () => {
    const text = `\ufeff${HEAD}1622441509,2,1,"1 2",,,\n\n1622441510,2,1,1,,,`.replaceAll("\n", "\r\n");
    assert.deepEqual(
        parseTrace(text, "x.csv").map(({ ts }) => ts),
        [1622441509, 1622441510],
    );
});

const GOOD = "1622441509,2,1,1,,,\n";
const MISTAKES = {
    "nothing at all": ["", 1, /empty/],
    "missing columns": ["ts,actor,targets,item,v1,reason\n1,2\n", 1, /: columns missing: "kind", "v2"$/],
    "unknown columns": [
        `who,${HEAD.trim()},why\n1,2\n`,
        1,
        /: columns unknown: "who", "why"; known: "ts", .*"reason"$/,
    ],
    "a name of every object": [`constructor,${HEAD}1,2\n`, 1, /: columns unknown: "constructor"; /],
    "a column twice": [`ts,${HEAD}1,2\n`, 1, /: columns more than once: "ts"$/],
    "no rows": [HEAD, 1, /no rows/],
    "a column too few": [`${HEAD}${GOOD}1622441509,2,1,1,,\n`, 3, /7 columns expected, got 6/],
    "a column too many": [`${HEAD}${GOOD}1622441509,2,1,1,,,,\n`, 3, /7 columns expected, got 8/],
    "a time that is none": [`${HEAD}${GOOD}yesterday,2,1,1,,,\n`, 3, /ts: whole number .* got "yesterday"/],
    "a time beyond u32": [`${HEAD}4294967296,2,1,1,,,\n`, 2, /ts: whole number/],
    "no actor": [`${HEAD}1622441509,,1,1,,,\n`, 2, /actor: whole number .* got ""/],
    "a player that is no number": [`${HEAD}${GOOD}${GOOD}1622441509,2,1,1 x,,,\n`, 4, /targets: .* got "x"/],
    "too many players": [`${HEAD}1622441509,2,1,${"1 ".repeat(201)},,,\n`, 2, /targets: at most 200 players/],
    "a value that is no number": [`${HEAD}${GOOD}\n1622441509,2,1,1,,ten,\n`, 4, /v1: number or nothing/],
    "a percentage that is no number": [`${TEXT_HEAD}1622441509,2,1,,,,,15%,x\n`, 2, /: percent: number .* got "15%"$/],
    "a decay of nothing": [`${TEXT_HEAD}1622441509,2,1,,,,,0,x\n`, 2, /: percent: number above 0 .* got "0"$/],
    "a decay of more than all": [
        `${TEXT_HEAD}1622441509,2,1,,,,,100.5,x\n`,
        2,
        /: percent: .* up to 100 .* got "100.5"$/,
    ],
    "a decay with targets": [`${TEXT_HEAD}1622441509,2,1,4,,,,15,x\n`, 2, /: percent: no targets, item, v1 and v2/],
    "a decay with points": [`${TEXT_HEAD}1622441509,2,1,,,,0,15,x\n`, 2, /: percent: no targets, item, v1 and v2/],
    "a text that is too long": [
        `${TEXT_HEAD}1622441509,2,1,4,,,,,${"ö".repeat(1001)}\n`,
        2,
        /: reason: at most 2000 bytes expected, got 2002$/,
    ],
    "a comma in a text without quotes": [`${TEXT_HEAD}1622441509,2,1,4,,,,,a, b\n`, 2, /9 columns expected, got 10/],
    "a quote within a text": [`${TEXT_HEAD}1622441509,2,1,4,,,,,a "b"\n`, 2, /quote/i],
    "an open quote": [`${HEAD}${GOOD}1622441509,2,1,"1,,,\n`, 3, /Quote Not Closed/],
};

for (const [name, [text, line, message]] of Object.entries(MISTAKES)) {
    test(`${name}: told with its line`, () => {
        assert.throws(
            () => parseTrace(text, "x.csv"),
            (error) => {
                assert.ok(error instanceof UsageError, error.stack);
                assert.match(error.message, new RegExp(`^x\\.csv:${line}: `));
                assert.match(error.message, message);
                return true;
            },
        );
    });
}
