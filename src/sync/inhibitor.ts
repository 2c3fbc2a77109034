/** Remembers for a while what was said, by whomever, so that nobody says it again. */

import type { Clock } from "../platform/ports";

/** Entries beyond which the expired ones are dropped. */
const SWEEP_SIZE = 512;

export class Inhibitor {
    private noted = new LuaMap<string, number>();
    private size = 0;

    /** @param seconds how long a note lasts. */
    constructor(
        private readonly clock: Clock,
        private readonly seconds: number,
    ) {}

    /** Notes that this was said now. */
    note(key: string): void {
        if (!this.noted.has(key)) {
            this.size++;
        }
        this.noted.set(key, this.clock.uptime());
        if (this.size > SWEEP_SIZE) {
            this.sweep();
        }
    }

    /** Whether this was said recently. */
    isInhibited(key: string): boolean {
        const noted = this.noted.get(key);
        return noted !== undefined && this.clock.uptime() - noted < this.seconds;
    }

    private sweep(): void {
        const now = this.clock.uptime();
        const kept = new LuaMap<string, number>();
        let size = 0;
        for (const [key, noted] of this.noted) {
            if (now - noted < this.seconds) {
                kept.set(key, noted);
                size++;
            }
        }
        this.noted = kept;
        this.size = size;
    }
}
