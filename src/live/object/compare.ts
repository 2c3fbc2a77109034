/** Equality and order of values: MongoDB's, except that fields of an object have no order but that of their names. */

import { bytesLess } from "../../codec/compare";
import { sizeOf } from "./sizes";
import { elementsOf, Kind, kindOf, namesOf, type ObjectTable } from "./values";

/** How many comparisons one patch may make: about what takes a few milliseconds. */
const STEP_LIMIT = 20000;
/** Tables count for one more by each so many bytes. */
const STEP_BYTES = 16;

/**
 * How much a patch may still do. The same on every client, so that all refuse the same patches. Once it is spent comparisons answer
 * anything, and the patch fails.
 */
export class Work {
    private left = STEP_LIMIT;

    spend(steps: number): void {
        this.left -= steps;
    }

    isSpent(): boolean {
        return this.left < 0;
    }
}

function isSame(a: unknown, b: unknown): boolean {
    if (a === b) {
        return true;
    }
    if (type(a) !== "table" || type(b) !== "table" || kindOf(a) !== kindOf(b)) {
        return false;
    }
    let count = 0;
    for (const [key, value] of pairs(a as LuaTable<AnyNotNil, unknown>)) {
        const other = (b as LuaTable<AnyNotNil, unknown>).get(key);
        if (other === undefined || !isSame(value, other)) {
            return false;
        }
        count++;
    }
    for (const [_key] of pairs(b as LuaTable)) {
        count--;
    }
    return count === 0;
}

/** Whether two values are equal. */
export function isEqual(a: unknown, b: unknown): boolean {
    if (type(a) !== "table" || type(b) !== "table") {
        return a === b;
    }
    return sizeOf(a) === sizeOf(b) && isSame(a, b);
}

/** Whether two values are equal, within the work of a patch. */
export function isEqualWithin(work: Work, a: unknown, b: unknown): boolean {
    work.spend(1);
    if (type(a) !== "table" || type(b) !== "table") {
        return a === b;
    }
    const size = sizeOf(a);
    if (size !== sizeOf(b)) {
        return false;
    }
    work.spend(math.floor(size / STEP_BYTES));
    return !work.isSpent() && isSame(a, b);
}

function orderOf(isLess: boolean): number {
    return isLess ? -1 : 1;
}

function compareArrays(a: readonly unknown[], b: readonly unknown[]): number {
    for (const index of $range(0, math.min(a.length, b.length) - 1)) {
        const order = compareAny(a[index], b[index]);
        if (order !== 0) {
            return order;
        }
    }
    return a.length - b.length;
}

/** Field by field: by the kind of the value, then the name, then the value. */
function compareObjects(a: ObjectTable, b: ObjectTable): number {
    const names = namesOf(a);
    const others = namesOf(b);
    for (const index of $range(0, math.min(names.length, others.length) - 1)) {
        const name = names[index];
        const other = others[index];
        const kinds = kindOf(a.get(name)) - kindOf(b.get(other));
        if (kinds !== 0) {
            return kinds;
        }
        if (name !== other) {
            return orderOf(bytesLess(name, other));
        }
        const order = compareAny(a.get(name), b.get(name));
        if (order !== 0) {
            return order;
        }
    }
    return names.length - others.length;
}

function compareAny(a: unknown, b: unknown): number {
    if (a === b) {
        return 0;
    }
    const kind = kindOf(a);
    const other = kindOf(b);
    if (kind !== other) {
        return kind - other;
    }
    if (kind === Kind.Number) {
        return orderOf((a as number) < (b as number));
    }
    if (kind === Kind.Text) {
        return orderOf(bytesLess(a as string, b as string));
    }
    if (kind === Kind.Boolean) {
        return orderOf(b === true);
    }
    if (kind === Kind.Array) {
        return compareArrays(elementsOf(a as object), elementsOf(b as object));
    }
    return compareObjects(a as ObjectTable, b as ObjectTable);
}

/** Below 0 when the first comes before the second, 0 when they are equal, else above 0. */
export function compareWithin(work: Work, a: unknown, b: unknown): number {
    const isTable = type(a) === "table" && type(b) === "table";
    work.spend(1 + (isTable ? math.floor((sizeOf(a) + sizeOf(b)) / STEP_BYTES) : 0));
    return work.isSpent() ? 0 : compareAny(a, b);
}
