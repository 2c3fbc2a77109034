/**
 * Roots of peers that differ from the own one by weeks alone that are closed here: there is nothing to ask, however long they go
 * on being advertised.
 */

import type { Log } from "../log/log";
import type { Pause } from "../ports";
import { emptyRow, isSameRow, isSettled, rowOf, type WeekSummary } from "./week-summary";

const format = string.format;

/** Pairs of roots that are remembered. */
const PAIR_LIMIT = 64;

export class SettledRoots {
    /** The oldest first. */
    private pairs: string[] = [];

    /** Whether a peer's root is known to differ from the own one by closed weeks alone. */
    has(root: number, ownRoot: number): boolean {
        return this.pairs.includes(keyOf(root, ownRoot));
    }

    note(root: number, ownRoot: number): void {
        const key = keyOf(root, ownRoot);
        if (this.pairs.includes(key)) {
            return;
        }
        if (this.pairs.length >= PAIR_LIMIT) {
            table.remove(this.pairs, 1);
        }
        this.pairs[this.pairs.length] = key;
    }

    /** Forgets everything: other weeks are closed than before. */
    clear(): void {
        this.pairs = [];
    }
}

/** Whether a peer's rows before `base` differ from the own ones, and only those of closed weeks do. The log must be hashed. */
export function differInSettled(log: Log, rows: readonly WeekSummary[], base: number, pause: Pause): boolean {
    const theirs = new LuaMap<number, WeekSummary>();
    let hasAny = false;
    for (const row of rows) {
        theirs.set(row.weekNumber, row);
        if (!isSameRow(row, rowOf(log, row.weekNumber))) {
            if (!isSettled(log, row.weekNumber)) {
                return false;
            }
            hasAny = true;
        }
        pause();
    }
    const { revision } = log;
    for (const index of $range(0, log.indexFrom(base) - 1)) {
        const own = rowOf(log, log.weekNumbers[index]);
        if (!isSameRow(theirs.get(own.weekNumber) ?? emptyRow(own.weekNumber), own)) {
            if (!isSettled(log, own.weekNumber)) {
                return false;
            }
            hasAny = true;
        }
        pause();
        if (log.revision !== revision) {
            return false;
        }
    }
    return hasAny;
}

function keyOf(root: number, ownRoot: number): string {
    return format("%.0f %.0f", root, ownRoot);
}
