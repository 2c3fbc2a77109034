/**
 * Events to be sent in units, each as large as one message in fragments may be: that of many weeks together. A unit is packed in
 * slices when it can be sent, and leaves out what another client has sent meanwhile. What is left and would fill few messages
 * travels in blocks.
 */

import { Stride } from "../block/stride";
import { deflate } from "../codec/deflate";
import { creatorOf, weekOf } from "../event/key";
import type { MessageKind } from "../link/message-kind";
import { MessageSource } from "../link/message-source";
import type { Pause } from "../ports";
import { UnitWriter } from "../unit/unit-writer";
import { BULK_BYTES, UNIT_BODY_BYTES, UNIT_BYTES, UNIT_EVENTS } from "./constants";
import type { SyncContext } from "./context";
import type { Inhibitor } from "./inhibitor";
import { UNIT } from "./messages";
import { Outgoing, type WeekEvents } from "./outgoing";
import { nextBlock } from "./transfer";

const floor = math.floor;
const min = math.min;

/** Share of UNIT_BYTES that is filled: how many bytes an event takes is not known before it is written. */
const FILLED_SHARE = 0.8;
/** By how much Deflate is expected to make the first unit smaller. */
const FIRST_RATIO = 2;
/** What is expected of the next unit, as a share of what the last one came to: a bit less, so that few are made twice. */
const CAUTION = 0.97;

/** Events that are told to be on their way between two looks at the frame's budget. */
const MOVE_STEP = 256;

/** A unit before Deflate. */
interface Draft {
    readonly bytes: string;
    /** About how many bytes it has, and how many events. */
    readonly size: number;
    readonly count: number;
    /** Index behind its last event. */
    readonly end: number;
    readonly keys: readonly string[];
}

export class Shipment {
    /** The messages of this shipment. */
    readonly source = new MessageSource(
        () => this.produce(),
        () => this.isAtWork || this.remaining() > 0,
    );
    private readonly events: Outgoing;
    /** Whether a task lands or packs a unit. */
    private isAtWork = false;
    /** A unit that is packed and waits to be taken. */
    private ready: string | undefined;
    /** Packed keys of the events in the unit that was packed last, while it is on its way, and their weeks. */
    private flying: readonly string[] = [];
    private flyingWeeks = new LuaSet<number>();
    /** Bytes before Deflate over those after it. */
    private ratio = FIRST_RATIO;

    /** See Outgoing for the parameters. */
    constructor(
        private readonly context: SyncContext,
        sent: Inhibitor,
        isPrivate: boolean,
    ) {
        this.events = new Outgoing(context, sent, isPrivate);
    }

    /** Number of events that are still to be sent, or on their way. */
    remaining(): number {
        return this.events.remaining() + this.flying.length;
    }

    /** Whether events of a week are still to be sent, or on their way. */
    has(weekNumber: number): boolean {
        return this.flyingWeeks.has(weekNumber) || this.events.has(weekNumber);
    }

    /** Adds events of one week. */
    addAll(events: WeekEvents): void {
        this.events.addAll(events);
    }

    private produce(): LuaMultiReturn<[kind: MessageKind, payload: string] | [undefined, undefined]> {
        const { ready, events } = this;
        if (ready !== undefined) {
            this.ready = undefined;
            return $multi(UNIT, ready);
        }
        if (!this.isAtWork && (this.flying.length > 0 || events.bytes > BULK_BYTES)) {
            this.isAtWork = true;
            this.context.background.run((pause) => {
                this.land(pause);
                if (events.bytes > BULK_BYTES) {
                    this.pack(pause);
                }
                this.isAtWork = false;
            });
        }
        if (this.isAtWork || events.remaining() === 0) {
            return $multi(undefined, undefined);
        }
        return nextBlock(this.context, events);
    }

    /** The last fragment of a unit has been sent: now its events are. */
    private land(pause: Pause): void {
        this.noteAll(this.flying, pause);
        this.flying = [];
        this.flyingWeeks = new LuaSet();
    }

    private noteAll(keys: readonly string[], pause: Pause): void {
        const stride = new Stride(pause);
        for (const key of keys) {
            this.events.note(key);
            stride.passed(0);
        }
    }

    /** Packs as many of the next events as one message carries. */
    private pack(pause: Pause): void {
        const { native } = this.context.log;
        const { wholeBytes } = this.context.port;
        let size = min(wholeBytes * this.ratio, UNIT_BYTES * FILLED_SHARE);
        let count = UNIT_EVENTS;
        while (true) {
            const draft = this.write(size, count, pause);
            const deflated = draft.count === 0 ? "" : (native.deflate?.(draft.bytes) ?? deflate(draft.bytes, pause));
            // One event that fits no message is counted by the link.
            if (deflated.length <= wholeBytes || draft.count === 1) {
                this.take(draft, deflated, pause);
                return;
            }
            this.ratio = (draft.size / deflated.length) * CAUTION;
            size = wholeBytes * this.ratio;
            count = min(draft.count - 1, floor((draft.count * wholeBytes) / deflated.length));
        }
    }

    /** Writes the next events to be sent, as many as there may be and as are in key order. */
    private write(size: number, count: number, pause: Pause): Draft {
        const { events } = this;
        const { directory } = this.context.log;
        const writer = new UnitWriter();
        const stride = new Stride(pause);
        const keys: string[] = [];
        let bodyBytes = 0;
        let index = events.next;
        while (index < events.count && writer.size < size && writer.count < count) {
            events.look(index);
            const { time, id, body } = events;
            if (bodyBytes + body.length > UNIT_BODY_BYTES) {
                break;
            }
            const key = events.key();
            if (key !== undefined) {
                if (writer.add(time, id, directory.server(creatorOf(id)), body)) {
                    keys[keys.length] = key;
                    bodyBytes += body.length;
                } else if (writer.count > 0) {
                    break;
                }
            }
            index++;
            stride.passed(body.length);
        }
        return { bytes: writer.finish(pause), size: writer.size, count: writer.count, end: index, keys };
    }

    private take({ keys, size, end }: Draft, deflated: string, pause: Pause): void {
        const { events } = this;
        while (events.next < end) {
            const next = min(events.next + MOVE_STEP, end);
            for (const index of $range(events.next, next - 1)) {
                events.look(index);
                this.flyingWeeks.add(weekOf(events.time));
            }
            events.moveTo(next);
            pause();
        }
        if (keys.length > 0) {
            this.flying = keys;
            this.ratio = (size / deflated.length) * CAUTION;
            this.noteAll(keys, pause);
            this.ready = deflated;
        }
    }
}
