/**
 * Events to be sent, packed into as few messages as possible. A message is packed when it can be sent, and leaves out
 * what another client has sent meanwhile.
 */

import { BlockWriter } from "../block/writer";
import { creatorOf, packKey } from "../event/key";
import type { MessageKind } from "../link/message-kind";
import { MessageSource } from "../link/message-source";
import type { Week } from "../log/week";
import { UNFOLDED_BYTES } from "./constants";
import type { SyncContext } from "./context";
import type { Inhibitor } from "./inhibitor";
import { EVENTS } from "./messages";

const min = math.min;

/** Events that one call looks at, at most: authorize() is asked about each. A message holds fewer. */
const LOOKS = 128;

export class Transfer {
    /** The messages of this transfer. */
    readonly source = new MessageSource(
        () => this.produce(),
        () => this.remaining() > 0,
    );
    private readonly times: number[] = [];
    private readonly ids: number[] = [];
    private readonly bodies: string[] = [];
    private next = 0;
    private count = 0;
    private readonly since: number;

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
    ) {
        this.since = context.clock.uptime();
    }

    /** Number of events that are still to be sent. */
    remaining(): number {
        return this.count - this.next;
    }

    add(time: number, id: number, body: string): void {
        this.times[this.count] = time;
        this.ids[this.count] = id;
        this.bodies[this.count] = body;
        this.count++;
    }

    /** Adds events of an open week: those at the first `count` of `indices`. */
    addFrom({ times, ids, bodies }: Week, indices: readonly number[], count: number): void {
        for (const at of $range(0, count - 1)) {
            const index = indices[at];
            this.add(times[index], ids[index], bodies[index]);
        }
    }

    /** The next message; nil when all events are sent, or when none of those that were looked at is to be sent. */
    private produce(): LuaMultiReturn<[kind: MessageKind, payload: string] | [undefined, undefined]> {
        let writer = new BlockWriter(this.context.port.payloadBytes);
        const end = min(this.count, this.next + LOOKS);
        let unfolded = 0;
        while (this.next < end) {
            const time = this.times[this.next];
            const id = this.ids[this.next];
            const body = this.bodies[this.next];
            const key = packKey(time, id);
            const isSaid = this.sent.isInhibited(key) || this.sent.wasNotedSince(key, this.since);
            if (!isSaid && this.mayLeave(time, id, body)) {
                const server = this.context.log.directory.server(creatorOf(id));
                unfolded += body.length;
                if (unfolded > UNFOLDED_BYTES || !writer.add(time, id, server, body)) {
                    if (writer.count > 0) {
                        return $multi(EVENTS, writer.finish());
                    }
                    // An event that does not fit into one message is sent alone, in fragments.
                    writer = new BlockWriter();
                    writer.add(time, id, server, body);
                    this.note(key);
                    this.next++;
                    return $multi(EVENTS, writer.finish());
                }
                this.note(key);
            }
            this.next++;
        }
        if (writer.count > 0) {
            return $multi(EVENTS, writer.finish());
        }
        return $multi(undefined, undefined);
    }

    private mayLeave(time: number, id: number, body: string): boolean {
        const { returnedTo, context } = this;
        const isReturn = returnedTo !== undefined && context.isCreator(id, returnedTo);
        return isReturn || context.mayLeave(time, id, body);
    }

    private note(key: string): void {
        if (!this.isPrivate) {
            this.sent.note(key);
        }
    }
}
