/**
 * New events on their way to everybody: this client's own, and those of peers who can only whisper. Events that wait for
 * room are sent together.
 */

import { packKey } from "../event/key";
import { Priority } from "../link/outbox-queues";
import { PASS_ON_JITTER_SECONDS, PASS_ON_LIMIT, PASS_ON_TRIES, PASS_ON_WAIT_SECONDS } from "./constants";
import type { SyncContext } from "./context";
import type { Inhibitor } from "./inhibitor";
import type { Reputation } from "./reputation";
import { Transfer } from "./transfer";

const format = string.format;

/** An own event that spokesmen are to pass on. */
interface Entrusted {
    readonly time: number;
    readonly id: number;
    readonly body: string;
    /** The lost turns of spokesmen when it was whispered last, and how often it was whispered again. */
    turns: number;
    tries: number;
}

export class Live {
    private transfer: Transfer | undefined;
    /** Own events that nobody was heard to pass on yet, by packed key: as many as spokesmen pass on at once. */
    private readonly entrusted = new LuaMap<string, Entrusted>();
    private count = 0;

    constructor(
        private readonly context: SyncContext,
        private readonly sent: Inhibitor,
        private readonly reputation: Reputation,
    ) {}

    /** Sends a new event of this client. One that spokesmen are told and do not pass on is told to the next ones. */
    sendOwn(time: number, id: number, body: string): void {
        this.send(time, id, body);
        if (this.count < PASS_ON_LIMIT && this.context.port.needsSpokesmen()) {
            const turns = this.reputation.lostTurns;
            this.entrusted.set(packKey(time, id), { time, id, body, turns, tries: 0 });
            this.count++;
            this.waitFor(packKey(time, id));
        }
    }

    /** Somebody said an event to everybody. */
    heard(key: string): void {
        if (this.entrusted.has(key)) {
            this.entrusted.delete(key);
            this.count--;
        }
    }

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
        const { port } = this.context;
        // What spokesmen are told others have not heard.
        const transfer = new Transfer(this.context, this.sent, port.needsSpokesmen());
        this.transfer = transfer;
        transfer.add(time, id, body);
        port.broadcast(Priority.Live, format("live %.0f %.0f", time, id), transfer.source);
    }

    private waitFor(key: string): void {
        this.context.timers.after(PASS_ON_WAIT_SECONDS, () => {
            const one = this.entrusted.get(key);
            if (one === undefined) {
                return;
            }
            this.reputation.loseTurn(one.turns);
            this.send(one.time, one.id, one.body);
            one.turns = this.reputation.lostTurns;
            one.tries++;
            if (one.tries < PASS_ON_TRIES) {
                this.waitFor(key);
            } else {
                this.heard(key);
            }
        });
    }
}
