/** A room as this process keeps it: its list on disk, folded in memory, and the loose records behind it. */
import { Damage } from "../format/damage";
import { type Content, KIND } from "../room/contents";
import { nameOf } from "../room/chain";
import { isTaken, type Numbered } from "../room/history";
import { type Signer, ZERO } from "../room/keys";
import { checkOffer, type OfferRefusal, withLoose } from "../room/offer";
import { isSamePosition, type Position } from "../room/position";
import { readRecord, type RoomRecord, signRecord } from "../room/record";
import { Room } from "../room/room";
import { StoreError } from "../store/store-error";
import { Loose, type LooseChange } from "./loose";
import type { ListedRecord, RecordStore, StoredRoom } from "./record-store";
import { Turns } from "./turns";

/** Offers that one transaction stores at most. */
const OFFERS_AT_ONCE = 64;

/** What became of an Offer: the newest position where all of it is stored, or why nothing of it is. */
export type OfferOutcome = { readonly position: Position } | { readonly refusals: readonly OfferRefusal[] };

/** An Offer that waits for its turn. */
interface Waiting {
    readonly records: readonly Buffer[];
    readonly now: number;
    readonly resolve: (outcome: OfferOutcome) => void;
    readonly reject: (error: unknown) => void;
}

const lastOf = (author: Buffer, room: Room): { readonly seq: number; readonly id: Buffer } => {
    const name = nameOf(author);
    const head = room.heads().find(({ key }) => nameOf(key) === name);
    return head ?? { seq: 0, id: ZERO };
};

function listed(numbered: readonly Numbered[], all: readonly Buffer[]): ListedRecord[] {
    return numbered.map((each, index) => ({ numbered: each, bytes: all[index] }));
}

/** Folds what is in store. What was stored as taken was verified before. */
function fold(id: Buffer, { records, hash }: StoredRoom): Room {
    const room = new Room(id);
    for (const { bytes, reason } of records) {
        const record = readRecord(bytes);
        if (reason !== null) room.takeRefused(bytes, reason);
        else if (record instanceof Damage) throw damaged(id, record.message);
        else room.takeVerified(record);
    }
    if (!room.position.hash.equals(hash)) throw damaged(id, "its records do not lead to its position");
    return room;
}

const damaged = (id: Buffer, what: string): StoreError =>
    new StoreError(
        `the database of room ${nameOf(id)} is damaged (${what}): move it elsewhere, and connect to the room anew`,
        "damaged",
    );

/** A room that is kept. All that changes it is done in turns, each in one transaction. */
export class KeptRoom {
    private readonly turns = new Turns();
    private readonly listeners = new Set<() => void>();
    private readonly offers: Waiting[] = [];
    private withLooseOnes: Room | undefined;

    private constructor(
        private readonly store: RecordStore,
        private list: Room,
        private looseOnes: Loose,
    ) {}

    /** Reads a room from its store. Raises a StoreError where that cannot be, or what is there is damaged. */
    static async open(id: Buffer, store: RecordStore): Promise<KeptRoom> {
        const stored = await store.load();
        const loose = [...stored.loose].flatMap(({ bytes, place }) => {
            const record = readRecord(bytes);
            return record instanceof Damage ? [] : [{ record, place }];
        });
        const room = new KeptRoom(store, fold(id, stored), new Loose(loose));
        await store.opened(room.list, room.counted);
        return room;
    }

    get id(): Buffer {
        return this.list.id;
    }

    /** The list, as it is on disk. It is not to be changed. */
    get room(): Room {
        return this.list;
    }

    /** Loose records in their order. */
    get loose(): readonly RoomRecord[] {
        return this.looseOnes.records;
    }

    /** Those of them that are to get a number: an epoch record belongs to the list that was left. */
    get waiting(): readonly RoomRecord[] {
        return this.loose.filter(({ content }) => content.kind !== KIND.epoch);
    }

    /** The list with the loose records behind it, each that passes the checks there: what counts here. It is not to be changed. */
    get counted(): Room {
        this.withLooseOnes ??= this.looseOnes.all.length === 0 ? this.list : withLoose(this.list, this.loose);
        return this.withLooseOnes;
    }

    /** Calls a listener after each change, once it is on disk. @returns a function that ends that. */
    onChange(listener: () => void): () => void {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    }

    /** Resolves once all that was asked for is done. */
    settled(): Promise<void> {
        return this.turns.settled();
    }

    /**
     * Takes an Offer, as a server does: all of its records, or none. Resolves once they are on disk. Raises a StoreError where they cannot be.
     * Offers that wait at the same time share a transaction.
     * @param now Unix seconds by the server's clock.
     */
    offer(records: readonly Buffer[], now: number): Promise<OfferOutcome> {
        return new Promise((resolve, reject) => {
            this.offers.push({ records, now, resolve, reject });
            // One turn may take several: what arrives until it comes is in it.
            void this.turns.take(() => this.takeWaiting());
        });
    }

    private async takeWaiting(): Promise<void> {
        if (this.offers.length === 0) return;
        // What other connections have read by now comes along.
        await new Promise((resolve) => setImmediate(resolve));
        const offers = this.offers.splice(0, OFFERS_AT_ONCE);
        try {
            const branch = this.list.branch();
            const outcomes = offers.map(({ records, now }): OfferOutcome => {
                const answer = checkOffer(branch, records, now);
                if (answer.refusals.length > 0) return { refusals: answer.refusals };
                branch.absorb(answer.branch);
                return { position: branch.position };
            });
            await this.commit(branch, { added: branch.added().map(listedTaken) });
            offers.forEach(({ resolve }, index) => resolve(outcomes[index]));
        } catch (error) {
            for (const { reject } of offers) reject(error);
        }
    }

