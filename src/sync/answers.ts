/**
 * The events being sent in answer to requests: in blocks, of which each week has one transfer, or in units, of which each
 * audience has one shipment. Later answers are added to them.
 */

import { Stride } from "../block/stride";
import { packKey, weekOf } from "../event/key";
import type { OnSettled } from "../link/link";
import { MessageSource } from "../link/message-source";
import { Priority } from "../link/outbox-queues";
import type { Week } from "../log/week";
import type { Pause } from "../ports";
import { BULK_BYTES, REQUEST_MEMORY_SECONDS, UNIT_BODY_BYTES } from "./constants";
import type { SyncContext } from "./context";
import type { Inhibitor } from "./inhibitor";
import { ANSWERING, encodeAnswering, WEEKS_PER_MESSAGE } from "./messages";
import type { Reputation, Standing } from "./reputation";
import { pickEvents, type WeekEvents } from "./outgoing";
import { Shipment } from "./shipment";
import { Transfer } from "./transfer";

const format = string.format;

/** Events that a peer lacks, of the weeks that it asked for. */
interface Parcel {
    readonly weeks: WeekEvents[];
    /** Bytes of the events, keys included. */
    bytes: number;
}

/** How a parcel was sent: to its peer alone, or to everybody. */
export type Sending = "whispered" | "answered";

export class Answers {
    /** What is gathered for peers, by name, and not sent yet. */
    private readonly parcels = new LuaMap<string, Parcel>();
    /** The transfers and shipments under way, by key. */
    private readonly transfers = new LuaMap<string, Transfer>();
    private readonly shipments = new LuaMap<string, Shipment>();
    private size = 0;
    /** Uptime at which the outbox dropped a transfer or shipment, by key. It waits to be asked for again. */
    private readonly droppedAt = new LuaMap<string, number>();
    /** Weeks that other clients need not answer and have not been told of yet. */
    private unannounced: number[] = [];

    constructor(
        private readonly context: SyncContext,
        private readonly reputation: Reputation,
        private readonly sent: Inhibitor,
    ) {}

    /** Number of transfers and shipments that are kept. */
    count(): number {
        return this.size;
    }

    /** Forgets what the outbox dropped and nobody has asked for again. */
    sweep(): void {
        const since = this.context.clock.uptime() - REQUEST_MEMORY_SECONDS;
        for (const [key, droppedAt] of this.droppedAt) {
            if (droppedAt < since) {
                this.forget(key);
            }
        }
    }

    /**
     * Takes the events at `indices` of an open week for a peer, up to its allowance. They are sent by the next flush().
     * @param since uptime when they were asked for.
     * @returns false when the week has changed meanwhile.
     */
    gather(week: Week, indices: readonly number[], peer: Standing, since: number, pause: Pause): boolean {
        // The peer may have asked again before what it asked for was sent.
        const news = withoutGathered(this.parcels.get(peer.name), week, indices, pause);
        if (news === undefined) {
            return false;
        }
        const granted = this.reputation.takeAnswers(peer, news.length, this.context.log.count());
        if (granted === 0) {
            return true;
        }
        const events = pickEvents(week, news, granted, since, pause);
        if (events === undefined) {
            return false;
        }
        const parcel = this.parcels.get(peer.name) ?? { weeks: [], bytes: 0 };
        this.parcels.set(peer.name, parcel);
        parcel.bytes += events.bytes;
        parcel.weeks[parcel.weeks.length] = events;
        return true;
    }

    /** Whether so much was gathered for a peer that it fills a unit. */
    isFull(peer: Standing): boolean {
        return (this.parcels.get(peer.name)?.bytes ?? 0) >= UNIT_BODY_BYTES;
    }

    /**
     * Sends what was gathered for a peer.
     * @param isLone whether no other peer is known to lack it. If so, bulk is whispered where possible.
     */
    flush(peer: Standing, isLone = false): Sending {
        const parcel = this.parcels.get(peer.name);
        if (parcel === undefined) {
            return "answered";
        }
        this.parcels.delete(peer.name);
        const isBulk = parcel.bytes > BULK_BYTES;
        const { clock, port } = this.context;
        const isWhispered = isLone && isBulk && clock.uptime() >= peer.deafUntil && port.mayWhisper();
        const target = isWhispered ? peer : undefined;
        table.sort(parcel.weeks, (a, b) => a.weekNumber < b.weekNumber);
        if (isBulk && peer.readsUnits) {
            this.ship(parcel, target);
        } else {
            this.transferAll(parcel, isBulk, target);
        }
        if (isWhispered || (isBulk && peer.readsUnits)) {
            this.announce(parcel.weeks.map(({ weekNumber }) => weekNumber));
        }
        return isWhispered ? "whispered" : "answered";
    }

    /** Sends in units: all weeks together. */
    private ship({ weeks }: Parcel, target: Standing | undefined): void {
        const key = shipmentKey(target);
        const shipment = this.shipmentUnderWay(key) ?? new Shipment(this.context, this.sent, target !== undefined);
        for (const events of weeks) {
            shipment.addAll(events);
        }
        this.size += this.shipments.has(key) ? 0 : 1;
        this.shipments.set(key, shipment);
        this.post(key, shipment, Priority.Bulk, target);
    }

    /** Sends in blocks: each week by itself. */
    private transferAll({ weeks }: Parcel, isBulk: boolean, target: Standing | undefined): void {
        for (const events of weeks) {
            const key = keyOf(events.weekNumber, target);
            const transfer = this.underWay(key) ?? new Transfer(this.context, this.sent, target !== undefined);
            transfer.addAll(events);
            this.size += this.transfers.has(key) ? 0 : 1;
            this.transfers.set(key, transfer);
            this.post(key, transfer, isBulk ? Priority.Bulk : Priority.Repair, target);
        }
    }

