/**
 * New events on their way to everybody: this client's own, and those of peers who can only whisper. Events that wait for
 * room are sent together.
 */

import { Priority } from "../link/outbox-queues";
import { PASS_ON_JITTER_SECONDS } from "./constants";
import type { SyncContext } from "./context";
import type { Inhibitor } from "./inhibitor";
import { Transfer } from "./transfer";

const format = string.format;

export class Live {
    private transfer: Transfer | undefined;

    constructor(
        private readonly context: SyncContext,
        private readonly sent: Inhibitor,
    ) {}

    /** Sends a new event of a peer who can only whisper, unless another client does so first. */
    passOn(time: number, id: number, body: string): void {
        const { timers, random } = this.context;
        timers.after(random.fraction() * PASS_ON_JITTER_SECONDS, () => this.send(time, id, body));
    }

    /** Sends a new event. */
    send(time: number, id: number, body: string): void {
        const waiting = this.transfer;
        if (waiting !== undefined && waiting.remaining() > 0) {
            waiting.add(time, id, body);
            return;
        }
        const transfer = new Transfer(this.context, this.sent);
        this.transfer = transfer;
        transfer.add(time, id, body);
        this.context.port.broadcast(Priority.Live, format("live %.0f %.0f", time, id), transfer.source);
    }
}
