/**
 * A state as bytes, for the archive: CBOR (RFC 8949), every table a map with its entries in any order. It is written and
 * read in slices, unlike event fields, whose bytes must be the same everywhere.
 */

import { decodeCbor, encodeCbor, encodeHead, readArgument } from "../codec/cbor";
import type { Pause } from "../ports";
import { pathTo } from "./state-copy";

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
    readonly parts: string[] = [];
    /** What cannot be saved, and its path. */
    problem = "";
    private count = 0;
    private entries = 0;
    private readonly seen = new LuaSet<object>();

    constructor(private readonly pause: Pause) {}

    /**
     * Writes a table. False when it cannot be saved: a table occurs twice in the state, or a value has no form in CBOR.
     * @param path of the table, for the words of the problem.
     */
    writeTable(table: Table, path: string): boolean {
        if (this.seen.has(table)) {
            this.problem = `${path} is a table that stands elsewhere in the state too`;
            return false;
        }
        this.seen.add(table);
        let entries = 0;
        for (const [_key] of pairs(table)) {
            entries++;
            this.step();
        }
        this.add(encodeHead(MAP_MAJOR, entries));
        for (const [key, value] of pairs(table)) {
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
        }
        return true;
    }

    private step(): void {
        this.entries++;
        if (this.entries % STEP === 0) {
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

/** The bytes of a state; or nil and what in it cannot be saved, such as "state.sum is a number that is not finite". */
export function encodeState(
    state: object,
    pause: Pause,
): LuaMultiReturn<[bytes: string] | [undefined, problem: string]> {
    const writer = new StateWriter(pause);
    if (!writer.writeTable(state as Table, "state")) {
        return $multi(undefined, writer.problem);
    }
    return $multi(table.concat(writer.parts));
}

/** The state that bytes hold; nil when they are not what encodeState() writes. */
export function decodeState(bytes: string, pause: Pause): object | undefined {
    const reader = new StateReader(bytes, pause);
    const state = reader.isAtMap() ? reader.readTable(0) : undefined;
    return reader.isAtEnd() ? state : undefined;
}
