/** The Offers of a channel: each is answered after the one before it. */
import { Damage } from "../format/damage";
import { nameOf } from "../room/chain";
import { checkAlone, isRefusal } from "../room/checks";
import { KIND } from "../room/contents";
import { ROLE } from "../room/content-items";
import type { OfferRefusal } from "../room/offer";
import { readRecord, type RoomRecord } from "../room/record";
import type { OfferOutcome } from "../rooms/kept-room";
import { StoreError } from "../store/store-error";
import type { ChannelHost } from "./channel-host";
import { LIMITS, TIMES } from "./limits";
import { type MessageOf, writeMessage } from "./messages";
import type { RoomFeed } from "./room-feed";
import type { Seat } from "./server-options";

/** Bytes of the words for one reason. */
const REASON_BYTES = 256;

type Reasons = MessageOf<"RejectOffer">["reasons"];

interface Waiting {
    readonly offer: number;
    readonly records: readonly Buffer[];
    readonly bytes: number;
    readonly isRefused: ((record: RoomRecord) => boolean) | undefined;
}

/** Words as long as a reason may have them. */
const short = (text: string): string => {
    const bytes = Buffer.from(text);
    return bytes.length <= REASON_BYTES
        ? text
        : bytes
              .subarray(0, REASON_BYTES)
              .toString("latin1")
              .slice(0, REASON_BYTES / 2);
};

export class OfferQueue {
    private next = 1;
    private bytes = 0;
    private readonly waiting: Waiting[] = [];
    private isBusy = false;
    private hasEnded = false;
    private whenDone: (() => void)[] = [];

    constructor(
        private readonly host: ChannelHost,
        private readonly channel: number,
        private readonly feed: RoomFeed,
    ) {}

    /** Takes an Offer in. @param isRefused whether a record is none that this client may offer. */
    take({ offer, records }: MessageOf<"Offer">, isRefused?: (record: RoomRecord) => boolean): void {
        const bytes = records.reduce((sum, { length }) => sum + length, 0);
        if (offer !== this.next) return this.host.fail("protocol", `Offer ${this.next} expected, got ${offer}`);
        if (bytes > LIMITS.offerBytes) return this.host.fail("protocol", "an Offer with too many bytes");
        if (this.waiting.length === LIMITS.openOffers || this.bytes + bytes > LIMITS.openOfferBytes)
            return this.host.fail("protocol", "too many Offers that are not answered");
        this.next++;
        this.bytes += bytes;
        this.host.handled(-bytes);
        this.waiting.push({ offer, records, bytes, isRefused });
        this.goOn();
    }

    /** Answers what waits, where the other side takes answers. */
    goOn(): void {
        if (this.isBusy || this.hasEnded) return;
        this.isBusy = true;
        void this.answerAll()
            .catch((error: unknown) => this.host.broken(error))
            .finally(() => {
                this.isBusy = false;
                if (this.isDone) for (const done of this.whenDone.splice(0)) done();
            });
    }

    private get isDone(): boolean {
        return this.hasEnded || this.waiting.length === 0;
    }

    /** Number of the Offer that is to be answered next; 0 where none waits. */
    get oldest(): number {
        return this.waiting.at(0)?.offer ?? 0;
    }

    /** Resolves once all is answered, or the channel has ended. */
    done(): Promise<void> {
        if (this.isDone && !this.isBusy) return Promise.resolve();
        return new Promise((resolve) => this.whenDone.push(resolve));
    }

    end(): void {
        this.hasEnded = true;
        for (const { bytes } of this.waiting.splice(0)) this.host.handled(bytes);
        if (!this.isBusy) for (const done of this.whenDone.splice(0)) done();
    }

    private async answerAll(): Promise<void> {
        while (!this.hasEnded && this.waiting.length > 0 && this.host.waiting < LIMITS.unsent) {
            const [first] = this.waiting;
            const answer = await this.answer(first);
            // It may have ended meanwhile, and forgotten what waits.
            if (this.waiting[0] !== first) return;
            this.waiting.shift();
            this.bytes -= first.bytes;
            this.host.handled(first.bytes);
            this.host.send(answer);
        }
    }

