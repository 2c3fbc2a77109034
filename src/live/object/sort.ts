/** The $sort of $push: stable, so that all clients get the same order, whatever table.sort() they have. */

import { compareWithin, type Work } from "./compare";
import { getAt, parsePath } from "./paths";
import { listIn } from "./reading";
import { Kind, kindOf, NULL, type ObjectTable } from "./values";

const min = math.min;

/** One of the things that elements are sorted by. */
export interface SortKey {
    /** Where in the element; none for the element itself. */
    readonly parts: readonly string[];
    /** 1 ascending, -1 descending. */
    readonly direction: number;
}

type Parsed<T> = LuaMultiReturn<[value: T] | [value: undefined, reason: string]>;

const EXPECTED = "must be 1 or -1, { field = 1 or -1 }, or a list of such tables with one field each";

function isDirection(value: unknown): value is number {
    return value === 1 || value === -1;
}

/** Reads { field = direction }. Fields of a table have no order in Lua, so that there is one. */
function parseKey(given: unknown): Parsed<SortKey> {
    if (type(given) !== "table") {
        return $multi(undefined, EXPECTED);
    }
    const [path, direction] = next(given as ObjectTable);
    if (path === undefined) {
        return $multi(undefined, EXPECTED);
    }
    if (next(given as ObjectTable, path)[0] !== undefined) {
        return $multi(undefined, "must be a list of tables with one field each: fields of one table have no order");
    }
    if (!isDirection(direction)) {
        return $multi(undefined, EXPECTED);
    }
    const [parts, reason] = parsePath(path);
    if (parts === undefined) {
        return $multi(undefined, reason);
    }
    return $multi({ parts, direction });
}

/** Reads what stands behind $sort. On refusal the second value is the end of a sentence. */
export function parseSort(given: unknown): Parsed<readonly SortKey[]> {
    if (isDirection(given)) {
        return $multi([{ parts: [], direction: given }]);
    }
    const list = listIn(given) ?? [given];
    if (list.length === 0) {
        return $multi(undefined, EXPECTED);
    }
    const keys: SortKey[] = [];
    for (const index of $range(0, list.length - 1)) {
        const [key, reason] = parseKey(list[index]);
        if (key === undefined) {
            return $multi(undefined, reason);
        }
        keys[index] = key;
    }
    return $multi(keys);
}

/** An element and what it is sorted by. */
interface Entry {
    readonly element: unknown;
    readonly by: readonly unknown[];
}

/** A field that is missing, or of what is no object, is null. */
function entryOf(element: unknown, keys: readonly SortKey[]): Entry {
    const by = keys.map(({ parts }) => {
        if (parts.length === 0) {
            return element;
        }
        return (kindOf(element) === Kind.Object ? getAt(element, parts) : undefined) ?? NULL;
    });
    return { element, by };
}

/** Whether the second comes before the first. */
function isBehind(a: Entry, b: Entry, keys: readonly SortKey[], work: Work): boolean {
    for (const index of $range(0, keys.length - 1)) {
        const order = compareWithin(work, a.by[index], b.by[index]) * keys[index].direction;
        if (order !== 0) {
            return order > 0;
        }
    }
    return false;
}

/** Merges two sorted runs that follow each other: [start, middle) and [middle, end). */
function merge(
    from: readonly Entry[],
    into: Entry[],
    start: number,
    middle: number,
    end: number,
    isLater: (this: void, a: Entry, b: Entry) => boolean,
): void {
    let left = start;
    let right = middle;
    for (const index of $range(start, end - 1)) {
        if (left < middle && (right >= end || !isLater(from[left], from[right]))) {
            into[index] = from[left];
            left++;
        } else {
            into[index] = from[right];
            right++;
        }
    }
}

/** The elements in order; those that compare alike stay as they were. */
export function sortElements(elements: readonly unknown[], keys: readonly SortKey[], work: Work): unknown[] {
    const count = elements.length;
    let entries = elements.map((element) => entryOf(element, keys));
    let width = 1;
    while (width < count) {
        const merged: Entry[] = [];
        for (const start of $range(0, count - 1, 2 * width)) {
            const middle = min(start + width, count);
            const end = min(start + 2 * width, count);
            merge(entries, merged, start, middle, end, (a, b) => isBehind(a, b, keys, work));
        }
        entries = merged;
        width *= 2;
    }
    return entries.map(({ element }) => element);
}
