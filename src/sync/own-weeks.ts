/** The weeks in which this client wrote events: it answers for those itself, whoever else may pass them on. */

import type { Pause } from "../ports";
import { RECENT_WEEKS } from "./constants";
import type { SyncContext } from "./context";

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
