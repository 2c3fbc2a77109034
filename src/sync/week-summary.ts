/** The summary of a week that clients exchange: number, count, hash and fingerprint. Equal rows mean equal weeks. */

import type { Log } from "../log/log";
import type { WeekSummary } from "../log/week-row";

export { isSameRow, packRow, packRows, readRow, readRows, type WeekSummary } from "../log/week-row";

const min = math.min;

/** The row of a week without events. */
export function emptyRow(weekNumber: number): WeekSummary {
    return { weekNumber, count: 0, hash: 1, fingerprint: 0 };
}

/** The row of a week of the log, which must be hashed; count 0 when it holds nothing and is not absent. */
export function rowOf(log: Log, weekNumber: number): WeekSummary {
    const row = log.row(weekNumber);
    if (row === undefined || row.count === 0) {
        return emptyRow(weekNumber);
    }
    return { weekNumber, count: row.count, hash: row.hash, fingerprint: row.fingerprint };
}

/** Whether a week is here as it is sealed: nothing enters it, and what others have more of it is surplus. */
export function isSealedHere(log: Log, weekNumber: number): boolean {
    return log.isClosed(weekNumber) && !log.isAbsent(weekNumber);
}

/** Whether nobody is asked for a week and nothing of it is told to differ: it is sealed, or absent. */
export function isSettled(log: Log, weekNumber: number): boolean {
    return log.isClosed(weekNumber) || log.isAbsent(weekNumber);
}

/** The rows of the weeks at the indices [from, until) of a log that have events or are absent. The log must be hashed. */
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
