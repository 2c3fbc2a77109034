/**
 * A state as bytes, for the archive: CBOR (RFC 8949), every table a map with its entries in any order. It is written and
 * read in slices, unlike event fields, whose bytes must be the same everywhere.
 */

import { decodeCbor, readArgument } from "../codec/cbor";
import type { Pause } from "../ports";
import type { ListMark } from "./list-marks";
import { MAX_DEPTH, STEP, StateWriter, type Table, type WriteContent } from "./state-writer";
import { TableMap } from "./table-map";

const byte = string.byte;

const MAP_HEAD = 0xa0;
const TAG_HEAD = 0xc0;

/** Writes the entries of a list that only grows as they were when it was marked. */
function writeItems(writer: StateWriter, { list, size }: ListMark, path: string): boolean {
    // A late event may give the list another table during a pause.
    const { items } = list;
    writer.writeHead(size);
    for (const index of $range(1, size)) {
        if (!writer.writeEntry(index, items.get(index), path)) {
            return false;
        }
    }
    return true;
}

function writeEntries(writer: StateWriter, table: Table, path: string): boolean {
    let entries = 0;
    for (const [_key] of pairs(table)) {
        entries++;
        writer.step();
    }
    writer.writeHead(entries);
    for (const [key, value] of pairs(table)) {
        if (!writer.writeEntry(key, value, path)) {
            return false;
        }
    }
    return true;
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
    /** By list that only grows: what it holds at this position. */
    const lists = new TableMap<ListMark>();
    for (const mark of marks) {
        lists.set(mark.list, mark);
    }
    const writeContent: WriteContent = (writer, content, path) => {
        const mark = lists.get(content);
        return mark === undefined ? writeEntries(writer, content, path) : writeItems(writer, mark, path);
    };
    const writer = new StateWriter(pause, writeContent);
    const pieces = writer.write(state);
    if (pieces === undefined) {
        return $multi(undefined, writer.problem);
    }
    return $multi(table.concat(pieces));
}

/** The state that bytes hold; nil when they are not what encodeState() writes. */
export function decodeState(bytes: string, pause: Pause): object | undefined {
    const reader = new StateReader(bytes, pause);
    const state = reader.isAtMap() ? reader.readTable(0) : undefined;
    return reader.isAtEnd() ? state : undefined;
}
