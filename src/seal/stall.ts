/** How long something has stayed as it is. */

import type { Clock } from "../ports";

const huge = math.huge;

export class Stall {
    private condition: string | undefined;
    /** Uptime in seconds at which it has lasted long enough. */
    private until = huge;
    /** Whether that was noticed. */
    private isNoticed = false;

    /** @param seconds for which the condition has to stay. */
    constructor(
        private readonly clock: Clock,
        private readonly seconds: number,
    ) {}

    /** Notes how things are now. @returns whether they have been so for long. */
    isOver(condition: string): boolean {
        const now = this.clock.uptime();
        if (condition !== this.condition) {
            this.condition = condition;
            this.until = now + this.seconds;
        }
        this.isNoticed = now >= this.until;
        return this.isNoticed;
    }

    /** Whether isOver() would say so for the first time, if nothing has changed. */
    isDue(): boolean {
        return !this.isNoticed && this.clock.uptime() >= this.until;
    }

    /** There is nothing to wait for. */
    end(): void {
        this.condition = undefined;
        this.until = huge;
        this.isNoticed = false;
    }
}
