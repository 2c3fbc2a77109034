// A selector with a mistake in it bans nothing and nobody notices: here each one finds what it is for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Linter } from "eslint";
import { parser } from "typescript-eslint";
import { absentInGame, gameDeclarations, slow, traps } from "./bans.mjs";

const linter = new Linter();

/** The messages of those bans that a piece of TypeScript runs into. */
function found(bans, code) {
    const config = {
        files: ["**"],
        languageOptions: { parser },
        rules: { "no-restricted-syntax": ["error", ...bans] },
    };
    return linter.verify(code, config, "x.ts").map(({ message }) => message);
}

/** For each ban, in its order: what it finds, and what it leaves alone. */
const CASES = {
    traps: [
        traps,
        ["type F = (x: number) => void;", "type F = (this: void, x: number) => void;"],
        ["for (let i = 0; i < 3; i++) list[i] = () => i;", "for (const i of $range(0, 2)) list[i] = () => i;"],
        ["const l = [1, undefined];", "const l = [1, 2];"],
        ["l.length = 0;", "const n = l.length;"],
        ["const { length } = list;", "const { size } = list; const o = { length: 1 };"],
        ["for (const k in o) f(k);", "for (const k of o) f(k);"],
        ["l.splice(1, 2);", "table.remove(l, 1);"],
        ["a.localeCompare(b);", "a < b;"],
        ["math.random();", "random.integer(1, 2);"],
        ["os.time();", "os.time(fields);"],
        ['export * from "./x";', 'export { x } from "./x";'],
    ],
    absentInGame: [
        absentInGame,
        ["throw f();", "error(f());"],
        ["const e = new Error();", "const e = new Thing();"],
        ['format("%d", x);', 'match(x, "%d+"); format("%.0f", x);'],
        ['string.format("%08x", x);', 'string.format("%04x%04x", high, low);'],
        ["os.clock();", "clock();"],
        ['require("x");', "wrequire(x);"],
        ["isNaN(x);", "x < 1;"],
        ["async function f(): Promise<void> {}", "function f(): void {}"],
    ],
    slow: [
        slow,
        ["class A { get x(): number { return 1; } }", "class A { getX(): number { return 1; } }"],
        ["new Map();", "new LuaMap();"],
        ["for (;;) f();", "while (true) f();"],
        ["l.forEach(f);", "for (const x of l) f(x);"],
        ["l.push(1);", "l[n] = 1;"],
        ["const m = [...l, 1];", "f(...l);"],
        ["l.sort(f);", "table.sort(l, f);"],
        [
            "function f(): [number, number] { return x; }",
            "function f(): LuaMultiReturn<[number]> { return $multi(1); }",
        ],
        ["try { f(); } finally { g(); }", "const [ok] = pcall(f);"],
        ["s.charCodeAt(1);", "byte(s, 1, 4);"],
        ["for (const x of l) s += `a`;", "s += `a`;"],
        ["Math.floor(x);", "math.floor(x);"],
        ["while (x) math.floor(x);", "while (x) floor(x); for (const i of $range(1, math.floor(x))) f(i);"],
        ["enum E { A }", "const enum E { A }"],
        ["switch (x) { case 1: }", "if (x === 1) f();"],
        ["function* f(): Iterable<number> { yield 1; }", "function f(): void {}"],
    ],
    gameDeclarations: [
        gameDeclarations,
        ["declare const GetTime: unknown;", "declare const bits: unknown;"],
        ["declare function GetTime(): number;", "function getTime(): number { return 1; }"],
        ["_G.x = 1;", "g.x = 1;"],
    ],
};

for (const [name, [bans, ...cases]] of Object.entries(CASES)) {
    test(`${name}: a case for each ban`, () => assert.equal(cases.length, bans.length));
    for (const [index, [bad, good]] of cases.entries()) {
        test(`${name}: ${bad}`, () => {
            assert.deepEqual(found([bans[index]], bad), [bans[index].message]);
            assert.deepEqual(found(bans, good), []);
        });
    }
}
