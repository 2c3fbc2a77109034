/**
 * Histories from elsewhere: events that keep their times and creators, with counters that follow from their content.
 * Whoever imports the same history gets the same keys, so that importing twice, or by two officers, changes nothing.
 */

import { bytesLess } from "../codec/compare";
import { hash32 } from "../codec/murmur3";
import type { Pause } from "../ports";
import { COUNTERS, packKey, toId, weekOf } from "../event/key";
import type { Log } from "../log/log";

const floor = math.floor;

/** An event without a counter. */
export interface ImportItem {
    readonly time: number;
    readonly creator: number;
    /** Server id of the creator. */
    readonly server: number;
    readonly body: string;
}

/** An event of one creator and second, on the way to its counter. */
export interface Seated {
    readonly item: ImportItem;
    /** How many equal items come before it in the list: two equal rows are two events. */
    readonly occurrence: number;
    readonly hash: number;
}

/** Items between two looks at the frame's budget. */
const STEP = 16;

/** A long list is split into parts whose hashes have the first byte in common. */
const PARTS = 256;
const PART_SPAN = 2 ** 24;

function isSeatedBefore(a: Seated, b: Seated): boolean {
    if (a.hash !== b.hash) {
        return a.hash < b.hash;
    }
    return a.item.body === b.item.body ? a.occurrence < b.occurrence : bytesLess(a.item.body, b.item.body);
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

/** Items of one creator and second in the order in which they look for a counter, whatever order they come in. */
export function orderItems(group: readonly ImportItem[], pause: Pause): Seated[] {
    const seated = seat(group, pause);
    if (seated.length <= COUNTERS) {
        table.sort(seated, isSeatedBefore);
        return seated;
    }
    // Times that were lost make one second of a whole history. Sorting cannot pause, so that is sorted in parts.
    const ordered: Seated[] = [];
    let count = 0;
    for (const part of splitByHash(seated, pause)) {
        table.sort(part, isSeatedBefore);
        for (const one of part) {
            ordered[count] = one;
            count++;
        }
        pause();
    }
    return ordered;
}

/**
 * Finds the counter of an event: its hash, or the next number that is free, or that holds this very event already.
 * @param log whose week of the event is open.
 * @param taken ids that other items of the list have.
 * @returns the id; nil when all 256 are taken.
 */
export function findId({ item, hash }: Seated, log: Log, taken: LuaSet<number>): number | undefined {
    const week = log.week(weekOf(item.time));
    for (const step of $range(0, COUNTERS - 1)) {
        const id = toId(item.creator, (hash + step) % COUNTERS);
        if (!taken.has(id)) {
            const present = week?.bodyAt(item.time, id);
            if (present === undefined || present === item.body) {
                return id;
            }
        }
    }
    return undefined;
}

function seat(group: readonly ImportItem[], pause: Pause): Seated[] {
    const occurrences = new LuaMap<string, number>();
    const seated: Seated[] = [];
    let count = 0;
    for (const item of group) {
        const occurrence = occurrences.get(item.body) ?? 0;
        occurrences.set(item.body, occurrence + 1);
        seated[count] = { item, occurrence, hash: hash32(item.body, occurrence) };
        count++;
        pause();
    }
    return seated;
}

function splitByHash(seated: readonly Seated[], pause: Pause): Seated[][] {
    const parts: Seated[][] = [];
    for (const index of $range(0, PARTS - 1)) {
        parts[index] = [];
    }
    let seen = 0;
    for (const one of seated) {
        const part = parts[floor(one.hash / PART_SPAN)];
        part[part.length] = one;
        seen++;
        if (seen % STEP === 0) {
            pause();
        }
    }
    return parts;
}
