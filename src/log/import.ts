/**
 * Histories from elsewhere: events that keep their times and creators, with counters that follow from their content.
 * Whoever imports the same history gets the same keys, so that importing twice, or by two officers, changes nothing.
 */

import { bytesLess } from "../codec/compare";
import { hash32 } from "../codec/murmur3";
import type { Pause } from "../platform/ports";
import { COUNTERS, packKey, toId, weekOf } from "./key";
import type { Log } from "./log";

/** An event without a counter. */
export interface ImportItem {
    readonly time: number;
    readonly creator: number;
    /** Server id of the creator. */
    readonly server: number;
    readonly body: string;
}

/** An event of one creator and second, on the way to its counter. */
interface Seated {
    readonly item: ImportItem;
    /** How many equal ones stand before it in the list: two equal rows are two events. */
    readonly occurrence: number;
    readonly hash: number;
}

/** Items between two looks at the frame's budget. */
const STEP = 16;

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

/**
 * Finds a counter for each event of one creator and second: its hash, or the next number that is free, or that holds
 * this very event already.
 * @param log opened at the week in question.
 * @returns the events with their ids; fewer than given when there are more than 256.
 */
export function assignCounters(
    group: readonly ImportItem[],
    log: Log,
): LuaMultiReturn<[items: ImportItem[], ids: number[]]> {
    const occurrences = new LuaMap<string, number>();
    const seated: Seated[] = [];
    let count = 0;
    for (const item of group) {
        const occurrence = occurrences.get(item.body) ?? 0;
        occurrences.set(item.body, occurrence + 1);
        seated[count] = { item, occurrence, hash: hash32(item.body, occurrence) };
        count++;
    }
    table.sort(seated, isSeatedBefore);
    const taken = new LuaSet<number>();
    const items: ImportItem[] = [];
    const ids: number[] = [];
    let placed = 0;
    for (const { item, hash } of seated) {
        for (const step of $range(0, COUNTERS - 1)) {
            const id = toId(item.creator, (hash + step) % COUNTERS);
            const present = log.week(weekOf(item.time))?.bodyAt(item.time, id);
            if (!taken.has(id) && (present === undefined || present === item.body)) {
                taken.add(id);
                items[placed] = item;
                ids[placed] = id;
                placed++;
                break;
            }
        }
    }
    return $multi(items, ids);
}
