/**
 * Which entries of a history are one event. Whoever imports the same history gets the same events, so that importing twice, or
 * by two officers, changes nothing.
 *
 * Entries are held by their number in the list and read again when they are needed: tables for all of a long list at once
 * would keep the garbage collector busy for longer than a frame has time for.
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
    readonly hash: number;
}

/** Reads the entry with a number. */
export type ReadItem = (this: void, index: number) => ImportItem;

/** Hashes of rows are divided by their first byte. */
const PARTS = 256;
const PART_SPAN = 2 ** 24;

/** The numbers of entries by creator and second, in the order in which these first appear. */
export class Groups {
    readonly lists: number[][] = [];
    private count = 0;
    private readonly places = new LuaMap<string, number>();

    add({ time, creator, index }: ImportItem): void {
        const key = packKey(time, toId(creator, 0));
        let place = this.places.get(key);
        if (place === undefined) {
            place = this.count;
            this.count++;
            this.places.set(key, place);
            this.lists[place] = [];
        }
        const list = this.lists[place];
        list[list.length] = index;
    }
}

/** Gives the entries of one creator and second different bodies, in the order of the list. */
class Numbering {
    private readonly counts = new LuaMap<string, number>();

    add(item: ImportItem): Row {
        const occurrence = this.counts.get(item.body) ?? 0;
        this.counts.set(item.body, occurrence + 1);
        const isFirst = occurrence === 0 || item.id !== undefined;
        const body = isFirst ? item.body : markBody(item.body, item.fields, repeatMark(occurrence));
        return { item, body, occurrence };
    }
}

function hashOf(body: string | undefined): number {
    return body === undefined ? 0 : hash32(body, 0);
}

function isRowBefore(a: HashedRow, b: HashedRow): boolean {
    return a.hash === b.hash ? bytesLess(a.body ?? "", b.body ?? "") : a.hash < b.hash;
}

/**
 * The entries of one creator and second as rows: at most 256, which are the same ones of the same list whatever its order.
 */
export function chooseRows(indices: readonly number[], read: ReadItem, pause: Pause): readonly Row[] {
    const isCrowded = indices.length > COUNTERS;
    // Times that were lost make one second of a whole history. Sorting cannot pause, so only those that may be chosen are sorted.
    const end = isCrowded ? (lastPart(indices, read, pause) + 1) * PART_SPAN : math.huge;
    const numbering = new Numbering();
    const rows: HashedRow[] = [];
    let count = 0;
    for (const index of indices) {
        const { item, body, occurrence } = numbering.add(read(index));
        const hash = isCrowded ? hashOf(body) : 0;
        if (hash < end) {
            rows[count] = { item, body, occurrence, hash };
            count++;
        }
        pause();
    }
    if (isCrowded) {
        table.sort(rows, isRowBefore);
        pause();
    }
    return isCrowded ? rows.slice(0, COUNTERS) : rows;
}

/** The part that the 256th row in the order of the hashes is in. */
function lastPart(indices: readonly number[], read: ReadItem, pause: Pause): number {
    const sizes: number[] = [];
    for (const part of $range(0, PARTS - 1)) {
        sizes[part] = 0;
    }
    const numbering = new Numbering();
    for (const index of indices) {
        sizes[floor(hashOf(numbering.add(read(index)).body) / PART_SPAN)]++;
        pause();
    }
    let part = 0;
    let before = sizes[0];
    while (before < COUNTERS) {
        part++;
        before += sizes[part];
    }
    return part;
}
