/**
 * Events to be sent in blocks, packed into as few messages as possible. A message is packed when it can be sent, and leaves out
 * what another client has sent meanwhile.
 */

import { BlockWriter } from "../block/writer";
import { creatorOf } from "../event/key";
import type { MessageKind } from "../link/message-kind";
import { MessageSource } from "../link/message-source";
import { UNFOLDED_BYTES } from "./constants";
import type { SyncContext } from "./context";
import type { Inhibitor } from "./inhibitor";
import { EVENTS } from "./messages";
import { Outgoing, type WeekEvents } from "./outgoing";

const min = math.min;

/** Events that one call looks at, at most: authorize() is asked about each. A message holds fewer. */
const LOOKS = 128;

/** The next message of these events in blocks; nil when all are sent, or when none of those that were looked at is to be sent. */
export function nextBlock(
    { log, port }: SyncContext,
    events: Outgoing,
): LuaMultiReturn<[kind: MessageKind, payload: string] | [undefined, undefined]> {
    let writer = new BlockWriter(port.payloadBytes);
    const end = min(events.count, events.next + LOOKS);
    let unfolded = 0;
    while (events.next < end) {
        const index = events.next;
        events.look(index);
        const key = events.key();
        if (key !== undefined) {
            const { time, id, body } = events;
            const server = log.directory.server(creatorOf(id));
            unfolded += body.length;
            if (unfolded > UNFOLDED_BYTES || !writer.add(time, id, server, body)) {
                if (writer.count > 0) {
                    return $multi(EVENTS, writer.finish());
                }
                // An event that does not fit into one message is sent alone, in fragments.
                writer = new BlockWriter();
                writer.add(time, id, server, body);
                events.note(key);
                events.moveTo(index + 1);
                return $multi(EVENTS, writer.finish());
            }
            events.note(key);
        }
        events.moveTo(index + 1);
    }
    if (writer.count > 0) {
        return $multi(EVENTS, writer.finish());
    }
    return $multi(undefined, undefined);
}

export class Transfer {
    /** The messages of this transfer. */
    readonly source: MessageSource;
    readonly events: Outgoing;
    private readonly since: number;

    /** See Outgoing for the parameters. */
    constructor(context: SyncContext, sent: Inhibitor, isPrivate = false, returnedTo?: string) {
        this.events = new Outgoing(context, sent, isPrivate, returnedTo);
        this.since = context.clock.uptime();
        this.source = new MessageSource(
            () => nextBlock(context, this.events),
            () => this.remaining() > 0,
        );
    }

    /** Number of events that are still to be sent. */
    remaining(): number {
        return this.events.remaining();
    }

    add(time: number, id: number, body: string): void {
        this.events.add(time, id, body, this.since);
    }

    /** Adds events of one week. What was said since this transfer began is left out of them. */
    addAll(events: WeekEvents): void {
        this.events.addAll({ ...events, since: this.since });
    }
}
