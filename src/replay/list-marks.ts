/**
 * Marks: how long a list that only grows was, and what stood at its end. Where a list is cut back to a mark, that shows whether
 * it did only grow.
 */

import { isFiniteNumber } from "../numbers";
import { pathTo } from "./state-copy";

/** Bytes that a mark takes, about. */
export const MARK_BYTES = 200;

/** Items that are moved between two looks at the frame's budget. */
export const ITEM_STEP = 512;

type Table = LuaTable<AnyNotNil, unknown>;

/** The items of a list, from 1 on. */
export type Items = LuaTable<number, unknown>;

/** What is taken off a list that has not grown. Nobody changes it. */
const NO_ITEMS: Items = new LuaTable();

/** A list in a state that only grows. In a copied state it stands in place of its items. */
export interface List {
    /** The table that has the items, and those behind the marks. Another one once the list was copied. */
    items: Items;
    /** Where it stood when it was found first, for words. */
    readonly path: string;
}

/** A length that a list had. */
export interface ListMark {
    readonly list: List;
    readonly size: number;
    readonly first: unknown;
    readonly last: unknown;
    /** What the last item held, when it is a table. */
    readonly fields: Table | undefined;
    /** How many fields these are. */
    readonly fieldCount: number;
}

/** A list that was found in a state under a key of the table with this path. */
export function newList(items: object, parentPath: string, key: AnyNotNil): List {
    return { items: items as Items, path: pathTo(parentPath, key) };
}

/** Marks a list as it is now. */
export function markOf(list: List): ListMark {
    const { items } = list;
    const size = items.length();
    const last = items.get(size);
    const [fields, fieldCount] = fieldsOf(last);
    return { list, size, first: items.get(1), last, fields, fieldCount };
}

/** Whether a list has only grown since it was marked, as far as its ends tell. Fields of its last item are not compared. */
export function hasOnlyGrown({ list, size, first, last }: ListMark): boolean {
    if (size === 0) {
        return true;
    }
    const { items } = list;
    const lastNow = items.get(size);
    const firstNow = items.get(1);
    // A late event has all lists looked at: most calls are spared.
    return (lastNow === last || isSame(lastNow, last)) && (firstNow === first || isSame(firstNow, first));
}

/** Whether a list still has what it had when it was marked, as far as its ends tell. */
export function isAsMarked(mark: ListMark): boolean {
    return (
        hasOnlyGrown(mark) && (mark.fields === undefined || hasFields(mark.last as Table, mark.fields, mark.fieldCount))
    );
}

/** Whether a table has keys besides 1 to its size. */
export function hasStrangers(items: Items, size: number): boolean {
    // Items come before all else, but for some of those that were added last.
    let [key] = next(items, size > 0 ? size : undefined);
    while (type(key) === "number" && key >= 1 && key <= size && key % 1 === 0) {
        [key] = next(items, key);
    }
    return key !== undefined;
}

/** Takes off what has been added since a list was marked. @returns the items that were taken off, by their number. */
export function cutToMark({ list, size }: ListMark): Items {
    const { items } = list;
    const length = items.length();
    if (length <= size) {
        return NO_ITEMS;
    }
    const tail = new LuaTable<number, unknown>();
    for (const index of $range(length, size + 1, -1)) {
        tail.set(index, items.get(index));
        items.delete(index);
    }
    return tail;
}

/** Undoes cutToMark(), and what was added since. */
export function putBack(mark: ListMark, tail: Items): void {
    cutToMark(mark);
    const { items } = mark.list;
    let index = mark.size + 1;
    while (tail.get(index) !== undefined) {
        items.set(index, tail.get(index));
        index++;
    }
}

/** Whether two values are one. NaN is, which no comparison says. */
function isSame(a: unknown, b: unknown): boolean {
    return a === b || (isNoFinite(a) && isNoFinite(b));
}

function isNoFinite(value: unknown): boolean {
    return typeof value === "number" && !isFiniteNumber(value);
}

function fieldsOf(item: unknown): LuaMultiReturn<[fields: Table | undefined, fieldCount: number]> {
    if (type(item) !== "table") {
        return $multi(undefined, 0);
    }
    const fields = new LuaTable<AnyNotNil, unknown>();
    let fieldCount = 0;
    for (const [key, value] of pairs(item as Table)) {
        fields.set(key, value);
        fieldCount++;
    }
    return $multi(fields, fieldCount);
}

function hasFields(item: Table, fields: Table, fieldCount: number): boolean {
    let count = 0;
    for (const [key, value] of pairs(item)) {
        const before = fields.get(key);
        if (before !== value && !isSame(before, value)) {
            return false;
        }
        count++;
    }
    return count === fieldCount;
}
