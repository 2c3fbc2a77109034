/**
 * A value of Lua as CBOR for who is outside of this machine. Unlike the state's codec it takes whatever a module has made: what
 * has no form in CBOR is a text that says so, and what is too large is cut.
 */

import { encodeCbor, encodeHead } from "../../src/codec/cbor";
import { Head } from "../../src/codec/cbor-head";

const ARRAY = 4;
const MAP = 5;

/** Deepest nesting, as in a state. */
const MAX_DEPTH = 100;

/** Longest string, in bytes. */
const MAX_STRING = 65536;

const NIL = string.char(Head.Null);
const NAN = string.char(Head.Half, 0x7e, 0);
const INFINITY = string.char(Head.Half, 0x7c, 0);
const MINUS_INFINITY = string.char(Head.Half, 0xfc, 0);

const huge = math.huge;
const concat = table.concat;
const sort = table.sort;

type Table = LuaTable<AnyNotNil, unknown>;

/** Number of items where the keys of a table are 1 to that number; nil of any other table. */
function lengthOf(value: Table): number | undefined {
    let count = 0;
    let largest = 0;
    for (const [key] of pairs(value)) {
        if (type(key) !== "number" || (key as number) < 1 || (key as number) % 1 !== 0) {
            return undefined;
        }
        count++;
        largest = math.max(largest, key as number);
    }
    return count > 0 && count === largest ? count : undefined;
}

function encodeNumber(value: number): string {
    if (value === huge) {
        return INFINITY;
    }
    if (value === -huge) {
        return MINUS_INFINITY;
    }
    const [bytes] = encodeCbor(value);
    return bytes ?? NAN;
}

function encodeText(value: string): string {
    const [bytes] = encodeCbor(value.length > MAX_STRING ? string.sub(value, 1, MAX_STRING) : value);
    return bytes!;
}

class Dumper {
    readonly parts: string[] = [];
    isCut = false;
    private count = 0;
    private values = 0;
    private readonly open = new LuaSet<object>();

    /** @param most values. */
    constructor(private readonly most: number) {}

    write(value: unknown, depth: number): void {
        this.values++;
        const kind = type(value);
        if (kind === "table") {
            this.writeTable(value as Table, depth);
        } else if (kind === "number") {
            this.add(encodeNumber(value as number));
        } else if (kind === "string") {
            this.isCut ||= (value as string).length > MAX_STRING;
            this.add(encodeText(value as string));
        } else if (kind === "boolean") {
            const [bytes] = encodeCbor(value);
            this.add(bytes!);
        } else {
            this.add(value === undefined ? NIL : encodeText(`(a ${kind})`));
        }
    }

    writeRows(rows: readonly LuaTable<number, unknown>[], columns: number): void {
        const head = this.reserve();
        let written = 0;
        for (const row of rows) {
            if (!this.isRoom()) {
                break;
            }
            this.add(encodeHead(ARRAY, columns));
            for (const place of $range(1, columns)) {
                const cell = row.get(place);
                this.write(type(cell) === "table" ? "(a table)" : cell, MAX_DEPTH);
            }
            written++;
        }
        this.parts[head] = encodeHead(ARRAY, written);
    }

    private writeTable(value: Table, depth: number): void {
        if (this.open.has(value) || depth > MAX_DEPTH) {
            this.add(encodeText(this.open.has(value) ? "(a table that this one is in)" : "(nested too deep)"));
            return;
        }
        this.open.add(value);
        const length = lengthOf(value);
        if (length === undefined) {
            this.writeEntries(value, depth);
        } else {
            this.writeItems(value, length, depth);
        }
        this.open.delete(value);
    }

    private writeItems(list: Table, length: number, depth: number): void {
        const head = this.reserve();
        let written = 0;
        for (const index of $range(1, length)) {
            if (!this.isRoom()) {
                break;
            }
            this.write(list.get(index), depth + 1);
            written++;
        }
        this.parts[head] = encodeHead(ARRAY, written);
    }

    private writeEntries(value: Table, depth: number): void {
        const keys: string[] = [];
        const valueOf = new LuaTable<string, unknown>();
        let count = 0;
        for (const [key, each] of pairs(value)) {
            const bytes = this.encodeKey(key);
            if (valueOf.get(bytes) === undefined) {
                keys[count] = bytes;
                count++;
            }
            valueOf.set(bytes, each);
        }
        sort(keys);
        const head = this.reserve();
        let written = 0;
        for (const key of keys) {
            if (!this.isRoom()) {
                break;
            }
            this.add(key);
            this.write(valueOf.get(key), depth + 1);
            written++;
        }
        this.parts[head] = encodeHead(MAP, written);
    }

    private encodeKey(key: unknown): string {
        const kind = type(key);
        if (kind === "number") {
            return encodeNumber(key as number);
        }
        if (kind === "string") {
            return encodeText(key as string);
        }
        if (kind !== "boolean") {
            return encodeText(`(a ${kind})`);
        }
        const [bytes] = encodeCbor(key);
        return bytes!;
    }

    /** Whether one more value may be written. */
    private isRoom(): boolean {
        this.isCut ||= this.values >= this.most;
        return this.values < this.most;
    }

    /** A place for the head of what follows. */
    private reserve(): number {
        this.add("");
        return this.count - 1;
    }

    private add(bytes: string): void {
        this.parts[this.count] = bytes;
        this.count++;
    }
}

/** @param most values, of which a table is one and each of its entries another. @returns the bytes, and whether they hold less than all. */
export function dump(value: unknown, most: number): LuaMultiReturn<[bytes: string, isCut: boolean]> {
    const dumper = new Dumper(most);
    dumper.write(value, 0);
    return $multi(concat(dumper.parts), dumper.isCut);
}

/**
 * Rows of a view: a list of lists of scalars, each as long as there are columns.
 * @param most values.
 */
export function dumpRows(
    rows: readonly LuaTable<number, unknown>[],
    columns: number,
    most: number,
): LuaMultiReturn<[bytes: string, isCut: boolean]> {
    const dumper = new Dumper(most);
    dumper.writeRows(rows, columns);
    return $multi(concat(dumper.parts), dumper.isCut);
}
