/**
 * What a newcomer hears of a seal before its event has come: the weeks behind it are not asked for at first, since their state
 * may be had instead. One hint a session: who invents them delays little.
 */

import type { SyncContext } from "./context";
import { SEAL_HINT_SECONDS } from "./seal-constants";

export class SealHint {
    /** The weeks before this one are said to be sealed; 0 while nothing was said. */
    private week = 0;
    /** Uptime in seconds at which the hint ends. */
    private until = 0;

    /** @param ended called when what was held back may be asked for. */
    constructor(
        private readonly context: SyncContext,
        private readonly ended: (this: void) => void,
    ) {}

    /** A peer that may speak says that the weeks before one are sealed. Of use to who has nothing of them. */
    heard(week: number): void {
        const { clock, log, seals, timers } = this.context;
        if (week > 0 && this.week === 0 && log.indexFrom(week) === 0 && seals.standing() === undefined) {
            this.week = week;
            this.until = clock.uptime() + SEAL_HINT_SECONDS;
            timers.after(SEAL_HINT_SECONDS, () => this.ended());
        }
    }

    /** Whether a week is not to be asked for until the seal has come, or for a while. */
    holdsBack(weekNumber: number): boolean {
        const { clock, seals } = this.context;
        return weekNumber < this.week && clock.uptime() < this.until && seals.standing() === undefined;
    }
}
