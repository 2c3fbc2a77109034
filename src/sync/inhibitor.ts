/** Remembers for a while what was said, by whomever, so that nobody says it again. */

import type { Clock } from "../ports";

const max = math.max;

/** Least number of entries at which the expired ones are dropped. */
const SWEEP_SIZE = 512;

export class Inhibitor {
    private noted = new LuaMap<string, number>();
    private size = 0;
    private sweepAt = SWEEP_SIZE;

    /**
     * @param seconds how long a note inhibits.
     * @param memory how long, in seconds, wasNotedSince() can tell of it.
     */
    constructor(
        private readonly clock: Clock,
        private readonly seconds: number,
        private readonly memory = seconds,
    ) {}

    /** Notes that this was said now. */
    note(key: string): void {
        if (!this.noted.has(key)) {
            this.size++;
        }
        this.noted.set(key, this.clock.uptime());
        if (this.size >= this.sweepAt) {
            this.sweep();
        }
    }

    /** Lets this be said again. */
    forget(key: string): void {
        if (this.noted.has(key)) {
            this.noted.delete(key);
            this.size--;
        }
    }

    /** Whether this was said recently. */
    isInhibited(key: string): boolean {
        const noted = this.noted.get(key);
        return noted !== undefined && this.clock.uptime() - noted < this.seconds;
    }

    /** Whether this was said at or after an uptime that is not longer ago than the memory. */
    wasNotedSince(key: string, since: number): boolean {
        const noted = this.noted.get(key);
        return noted !== undefined && noted >= since;
    }

    private sweep(): void {
        const now = this.clock.uptime();
        const kept = new LuaMap<string, number>();
        let size = 0;
        for (const [key, noted] of this.noted) {
            if (now - noted < this.memory) {
                kept.set(key, noted);
                size++;
            }
        }
        this.noted = kept;
        this.size = size;
        this.sweepAt = max(SWEEP_SIZE, size * 2);
    }
}
