/** A room as a server sends it: pages of its list, each encoded once, to all who follow it. */
import { nameOf } from "../room/chain";
import { KIND } from "../room/contents";
import { isTaken } from "../room/history";
import type { Position } from "../room/position";
import { isSamePosition } from "../room/position";
import type { Room } from "../room/room";
import type { KeptRoom } from "../rooms/kept-room";
import { KnownEpochs } from "../rooms/known-epochs";
import type { RoomUse } from "../rooms/rooms";
import type { Cancel, Clock } from "./clock";
import { LIMITS, TIMES } from "./limits";
import { type SharedFrame, sharedFrame } from "./messages";
import { type LocalPerson, PresenceList } from "./presence";
import type { Moved, Seat } from "./server-options";

/** Pages that are remembered between two changes of the room. */
const MAX_PAGES = 16;

/** Some records behind a position. */
export interface Page {
    readonly end: Position;
    readonly frame: SharedFrame;
    /** Hex of the keys of their authors. */
    readonly authors: ReadonlySet<string>;
}

/** A connection to a room, by its id in presence. */
type Connected = Pick<LocalPerson, "id" | "key" | "since">;

const byAge = (one: Connected, other: Connected): number =>
    one.since === other.since ? one.id - other.id : one.since - other.since;

/** Who follows a room. */
export interface Follower {
    /** Hex of the key that it came with. */
    readonly key: string | undefined;
    /** Its id in presence. */
    readonly person: number;
    /** Ends it, as its key has too many connections to the room. */
    replace(): void;
    /** Sends what the room has more than was sent, as far as it may. */
    pump(): void;
    /** Looks whether its right still holds. */
    recheck(): void;
    /** Ends it, as another server gives the numbers. */
    move(moved: Moved): void;
    /** Sends who is there. @param changed shares its bytes among all. */
    showPresence(changed: SharedFrame): void;
}

/** One room, while somebody is connected to it. */
export class RoomFeed {
    readonly followers = new Set<Follower>();
    readonly people: PresenceList;
    /** When somebody has asked for it last: an announce takes a while. */
    askedAt: number;
    isClosed = false;
    private readonly pages = new Map<number, Page>();
    readonly epochs: KnownEpochs;
    private readonly unlisten: (() => void)[];
    private cancelFlush: Cancel | undefined;
    private flushedAt = -Infinity;
    private chainSeen: Buffer;
    private measured = { n: 0, kinds: 0, bytes: 0 };

    constructor(
        private readonly use: RoomUse,
        /** Undefined where this server gives the numbers in all rooms. */
        readonly seat: Seat | undefined,
        private readonly clock: Clock,
        private readonly coalesceMs: number,
        /** Bytes that the records of the room may have. */
        readonly maxBytes: number,
    ) {
        this.people = new PresenceList(clock);
        this.askedAt = clock.now();
        this.chainSeen = this.list.chain.last;
        this.epochs = new KnownEpochs(this.kept);
        this.unlisten = [this.kept.onChange(() => this.changed())];
        if (seat !== undefined) this.unlisten.push(seat.onMoved(() => this.moved()));
    }

    get kept(): KeptRoom {
        return this.use.room;
    }

    /** The list, as it is on disk. */
    get list(): Room {
        return this.kept.room;
    }

    /** The highest kind of a record, and the bytes of all of them. */
    measure(): { readonly kinds: number; readonly bytes: number } {
        const { list } = this;
        let { n, kinds, bytes } = this.measured.n > list.position.n ? { n: 0, kinds: 0, bytes: 0 } : this.measured;
        while (n < list.position.n) {
            const numbered = list.at(++n);
            if (numbered === undefined || !isTaken(numbered)) continue;
            const { content } = numbered.record;
            kinds = Math.max(kinds, content.kind === "other" ? content.number : content.kind);
            bytes += numbered.record.bytes.length;
        }
        this.measured = { n, kinds, bytes };
        return this.measured;
    }

    /** Whether a position is still one of the list. */
    has(position: Position): boolean {
        const own = this.list.positionAt(position.n);
        return own !== undefined && isSamePosition(own, position);
    }

