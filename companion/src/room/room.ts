/** A room: the state that follows from the list of its records. docs/companion-batches.md. */
import { Chain, nameOf } from "./chain";
import { applyEntry } from "./chain-changes";
import { checkAsServer, checkRecord, checkVerified, isEpochOfEffect, isRefusal, type Place } from "./checks";
import { KIND } from "./contents";
import { voidReason } from "./entry-rules";
import { type AuthorHead, History, isTaken, type Numbered, type TakenRecord } from "./history";
import { locatorOf, type Position } from "./position";
import type { Reason, Refusal } from "./reasons";
import { idOfRecord, type RoomRecord } from "./record";
import { forkedDevices, roleOf } from "./roles";

/** An author was shown another list than this one. */
export interface SplitView {
    readonly author: Buffer;
    /** The last number of its sights at which the lists differ. */
    readonly n: number;
    /** How many of its records say so. */
    readonly records: number;
}

/** What a room holds beside list and chain. */
interface Counts {
    readonly refused: Map<Reason, number>;
    /** By hex of the author: as many as devices at most. */
    readonly splits: Map<string, SplitView>;
}

const copyOf = ({ refused, splits }: Counts): Counts => ({ refused: new Map(refused), splits: new Map(splits) });

/**
 * A room, record by record. Nothing that it is given raises; what is not taken is counted by its reason.
 * @example
 * const room = new Room(id);
 * for (const bytes of records) room.take(bytes);
 * room.position.n; // as many as there were
 */
export class Room {
    private history = new History();
    private chainNow = new Chain();
    private counts: Counts = { refused: new Map(), splits: new Map() };
    /** The room that this is a branch of, and how many records it had. */
    private base: { readonly room: Room; readonly n: number } | undefined;
    private isChainShared = false;

    /** @param id of the room: that of its founding entry, 32 bytes. */
    constructor(readonly id: Buffer) {}

    /** The newest position. */
    get position(): Position {
        return this.history.position;
    }

    /** The chain as it is now. It is not to be changed. */
    get chain(): Chain {
        return this.chainNow;
    }

    /** How many records were refused, by reason. */
    get refused(): ReadonlyMap<Reason, number> {
        return this.counts.refused;
    }

