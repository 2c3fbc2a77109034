import assert from "node:assert/strict";
import { test } from "node:test";
import { UsageError } from "./options.mjs";
import { COLUMNS, parseTrace } from "./trace.mjs";

const HEAD = `${COLUMNS.join()}\n`;

test("rows are read, with what is empty left out", () => {
    const text = `${HEAD}1622441509,2,1,1 22 7,30183,-50,\n1622441509,12,29,,,,0.5\n`;
    assert.deepEqual(parseTrace(text, "x.csv"), [
        { ts: 1622441509, actor: 2, kind: 1, targets: [1, 22, 7], item: 30183, v1: -50, v2: undefined },
        { ts: 1622441509, actor: 12, kind: 29, targets: [], item: undefined, v1: undefined, v2: 0.5 },
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
    "other columns": ["ts,who\n1,2\n", 1, /columns "ts,actor,kind,targets,item,v1,v2" expected, got "ts,who"/],
    "no rows": [HEAD, 1, /no rows/],
    "a column too few": [`${HEAD}${GOOD}1622441509,2,1,1,,\n`, 3, /7 columns expected, got 6/],
    "a column too many": [`${HEAD}${GOOD}1622441509,2,1,1,,,,\n`, 3, /7 columns expected, got 8/],
    "a time that is none": [`${HEAD}${GOOD}yesterday,2,1,1,,,\n`, 3, /ts: whole number .* got "yesterday"/],
    "a time beyond u32": [`${HEAD}4294967296,2,1,1,,,\n`, 2, /ts: whole number/],
    "no actor": [`${HEAD}1622441509,,1,1,,,\n`, 2, /actor: whole number .* got ""/],
    "a player that is no number": [`${HEAD}${GOOD}${GOOD}1622441509,2,1,1 x,,,\n`, 4, /targets: .* got "x"/],
    "too many players": [`${HEAD}1622441509,2,1,${"1 ".repeat(201)},,,\n`, 2, /targets: at most 200 players/],
    "a value that is no number": [`${HEAD}${GOOD}\n1622441509,2,1,1,,ten,\n`, 4, /v1: number or nothing/],
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
