/** What a client offers, when, and what it does with the answers: docs/companion-protocol.md, "From the client to the server". */
import { nameOf } from "../room/chain";
import { KIND } from "../room/contents";
import type { AuthorHead } from "../room/history";
import { isTaken } from "../room/history";
import { ZERO } from "../room/keys";
import type { RoomRecord } from "../room/record";
import type { KeptRoom } from "../rooms/kept-room";
import type { Cancel, Clock } from "./clock";
import type { Forward, Forwards } from "./forwards";
import { LIMITS, TIMES } from "./limits";
import type { MessageOf } from "./messages";
import type { OfferMemory } from "./offer-memory";

/** What an Offerer needs of its connection. */
export interface OffererHost {
    readonly clock: Clock;
    readonly room: KeptRoom;
    readonly memory: OfferMemory;
    /** What is sent on for others. */
    readonly forwards: Forwards;
    /** Whether a record is by a key of this computer. */
    isOwn(record: RoomRecord): boolean;
    /** Whether a record may be offered at all by the key that has announced itself. */
    isOfferable(record: RoomRecord): boolean;
    sendOffer(offer: number, records: readonly Buffer[]): void;
    /** The server has said what cannot be. */
    fail(text: string): void;
    /** An own record is refused for good. */
    refused(record: RoomRecord, code: string, text: string): void;
}

interface OpenOffer {
    readonly offer: number;
    readonly records: readonly RoomRecord[];
    readonly bytes: number;
    readonly sentAt: number;
    /** Who waits for the answer, where it was sent on for another. */
    readonly forward: Forward | undefined;
}

type Head = Pick<AuthorHead, "seq" | "id">;
const NOTHING: Head = { seq: 0, id: ZERO };

/** The server cannot take anything now. */
const LATER: readonly string[] = ["full", "busy", "primaryAway", "throttled"];
/** It does not follow what the server has. */
const FOLLOWING: readonly string[] = ["doesNotFollow", "fork"];

/** Whether a record is the next one behind a head. */
const isNext = ({ seq, id }: Head = NOTHING, record: RoomRecord): boolean =>
    record.seq === seq + 1 && record.previous.equals(id);

const bytesOf = (records: readonly RoomRecord[]): number => records.reduce((sum, { bytes }) => sum + bytes.length, 0);

export class Offerer {
    /** By hex of the author: what the server has. Undefined before it has said so. */
    private heads: Map<string, Head> | undefined;
    private open: OpenOffer[] = [];
    private next = 1;
    /** An Offer was refused: those behind it are answered first. */
    private isDraining = false;
    /** The last one was another's. */
    private hasSentOn = false;
    private othersFrom: number | undefined;
    private cancelWake: Cancel | undefined;
    private hasEnded = false;

    constructor(private readonly host: OffererHost) {}

    /** The server has said what it has. */
    begin(heads: readonly AuthorHead[]): void {
        this.heads = new Map(heads.map(({ key, seq, id }) => [nameOf(key), { seq, id }]));
        this.poke();
    }

    /** Records that are in the list now are known to the server. @param n the first of them is n + 1. */
    listed(n: number): void {
        const { room } = this.host.room;
        for (let at = n + 1; at <= room.position.n; at++) {
            const numbered = room.at(at);
            if (numbered !== undefined && isTaken(numbered)) this.raise(numbered.record);
        }
    }

    private raise({ author, seq, id }: RoomRecord): void {
        const name = nameOf(author);
        if (seq > (this.heads?.get(name)?.seq ?? 0)) this.heads?.set(name, { seq, id });
    }

    /** When the Offer that waits longest was sent; undefined where none waits. */
    get waitingSince(): number | undefined {
        return this.open.at(0)?.sentAt;
    }

    /** Whether all that the server has of an author is in the list, and no Offer is open: what is loose then can be judged. */
    isSettledFor(author: Buffer): boolean {
        const head = this.heads?.get(nameOf(author)) ?? NOTHING;
        const own = this.host.room.room.heads().find(({ key }) => key.equals(author)) ?? NOTHING;
        return this.open.length === 0 && this.heads !== undefined && head.seq <= own.seq;
    }

    /** Offers what may be offered now. */
    poke(): void {
        if (this.hasEnded || this.heads === undefined) return;
        this.host.memory.keepOnly(this.host.room.loose);
        while (this.send());
        this.wakeLater();
    }

    /** The records that follow what the server has and was sent, in the order of the loose ones. */
    private candidates(): RoomRecord[] {
        const { room, memory } = this.host;
        const heads = new Map(this.heads);
        for (const { records } of this.open) for (const record of records) heads.set(nameOf(record.author), record);
        const end = room.room.chain.last;
        return room.loose.filter((record) => {
            if (record.content.kind === KIND.epoch || !this.host.isOfferable(record)) return false;
            const name = nameOf(record.author);
            if (!isNext(heads.get(name), record) || memory.isWithheld(record, end)) return false;
            heads.set(name, record);
            return true;
        });
    }