    /** Authors that were shown another list, ascending by key. */
    get splitViews(): SplitView[] {
        return [...this.counts.splits].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, split]) => split);
    }

    /** Hex of the devices that have other records than entries say that took their rights. */
    get forked(): string[] {
        return forkedDevices(this.chain, this.history.idAt);
    }

    /** Where the next record is looked at. */
    get place(): Place {
        const { history, chain, id } = this;
        return { history, chain, room: id, n: history.n, idAt: history.idAt };
    }

    /** Record n, from 1; undefined where there is none. */
    at(n: number): Numbered | undefined {
        return this.history.at(n);
    }

    /** The position behind record n; undefined where there is none. */
    positionAt(n: number): Position | undefined {
        return this.history.positionAt(n);
    }

    /** The taken record with an id. */
    byId(id: Buffer): TakenRecord | undefined {
        return this.history.byId(id);
    }

    /** All records in their order. */
    records(): Generator<Numbered> {
        return this.history.records();
    }

    /** The newest record of each author, ascending by key. */
    heads(): AuthorHead[] {
        return this.history.heads();
    }

    /** The locator of this list. */
    locator(): Position[] {
        return locatorOf(this.position.n, (n) => this.history.positionAt(n) as Position);
    }

    /** The role of a record of an author: 0 to 5. @param seq Infinity for the role today. */
    roleOf(author: Buffer, seq: number): number {
        return roleOf(this.chain, this.history.idAt, author, seq);
    }

    /**
     * Gives the next number to a record of the list, as one receives it: it has its number whether it is taken or not.
     * @param all its bytes, whatever they are.
     */
    take(all: Buffer): Numbered {
        const record = checkRecord(this.place, all);
        return isRefusal(record) ? this.number(idOfRecord(all), record) : this.number(record.id, record);
    }

    /** The same of a record that was read, and whose signature was seen to hold, before. */
    takeVerified(record: RoomRecord): Numbered {
        return this.number(record.id, checkVerified(this.place, record) ?? record);
    }

    /** The same of one that was refused before, whatever the list says now. @param all its bytes. */
    takeRefused(all: Buffer, reason: Reason): Numbered {
        return this.number(idOfRecord(all), { reason, text: "" });
    }

    /**
     * Takes a record that was read and verified before, if it passes the other checks.
     * @returns undefined where it is taken; else why not, and nothing is changed but the count.
     */
    takeVerifiedIfGood(record: RoomRecord): Refusal | undefined {
        const refusal = checkVerified(this.place, record);
        if (refusal === undefined) this.number(record.id, record);
        else this.countRefused(refusal.reason);
        return refusal;
    }

    /**
     * Takes a record only if it passes the checks: of what has no number yet.
     * @param now Unix seconds: then what a server checks is checked, too.
     * @returns undefined where it is taken; else why not, and nothing is changed but the count.
     */
    takeIfGood(all: Buffer, now?: number): Refusal | undefined {
        const record = checkRecord(this.place, all);
        const refusal = isRefusal(record)
            ? record
            : now === undefined
              ? undefined
              : checkAsServer(this.place, record, now);
        if (refusal !== undefined) this.countRefused(refusal.reason);
        else if (!isRefusal(record)) this.number(record.id, record);
        return refusal;
    }

    /** A room that begins as this one, and can be gone on with apart from it. This one must not change meanwhile. */
    branch(): Room {
        const branch = new Room(this.id);
        branch.history = new History(this.history);
        branch.chainNow = this.chainNow;
        branch.counts = copyOf(this.counts);
        branch.base = { room: this, n: this.position.n };
        branch.isChainShared = true;
        return branch;
    }

    /** The records that a branch has behind what it began as. */
    added(): readonly Numbered[] {
        return this.history.added();
    }

    /** Whether this is a branch of a room that has not changed since. */
    isBranchOf(room: Room): boolean {
        return this.base?.room === room && this.base.n === room.position.n;
    }

    /** Makes this room what a branch of it is. @throws Error for a room that is no branch of this, or where this has changed since. */
    absorb(branch: Room): void {
        if (!branch.isBranchOf(this)) throw new Error("absorb: 'branch' - a branch of this room as it is now expected");
        for (const numbered of branch.added()) this.history.append(numbered);
        this.chainNow = branch.chainNow;
        this.isChainShared = branch.isChainShared && this.isChainShared;
        this.counts = copyOf(branch.counts);
        branch.base = undefined;
    }

    /** The room as it was at n: a rewind. What was seen to hold is not verified again. */
    until(n: number): Room {
        const room = new Room(this.id);
        for (const numbered of this.records()) {
            if (numbered.position.n > n) break;
            if (isTaken(numbered)) room.takeVerified(numbered.record);
            else room.number(numbered.id, { reason: numbered.reason, text: "" });
        }
        return room;
    }

    private countRefused(reason: Reason): void {
        this.counts.refused.set(reason, (this.counts.refused.get(reason) ?? 0) + 1);
    }

    private number(id: Buffer, answer: RoomRecord | Refusal): Numbered {
        if (!isRefusal(answer)) return this.numberTaken(answer);
        const { reason } = answer;
        const numbered = { position: this.history.next(id), id, reason };
        this.countRefused(reason);
        this.history.append(numbered);
        return numbered;
    }

    private numberTaken(record: RoomRecord): Numbered {
        const { id, content } = record;
        const { place } = this;
        this.compareSight(record);
        const epoch = content.kind === KIND.epoch && isEpochOfEffect(place, record) ? content.epoch : undefined;
        const reason =
            content.kind === KIND.entry ? voidReason(place, record, content.parent, content.said) : undefined;
        const numbered = { position: this.history.next(id, epoch), id, record, void: reason };
        if (content.kind === KIND.entry && reason === undefined) {
            const role = this.roleOf(record.author, record.seq);
            if (this.isChainShared) this.chainNow = this.chainNow.copy();
            this.isChainShared = false;
            applyEntry(this.chainNow, record, content.said, role);
        }
        this.history.append(numbered);
        return numbered;
    }

    /** Notes where an author has seen another list. What is beyond this one, or of another epoch, is not compared. */
    private compareSight({ author, sight }: RoomRecord): void {
        const own = this.history.positionAt(sight.n);
        if (own === undefined || own.epoch !== sight.epoch || own.hash.equals(sight.hash)) return;
        const name = nameOf(author);
        const records = (this.counts.splits.get(name)?.records ?? 0) + 1;
        this.counts.splits.set(name, { author, n: sight.n, records });
    }
}

/** The room that a list of records makes. @param records their bytes, in their order, whatever they are. */
export function foldRoom(id: Buffer, records: Iterable<Buffer>): Room {
    const room = new Room(id);
    for (const all of records) room.take(all);
    return room;
}
