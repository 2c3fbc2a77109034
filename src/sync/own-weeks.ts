/** The weeks in which this client wrote events: it answers for those itself, whoever else may pass them on. */

import { WEEK_SECONDS, weekOf } from "../event/key";
import { LogCursor } from "../log/cursor";
import type { Pause } from "../ports";
import { RECENT_WEEKS } from "./constants";
import type { SyncContext } from "./context";
import { emptyRow, type WeekSummary } from "./week-summary";

const huge = math.huge;

export class OwnWeeks {
    private readonly numbers = new LuaSet<number>();

    /** Looks for own events of earlier sessions, in slices: the first of them comes when the log has been loaded. */
    constructor(private readonly context: SyncContext) {
        context.background.run((pause) => this.search(pause));
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
        const all: WeekSummary[] = [];
        let count = 0;
        for (const row of rows) {
            told.add(row.weekNumber);
            all[count] = row;
            count++;
        }
        for (const index of $range(log.indexFrom(from), log.indexFrom(to) - 1)) {
            const weekNumber = log.weekNumbers[index];
            if (this.numbers.has(weekNumber) && !told.has(weekNumber) && log.countIn(weekNumber) > 0) {
                all[count] = emptyRow(weekNumber);
                count++;
            }
        }
        return all;
    }

    /** Walks the newest weeks. Who serves need not: it answers for all weeks. */
    private search(pause: Pause): void {
        const { log, self, isCreator, mayServe } = this.context;
        const [first] = log.weekNumbers.slice(-RECENT_WEEKS);
        if (first === undefined || mayServe() === true) {
            return;
        }
        const cursor = new LogCursor(log);
        cursor.seek(first * WEEK_SECONDS - 1, huge);
        while (cursor.next(pause)) {
            if (isCreator(cursor.id, self)) {
                const weekNumber = weekOf(cursor.time);
                this.add(weekNumber);
                cursor.seek((weekNumber + 1) * WEEK_SECONDS - 1, huge);
            }
            pause();
        }
    }
}
