/**
 * Units that are coming in, in fragments: while they do, what this client lacks is not asked for again. Nobody can keep it from
 * asking for long by fragments that come to nothing.
 */

import type { Clock } from "../ports";
import { COMING_SECONDS, HOLD_FIRST_SECONDS, HOLD_MEMORY_SECONDS, HOLD_SECONDS } from "./constants";

interface Arrival {
    /** Uptime of the first fragment, or since something new came of one. */
    since: number;
    /** Uptime of the last fragment. */
    lastAt: number;
    /** Seconds for which they are waited for. */
    patience: number;
}

export class Coming {
    private arrivals = new LuaMap<string, Arrival>();
    private size = 0;

    constructor(private readonly clock: Clock) {}

    /** Number of peers whose fragments are remembered. */
    count(): number {
        return this.size;
    }

    /** A peer sent a fragment. */
    heard(peer: string): void {
        const now = this.clock.uptime();
        const arrival = this.arrivals.get(peer);
        if (arrival !== undefined) {
            arrival.lastAt = now;
        } else {
            this.arrivals.set(peer, { since: now, lastAt: now, patience: HOLD_FIRST_SECONDS });
            this.size++;
        }
    }

    /** A unit of a peer brought something new: what follows may take as long again, and longer. */
    brought(peer: string): void {
        const arrival = this.arrivals.get(peer);
        if (arrival !== undefined) {
            arrival.since = this.clock.uptime();
            arrival.patience = HOLD_SECONDS;
        }
    }

    /** Whether a unit is coming in that may bring what is lacking. */
    isAny(): boolean {
        const now = this.clock.uptime();
        for (const [, { since, lastAt, patience }] of this.arrivals) {
            if (now - lastAt < COMING_SECONDS && now - since < patience) {
                return true;
            }
        }
        return false;
    }

    /** Forgets everything: nothing is waited for. */
    clear(): void {
        this.arrivals = new LuaMap();
        this.size = 0;
    }

    /** Forgets peers that have sent no fragment for long. */
    sweep(): void {
        const now = this.clock.uptime();
        for (const [peer, { lastAt }] of this.arrivals) {
            if (now - lastAt > HOLD_MEMORY_SECONDS) {
                this.arrivals.delete(peer);
                this.size--;
            }
        }
    }
}
