/** Measures how fast events come in, to estimate how long a catch-up takes. */

import type { Clock } from "../ports";

/** Seconds over which the rate is measured. */
const WINDOW = 20;

/** Least seconds between two reports of progress. */
const REPORT_EVERY = 1;

export class Progress {
    /** Events of each second of the window, by second modulo WINDOW, and the second that each count belongs to. */
    private readonly counts: number[] = [];
    private readonly seconds: number[] = [];
    private reportedAt = -REPORT_EVERY;

    constructor(private readonly clock: Clock) {}

    /** Notes that events came in. Returns whether it is time to report progress. */
    note(count: number): boolean {
        const now = this.clock.uptime();
        const second = math.floor(now);
        const slot = second % WINDOW;
        this.counts[slot] = (this.seconds[slot] === second ? this.counts[slot] : 0) + count;
        this.seconds[slot] = second;
        if (now - this.reportedAt < REPORT_EVERY) {
            return false;
        }
        this.reportedAt = now;
        return true;
    }

    /** Events a second, averaged over the window. */
    rate(): number {
        const first = this.clock.uptime() - WINDOW;
        let sum = 0;
        for (const slot of $range(0, WINDOW - 1)) {
            const second = this.seconds[slot];
            if (second !== undefined && second > first) {
                sum += this.counts[slot];
            }
        }
        return sum / WINDOW;
    }
}
