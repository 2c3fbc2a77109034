/** The row of a week: count, hash and fingerprint. Equal rows mean equal weeks. Its packed form travels, and stands in the file. */

import { MAX_WEEK_EVENTS } from "../block/packed-week";
import { packU16, packU32, readU16, readU32 } from "../codec/integers";
import { decodeVarint, encodeVarint } from "../codec/varint";

const min = math.min;

/** What says which events a week holds. */
export interface WeekRow {
    readonly count: number;
    /** Adler-32 over the packed keys in order; 1 when there are none. */
    readonly hash: number;
    /** Sum modulo 2^32 of the digests. */
    readonly fingerprint: number;
}

/** The same with the number of the week. */
export interface WeekSummary extends WeekRow {
    readonly weekNumber: number;
}

/** Whether two rows say that the clients hold the same events of a week. */
export function isSameRow(a: WeekRow, b: WeekRow): boolean {
    return a.count === b.count && a.hash === b.hash && a.fingerprint === b.fingerprint;
}

/** u16 week, varint count, u32 hash, u32 fingerprint. */
export function packRow(row: WeekSummary): string {
    return packU16(row.weekNumber) + encodeVarint(row.count) + packU32(row.hash) + packU32(row.fingerprint);
}

/** The rows at the indices [from, until), all by default. */
export function packRows(rows: readonly WeekSummary[], from = 0, until = rows.length): string {
    const parts: string[] = [];
    for (const index of $range(from, min(until, rows.length) - 1)) {
        parts[index - from] = packRow(rows[index]);
    }
    return table.concat(parts);
}

/** Reads the row at `position`; nil when there is none, or it is of no events, or of more than a week can have. */
export function readRow(
    bytes: string,
    position: number,
): LuaMultiReturn<[row: WeekSummary, next: number] | [undefined, undefined]> {
    const weekNumber = readU16(bytes, position);
    const [count, afterCount] = decodeVarint(bytes, position + 2);
    if (weekNumber === undefined || count === undefined || count === 0 || count > MAX_WEEK_EVENTS) {
        return $multi(undefined, undefined);
    }
    const hash = readU32(bytes, afterCount);
    const fingerprint = readU32(bytes, afterCount + 4);
    if (hash === undefined || fingerprint === undefined) {
        return $multi(undefined, undefined);
    }
    return $multi({ weekNumber, count, hash, fingerprint }, afterCount + 8);
}

/** Reads rows up to the end; nil when the weeks are not in ascending order or bytes are left over. */
export function readRows(bytes: string, position: number): WeekSummary[] | undefined {
    const rows: WeekSummary[] = [];
    let count = 0;
    let at = position;
    while (at <= bytes.length) {
        const [row, next] = readRow(bytes, at);
        if (row === undefined || (count > 0 && row.weekNumber <= rows[count - 1].weekNumber)) {
            return undefined;
        }
        rows[count] = row;
        count++;
        at = next;
    }
    return rows;
}
