/** What rooms need of a place where their records are kept. */
import type { Numbered } from "../room/history";
import type { Reason } from "../room/reasons";
import type { RoomRecord } from "../room/record";
import type { Room } from "../room/room";

/** A record of the list with its bytes, which one that was refused has, too. */
export interface ListedRecord {
    readonly numbered: Numbered;
    readonly bytes: Buffer;
}

/** A record without a number. */
export interface LooseRecord {
    readonly record: RoomRecord;
    /** Loose records stand in the order of these, any whole numbers. */
    readonly place: number;
}

/** A change of a room, which is stored whole or not at all. */
export interface RecordChange {
    /** Records above this number lose it, before anything is added; undefined where none does. */
    readonly until: number | undefined;
    /** What gets the next numbers. */
    readonly added: readonly ListedRecord[];
    readonly looseAdded: readonly LooseRecord[];
    /** Ids of loose records that go. */
    readonly looseDropped: readonly Buffer[];
    /** The list as it is afterwards. */
    readonly list: Room;
    /** The same with the loose records behind it: what counts here. It is read, and not changed. */
    readonly counted: Room;
}

/** A record as it is read back. */
export interface StoredRecord {
    readonly bytes: Buffer;
    /** Why it was not taken; null where it was. */
    readonly reason: Reason | null;
}

/** What a room has in store. */
export interface StoredRoom {
    /** In the order of their numbers, from 1. */
    readonly records: Iterable<StoredRecord>;
    /** In the order of their places. */
    readonly loose: Iterable<{ readonly bytes: Buffer; readonly place: number }>;
    /** The hash of the newest position: what is folded anew must lead to it. */
    readonly hash: Buffer;
}

/** Where one room's records are kept. */
export interface RecordStore {
    /** Raises a StoreError where they cannot be read. */
    load(): Promise<StoredRoom>;
    /**
     * Is told what was folded of what load() gave, once, before the first commit: what is stored beside the records follows from it.
     * Raises a StoreError where that cannot be stored.
     */
    opened(list: Room, counted: Room): Promise<void>;
    /** Resolves once the change is on disk. Raises a StoreError where it cannot be; then nothing is changed. */
    commit(change: RecordChange): Promise<void>;
}

/** Where the records of all rooms are kept. */
export interface RecordStores {
    /** Ids of all rooms that have records, ascending. */
    ids(): Promise<Buffer[]>;
    /** One room's; undefined where there is none. Raises a StoreError where it cannot be opened; the next time it is tried anew. */
    open(id: Buffer): Promise<RecordStore | undefined>;
    /** Makes a place for a room that is new. */
    create(id: Buffer): Promise<RecordStore>;
    /** Deletes all of one room, where it is. Raises a StoreError where that cannot be. */
    remove(id: Buffer): Promise<void>;
    close(): Promise<void>;
}
