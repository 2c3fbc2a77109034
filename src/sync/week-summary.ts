/** The summary of a week that clients exchange: number, count, hash and fingerprint. Equal rows mean equal weeks. */

import { packU16, packU32, readU16, readU32 } from "../codec/integers";
import { decodeVarint, encodeVarint } from "../codec/varint";
import type { Log } from "../log/log";

const min = math.min;

export interface WeekSummary {
    readonly weekNumber: number;
    readonly count: number;
    readonly hash: number;
    readonly fingerprint: number;
}

/** Whether two rows say that the clients hold the same events of a week. */
export function isSameRow(a: WeekSummary, b: WeekSummary): boolean {
    return a.count === b.count && a.hash === b.hash && a.fingerprint === b.fingerprint;
}

/** The row of a week without events. */
export function emptyRow(weekNumber: number): WeekSummary {
    return { weekNumber, count: 0, hash: 1, fingerprint: 0 };
}

/** The row of a week of the log, which must be hashed; count 0 when it holds nothing. */
export function rowOf(log: Log, weekNumber: number): WeekSummary {
    const header = log.week(weekNumber)?.header();
    if (header === undefined || header.count === 0) {
        return emptyRow(weekNumber);
    }
    return { weekNumber, count: header.count, hash: header.hash, fingerprint: header.fingerprint };
}

/** The rows of the weeks at the indices [from, until) of a log that have events. The log must be hashed. */
export function rowsAt(log: Log, from: number, until: number): WeekSummary[] {
    const rows: WeekSummary[] = [];
    let count = 0;
    for (const index of $range(from, min(until, log.weekNumbers.length) - 1)) {
        const row = rowOf(log, log.weekNumbers[index]);
        if (row.count > 0) {
            rows[count] = row;
            count++;
        }
    }
    return rows;
}

/** The rows of all weeks with events in [from, to). The log must be hashed. */
export function rowsBetween(log: Log, from: number, to: number): WeekSummary[] {
    return rowsAt(log, log.indexFrom(from), log.indexFrom(to));
}

/** One more than the last week that u16 can name. */
export const WEEK_END = 65536;

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

/** Reads the row at `position`; nil when there is none. */
export function readRow(
    bytes: string,
    position: number,
): LuaMultiReturn<[row: WeekSummary, next: number] | [undefined, undefined]> {
    const weekNumber = readU16(bytes, position);
    const [count, afterCount] = decodeVarint(bytes, position + 2);
    if (weekNumber === undefined || count === undefined) {
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
        if (row === undefined || row.count === 0 || (count > 0 && row.weekNumber <= rows[count - 1].weekNumber)) {
            return undefined;
        }
        rows[count] = row;
        count++;
        at = next;
    }
    return rows;
}
