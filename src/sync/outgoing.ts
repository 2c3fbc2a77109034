/** Events that wait to be sent, in the order in which they were added. */

import { packKey, weekOf } from "../event/key";
import type { Week } from "../log/week";
import type { SyncContext } from "./context";
import type { Inhibitor } from "./inhibitor";

/** Bytes that the key of an event counts. */
export const KEY_BYTES = 4;

/** Events of one week, in key order, in parallel arrays. */
export interface WeekEvents {
    readonly weekNumber: number;
    readonly times: readonly number[];
    readonly ids: readonly number[];
    readonly bodies: readonly string[];
    /** Uptime since when what anybody says of them need not be said again. */
    readonly since: number;
}

/** The first `count` of the events at `indices` of an open week. */
export function pickEvents(week: Week, indices: readonly number[], count: number, since: number): WeekEvents {
    const times: number[] = [];
    const ids: number[] = [];
    const bodies: string[] = [];
    for (const at of $range(0, count - 1)) {
        const index = indices[at];
        times[at] = week.times[index];
        ids[at] = week.ids[index];
        bodies[at] = week.bodies[index];
    }
    return { weekNumber: weekOf(times[0]), times, ids, bodies, since };
}

export class Outgoing {
    readonly times: number[] = [];
    readonly ids: number[] = [];
    readonly bodies: string[] = [];
    /** Number of all events, and index of the next to be sent. */
    count = 0;
    next = 0;
    /** Bytes of those that are still to be sent, keys included. */
    bytes = 0;
    /** Uptimes since when what anybody says of them need not be said again. */
    private readonly sinces: number[] = [];
    /** By week: how many are still to be sent. */
    private readonly left = new LuaMap<number, number>();

    /**
     * @param sent what any client sent recently, by packed key.
     * @param isPrivate whether only one peer hears it. If so, its events do not count as sent.
     * @param returnedTo the creator to whom its own events are given back: those need no leave.
     */
    constructor(
        private readonly context: SyncContext,
        private readonly sent: Inhibitor,
        private readonly isPrivate = false,
        private readonly returnedTo?: string,
    ) {}

    /** Number of events that are still to be sent. */
    remaining(): number {
        return this.count - this.next;
    }

    /** Whether events of a week are still to be sent. */
    has(weekNumber: number): boolean {
        return (this.left.get(weekNumber) ?? 0) > 0;
    }

    /** @param since uptime since when what anybody says of the event need not be said again. */
    add(time: number, id: number, body: string, since: number): void {
        this.addAll({ weekNumber: weekOf(time), times: [time], ids: [id], bodies: [body], since });
    }

    /** Adds events of one week. */
    addAll({ weekNumber, times, ids, bodies, since }: WeekEvents): void {
        let count = this.count;
        let bytes = 0;
        for (const index of $range(0, times.length - 1)) {
            const body = bodies[index];
            this.times[count] = times[index];
            this.ids[count] = ids[index];
            this.bodies[count] = body;
            this.sinces[count] = since;
            bytes += body.length + KEY_BYTES;
            count++;
        }
        this.left.set(weekNumber, (this.left.get(weekNumber) ?? 0) + count - this.count);
        this.bytes += bytes;
        this.count = count;
    }

    /** The packed key of an event if that is to be sent: nobody has said it meanwhile, and it may leave. Else nil. */
    keyAt(index: number): string | undefined {
        const { sent } = this;
        const key = packKey(this.times[index], this.ids[index]);
        const isSaid = sent.isInhibited(key) || sent.wasNotedSince(key, this.sinces[index]);
        return !isSaid && this.mayLeave(index) ? key : undefined;
    }

    /** Goes on to the event at an index: those before are done. */
    moveTo(index: number): void {
        for (const at of $range(this.next, index - 1)) {
            const weekNumber = weekOf(this.times[at]);
            this.left.set(weekNumber, this.left.get(weekNumber)! - 1);
            this.bytes -= this.bodies[at].length + KEY_BYTES;
        }
        this.next = index;
    }

    /** Notes that an event was sent, if all have heard it. */
    note(key: string): void {
        if (!this.isPrivate) {
            this.sent.note(key);
        }
    }

    private mayLeave(index: number): boolean {
        const { returnedTo, context } = this;
        const id = this.ids[index];
        const isReturn = returnedTo !== undefined && context.isCreator(id, returnedTo);
        return isReturn || context.mayLeave(this.times[index], id, this.bodies[index]);
    }
}
