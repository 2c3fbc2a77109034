/** The update operators that give a field a new value, and what all of them have in common. */

import { isFiniteNumber, isWholeWithin } from "../../numbers";
import { compareWithin, type Work } from "./compare";
import { type Budget, type Read, readValue } from "./reading";
import { nameKind, type ObjectTable } from "./values";

/** What an operator needs beside the value and its operand. */
export interface Context {
    /** When the patch was made: the server's time of its event, in seconds. */
    readonly now: number;
    readonly work: Work;
}

/** The new value, nil to leave the old one; or why the operator does not go, as the end of a sentence. */
export type Changed = LuaMultiReturn<[value: unknown, reason?: string]>;

export interface Operator {
    /**
     * Reads what stands behind a path.
     * @param level how many levels of tables it is in when it is a table, itself included.
     */
    readonly parse: (this: void, operand: unknown, level: number, budget: Budget) => Read<AnyNotNil>;
    /** @param old what is at the path; nil for nothing. */
    readonly apply: (this: void, old: unknown, operand: AnyNotNil, context: Context) => Changed;
}

function parseNumber(operand: unknown): Read<AnyNotNil> {
    if (!isFiniteNumber(operand)) {
        return $multi(undefined, "must be a finite number", "");
    }
    return $multi(operand);
}

function arithmetic(initial: number, of: (this: void, old: number, operand: number) => number): Operator["apply"] {
    return (old, operand) => {
        if (old !== undefined && typeof old !== "number") {
            return $multi(undefined, `needs a number there, found ${nameKind(old)}`);
        }
        const result = of((old as number | undefined) ?? initial, operand as unknown as number);
        if (!isFiniteNumber(result)) {
            return $multi(undefined, "would give a number that is not finite");
        }
        // Makes 0 of negative zero, which does not travel.
        return $multi(result + 0);
    };
}

/** Sets the operand where it comes before the old value (sign -1) or behind it (1). */
function extreme(sign: number): Operator["apply"] {
    return (old, operand, { work }) => {
        if (old === undefined || compareWithin(work, operand, old) * sign > 0) {
            return $multi(operand);
        }
        return $multi(undefined);
    };
}

/** Takes true, or { $type = "date" } or { $type = "timestamp" }. */
function parseDate(operand: unknown): Read<AnyNotNil> {
    if (operand === true) {
        return $multi(true);
    }
    if (type(operand) === "table") {
        const [name, kind] = next(operand as ObjectTable);
        const isAlone = name === "$type" && next(operand as ObjectTable, name)[0] === undefined;
        if (isAlone && (kind === "date" || kind === "timestamp")) {
            return $multi(true);
        }
    }
    return $multi(undefined, 'must be true or { ["$type"] = "date" or "timestamp" }', "");
}

const INT32_LEAST = -2147483648;
const INT32_MOST = 2147483647;
const TWO_32 = 4294967296;
const INT32 = "a whole number of 32 bits";

const BIT_OPERATIONS: Readonly<Record<string, (this: void, a: number, b: number, both: number) => number>> = {
    and: (_a, _b, both) => both,
    or: (a, b, both) => a + b - both,
    xor: (a, b, both) => a + b - 2 * both,
};

/** The bits that two numbers from 0 to 2^32 - 1 have in common. */
function commonBits(a: number, b: number): number {
    let both = 0;
    let bit = 1;
    let left = a;
    let right = b;
    while (left > 0 && right > 0) {
        const leftBit = left % 2;
        const rightBit = right % 2;
        both += bit * leftBit * rightBit;
        left = (left - leftBit) / 2;
        right = (right - rightBit) / 2;
        bit *= 2;
    }
    return both;
}

interface BitOperand {
    readonly operation: string;
    readonly operand: number;
}

function parseBit(operand: unknown): Read<AnyNotNil> {
    const expected = `must be { ["and"] = ... }, "or" or "xor" with ${INT32}`;
    if (type(operand) !== "table") {
        return $multi(undefined, expected, "");
    }
    const names: unknown[] = [];
    for (const [key] of pairs(operand as LuaTable<AnyNotNil, unknown>)) {
        table.insert(names, key);
    }
    const operation = names[0];
    const value = (operand as ObjectTable).get(operation as string);
    const isOne = names.length === 1 && typeof operation === "string" && operation in BIT_OPERATIONS;
    if (!isOne || !isWholeWithin(value, INT32_LEAST, INT32_MOST)) {
        return $multi(undefined, expected, "");
    }
    return $multi({ operation, operand: value } as unknown as AnyNotNil);
}

function applyBit(this: void, old: unknown, parsed: AnyNotNil): Changed {
    const { operation, operand } = parsed as unknown as BitOperand;
    if (old !== undefined && !isWholeWithin(old, INT32_LEAST, INT32_MOST)) {
        return $multi(undefined, `needs ${INT32} there, found ${nameKind(old)}`);
    }
    const a = ((old as number | undefined) ?? 0) % TWO_32;
    const b = operand % TWO_32;
    const bits = BIT_OPERATIONS[operation](a, b, commonBits(a, b));
    return $multi(bits > INT32_MOST ? bits - TWO_32 : bits);
}

/** By name. $unset and $rename are no values: see patch.ts. */
export const FIELD_OPERATORS: Readonly<Record<string, Operator>> = {
    $set: { parse: readValue, apply: (_old, operand) => $multi(operand) },
    $inc: { parse: parseNumber, apply: arithmetic(0, (old, operand) => old + operand) },
    $mul: { parse: parseNumber, apply: arithmetic(0, (old, operand) => old * operand) },
    $min: { parse: readValue, apply: extreme(-1) },
    $max: { parse: readValue, apply: extreme(1) },
    $currentDate: { parse: parseDate, apply: (_old, _operand, { now }) => $multi(now) },
    $bit: { parse: parseBit, apply: applyBit },
};
