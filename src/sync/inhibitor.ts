/** Remembers for a while what any client said, so that nobody says it again. */

import type { Clock } from "../ports";

const max = math.max;

/** Number of notes at which expired ones are dropped automatically, at least. */
const SWEEP_SIZE = 512;

/** @typeParam Key what was said: a packed key, or a week number. */
export class Inhibitor<Key extends AnyNotNil = string> {
    private notedAt = new LuaMap<Key, number>();
    private size = 0;
    private sweepAt = SWEEP_SIZE;

    /**
     * @param seconds how long a note inhibits.
     * @param memory how long wasNotedSince() remembers a note, in seconds.
     */
    constructor(
        private readonly clock: Clock,
        private readonly seconds: number,
        private readonly memory = seconds,
    ) {}

    /** Number of notes that are kept. */
    count(): number {
        return this.size;
    }

    /** Notes that this was said now. */
    note(key: Key): void {
        if (!this.notedAt.has(key)) {
            this.size++;
        }
        this.notedAt.set(key, this.clock.uptime());
        if (this.size >= this.sweepAt) {
            this.sweep();
        }
    }

    /** Allows this to be said again. */
    forget(key: Key): void {
        if (this.notedAt.has(key)) {
            this.notedAt.delete(key);
            this.size--;
        }
    }

    /** Whether this was said recently. */
    isInhibited(key: Key): boolean {
        const notedAt = this.notedAt.get(key);
        return notedAt !== undefined && this.clock.uptime() - notedAt < this.seconds;
    }

    /** Whether this was said at or after an uptime. The uptime must not be older than the memory. */
    wasNotedSince(key: Key, since: number): boolean {
        const notedAt = this.notedAt.get(key);
        return notedAt !== undefined && notedAt >= since;
    }

    /** Drops notes older than the memory. */
    sweep(): void {
        const now = this.clock.uptime();
        const kept = new LuaMap<Key, number>();
        let size = 0;
        for (const [key, notedAt] of this.notedAt) {
            if (now - notedAt < this.memory) {
                kept.set(key, notedAt);
                size++;
            }
        }
        this.notedAt = kept;
        this.size = size;
        this.sweepAt = max(SWEEP_SIZE, size * 2);
    }
}