    /** Own records go at once, but not past those of others that stand in front: they may need these. Others' wait. */
    private due(): RoomRecord[] {
        const all = this.candidates();
        const first = all.findIndex((record) => !this.host.isOwn(record));
        if (first < 0) {
            this.othersFrom = undefined;
            return all;
        }
        const { clock } = this.host;
        this.othersFrom ??= clock.now() + clock.random() * TIMES.othersWait;
        return this.othersFrom <= clock.now() ? all : all.slice(0, first);
    }

    private send(): boolean {
        if (this.open.length >= LIMITS.openOffers) return false;
        const open = this.open.reduce((sum, { bytes }) => sum + bytes, 0);
        const most = Math.min(LIMITS.offerBytes, LIMITS.openOfferBytes - open);
        const forward = this.host.forwards.first;
        if (forward === undefined) return this.sendOwn(most);
        // In turns: neither keeps the other waiting for good. Who has come first is not passed over by what is smaller.
        return (this.hasSentOn && this.sendOwn(most)) || this.sendOn(forward, most);
    }

    private sendOn(forward: Forward, most: number): boolean {
        if (bytesOf(forward.records) > most) return false;
        this.host.forwards.remove(forward);
        this.offer(forward.records, forward);
        return true;
    }

    private sendOwn(most: number): boolean {
        if (this.isDraining || this.host.memory.pausedFor > 0) return false;
        const due = this.due();
        let [count, bytes] = [0, 0];
        while (count < Math.min(due.length, LIMITS.offerRecords) && bytes + due[count].bytes.length <= most)
            bytes += due[count++].bytes.length;
        if (count === 0) return false;
        this.offer(due.slice(0, count), undefined);
        return true;
    }

    private offer(records: readonly RoomRecord[], forward: Forward | undefined): void {
        const { host } = this;
        this.hasSentOn = forward !== undefined;
        this.open.push({ offer: this.next, records, bytes: bytesOf(records), sentAt: host.clock.now(), forward });
        host.sendOffer(
            this.next++,
            records.map((record) => record.bytes),
        );
    }

    /** Looks again when others' records, or held ones, are due. */
    private wakeLater(): void {
        const { clock, memory } = this.host;
        this.cancelWake?.();
        const waits = [memory.nextIn, this.othersFrom === undefined ? undefined : this.othersFrom - clock.now()];
        const ms = Math.min(...waits.map((wait) => (wait !== undefined && wait > 0 ? wait : Infinity)));
        if (ms < Infinity) this.cancelWake = clock.after(ms, () => this.poke());
    }

    accepted({ offer, position }: MessageOf<"Accepted">): void {
        const first = this.answered(offer);
        if (first === undefined) return;
        for (const record of first.records) this.raise(record);
        if (first.forward === undefined) this.host.memory.accepted(first.records);
        else first.forward.answer({ position });
        this.poke();
    }

    rejected({ offer, reasons, heads }: MessageOf<"RejectOffer">): void {
        const first = this.answered(offer);
        if (first === undefined) return;
        const { records, forward } = first;
        if (reasons.some(({ index }) => index >= records.length))
            return this.host.fail("a reason for a record that was not offered");
        for (const { author } of records) this.heads?.delete(nameOf(author));
        for (const { key, seq, id } of heads) this.heads?.set(nameOf(key), { seq, id });
        // What was sent on is for its sender to judge.
        if (forward !== undefined) {
            forward.answer({ reasons, heads });
            return this.poke();
        }
        this.isDraining = this.open.length > 0;
        for (const { index, code, text } of reasons) this.judge(records[index], code, text);
        const later = reasons.find(({ code }) => LATER.includes(code));
        if (later !== undefined) this.host.memory.pauseAll(later);
        this.poke();
    }

    private judge(record: RoomRecord, code: string, text: string): void {
        const { host } = this;
        if (LATER.includes(code)) return;
        if (code === "future") return host.memory.hold(record);
        // What does not follow is none to offer, unless the server's own heads say that it does.
        if (FOLLOWING.includes(code)) return this.follows(record) ? host.memory.hold(record) : undefined;
        host.memory.refuse(record, host.room.room.chain.last);
        // With entries loose in front of it that the server lacks it may be good once these are there.
        const needsMore = host.room.loose.some(
            ({ content, author }) => content.kind === KIND.entry && !author.equals(record.author),
        );
        if (host.isOwn(record) && !needsMore) host.refused(record, code, text);
    }

    private follows(record: RoomRecord): boolean {
        return isNext(this.heads?.get(nameOf(record.author)), record);
    }

    private answered(offer: number): OpenOffer | undefined {
        const [first] = this.open;
        if (first?.offer !== offer) {
            this.host.fail(`an answer to Offer ${offer}, which is not the next to be answered`);
            return undefined;
        }
        this.open.shift();
        this.isDraining &&= this.open.length > 0;
        return first;
    }

    end(): void {
        this.hasEnded = true;
        this.cancelWake?.();
        for (const { forward } of this.open) forward?.answer(undefined);
    }
}
