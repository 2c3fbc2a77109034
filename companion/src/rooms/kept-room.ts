/** A room as this process keeps it: its list on disk, folded in memory, and the loose records behind it. */
import { Damage } from "../format/damage";
import type { Reason } from "../room/reasons";
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
import type { ListedRecord, RecordReader, RecordStore, RecordWriter, StoredRoom } from "./record-store";
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

function number(room: Room, bytes: Buffer, reason: Reason | null): Numbered {
    if (reason !== null) return room.takeRefused(bytes, reason);
    const record = readRecord(bytes);
    if (record instanceof Damage) throw damaged(room.id, record.message);
    return room.takeVerified(record);
}

/** Puts stored records behind a list. What was stored as taken was verified before. */
function fold(room: Room, { records, hash }: StoredRoom): ListedRecord[] {
    const added: ListedRecord[] = [];
    for (const { bytes, reason } of records) added.push({ numbered: number(room, bytes, reason), bytes });
    if (!room.position.hash.equals(hash)) throw damaged(room.id, "its records do not lead to its position");
    return added;
}

function readLoose({ loose }: StoredRoom): Loose {
    const all = [...loose].flatMap(({ bytes, place }) => {
        const record = readRecord(bytes);
        return record instanceof Damage ? [] : [{ record, place }];
    });
    return new Loose(all);
}

const damaged = (id: Buffer, what: string): StoreError =>
    new StoreError(
        `the database of room ${nameOf(id)} is damaged (${what}): move it elsewhere, and connect to the room anew`,
        "damaged",
    );

/** A change that is planned: the list afterwards (the same, a branch of it, or another one), and what is to be stored of it. */
interface Plan<T> {
    readonly next: Room;
    readonly change: LooseChange & { readonly until?: number; readonly added?: readonly ListedRecord[] };
    readonly result: T;
}

/** A plan that was stored, and the loose records afterwards. */
interface Stored<T> extends Plan<T> {
    readonly after: Loose;
    readonly counted: Room;
}

/** A room that is kept. All that changes it is done in turns, each in one transaction. What other processes have changed is read before. */
export class KeptRoom {
    private readonly turns = new Turns();
    private readonly listeners = new Set<() => void>();
    private readonly offers: Waiting[] = [];
    private withLooseOnes: Room | undefined;

    private constructor(
        private readonly store: RecordStore,
        private list: Room,
        private looseOnes: Loose,
        private changes: number,
    ) {}

    /** Reads a room from its store. Raises a StoreError where that cannot be, or what is there is damaged. */
    static async open(id: Buffer, store: RecordStore): Promise<KeptRoom> {
        for (;;) {
            const [stored, version] = await store.read(
                async (reader) => [await reader.load(), reader.version] as const,
            );
            const list = new Room(id);
            fold(list, stored);
            const room = new KeptRoom(store, list, readLoose(stored), version);
            const opened = await store.opened({ list, counted: room.counted }, version);
            if (opened === undefined) continue;
            room.changes = opened;
            return room;
        }
    }

    get id(): Buffer {
        return this.list.id;
    }

    /** The list, as it is on disk. It is not to be changed. */
    get room(): Room {
        return this.list;
    }

