/** The events being sent in answer to requests. Each week has one transfer, and later answers are added to it. */

import type { OnSettled } from "../link/link";
import { MessageSource } from "../link/message-source";
import { Priority } from "../link/outbox-queues";
import type { Week } from "../log/week";
import { REQUEST_MEMORY_SECONDS } from "./constants";
import type { SyncContext } from "./context";
import type { Inhibitor } from "./inhibitor";
import { ANSWERING, encodeAnswering, WEEKS_PER_MESSAGE } from "./messages";
import type { Reputation, Standing } from "./reputation";
import { Transfer } from "./transfer";

const format = string.format;

/**
 * Number of events above which a transfer is bulk: it lets repairs go first and may be whispered. It is about three
 * messages.
 */
const BULK_EVENTS = 64;

export class Answers {
    /** The transfers under way, by key. */
    private readonly transfers = new LuaMap<string, Transfer>();
    private size = 0;
    /** Uptime at which the outbox dropped a transfer, by key. It waits to be asked for again. */
    private readonly droppedAt = new LuaMap<string, number>();
    /** Weeks that are whispered and that other clients have not been told of yet. */
    private unannounced: number[] = [];

    constructor(
        private readonly context: SyncContext,
        private readonly reputation: Reputation,
        private readonly sent: Inhibitor,
    ) {}

    /** Number of transfers that are kept. */
    count(): number {
        return this.size;
    }

    /** Forgets transfers that the outbox dropped and that nobody has asked for again. */
    sweep(): void {
        const since = this.context.clock.uptime() - REQUEST_MEMORY_SECONDS;
        for (const [key, droppedAt] of this.droppedAt) {
            if (droppedAt < since) {
                this.forget(key);
            }
        }
    }

    /**
     * Sends the events at `indices` of an open week for a request of `peer`, up to the peer's allowance.
     * @param isLone whether no other peer is known to lack them. If so, a large transfer is whispered where possible.
     * @returns whether the events are whispered.
     */
    send(weekNumber: number, week: Week, indices: readonly number[], peer: Standing, isLone = false): boolean {
        if (this.renew(weekNumber, peer)) {
            return true;
        }
        const { log, port } = this.context;
        const count = this.reputation.takeAnswers(peer, indices.length, log.count());
        if (count === 0) {
            return false;
        }
        const isWhispered = isLone && count > BULK_EVENTS && !peer.isDeaf && port.mayWhisper();
        const key = isWhispered ? keyOf(weekNumber, peer) : keyOf(weekNumber);
        const transfer = this.underWay(key) ?? new Transfer(this.context, this.sent, isWhispered);
        transfer.addFrom(week, indices, count);
        this.keep(key, transfer);
        this.post(key, transfer, isWhispered ? peer : undefined);
        if (isWhispered) {
            this.announce(weekNumber);
        }
        return isWhispered;
    }

    /**
     * Whispers events back to the peer that wrote them and has lost them. Whoever holds them may: the peer believes what
     * several hold alike.
     */
    giveBack(weekNumber: number, week: Week, indices: readonly number[], peer: Standing): void {
        const count = this.reputation.takeAnswers(peer, indices.length, this.context.log.count());
        if (count === 0) {
            return;
        }
        const transfer = new Transfer(this.context, this.sent, true, peer.name);
        transfer.addFrom(week, indices, count);
        const key = format("return %.0f %s", weekNumber, peer.name);
        this.context.port.whisper(Priority.Repair, peer.name, key, transfer.source);
    }

    /** Whether events of a week are already being sent: to everybody, or to a peer by whisper. */
    isSending(weekNumber: number, peer?: Standing): boolean {
        return this.underWay(keyOf(weekNumber, peer)) !== undefined;
    }

    /**
     * Puts a transfer of a week back into the outbox, which may have dropped it.
     * @returns false when there is no transfer of that week.
     */
    renew(weekNumber: number, peer?: Standing): boolean {
        const key = keyOf(weekNumber, peer);
        const transfer = this.underWay(key);
        if (transfer === undefined) {
            return false;
        }
        this.post(key, transfer, peer);
        return true;
    }

    /** The transfer with a key, if it has events left to send. A finished one is forgotten. */
    private underWay(key: string): Transfer | undefined {
        const transfer = this.transfers.get(key);
        if (transfer !== undefined && transfer.remaining() === 0) {
            this.forget(key);
            return undefined;
        }
        return transfer;
    }

    private keep(key: string, transfer: Transfer): void {
        if (!this.transfers.has(key)) {
            this.size++;
        }
        this.transfers.set(key, transfer);
    }

    private forget(key: string): void {
        this.droppedAt.delete(key);
        if (this.transfers.has(key)) {
            this.transfers.delete(key);
            this.size--;
        }
    }

    private post(key: string, transfer: Transfer, target: Standing | undefined): void {
        const { clock, port } = this.context;
        this.droppedAt.delete(key);
        const onSettled: OnSettled = (settlement) => {
            if (settlement === "dropped") {
                this.droppedAt.set(key, clock.uptime());
            } else if (settlement !== "replaced") {
                this.underWay(key);
            }
        };
        if (target !== undefined) {
            port.whisper(Priority.Bulk, target.name, key, transfer.source, onSettled);
        } else {
            const priority = transfer.remaining() > BULK_EVENTS ? Priority.Bulk : Priority.Repair;
            port.broadcast(priority, key, transfer.source, onSettled);
        }
    }

    /** Tells the other clients, which do not hear whispers, which weeks are being answered. */
    private announce(weekNumber: number): void {
        this.unannounced[this.unannounced.length] = weekNumber;
        const source = new MessageSource(() => {
            if (this.unannounced.length === 0) {
                return $multi(undefined, undefined);
            }
            const weekNumbers = this.unannounced.slice(0, WEEKS_PER_MESSAGE);
            this.unannounced = this.unannounced.slice(WEEKS_PER_MESSAGE);
            return $multi(ANSWERING, encodeAnswering(weekNumbers));
        });
        this.context.port.broadcast(Priority.Control, "answering", source);
    }
}

function keyOf(weekNumber: number, peer?: Standing): string {
    return peer === undefined ? format("week %.0f", weekNumber) : format("week %.0f %s", weekNumber, peer.name);
}
