/** The last messages in and out, for support. They are kept as bytes and described in words only on request. */

import type { TraceEntry } from "../api/status";
import type { Clock } from "../ports";

/** Number of messages that are kept. */
export const TRACE_LENGTH = 200;

interface Kept {
    readonly at: number;
    readonly peer: string;
    readonly type: number;
    readonly payload: string;
}

export class Trace {
    private readonly kept: Kept[] = [];
    private next = 0;

    /** @param describe describes a message in words. */
    constructor(
        private readonly clock: Clock,
        private readonly describe: (this: void, type: number, payload: string) => string,
    ) {}

    /** Keeps a message. @param peer the sender; "" for this client's own. */
    note(peer: string, type: number, payload: string): void {
        this.kept[this.next] = { at: this.clock.uptime(), peer, type, payload };
        this.next = (this.next + 1) % TRACE_LENGTH;
    }

    /** The kept messages, oldest first. */
    list(): TraceEntry[] {
        const now = this.clock.uptime();
        const entries: TraceEntry[] = [];
        let count = 0;
        for (const step of $range(0, this.kept.length - 1)) {
            const index = this.kept.length < TRACE_LENGTH ? step : (this.next + step) % TRACE_LENGTH;
            const { at, peer, type, payload } = this.kept[index];
            const direction = peer === "" ? "out" : "in";
            const text = this.describe(type, payload);
            entries[count] = { age: now - at, direction, peer, text, bytes: payload.length };
            count++;
        }
        return entries;
    }
}
