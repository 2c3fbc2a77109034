/** Events that wait to be sent, in the order in which they were added. */

import { packKey, weekOf } from "../event/key";
import type { Week } from "../log/week";
import type { Pause } from "../ports";
import type { SyncContext } from "./context";
import type { Inhibitor } from "./inhibitor";

/** Bytes that the key of an event counts. */
export const KEY_BYTES = 4;

/** Events that are picked between two looks at the frame's budget. */
const PICK_STEP = 256;

/** Events of one week, in key order, in parallel arrays that nobody changes. */
export interface WeekEvents {
    readonly weekNumber: number;
    readonly times: readonly number[];
    readonly ids: readonly number[];
    readonly bodies: readonly string[];
    /** Bytes of them, keys included. */
    readonly bytes: number;
    /** Uptime since when what anybody says of them need not be said again. */
    readonly since: number;
}

/** The first `count` of the events at `indices` of an open week, in slices; nil when the week has changed meanwhile. */
export function pickEvents(
    week: Week,
    indices: readonly number[],
    count: number,
    since: number,
    pause: Pause,
): WeekEvents | undefined {
    const { generation } = week;
    const times: number[] = [];
    const ids: number[] = [];
    const bodies: string[] = [];
    let bytes = 0;
    for (const at of $range(0, count - 1)) {
        const index = indices[at];
        const body = week.bodies[index];
        times[at] = week.times[index];
        ids[at] = week.ids[index];
        bodies[at] = body;
        bytes += body.length + KEY_BYTES;
        if (at % PICK_STEP === PICK_STEP - 1) {
            pause();
            if (week.generation !== generation) {
                return undefined;
            }
        }
    }
    return { weekNumber: weekOf(times[0]), times, ids, bodies, bytes, since };
}

export class Outgoing {
    /** The event that was looked at last. */
    time = 0;
    id = 0;
    body = "";
    /** Number of all events, and index of the next to be sent. */
    count = 0;
    next = 0;
    /** Bytes of those that are still to be sent, keys included. */
    bytes = 0;
    private readonly parts: WeekEvents[] = [];
    /** The part that the event looked at last is of, and the index of its first event. */
    private at = 0;
    private start = 0;
    /** Uptime since when what anybody says of that event need not be said again. */
    private since = 0;
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
        const bytes = body.length + KEY_BYTES;
        this.addAll({ weekNumber: weekOf(time), times: [time], ids: [id], bodies: [body], bytes, since });
    }

    /** Adds events of one week, which are not copied. */
    addAll(events: WeekEvents): void {
        const { weekNumber, times, bytes } = events;
        this.parts[this.parts.length] = events;
        this.left.set(weekNumber, (this.left.get(weekNumber) ?? 0) + times.length);
        this.bytes += bytes;
        this.count += times.length;
    }

    /** Makes `time`, `id` and `body` those of the event at an index. */
    look(index: number): void {
        const { parts } = this;
        while (index < this.start) {
            this.at--;
            this.start -= parts[this.at].times.length;
        }
        let part = parts[this.at];
        while (index >= this.start + part.times.length) {
            this.start += part.times.length;
            this.at++;
            part = parts[this.at];
        }
        const place = index - this.start;
        this.time = part.times[place];
        this.id = part.ids[place];
        this.body = part.bodies[place];
        this.since = part.since;
    }

    /**
     * The packed key of the event that was looked at last if that is to be sent: nobody has said it meanwhile, and it may
     * leave. Else nil.
     */
    key(): string | undefined {
        const { sent } = this;
        const key = packKey(this.time, this.id);
        const isSaid = sent.isInhibited(key) || sent.wasNotedSince(key, this.since);
        return !isSaid && this.mayLeave() ? key : undefined;
    }

    /** Goes on to the event at an index: those before are done. */
    moveTo(index: number): void {
        for (const at of $range(this.next, index - 1)) {
            this.look(at);
            const weekNumber = weekOf(this.time);
            this.left.set(weekNumber, this.left.get(weekNumber)! - 1);
            this.bytes -= this.body.length + KEY_BYTES;
        }
        this.next = index;
    }

    /** Notes that an event was sent, if all have heard it. */
    note(key: string): void {
        if (!this.isPrivate) {
            this.sent.note(key);
        }
    }

    private mayLeave(): boolean {
        const { returnedTo, context, time, id, body } = this;
        const isReturn = returnedTo !== undefined && context.isCreator(id, returnedTo);
        return isReturn || context.mayLeave(time, id, body);
    }
}
