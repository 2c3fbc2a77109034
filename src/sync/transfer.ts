/**
 * Events on their way out, packed into as few messages as they fit, at the moment when a message can be sent.
 * What somebody else sent in the meantime is left out.
 */

import { hash32 } from "../codec/murmur3";
import { splitFragments } from "../link/fragments";
import { PAYLOAD_BYTES } from "../link/frame";
import { BlockWriter } from "../block/writer";
import { creatorOf, packKey } from "../event/key";
import type { SyncContext } from "./context";
import type { Inhibitor } from "./inhibitor";
import { MessageType } from "./messages";

/**
 * Numbers of wholes: a hash of their content, so that the fragments of a repetition fill the gaps that the first left,
 * and those of another whole, from before a /reload, do not.
 */
const SEQUENCES = 65536;

export class Transfer {
    private readonly times: number[] = [];
    private readonly ids: number[] = [];
    private readonly bodies: string[] = [];
    private next = 0;
    private count = 0;
    private readonly since: number;
    private fragments: string[] = [];

    /**
     * @param sent what anybody sent recently, by packed key.
     * @param isPrivate whether not everybody hears it: it keeps nothing else from being sent then.
     */
    constructor(
        private readonly context: SyncContext,
        private readonly sent: Inhibitor,
        private readonly isPrivate = false,
    ) {
        this.since = context.clock.uptime();
    }

    /** Number of events that were not sent yet. */
    remaining(): number {
        return this.count - this.next;
    }

    add(time: number, id: number, body: string): void {
        this.times[this.count] = time;
        this.ids[this.count] = id;
        this.bodies[this.count] = body;
        this.count++;
    }

    /** The next message; nothing when all events are sent. */
    produce(): LuaMultiReturn<[type: MessageType, payload: string] | [undefined, undefined]> {
        const fragment = table.remove(this.fragments, 1);
        if (fragment !== undefined) {
            return $multi(MessageType.Fragment, fragment);
        }
        const writer = new BlockWriter(PAYLOAD_BYTES);
        while (this.next < this.count) {
            const time = this.times[this.next];
            const id = this.ids[this.next];
            const body = this.bodies[this.next];
            const key = packKey(time, id);
            const isSaid = this.sent.isInhibited(key) || this.sent.wasNotedSince(key, this.since);
            if (!isSaid && this.context.mayLeave(time, id, body)) {
                if (!writer.add(time, id, this.serverOf(id), body)) {
                    if (writer.count > 0) {
                        return $multi(MessageType.Events, writer.finish());
                    }
                    return this.startFragments(time, id, body);
                }
                this.note(key);
            }
            this.next++;
        }
        if (writer.count > 0) {
            return $multi(MessageType.Events, writer.finish());
        }
        return $multi(undefined, undefined);
    }

    private startFragments(
        time: number,
        id: number,
        body: string,
    ): LuaMultiReturn<[type: MessageType, payload: string] | [undefined, undefined]> {
        const writer = new BlockWriter();
        writer.add(time, id, this.serverOf(id), body);
        this.note(packKey(time, id));
        this.next++;
        const whole = writer.finish();
        this.fragments = splitFragments(hash32(whole, 0) % SEQUENCES, whole);
        return this.produce();
    }

    private note(key: string): void {
        if (!this.isPrivate) {
            this.sent.note(key);
        }
    }

    private serverOf(id: number): number {
        return this.context.log.directory.server(creatorOf(id));
    }
}
