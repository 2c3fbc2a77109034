import { type Environment, define } from "./types";

/** Debian's BitOp: the same functions, but with signed results. */
interface BitOp {
    band(this: void, ...args: number[]): number;
    bor(this: void, ...args: number[]): number;
    bxor(this: void, ...args: number[]): number;
    bnot(this: void, a: number): number;
    lshift(this: void, a: number, count: number): number;
    rshift(this: void, a: number, count: number): number;
    arshift(this: void, a: number, count: number): number;
}

// Through a variable, or the compiler would look for a file of that name.
const MODULE = "bit";
const native = require(MODULE) as BitOp;
const WORD = 4294967296;

function checkShift(name: string, count: number): void {
    // Beyond 31 the result in the game depends on the processor; no addon may rely on it.
    if (count < 0 || count > 31) error(`bit.${name}: shift of 0..31 expected, got ${count}`, 3);
}

/**
 * The game's `bit` library: arguments mod 2^32, UNSIGNED results, and none of BitOp's additions (`tobit`, `rol`, ...).
 */
export function createBitLibrary(): Environment {
    const library: Environment = new LuaTable();
    define(library, {
        band: (a: number, b: number, ...rest: number[]): number =>
            select("#", ...rest) === 0 ? native.band(a % WORD, b % WORD) % WORD : native.band(a, b, ...rest) % WORD,
        bor: (a: number, b: number, ...rest: number[]): number =>
            select("#", ...rest) === 0 ? native.bor(a % WORD, b % WORD) % WORD : native.bor(a, b, ...rest) % WORD,
        bxor: (a: number, b: number, ...rest: number[]): number =>
            select("#", ...rest) === 0 ? native.bxor(a % WORD, b % WORD) % WORD : native.bxor(a, b, ...rest) % WORD,
        bnot: (a: number): number => native.bnot(a % WORD) % WORD,
        lshift: (a: number, count: number): number => {
            checkShift("lshift", count);
            return native.lshift(a % WORD, count) % WORD;
        },
        rshift: (a: number, count: number): number => {
            checkShift("rshift", count);
            return native.rshift(a % WORD, count) % WORD;
        },
        arshift: (a: number, count: number): number => {
            checkShift("arshift", count);
            return native.arshift(a % WORD, count) % WORD;
        },
        mod: (a: number, b: number): number => math.fmod(a, b),
    });
    return library;
}
