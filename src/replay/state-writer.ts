/** Writes a state as CBOR (RFC 8949) in slices, every table a map. In which order entries go is for others to say. */

import { encodeCbor, encodeHead } from "../codec/cbor";
import type { Pause } from "../ports";
import { pathTo } from "./state-copy";
import { TableMap } from "./table-map";

const concat = table.concat;

const MAP_MAJOR = 5;

/** Entries between two looks at the frame's budget. */
export const STEP = 64;

/** Deepest nesting, as in state-copy.ts. */
export const MAX_DEPTH = 100;

export type Table = LuaTable<AnyNotNil, unknown>;

/** Writes the head and the entries of a table. False when it cannot. @param path of the table, for words. */
export type WriteContent = (this: void, writer: StateWriter, table: Table, path: string) => boolean;

export class StateWriter {
    /** What cannot be written, and its path. */
    problem = "";
    /** Bytes that were written, but for those of the last few entries. Read only. */
    bytes = 0;
    /** Pieces of some kilobytes, but for longer strings. */
    private readonly pieces: string[] = [];
    private parts: string[] = [];
    private count = 0;
    private entries = 0;
    private depth = 0;
    private isTooLarge = false;
    private readonly seen = new TableMap<object>();

    /** @param limit bytes beyond which the state is refused. */
    constructor(
        readonly pause: Pause,
        private readonly writeContent: WriteContent,
        private readonly limit = math.huge,
    ) {}

    /**
     * The pieces of a state, which nobody may change meanwhile. Nil when it cannot be written, and `problem` says why: a table
     * occurs twice in it, or a value has no form in CBOR.
     */
    write(state: object): string[] | undefined {
        if (!this.writeTable(state as Table, "state")) {
            return undefined;
        }
        this.flush();
        return this.isTooLarge ? undefined : this.pieces;
    }

    writeHead(entries: number): void {
        this.add(encodeHead(MAP_MAJOR, entries));
    }

    /** Writes an entry of the table with a path. @param keyBytes the key as encodeKey() gives it, where that is known. */
    writeEntry(key: AnyNotNil, value: unknown, path: string, keyBytes = this.encodeKey(key, path)): boolean {
        if (keyBytes === undefined) {
            return false;
        }
        this.add(keyBytes);
        // A path is made for tables alone: entries are many.
        if (type(value) === "table") {
            if (!this.writeTable(value as Table, pathTo(path, key))) {
                return false;
            }
        } else {
            const [bytes, reason] = encodeCbor(value);
            if (bytes === undefined) {
                this.problem = `${pathTo(path, key)} is ${reason}`;
                return false;
            }
            this.add(bytes);
        }
        this.step();
        return !this.isTooLarge;
    }

    /** The bytes of a key of the table with a path; nil when it has no form in CBOR. */
    encodeKey(key: AnyNotNil, path: string): string | undefined {
        if (type(key) === "table") {
            this.problem = `${path} has a table as key`;
            return undefined;
        }
        const [bytes, reason] = encodeCbor(key);
        if (bytes === undefined) {
            this.problem = `${pathTo(path, key)} is ${reason}`;
        }
        return bytes;
    }

    /** Counts what takes as long as an entry, and looks at the frame's budget now and then. */
    step(): void {
        this.entries++;
        if (this.entries % STEP === 0) {
            this.flush();
            this.pause();
        }
    }

    private writeTable(table: Table, path: string): boolean {
        if (this.seen.get(table) !== undefined) {
            this.problem = `${path} is a table that stands elsewhere in the state too`;
            return false;
        }
        if (this.depth > MAX_DEPTH) {
            this.problem = `${path} is a table nested too deep`;
            return false;
        }
        this.seen.set(table, table);
        this.depth++;
        const { writeContent } = this;
        const isWritten = writeContent(this, table, path);
        this.depth--;
        return isWritten;
    }

    private add(bytes: string): void {
        this.parts[this.count] = bytes;
        this.count++;
    }

    private flush(): void {
        if (this.count === 0) {
            return;
        }
        const piece = concat(this.parts);
        this.pieces[this.pieces.length] = piece;
        this.parts = [];
        this.count = 0;
        this.bytes += piece.length;
        if (this.bytes > this.limit) {
            this.isTooLarge = true;
            this.problem = string.format("state takes more than %.0f MB", this.limit / 1024 / 1024);
        }
    }
}
