/**
 * Two bodies under one key: what becomes of them, and who is told.
 *
 * The body with the larger digest stays under the key, and clients that may pass the other one on move it to another key: so they
 * become equal. A client that holds a body that it may not pass on can never tell the others of it: it gives way to what an
 * authorized peer sends when it asks.
 */

import { digestOf } from "../event/body";
import { packKey, weekOf } from "../event/key";
import type { Clock } from "../ports";

const format = string.format;
const min = math.min;

/** Seconds for which an event does not give way again; twice as long each further time, so that nobody changes it to and fro. */
const YIELD_SECONDS = 60;

/** How often they double at most. */
const YIELD_DOUBLINGS = 6;

/** Most events and conflicts that are remembered. */
const MEMORY_LIMIT = 1000;

interface Yielded {
    readonly until: number;
    readonly times: number;
}

export class Conflicts {
    /** Conflicts that were told so far. Read only. */
    count = 0;
    private readonly told = new LuaSet<string>();
    /** Events that gave way, by packed key. */
    private readonly yielded = new LuaMap<string, Yielded>();
    private yieldedCount = 0;

    /**
     * @param mayPassOn whether this client may send an event; nil while that is not known.
     * @param hasAsked whether it has lately asked for the events of a week.
     */
    constructor(
        private readonly clock: Clock,
        private readonly mayPassOn: (this: void, time: number, id: number, body: string) => boolean | undefined,
        private readonly hasAsked: (this: void, weekNumber: number) => boolean,
    ) {}

    /** Whether a body gives way to one with a smaller digest, which an authorized peer has sent. Notes it if so. */
    yields(time: number, id: number, present: string): boolean {
        if (!this.hasAsked(weekOf(time)) || this.mayPassOn(time, id, present) !== false) {
            return false;
        }
        const key = packKey(time, id);
        const known = this.yielded.get(key);
        const now = this.clock.uptime();
        if (known === undefined && this.yieldedCount >= MEMORY_LIMIT) {
            this.forgetPast(now);
        }
        if (known === undefined ? this.yieldedCount >= MEMORY_LIMIT : now < known.until) {
            return false;
        }
        const times = (known?.times ?? 0) + 1;
        this.yieldedCount += known === undefined ? 1 : 0;
        this.yielded.set(key, { times, until: now + YIELD_SECONDS * 2 ** min(times - 1, YIELD_DOUBLINGS) });
        return true;
    }

    /** Forgets those that may give way again: they begin anew. */
    private forgetPast(now: number): void {
        for (const [key, { until }] of this.yielded) {
            if (until <= now) {
                this.yielded.delete(key);
                this.yieldedCount--;
            }
        }
    }

    /** Notes a conflict. Returns whether it is to be told: the same body is lost once, however often a peer sends it. */
    note(time: number, id: number, lost: string): boolean {
        const key = format("%s%.0f", packKey(time, id), digestOf(time, id, lost));
        if (this.told.has(key) || this.count >= MEMORY_LIMIT) {
            return false;
        }
        this.told.add(key);
        this.count++;
        return true;
    }
}