    private async answer(waiting: Waiting): Promise<Buffer> {
        const { offer, records, isRefused } = waiting;
        const { counters } = this.host;
        const all = (code: string, text: string): Buffer => {
            counters.count(`offers.${code}`);
            return this.rejected(
                waiting,
                records.map((_, index) => ({ index, code, text })),
            );
        };
        if (isRefused !== undefined && !this.isTheOne(records, isRefused))
            return all("notAllowed", "an invite or recovery key offers one record: the entry that it is for");
        const { seat } = this.feed;
        if (seat?.primary !== undefined) return this.sentOn(waiting, seat);
        if (this.isFull(waiting)) return all("full", "the room has as many bytes as this server lets it have");
        let outcome: OfferOutcome | undefined;
        try {
            outcome = await this.stored(records);
        } catch (error) {
            if (!(error instanceof StoreError)) throw error;
            return all(error.kind === "away" ? "busy" : "full", short(error.message));
        }
        if (outcome === undefined) return all("busy", "the database has not answered");
        counters.count(`offers.${"position" in outcome ? "accepted" : "refused"}`);
        if ("position" in outcome) return writeMessage("Accepted", this.channel, { offer, position: outcome.position });
        return this.refused(waiting, outcome.refusals);
    }

    private refused(waiting: Waiting, refusals: readonly OfferRefusal[]): Buffer {
        const reasons = refusals.map(({ index, reason, text }) => ({ index, code: reason, text: short(text) }));
        for (const { code } of reasons) {
            this.host.counters.count(`refused.${code}`);
            if (code === "malformed" || code === "signature") this.host.countBad();
        }
        return this.rejected(waiting, reasons);
    }

    /** Lets the primary answer. What no list of the room takes is refused here; all else is the primary's to say: its list may be ahead. */
    private async sentOn(waiting: Waiting, seat: Seat): Promise<Buffer> {
        const { offer, records } = waiting;
        const [refusals, good]: [OfferRefusal[], RoomRecord[]] = [[], []];
        records.forEach((all, index) => {
            const record = checkAlone(this.feed.list.id, all);
            if (isRefusal(record)) refusals.push({ index, ...record });
            // It would be of effect at the primary's newest position alone, which does not take one from elsewhere.
            else if (record.content.kind === KIND.epoch)
                refusals.push({ index, reason: "malformed", text: "an epoch that is of no effect here" });
            else good.push(record);
        });
        if (refusals.length > 0) return this.refused(waiting, refusals);
        const answer = await seat.forward(good);
        if (answer === undefined) {
            this.host.counters.count("offers.primaryAway");
            const text = "the primary of the room has not answered: the records are to be offered again";
            return this.rejected(
                waiting,
                records.map((_, index) => ({ index, code: "primaryAway", text })),
            );
        }
        this.host.counters.count(`offers.${"position" in answer ? "accepted" : "refused"}`);
        if ("position" in answer) return writeMessage("Accepted", this.channel, { offer, position: answer.position });
        const { reasons, heads } = answer;
        for (const { code } of reasons) this.host.counters.count(`refused.${code}`);
        return writeMessage("RejectOffer", this.channel, { offer, reasons, heads });
    }

    private isTheOne(records: readonly Buffer[], isRefused: (record: RoomRecord) => boolean): boolean {
        const record = records.length === 1 ? readRecord(records[0]) : undefined;
        return record !== undefined && !(record instanceof Damage) && !isRefused(record);
    }

    private isFull({ records, bytes }: Waiting): boolean {
        const over = this.feed.measure().bytes + bytes - this.feed.maxBytes;
        if (over <= 0) return false;
        return over > LIMITS.adminReserve || !records.every((record) => this.mayExceed(record));
    }

    /** Whether a record is by an admin, or by the recovery key: these end what others do, and must not be kept from it by that. */
    private mayExceed(bytes: Buffer): boolean {
        const record = readRecord(bytes);
        if (record instanceof Damage) return false;
        const { list } = this.feed;
        return list.roleOf(record.author, Infinity) === ROLE.admin || list.chain.recovery.equals(record.author);
    }

    /** What the room says; undefined where its database takes too long. */
    private stored(records: readonly Buffer[]): Promise<OfferOutcome | undefined> {
        return new Promise((resolve, reject) => {
            const cancel = this.host.clock.after(TIMES.busy, () => resolve(undefined));
            void this.feed.kept.offer(records, this.host.clock.unix()).then(resolve, reject).finally(cancel);
        });
    }

    private rejected({ offer, records }: Waiting, reasons: Reasons): Buffer {
        const read = records.map(readRecord);
        const authors = new Set(read.flatMap((record) => (record instanceof Damage ? [] : [nameOf(record.author)])));
        const heads = this.feed.list.heads().filter(({ key }) => authors.has(nameOf(key)));
        return writeMessage("RejectOffer", this.channel, { offer, reasons, heads });
    }
}