    /** Counts the changes of the room in its store, as far as they are here. */
    get version(): number {
        return this.changes;
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
            const outcomes = await this.apply(() => this.planOffers(offers));
            offers.forEach(({ resolve }, index) => resolve(outcomes[index]));
        } catch (error) {
            for (const { reject } of offers) reject(error);
        }
    }

    private planOffers(offers: readonly Waiting[]): Plan<OfferOutcome[]> {
        const branch = this.list.branch();
        const outcomes = offers.map(({ records, now }): OfferOutcome => {
            const answer = checkOffer(branch, records, now);
            if (answer.refusals.length > 0) return { refusals: answer.refusals };
            branch.absorb(answer.branch);
            return { position: branch.position };
        });
        return { next: branch, change: { added: branch.added().map(listedTaken) }, result: outcomes };
    }

    /**
     * Gives numbers to records behind a position of the list, as a client does. Where that is not the newest, the list is rewound to it first:
     * what stood behind it is loose then, in front of what was.
     * @param since a position of this list. @param records their bytes, whatever they are.
     * @throws Error where `since` is none of the list.
     */
    follow(since: Position, records: readonly Buffer[]): Promise<void> {
        return this.turns.take(() =>
            this.apply(() => {
                const own = this.list.positionAt(since.n);
                if (own === undefined || !isSamePosition(own, since))
                    throw new Error(`follow: 'since' - a position of the list expected, got ${since.n}`);
                return this.planFollow(since.n, records);
            }),
        );
    }

    /** Takes the founding entry, where the list has no record yet. */
    found(founding: Buffer): Promise<void> {
        return this.turns.take(() =>
            this.apply(() => {
                const { n } = this.list.position;
                return this.planFollow(n, n > 0 ? [] : [founding]);
            }),
        );
    }

    private planFollow(n: number, records: readonly Buffer[]): Plan<void> {
        const isRewind = n < this.list.position.n;
        const next = isRewind ? this.list.until(n) : this.list.branch();
        const front = isRewind ? takenBehind(this.list, n) : [];
        const numbered = records.map((all) => next.take(all));
        const dropped = numbered.map(({ id }) => id);
        const until = isRewind ? { until: n } : {};
        return { next, change: { ...until, added: listed(numbered, records), front, dropped }, result: undefined };
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
        return this.turns.take(() =>
            this.apply(() => {
                const counted =
                    dropped.length === 0
                        ? this.counted
                        : this.behind(this.list, this.looseOnes.change({ dropped }).after);
                let { seq, id: previous } = lastOf(signer.key, counted);
                const sight = this.list.position;
                const back = make(counted).map((content) => {
                    const record = signRecord(signer, { room: this.id, seq: ++seq, previous, sight }, content);
                    previous = record.id;
                    return record;
                });
                return { next: this.list, change: { back, dropped }, result: back };
            }),
        );
    }

    /**
     * Signs records and gives them the next numbers at once, as the primary of a room does. Loose records of that key stand in front of them where
     * they pass the checks; those that do not, and its loose epochs, go. Resolves once all is on disk.
     * @param make what is signed, by the list that it stands behind; nothing is changed where that is nothing.
     * @throws RangeError for contents that a receiver would refuse.
     */
    lead(signer: Signer, make: (list: Room) => readonly Content[]): Promise<RoomRecord[]> {
        return this.turns.take(() => this.apply(() => this.planLead(signer, make)));
    }

    private planLead(signer: Signer, make: (list: Room) => readonly Content[]): Plan<RoomRecord[]> {
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
        if (records.length === 0) return { next: this.list, change: {}, result: records };
        const dropped = own.map(({ id }) => id);
        return { next: branch, change: { added: branch.added().map(listedTaken), dropped }, result: records };
    }

    /** Keeps a record loose that the list lacks: an epoch record that says who the primary is. Resolves once it is on disk. */
    keep(record: RoomRecord): Promise<void> {
        return this.turns.take(() =>
            this.apply(() => {
                const back = this.list.byId(record.id) === undefined ? [record] : [];
                return { next: this.list, change: { back }, result: undefined };
            }),
        );
    }

    /** Gives up loose records. @param ids of them; those that are none are passed over. */
    drop(ids: readonly Buffer[]): Promise<void> {
        return this.turns.take(() =>
            this.apply(() => ({ next: this.list, change: { dropped: ids }, result: undefined })),
        );
    }

    /** Reads what other processes have changed, where that is anything. */
    refresh(): Promise<void> {
        return this.turns.take(async () => {
            if (await this.store.read((reader) => this.catchUp(reader))) this.tell();
        });
    }

    private behind(list: Room, loose: Loose): Room {
        return loose.all.length === 0 ? list : withLoose(list, loose.records);
    }

    private tell(): void {
        for (const listener of this.listeners) listener();
    }

    /** Plans a change of the room as it is now, stores it and makes it that of memory. @returns the result of the plan. */
    private async apply<T>(make: () => Plan<T>): Promise<T> {
        let isNew = false;
        try {
            const stored = await this.store.write(async (writer) => {
                isNew = await this.catchUp(writer);
                return this.put(writer, make());
            });
            if (this.adopt(stored)) isNew = true;
            return stored.result;
        } finally {
            if (isNew) this.tell();
        }
    }

    private async put<T>(writer: RecordWriter, plan: Plan<T>): Promise<Stored<T> | Plan<T>> {
        const { until, added = [] } = plan.change;
        const { after, looseAdded, looseDropped } = this.looseOnes.change(plan.change);
        if (until === undefined && added.length + looseAdded.length + looseDropped.length === 0) return plan;
        const counted = this.behind(plan.next, after);
        await writer.put({ until, added, looseAdded, looseDropped, list: plan.next, counted });
        return { ...plan, after, counted };
    }

    /** @returns whether anything was stored. */
    private adopt<T>(stored: Stored<T> | Plan<T>): boolean {
        if (!("after" in stored)) return false;
        const { next, after, counted } = stored;
        // What counts stands on the list: where that is the same it is as it will be.
        this.withLooseOnes = next === this.list ? counted : undefined;
        if (next.isBranchOf(this.list)) this.list.absorb(next);
        else this.list = next;
        this.looseOnes = after;
        this.changes++;
        return true;
    }

    /** Takes over what other processes have stored. @returns whether that was anything. */
    private async catchUp(reader: RecordReader): Promise<boolean> {
        if (reader.version === this.changes) return false;
        const news = await reader.behind(this.list.position);
        const list = news === undefined ? new Room(this.id) : this.list.branch();
        const stored = news ?? (await reader.load());
        const added = fold(list, stored);
        if (news === undefined) this.list = list;
        else this.list.absorb(list);
        this.looseOnes = readLoose(stored);
        this.withLooseOnes = undefined;
        this.changes = reader.version;
        this.store.caughtUp({ list: this.list, counted: this.counted }, news && added);
        return true;
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
