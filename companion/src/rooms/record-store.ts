/** What rooms need of a place where their records are kept. */
import type { Numbered } from "../room/history";
import type { Position } from "../room/position";
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

/** What a room has in store, or a part of it. */
export interface StoredRoom {
    /** In the order of their numbers: from 1, or behind the position that was asked for. */
    readonly records: Iterable<StoredRecord>;
    /** All of them, in the order of their places. */
    readonly loose: Iterable<{ readonly bytes: Buffer; readonly place: number }>;
    /** The hash of the newest position: what is folded anew must lead to it. */
    readonly hash: Buffer;
}

/** Reads a room as it is at one moment. */
export interface RecordReader {
    /** Counts the changes of the room, by whatever process. */
    readonly version: number;
    load(): Promise<StoredRoom>;
    /** The records behind a position; undefined where the list has another one there. */
    behind(position: Position): Promise<StoredRoom | undefined>;
}

/** The same, while nobody else changes the room. */
export interface RecordWriter extends RecordReader {
    put(change: RecordChange): Promise<void>;
}

/** The list of a room with what counts in it, as folded of what was read. */
export type FoldedRoom = Pick<RecordChange, "list" | "counted">;

/** Where one room's records are kept. What it raises where they cannot be read or changed is a StoreError. */
export interface RecordStore {
    read<T>(work: (reader: RecordReader) => Promise<T>): Promise<T>;
    /** What is put is on disk when it resolves; when it raises, nothing of it is. */
    write<T>(work: (writer: RecordWriter) => Promise<T>): Promise<T>;
    /**
     * Is told what was folded of what was read, before the first change: what is stored beside the records follows from it.
     * @returns the version of the room then; undefined where it had another one by now, and is to be read again.
     */
    opened(room: FoldedRoom, version: number): Promise<number | undefined>;
    /** Is told what other processes have changed, with all that follows from it. @param added behind the list before; undefined where it is another one. */
    caughtUp(room: FoldedRoom, added: readonly ListedRecord[] | undefined): void;
}

/** The rooms as other processes change them. */
export interface Elsewhere {
    /** The versions of some rooms by hex of their ids. Raises a StoreError. */
    versions(ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
    /**
     * Calls a listener when rooms may have been changed, by hex of their ids; undefined: any of them, as hints were lost. That it is called is not
     * to be relied on. @returns a function that ends that.
     */
    onHint(listener: (ids: readonly string[] | undefined) => void): () => void;
}

/** Where the records of all rooms are kept. */
export interface RecordStores {
    /** Ids of all rooms that have records, ascending. */
    ids(): Promise<Buffer[]>;
    /** One room's; undefined where there is none. Raises a StoreError where it cannot be opened; the next time it is tried anew. */
    open(id: Buffer): Promise<RecordStore | undefined>;
    /** Makes a place for a room that is new. */
    create(id: Buffer): Promise<RecordStore>;
    /** What other processes do in the same place; undefined where none can. */
    readonly elsewhere?: Elsewhere | undefined;
    /** Deletes all of one room, where it is. Raises a StoreError where that cannot be. */
    remove(id: Buffer): Promise<void>;
    close(): Promise<void>;
}
