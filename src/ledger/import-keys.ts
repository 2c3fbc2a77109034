/**
 * Which entries of a history are one event, and which keys are theirs. Whoever imports the same history gets the same events, so that
 * importing twice, or by two officers, changes nothing.
 */

import { bytesLess } from "../codec/compare";
import { hash32 } from "../codec/murmur3";
import { markBody, repeatMark } from "../event/import-mark";
import { COUNTERS, packKey, toId } from "../event/key";
import type { Pause } from "../ports";
import type { ImportItem } from "./import-entries";

const floor = math.floor;

/** An entry of one creator and second, with the body that it gets there. */
export interface Row {
    readonly item: ImportItem;
    /** That of the item; of the second and further equal items with a mark. Nil when there is no room for the mark. */
    readonly body: string | undefined;
    /** How many equal items without an id come before it in the list: two equal rows are two events. */
    readonly occurrence: number;
}

interface HashedRow extends Row {
    readonly body: string;
    readonly hash: number;
}

/** Items between two looks at the frame's budget. */
const STEP = 16;

/** A long list is split into parts whose hashes have the first byte in common. */
const PARTS = 256;
const PART_SPAN = 2 ** 24;

function isRowBefore(a: HashedRow, b: HashedRow): boolean {
    return a.hash === b.hash ? bytesLess(a.body, b.body) : a.hash < b.hash;
}

/** The items by creator and second, in the order in which these first appear. */
export function groupItems(items: readonly ImportItem[], pause: Pause): ImportItem[][] {
    const groups: ImportItem[][] = [];
    const indices = new LuaMap<string, number>();
    let groupCount = 0;
    let seen = 0;
    for (const item of items) {
        const key = packKey(item.time, toId(item.creator, 0));
        let index = indices.get(key);
        if (index === undefined) {
            index = groupCount;
            groupCount++;
            indices.set(key, index);
            groups[index] = [];
        }
        const group = groups[index];
        group[group.length] = item;
        seen++;
        if (seen % STEP === 0) {
            pause();
        }
    }
    return groups;
}

/** The items of one creator and second as rows with different bodies. Items with an id differ by it. */
export function numberItems(group: readonly ImportItem[], pause: Pause): Row[] {
    const occurrences = new LuaMap<string, number>();
    const rows: Row[] = [];
    let count = 0;
    for (const item of group) {
        const occurrence = occurrences.get(item.body) ?? 0;
        occurrences.set(item.body, occurrence + 1);
        const isFirst = occurrence === 0 || item.id !== undefined;
        const body = isFirst ? item.body : markBody(item.body, item.fields, repeatMark(occurrence));
        rows[count] = { item, body, occurrence };
        count++;
        pause();
    }
    return rows;
}

/** The rows that a second has room for: the same ones of the same list, whatever its order. */
export function chooseRows(rows: readonly Row[], pause: Pause): readonly Row[] {
    if (rows.length <= COUNTERS) {
        return rows;
    }
    const chosen: Row[] = [];
    let count = 0;
    // Times that were lost make one second of a whole history. Sorting cannot pause, so that is sorted in parts.
    for (const part of splitByHash(rows, pause)) {
        table.sort(part, isRowBefore);
        for (const row of part) {
            if (count < COUNTERS) {
                chosen[count] = row;
                count++;
            }
        }
        pause();
    }
    return chosen;
}

function splitByHash(rows: readonly Row[], pause: Pause): HashedRow[][] {
    const parts: HashedRow[][] = [];
    for (const index of $range(0, PARTS - 1)) {
        parts[index] = [];
    }
    for (const { item, body, occurrence } of rows) {
        if (body !== undefined) {
            const hash = hash32(body, 0);
            const part = parts[floor(hash / PART_SPAN)];
            part[part.length] = { item, body, occurrence, hash };
        }
        pause();
    }
    return parts;
}
