/** What a peer's last advertisement says of its log, beside what is here. */

import type { Log } from "../log/log";
import { emptyRow, isSameRow, rootBefore, rowOf, rowsBetween, WEEK_END, type WeekSummary } from "./week-summary";

/** What a peer advertised last. */
export interface Claim {
    /** First week with a row of its own, and the root of those before; nil of a peer that never advertised. */
    base?: number;
    root?: number;
    /** By week number. */
    rows: LuaMap<number, WeekSummary>;
}

/** The newest week that differs from the own log. */
export interface KnownDifference {
    readonly weekNumber: number;
    /** Events that the peer has more; negative: fewer. */
    readonly surplus: number;
    /** Whether only the roots are known to differ: some week up to this one does. The surplus is 0 then. */
    readonly isOlder: boolean;
}

/** Whether a peer claims to hold the same events of a week as the own log, which must be hashed. */
export function holdsSame({ base, root, rows }: Claim, log: Log, weekNumber: number): boolean {
    if (base === undefined) {
        return false;
    }
    if (weekNumber < base) {
        return root === rootBefore(log, base);
    }
    const row = rows.get(weekNumber);
    return row !== undefined && isSameRow(row, rowOf(log, weekNumber));
}

/** How what a peer claims differs from the own log, which must be hashed; nil when it does not. */
export function differenceOf({ base, root, rows }: Claim, log: Log): KnownDifference | undefined {
    if (base === undefined) {
        return undefined;
    }
    let newest: WeekSummary | undefined;
    for (const own of rowsBetween(log, base, WEEK_END)) {
        const row = rows.get(own.weekNumber) ?? emptyRow(own.weekNumber);
        if (!isSameRow(row, own)) {
            newest = row;
        }
    }
    for (const [weekNumber, row] of rows) {
        const isNewer = newest === undefined || weekNumber > newest.weekNumber;
        if (isNewer && rowOf(log, weekNumber).count === 0) {
            newest = row;
        }
    }
    if (newest !== undefined) {
        const { weekNumber, count } = newest;
        return { weekNumber, surplus: count - rowOf(log, weekNumber).count, isOlder: false };
    }
    return root === rootBefore(log, base) ? undefined : { weekNumber: base - 1, surplus: 0, isOlder: true };
}