    /** The records behind a position, as many as a frame takes. @param own hex of a key whose records are only named. */
    page(since: Position, own: string | undefined): Page {
        const shared = this.pages.get(since.n) ?? this.makePage(since, undefined);
        if (this.pages.size >= MAX_PAGES) this.pages.clear();
        this.pages.set(since.n, shared);
        return own !== undefined && shared.authors.has(own) ? this.makePage(since, own) : shared;
    }

    private makePage(since: Position, own: string | undefined): Page {
        const { list } = this;
        const records: Buffer[] = [];
        const authors = new Set<string>();
        let [n, bytes] = [since.n, 0];
        while (n < list.position.n && records.length < LIMITS.changesRecords) {
            const numbered = list.at(n + 1);
            if (numbered === undefined) break;
            const author = isTaken(numbered) ? nameOf(numbered.record.author) : undefined;
            const isNamed = !isTaken(numbered) || author === own;
            const record = isNamed ? numbered.id : numbered.record.bytes;
            if (records.length > 0 && bytes + record.length > LIMITS.changesBytes) break;
            records.push(record);
            bytes += record.length;
            if (author !== undefined) authors.add(author);
            n++;
        }
        const remaining = list.position.n - n;
        const frame = sharedFrame("Changes", { since, records, remaining });
        return { end: list.positionAt(n) ?? since, frame, authors };
    }

    private changed(): void {
        this.pages.clear();
        // The first after a while goes at once: only what follows on it is gathered.
        const wait = Math.max(0, this.flushedAt + this.coalesceMs - this.clock.now());
        this.cancelFlush ??= this.clock.after(wait, () => this.flush());
    }

    private moved(): void {
        const moved = this.seat?.moved;
        if (moved !== undefined) for (const follower of this.followers) follower.move(moved);
    }

    private flush(): void {
        this.cancelFlush = undefined;
        this.flushedAt = this.clock.now();
        const isChainNew = !this.chainSeen.equals(this.list.chain.last);
        this.chainSeen = this.list.chain.last;
        for (const follower of this.followers) {
            follower.pump();
            if (isChainNew) follower.recheck();
        }
    }

    /** Ends the oldest connections of a key, so that one more is not too many. */
    makeRoomFor(key: string | undefined, most: number): void {
        const same = [...this.followers].filter((follower) => key !== undefined && follower.key === key);
        for (const follower of same.slice(0, Math.max(0, same.length + 1 - most))) follower.replace();
    }

    /** Ends the oldest connections of keys that have too many over all processes, as far as they are of this one. @param others those of other processes. */
    limitKeys(others: Iterable<Connected>, most: number): void {
        const byKey = new Map<string, Connected[]>();
        for (const other of others) {
            if (other.key === null) continue;
            const same = byKey.get(other.key) ?? [];
            byKey.set(other.key, same);
            same.push(other);
        }
        if (byKey.size === 0) return;
        const own = new Map<number, Follower>();
        for (const follower of this.followers) {
            const { key = null, person: id } = follower;
            const same = key === null ? undefined : byKey.get(key);
            if (same === undefined) continue;
            same.push({ id, key, since: this.people.sinceOf(id) });
            own.set(id, follower);
        }
        for (const all of byKey.values())
            for (const { id } of all.sort(byAge).slice(0, Math.max(0, all.length - most))) own.get(id)?.replace();
    }

    /** Once a second: who has come, gone or read on. */
    tick(): void {
        const changed = this.people.changes();
        const frame = changed === undefined ? undefined : sharedFrame("Presence", { whole: false, people: changed });
        for (const follower of this.followers) {
            if (frame !== undefined) follower.showPresence(frame);
            follower.recheck();
        }
    }

    /** Whether nobody is here, or was up to a minute ago. */
    get isIdle(): boolean {
        const isAsked = this.clock.now() < this.askedAt + TIMES.minute;
        return this.followers.size === 0 && this.people.isEmpty && !isAsked;
    }

    close(): void {
        this.isClosed = true;
        this.cancelFlush?.();
        for (const unlisten of this.unlisten) unlisten();
        this.seat?.release();
        this.use.release();
    }
}

/** The highest kind that this version knows. */
export const KNOWN_KINDS = Math.max(...Object.values(KIND));
