/** What the store needs of a database: seven methods, which one in files and one on a server can both have. */
import type { Elsewhere } from "../rooms/record-store";
import type { QueryName } from "./sqlite/queries";

/** What a column holds. */
export type Value = string | number | bigint | Uint8Array | null;

/** A row, by the names of its columns. */
export type Row = Readonly<Record<string, Value>>;

/** Values of a query, by the names that it has for them. */
export type Params = Readonly<Record<string, Value>>;

/** Reads a room. */
export interface Reader {
    /** The rows that a query gives. Raises a StoreError where the database cannot be read. */
    read(query: QueryName, params?: Params): Promise<Row[]>;
}

/** Reads and changes a room within one transaction. */
export interface Writer extends Reader {
    /** Runs a query once for each row of values. @returns the number of rows that were changed in all. */
    put(query: QueryName, rows: readonly Params[]): Promise<number>;
}

/** A room. */
export interface Room extends Reader {
    readonly id: string;
    /** Reads it as it is at one moment. Raises what `work` raises. */
    snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T>;
    /**
     * Runs `work` in one transaction, one at a time for each room: all of what it puts is there afterwards, or, when it raises, nothing.
     * Raises what `work` raises, and a StoreError where the database cannot be changed.
     */
    write<T>(work: (writer: Writer) => Promise<T>): Promise<T>;
}

/** A database of rooms. Ids are 1 to 64 characters of A-Z, a-z, 0-9, "_" and "-". */
export interface Driver {
    /** The ids of all rooms, ascending. */
    rooms(): Promise<string[]>;
    /** A room; without `create` undefined where there is none. Raises a StoreError where it cannot be opened. */
    room(id: string, options?: { readonly create?: boolean }): Promise<Room | undefined>;
    /** Deletes a room with all that is in it, where there is one, once what is under way in it is done. Raises a StoreError where that cannot be. */
    remove(id: string): Promise<void>;
    /** What other processes do in the same database; undefined where none can. */
    readonly elsewhere?: Elsewhere;
    /** Waits for what is under way, and closes all. */
    close(): Promise<void>;
}
