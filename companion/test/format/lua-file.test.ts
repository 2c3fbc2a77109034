/** Lua as the game and people write it into SavedVariables. */
import assert from "node:assert/strict";
import { test } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { readLuaFile } from "../../src/format/lua-file";
import type { LuaValue } from "../../src/format/lua-value";
import { writeLuaFile } from "../../src/format/lua-writer";

/** A value is shown where it stands in what looks like a ledger. */
const inLedger = (value: string): string => `A = { ["version"] = 1, ["scopes"] = {\n${value}\n} }\n`;

const read = (text: string) => readLuaFile(Buffer.from(text, "latin1"));
const scopesOf = (text: string): LuaValue | undefined => read(inLedger(text)).ledgers.get("A")?.get("scopes");

test("values are read as the game and people write them", () => {
    const text = `
-- a comment
["x"] = -1.5e3, y = "a\\"b\\\\c\\nd\\065\\
e", 'first'; [5] = true, [-2] = { }, {0x10, nil, false,}, -- [2]
  --[[ longer
  comment ]] ["t"] = {{1}}, [true] = .5, z = 1e2`;
    const expected = new Map<string | number | boolean, LuaValue>([
        ["x", -1500],
        ["y", 'a"b\\c\ndA\ne'],
        [1, "first"],
        [5, true],
        [-2, new Map()],
        [
            2,
            new Map<number, LuaValue>([
                [1, 16],
                [3, false],
            ]),
        ],
        ["t", new Map([[1, new Map([[1, 1]])]])],
        [true, 0.5],
        ["z", 100],
    ]);
    assert.deepEqual(scopesOf(text), expected);
    assert.deepEqual(read(inLedger(text)).problems, []);
    assert.deepEqual(read(""), { ledgers: new Map(), problems: [] });
});

test("what is no assignment of a value is named with its line, and reading goes on behind it", () => {
    const { ledgers, problems } = read(
        'A = 1\nB = f()\nL={scopes={},version=2} print(C)\nlocal x\nM = {["scopes"]={},["version"]=1 }; D = 3 }\n',
    );
    assert.deepEqual([...ledgers.keys()], ["L", "M"]);
    const lines = problems.map((problem) => problem.split(":")[0]);
    assert.deepEqual(lines, ["line 2", "line 3", "line 5"]);
});

test("ledgers are found wherever in a file they stand, and nothing else is", () => {
    const ledger = '{ ["scopes"] = { ["s"] = { } }, ["version"] = 2 }';
    const text = `
Other = { ["scopes"] = { 1 }, ["profile"] = "scopes", { "version" } }
Ace = { ["global"] = { ["dkp"] = ${ledger}, [7] = ${ledger}, ${ledger} }, version = { scopes = 5, version = 5 } }
Plain = ${ledger}
Plain = ${ledger.replace('"s"', '"last"')}
Outer = { scopes = { a = ${ledger} }, version = 2 }
`;
    const { ledgers, problems } = read(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(
        [...ledgers.keys()],
        ['Ace["global"]["dkp"]', 'Ace["global"][7]', 'Ace["global"][1]', "Plain", "Outer"],
    );
    assert.deepEqual([...(ledgers.get("Plain")?.get("scopes") as Map<string, LuaValue>).keys()], ["last"]);
});

test("what the writer writes is read, and written again the same", () => {
    const random = new Random(41);
    const text = (): string => random.bytes(random.integer(0, 12)).toString("latin1");
    const value = (depth: number): LuaValue => {
        const kind = random.integer(1, depth > 0 ? 5 : 3);
        if (kind === 1) return random.integer(-(2 ** 30), 2 ** 30) * random.integer(0, 2 ** 20);
        if (kind === 2) return text();
        if (kind === 3) return random.integer(0, 1) === 1;
        const keys = Array.from({ length: random.integer(0, 6) }, (_, index) =>
            random.pick([index + 1, text(), -index]),
        );
        return new Map(keys.map((key) => [key, value(depth - 1)]));
    };
    for (let round = 0; round < 300; round++) {
        const scopes = new Map([["", value(4)]]);
        const bytes = writeLuaFile(
            new Map([
                [
                    "A",
                    new Map<string, LuaValue>([
                        ["scopes", scopes],
                        ["version", 2],
                    ]),
                ],
            ]),
        );
        const { ledgers, problems } = readLuaFile(bytes);
        assert.deepEqual([problems, ledgers.get("A")?.get("scopes")], [[], scopes], `round ${round}`);
        assert.deepEqual(writeLuaFile(new Map(ledgers)), bytes, `round ${round}`);
    }
});

test("a number that is no integer is not written", () => {
    assert.throws(() => writeLuaFile(new Map([["A", 0.5]])), /integers expected, got 0.5/);
});

test("no rubbish ends the reading, and what it costs is bounded", () => {
    const deep = "{".repeat(500_000);
    const cases = [
        `A = ${deep}`,
        `A = ${"{a=".repeat(100_000)}`,
        `A = {${"[".repeat(100_000)}`,
        `A = {${'["x"\n'.repeat(100_000)}`,
        "--[[\n".repeat(200_000),
        "<<<<<<< a\n".repeat(200_000),
        `A = {${"{},".repeat(200_000)}}`,
        inLedger("{},".repeat(400_000)),
        `A = {${"{scopes={},version=2},".repeat(20_000)}}`,
        `A = "${"\\".repeat(300_001)}`,
    ];
    for (const text of cases) {
        const { ledgers, problems } = read(text);
        assert.ok(ledgers.size <= 4096 && problems.length <= 101, text.slice(0, 20));
    }
    // Of a table that is too deep, what stands behind it is read.
    const { ledgers } = read(`A = ${"{".repeat(300)}${"}".repeat(300)}\nB = { scopes = { }, version = 2 }`);
    assert.deepEqual([...ledgers.keys()], ["B"]);
});

test("no changed, lost or added byte ends the reading", () => {
    const random = new Random(42);
    const original = Buffer.from(inLedger('["a"] = { [1] = "x\\"y", b = -1.5, { nil, true } }, -- [1]\n--[[ x ]]'));
    for (let round = 0; round < 5000; round++) {
        const bytes = Buffer.from(original);
        const at = random.integer(0, bytes.length - 1);
        const cut = random.integer(0, 3);
        bytes[at] = random.pick([...Buffer.from('{}[]"\\=,;-\n ax1\0')]);
        const { problems } = readLuaFile(Buffer.concat([bytes.subarray(0, at + 1), bytes.subarray(at + 1 + cut)]));
        assert.ok(problems.length <= 101);
    }
});
