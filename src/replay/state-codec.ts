/**
 * A state as bytes, for the archive: CBOR (RFC 8949), every table a map with its entries in any order. It is written and
 * read in slices, unlike event fields, whose bytes must be the same everywhere.
 */

import { decodeCbor, encodeCbor, encodeHead, readArgument } from "../codec/cbor";
import type { Pause } from "../ports";
import type { ListMark } from "./list-marks";
import { pathTo } from "./state-copy";
import { TableMap } from "./table-map";

const byte = string.byte;

const MAP_MAJOR = 5;
const MAP_HEAD = 0xa0;
const TAG_HEAD = 0xc0;

/** Entries between two looks at the frame's budget. */
const STEP = 64;

/** Deepest nesting, as in state-copy.ts. */
const MAX_DEPTH = 100;

type Table = LuaTable<AnyNotNil, unknown>;

class StateWriter {
    /** What cannot be saved, and its path. */
    problem = "";
    /** Pieces of some kilobytes: to join them takes little. */
    private readonly pieces: string[] = [];
    private parts: string[] = [];
    private count = 0;
    private entries = 0;
    private readonly seen = new TableMap<object>();
    /** By list that only grows: what it holds at this position. */
    private readonly lists = new TableMap<ListMark>();

    constructor(
        marks: readonly ListMark[],
        private readonly pause: Pause,
    ) {
        for (const mark of marks) {
            this.lists.set(mark.list, mark);
        }
    }

    /**
     * Writes a table. False when it cannot be saved: a table occurs twice in the state, or a value has no form in CBOR.
     * @param path of the table, for the words of the problem.
     */
    writeTable(table: Table, path: string): boolean {
        if (this.seen.get(table) !== undefined) {
            this.problem = `${path} is a table that stands elsewhere in the state too`;
            return false;
        }
        this.seen.set(table, table);
        const mark = this.lists.get(table);
        if (mark !== undefined) {
            return this.writeItems(mark, path);
        }
        let entries = 0;
        for (const [_key] of pairs(table)) {
            entries++;
            this.step();
        }
        this.add(encodeHead(MAP_MAJOR, entries));
        for (const [key, value] of pairs(table)) {
            if (!this.writeEntry(key, value, path)) {
                return false;
            }
        }
        return true;
    }

    finish(): string {
        this.flush();
        return table.concat(this.pieces);
    }

    private writeItems({ list, size }: ListMark, path: string): boolean {
        // A late event may give the list another table during a pause.
        const { items } = list;
        this.add(encodeHead(MAP_MAJOR, size));
        for (const index of $range(1, size)) {
            if (!this.writeEntry(index, items.get(index), path)) {
                return false;
            }
        }
        return true;
    }

    private writeEntry(key: AnyNotNil, value: unknown, path: string): boolean {
        const isTable = type(value) === "table";
        if (!this.writeValue(key) || (!isTable && !this.writeValue(value))) {
            this.problem = `${pathTo(path, key)} is ${this.problem}`;
            return false;
        }
        // A path is made for tables alone: entries are many.
        if (isTable && !this.writeTable(value as Table, pathTo(path, key))) {
            return false;
        }
        this.step();
        return true;
    }

    private step(): void {
        this.entries++;
        if (this.entries % STEP === 0) {
            this.flush();
            this.pause();
        }
    }

    private writeValue(value: unknown): boolean {
        const [bytes, reason] = encodeCbor(value);
        if (bytes === undefined) {
            this.problem = reason;
            return false;
        }
        this.add(bytes);
        return true;
    }

    private add(bytes: string): void {
        this.parts[this.count] = bytes;
        this.count++;
    }

    private flush(): void {
        this.pieces[this.pieces.length] = table.concat(this.parts);
        this.parts = [];
        this.count = 0;
    }
}

class StateReader {
    private position = 1;
    private entries = 0;

    constructor(
        private readonly bytes: string,
        private readonly pause: Pause,
    ) {}

    isAtEnd(): boolean {
        return this.position === this.bytes.length + 1;
    }

    readTable(depth: number): Table | undefined {
        const [entries, next] = readArgument(this.bytes, this.position, byte(this.bytes, this.position)! % 32);
        if (entries === undefined || depth > MAX_DEPTH) {
            return undefined;
        }
        this.position = next;
        const table = new LuaTable<AnyNotNil, unknown>();
        for (const _ of $range(1, entries)) {
            const key = this.readValue();
            const value = this.isAtMap() ? this.readTable(depth + 1) : this.readValue();
            if (key === undefined || value === undefined) {
                return undefined;
            }
            table.set(key, value);
            this.entries++;
            if (this.entries % STEP === 0) {
                this.pause();
            }
        }
        return table;
    }

    isAtMap(): boolean {
        const head = byte(this.bytes, this.position);
        return head !== undefined && head >= MAP_HEAD && head < TAG_HEAD;
    }

    private readValue(): AnyNotNil | undefined {
        const [ok, value, next] = decodeCbor(this.bytes, this.position);
        // A table is a map that readTable() reads, or not of a state.
        if (!ok || type(value) === "table") {
            return undefined;
        }
        this.position = next;
        return value as AnyNotNil | undefined;
    }
}

/**
 * The bytes of a state; or nil and what in it cannot be saved, such as "state.sum is a number that is not finite".
 * @param marks of the lists that stand in it in place of their items.
 */
export function encodeState(
    state: object,
    pause: Pause,
    marks: readonly ListMark[] = [],
): LuaMultiReturn<[bytes: string] | [undefined, problem: string]> {
    const writer = new StateWriter(marks, pause);
    if (!writer.writeTable(state as Table, "state")) {
        return $multi(undefined, writer.problem);
    }
    return $multi(writer.finish());
}

/** The state that bytes hold; nil when they are not what encodeState() writes. */
export function decodeState(bytes: string, pause: Pause): object | undefined {
    const reader = new StateReader(bytes, pause);
    const state = reader.isAtMap() ? reader.readTable(0) : undefined;
    return reader.isAtEnd() ? state : undefined;
}
