/** How long replay takes: an estimate from what it took last. */

import type { Clock } from "../ports";

/** Milliseconds an event until that was measured: twice of what small reducers take. */
const FIRST_GUESS = 0.015;

/** Fewest events that are worth a measurement: the clock may count microseconds. */
const LEAST_EVENTS = 32;

/** Weight of a measurement that was slower than the estimate: something else may have taken the time. */
const SLOWER_WEIGHT = 0.1;

export class Speed {
    private perEvent = FIRST_GUESS;
    private beganAt = 0;
    private frame = 0;

    constructor(private readonly clock: Clock) {}

    /** A batch begins. */
    begin(): void {
        this.beganAt = this.clock.milliseconds();
        this.frame = this.clock.uptime();
    }

    /** A batch of so many events ends. One that was spread over frames tells nothing. */
    end(events: number): void {
        if (events >= LEAST_EVENTS && this.clock.uptime() === this.frame) {
            const measured = (this.clock.milliseconds() - this.beganAt) / events;
            const weight = measured < this.perEvent ? 1 : SLOWER_WEIGHT;
            this.perEvent += weight * (measured - this.perEvent);
        }
    }

    /** Milliseconds that so many events may take. */
    timeOf(events: number): number {
        return events * this.perEvent;
    }
}
