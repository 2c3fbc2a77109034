/** What a peer's last advertisement says of its log, beside what is here. */

import type { Log } from "../log/log";
import { rootBefore } from "./roots";
import { emptyRow, isSameRow, isSettled, rowOf, type WeekSummary } from "./week-summary";

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

/**
 * How what a peer claims differs from the own log, which must be hashed; nil when it does not, or in closed weeks alone.
 * @param isSettledRoot whether another root is known to differ from the own one by closed weeks alone.
 */
export function differenceOf(
    { base, root, rows }: Claim,
    log: Log,
    isSettledRoot: (this: void, root: number, ownRoot: number) => boolean = () => false,
): KnownDifference | undefined {
    if (base === undefined) {
        return undefined;
    }
    let newest = newestDifference(rows, log, base);
    for (const [weekNumber, row] of rows) {
        const isNewer = newest === undefined || weekNumber > newest.weekNumber;
        if (isNewer && rowOf(log, weekNumber).count === 0 && !isSettled(log, weekNumber)) {
            newest = row;
        }
    }
    if (newest !== undefined) {
        const { weekNumber, count } = newest;
        return { weekNumber, surplus: count - rowOf(log, weekNumber).count, isOlder: false };
    }
    const ownRoot = rootBefore(log, base);
    const isEqual = root === ownRoot || (root !== undefined && isSettledRoot(root, ownRoot));
    return isEqual ? undefined : { weekNumber: base - 1, surplus: 0, isOlder: true };
}

/**
 * Whether what a peer claims differs in closed weeks, as far as that is known. The log must be hashed.
 * @param isSettledRoot as for differenceOf().
 */
export function isSealedOtherwise(
    { base, root, rows }: Claim,
    log: Log,
    isSettledRoot: (this: void, root: number, ownRoot: number) => boolean,
): boolean {
    for (const [weekNumber, row] of rows) {
        if (isSettled(log, weekNumber) && !isSameRow(row, rowOf(log, weekNumber))) {
            return true;
        }
    }
    return base !== undefined && root !== undefined && isSettledRoot(root, rootBefore(log, base));
}

/** The row that a peer claims, or would, of the newest own week from `base` on of which it is another one. */
function newestDifference(rows: LuaMap<number, WeekSummary>, log: Log, base: number): WeekSummary | undefined {
    const { weekNumbers } = log;
    for (const index of $range(weekNumbers.length - 1, log.indexFrom(base), -1)) {
        const own = rowOf(log, weekNumbers[index]);
        const row = rows.get(own.weekNumber) ?? emptyRow(own.weekNumber);
        if (!isSameRow(row, own) && !isSettled(log, own.weekNumber)) {
            return row;
        }
    }
    return undefined;
}