    /**
     * Gives numbers to records behind a position of the list, as a client does. Where that is not the newest, the list is rewound to it first:
     * what stood behind it is loose then, in front of what was.
     * @param since a position of this list. @param records their bytes, whatever they are.
     * @throws Error where `since` is none of the list.
     */
    follow(since: Position, records: readonly Buffer[]): Promise<void> {
        return this.turns.take(async () => {
            const own = this.list.positionAt(since.n);
            if (own === undefined || !isSamePosition(own, since))
                throw new Error(`follow: 'since' - a position of the list expected, got ${since.n}`);
            const isRewind = since.n < this.list.position.n;
            const base = isRewind ? this.list.until(since.n) : this.list.branch();
            const front = isRewind ? takenBehind(this.list, since.n) : [];
            const numbered = records.map((all) => base.take(all));
            const dropped = numbered.map(({ id }) => id);
            const until = isRewind ? since.n : undefined;
            await this.commit(base, { until, added: listed(numbered, records), front, dropped });
        });
    }

    /**
     * Signs records with a key of this computer, behind its newest ones here, loose ones included, and keeps them loose. Resolves once they are on disk.
     * @param dropped ids of loose records that go in the same transaction: what is signed anew in their stead.
     * @throws RangeError for contents that a receiver would refuse.
     */
    sign(
        signer: Signer,
        make: (counted: Room) => readonly Content[],
        dropped: readonly Buffer[] = [],
    ): Promise<RoomRecord[]> {
        return this.turns.take(async () => {
            const counted =
                dropped.length === 0 ? this.counted : this.behind(this.list, this.looseOnes.change({ dropped }).after);
            let { seq, id: previous } = lastOf(signer.key, counted);
            const sight = this.list.position;
            const back = make(counted).map((content) => {
                const record = signRecord(signer, { room: this.id, seq: ++seq, previous, sight }, content);
                previous = record.id;
                return record;
            });
            if (back.length + dropped.length > 0) await this.commit(this.list, { back, dropped });
            return back;
        });
    }

    /**
     * Signs records and gives them the next numbers at once, as the primary of a room does. Loose records of that key stand in front of them where
     * they pass the checks; those that do not, and its loose epochs, go. Resolves once all is on disk.
     * @param make what is signed, by the list that it stands behind; nothing is changed where that is nothing.
     * @throws RangeError for contents that a receiver would refuse.
     */
    lead(signer: Signer, make: (list: Room) => readonly Content[]): Promise<RoomRecord[]> {
        return this.turns.take(async () => {
            const branch = this.list.branch();
            const own = this.loose.filter(({ author }) => author.equals(signer.key));
            for (const record of own) if (record.content.kind !== KIND.epoch) branch.takeVerifiedIfGood(record);
            const records = make(branch).map((content) => {
                const { seq, id: previous } = lastOf(signer.key, branch);
                const head = { room: this.id, seq: seq + 1, previous, sight: branch.position };
                const record = signRecord(signer, head, content);
                branch.takeVerified(record);
                return record;
            });
            const dropped = own.map(({ id }) => id);
            if (records.length > 0) await this.commit(branch, { added: branch.added().map(listedTaken), dropped });
            return records;
        });
    }

    /** Keeps a record loose that the list lacks: an epoch record that says who the primary is. Resolves once it is on disk. */
    keep(record: RoomRecord): Promise<void> {
        return this.turns.take(async () => {
            if (this.list.byId(record.id) === undefined) await this.commit(this.list, { back: [record] });
        });
    }

    /** Gives up loose records. @param ids of them; those that are none are passed over. */
    drop(ids: readonly Buffer[]): Promise<void> {
        return this.turns.take(() => this.commit(this.list, { dropped: ids }));
    }

    private behind(list: Room, loose: Loose): Room {
        return loose.all.length === 0 ? list : withLoose(list, loose.records);
    }

    /** Stores a change and makes it that of memory. @param next the list afterwards: the same, a branch of it, or another one. */
    private async commit(
        next: Room,
        change: LooseChange & { readonly until?: number; readonly added?: readonly ListedRecord[] },
    ): Promise<void> {
        const { until, added = [] } = change;
        const { after, looseAdded, looseDropped } = this.looseOnes.change(change);
        if (until === undefined && added.length + looseAdded.length + looseDropped.length === 0) return;
        const counted = this.behind(next, after);
        await this.store.commit({ until, added, looseAdded, looseDropped, list: next, counted });
        // What counts stands on the list: where that is the same it is as it will be.
        this.withLooseOnes = next === this.list ? counted : undefined;
        if (next.isBranchOf(this.list)) this.list.absorb(next);
        else this.list = next;
        this.looseOnes = after;
        for (const listener of this.listeners) listener();
    }
}

/** What an Offer has added: only what is taken. */
function listedTaken(numbered: Numbered): ListedRecord {
    if (!isTaken(numbered)) throw new Error("listedTaken: 'numbered' - a record that was taken expected");
    return { numbered, bytes: numbered.record.bytes };
}

/** Records of a list behind a number. */
function takenBehind(list: Room, n: number): RoomRecord[] {
    const records: RoomRecord[] = [];
    for (let at = n + 1; at <= list.position.n; at++) {
        const numbered = list.at(at);
        if (numbered !== undefined && isTaken(numbered)) records.push(numbered.record);
    }
    return records;
}