    /**
     * Whispers events back to the peer that wrote them and has lost them. Whoever holds them may: the peer believes what
     * several hold alike.
     */
    giveBack(week: Week, indices: readonly number[], peer: Standing, pause: Pause): void {
        const count = this.reputation.takeAnswers(peer, indices.length, this.context.log.count());
        const events = count === 0 ? undefined : pickEvents(week, indices, count, 0, pause);
        if (events === undefined) {
            return;
        }
        const transfer = new Transfer(this.context, this.sent, true, peer.name);
        transfer.addAll(events);
        const key = format("return %.0f %s", events.weekNumber, peer.name);
        this.context.port.whisper(Priority.Repair, peer.name, key, transfer.source);
    }

    /** Whether events of a week are already being sent: to everybody, or to a peer by whisper. */
    isSending(weekNumber: number, peer?: Standing): boolean {
        const isShipped = this.shipmentUnderWay(shipmentKey(peer))?.has(weekNumber) === true;
        return isShipped || this.underWay(keyOf(weekNumber, peer)) !== undefined;
    }

    /**
     * Puts what is being sent of a week back into the outbox, which may have dropped it.
     * @param readsUnits whether who asks for the week can read units: else nothing that is sent in these counts.
     * @returns false when nothing of that week is being sent.
     */
    renew(weekNumber: number, readsUnits: boolean, peer?: Standing): boolean {
        const shipment = readsUnits ? this.shipmentUnderWay(shipmentKey(peer)) : undefined;
        if (shipment?.has(weekNumber) === true) {
            this.post(shipmentKey(peer), shipment, Priority.Bulk, peer);
            return true;
        }
        const key = keyOf(weekNumber, peer);
        const transfer = this.underWay(key);
        if (transfer !== undefined) {
            this.post(key, transfer, transfer.events.bytes > BULK_BYTES ? Priority.Bulk : Priority.Repair, peer);
        }
        return transfer !== undefined;
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

    private shipmentUnderWay(key: string): Shipment | undefined {
        const shipment = this.shipments.get(key);
        if (shipment !== undefined && shipment.remaining() === 0) {
            this.forget(key);
            return undefined;
        }
        return shipment;
    }

    private forget(key: string): void {
        this.droppedAt.delete(key);
        if (this.transfers.has(key) || this.shipments.has(key)) {
            this.transfers.delete(key);
            this.shipments.delete(key);
            this.size--;
        }
    }

    private post(key: string, { source }: Transfer | Shipment, priority: Priority, target: Standing | undefined): void {
        const { clock, port } = this.context;
        this.droppedAt.delete(key);
        const onSettled: OnSettled = (settlement) => {
            if (settlement === "dropped") {
                this.droppedAt.set(key, clock.uptime());
            } else if (settlement !== "replaced") {
                this.underWay(key);
                this.shipmentUnderWay(key);
            }
        };
        if (target !== undefined) {
            port.whisper(Priority.Bulk, target.name, key, source, onSettled);
        } else {
            port.broadcast(priority, key, source, onSettled);
        }
    }

    /**
     * Tells the other clients which weeks are being answered: they do not hear whispers, and do not know the weeks of a unit
     * before they have all of it.
     */
    private announce(weekNumbers: readonly number[]): void {
        for (const weekNumber of weekNumbers) {
            this.unannounced[this.unannounced.length] = weekNumber;
        }
        const source = new MessageSource(() => {
            if (this.unannounced.length === 0) {
                return $multi(undefined, undefined);
            }
            const some = this.unannounced.slice(0, WEEKS_PER_MESSAGE);
            this.unannounced = this.unannounced.slice(WEEKS_PER_MESSAGE);
            return $multi(ANSWERING, encodeAnswering(some));
        });
        this.context.port.broadcast(Priority.Control, "answering", source);
    }
}

/** Those of the events at `indices` of a week that are not in a parcel; nil when the week has changed meanwhile. */
function withoutGathered(
    parcel: Parcel | undefined,
    week: Week,
    indices: readonly number[],
    pause: Pause,
): readonly number[] | undefined {
    const { generation } = week;
    const stride = new Stride(pause);
    const gathered = (parcel?.weeks ?? []).filter(
        ({ weekNumber }) => indices.length > 0 && weekNumber === weekOf(week.times[indices[0]]),
    );
    if (gathered.length === 0) {
        return indices;
    }
    const keys = new LuaSet<string>();
    for (const { times, ids } of gathered) {
        for (const at of $range(0, times.length - 1)) {
            keys.add(packKey(times[at], ids[at]));
            stride.passed(0);
        }
    }
    const rest: number[] = [];
    let count = 0;
    for (const index of indices) {
        if (stride.passed(0) && week.generation !== generation) {
            return undefined;
        }
        if (!keys.has(packKey(week.times[index], week.ids[index]))) {
            rest[count] = index;
            count++;
        }
    }
    return week.generation === generation ? rest : undefined;
}

/** The key of what is sent in units: to everybody, or to a peer by whisper. */
function shipmentKey(peer?: Standing): string {
    return peer === undefined ? "units" : format("units %s", peer.name);
}

function keyOf(weekNumber: number, peer?: Standing): string {
    return peer === undefined ? format("week %.0f", weekNumber) : format("week %.0f %s", weekNumber, peer.name);
}
