/** The weeks in which this client wrote events: it answers for those itself, whoever else may pass them on. */

import type { Pause } from "../ports";
import { RECENT_WEEKS } from "./constants";
import type { SyncContext } from "./context";
import { emptyRow, rowsBetween, type WeekSummary } from "./week-summary";

export class OwnWeeks {
    private readonly numbers = new LuaSet<number>();

    /** Looks for own events of earlier sessions in the newest weeks, in slices. */
    constructor(private readonly context: SyncContext) {
        if (context.log.weekNumbers.length > 0 && context.mayServe() !== true) {
            context.background.run((pause) => this.search(pause));
        }
    }

    has(weekNumber: number): boolean {
        return this.numbers.has(weekNumber);
    }

    add(weekNumber: number): void {
        this.numbers.add(weekNumber);
    }

    /**
     * Rows of a peer in [from, to), with empty ones for the weeks in which this client wrote events and of which the peer has
     * none. Who serves need not offer its own: the peer asks when it hears of them.
     */
    withEmpty(rows: readonly WeekSummary[], from: number, to: number): readonly WeekSummary[] {
        const { mayServe, isSending, log } = this.context;
        if (mayServe() !== false || !isSending()) {
            return rows;
        }
        const told = new LuaSet<number>();
        for (const { weekNumber } of rows) {
            told.add(weekNumber);
        }
        const all = [...rows];
        for (const { weekNumber } of rowsBetween(log, from, to)) {
            if (!told.has(weekNumber) && this.numbers.has(weekNumber)) {
                all[all.length] = emptyRow(weekNumber);
            }
        }
        return all;
    }

    private search(pause: Pause): void {
        const { log, self, isCreator } = this.context;
        for (const weekNumber of log.weekNumbers.slice(-RECENT_WEEKS)) {
            const week = log.open(weekNumber, pause);
            for (const id of week?.ids ?? []) {
                if (isCreator(id, self)) {
                    this.add(weekNumber);
                    break;
                }
                pause();
            }
        }
    }
}
