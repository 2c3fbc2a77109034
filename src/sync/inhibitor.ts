/**
 * Remembers for a while what any client said, so that nobody says it again.
 *
 * The notes lie in many small tables: one of tens of thousands takes Lua many milliseconds when it grows or is cleared up.
 */

import type { Clock, Pause } from "../ports";

const byte = string.byte;
const max = math.max;

/** Number of tables. */
const SHARDS = 64;

/** Notes of one table at which expired ones are dropped automatically, at least. */
const SWEEP_SIZE = 16;

interface Shard<Key extends AnyNotNil> {
    notedAt: LuaMap<Key, number>;
    size: number;
    sweepAt: number;
}

/** The table of a key: of a packed one by its time, creator and counter. */
function shardOf(key: string | number): number {
    if (typeof key === "number") {
        return key % SHARDS;
    }
    const [timeHigh = 0, timeLow = 0] = byte(key, 3, 4);
    const [creator = 0, counter = 0] = byte(key, -2, -1);
    return (timeHigh * 7 + timeLow + creator * 31 + counter * 13) % SHARDS;
}

/** @typeParam Key what was said: a packed key, or a week number. */
export class Inhibitor<Key extends string | number = string> {
    private readonly shards = new LuaMap<number, Shard<Key>>();
    private size = 0;

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
        const place = shardOf(key);
        let shard = this.shards.get(place);
        if (shard === undefined) {
            shard = { notedAt: new LuaMap(), size: 0, sweepAt: SWEEP_SIZE };
            this.shards.set(place, shard);
        }
        if (!shard.notedAt.has(key)) {
            shard.size++;
            this.size++;
        }
        shard.notedAt.set(key, this.clock.uptime());
        if (shard.size >= shard.sweepAt) {
            this.sweepShard(shard);
        }
    }

    /** Allows this to be said again. */
    forget(key: Key): void {
        const shard = this.shards.get(shardOf(key));
        if (shard?.notedAt.has(key) === true) {
            shard.notedAt.delete(key);
            shard.size--;
            this.size--;
        }
    }

    /** Whether this was said recently. */
    isInhibited(key: Key): boolean {
        const notedAt = this.notedAt(key);
        return notedAt !== undefined && this.clock.uptime() - notedAt < this.seconds;
    }

    /** Whether this was said at or after an uptime. The uptime must not be older than the memory. */
    wasNotedSince(key: Key, since: number): boolean {
        const notedAt = this.notedAt(key);
        return notedAt !== undefined && notedAt >= since;
    }

    /** Drops notes older than the memory. */
    sweep(pause: Pause): void {
        for (const place of $range(0, SHARDS - 1)) {
            const shard = this.shards.get(place);
            if (shard !== undefined) {
                this.sweepShard(shard);
                pause();
            }
        }
    }

    private notedAt(key: Key): number | undefined {
        return this.shards.get(shardOf(key))?.notedAt.get(key);
    }

    private sweepShard(shard: Shard<Key>): void {
        const { notedAt } = shard;
        const now = this.clock.uptime();
        let expired = 0;
        for (const [key, at] of notedAt) {
            if (now - at >= this.memory) {
                notedAt.delete(key);
                expired++;
            }
        }
        this.size -= expired;
        shard.size -= expired;
        if (expired > shard.size) {
            // The old table keeps its room. Where less has expired, a new one would be garbage at each sweep.
            shard.notedAt = copyOf(notedAt);
        }
        shard.sweepAt = max(SWEEP_SIZE, shard.size * 2);
    }
}

function copyOf<Key extends AnyNotNil>(notes: LuaMap<Key, number>): LuaMap<Key, number> {
    const copy = new LuaMap<Key, number>();
    for (const [key, at] of notes) {
        copy.set(key, at);
    }
    return copy;
}
