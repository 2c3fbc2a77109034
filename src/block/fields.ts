/** The fields of a block while it is read: the last event of each type, and the dictionary that references point into. */

import { readArgument, skipCbor } from "../codec/cbor";
import {
    DICTIONARY_LIMIT,
    DICTIONARY_MIN_BYTES,
    FIELDS_IN_FLAG,
    REFERENCE_MAJOR,
    TAIL_FIELD_MAX,
    TAIL_GAIN,
    TAIL_HEAD,
    TAIL_MAX,
    TAIL_MIN,
} from "./format";

const byte = string.byte;
const ceil = math.ceil;
const char = string.char;
const concat = table.concat;
const floor = math.floor;
const max = math.max;
const sub = string.sub;

/** Heads of references to the words 0 to 23: the whole reference is one byte. */
const FIRST_REFERENCE = REFERENCE_MAJOR * 32;
const LAST_REFERENCE = FIRST_REFERENCE + 23;

/** Head of a reference with one more byte. */
const REFERENCE_8 = FIRST_REFERENCE + 24;

/** Heads of tails. */
const FIRST_TAIL = TAIL_HEAD + TAIL_MIN;
const LAST_TAIL = TAIL_HEAD + TAIL_MAX;

/** Heads of integers with one more byte. */
const UNSIGNED_8 = 0x18;
const NEGATIVE_8 = 0x38;

/** The CBOR items of one byte: the integers 0 to 23 and -1 to -24. */
const SMALL = new LuaTable<number, string | undefined>();
for (const value of $range(0, 23)) {
    SMALL.set(value, char(value));
    SMALL.set(value + 32, char(value + 32));
}

/** The last event of a type. */
export class Shape {
    /** Type byte, then the fields' bytes. Changed in place by the next event of the type. */
    readonly pieces: string[];
    /** The type of the event, 0-255. */
    readonly type: number;
    readonly fieldCount: number;
    /** Bytes of masks beside the flag byte. */
    readonly maskBytes: number;
    /** Bytes of the body. */
    byteCount = 1;
    /** The body, once somebody asked for it. Whoever changes a piece clears it. */
    joined: string | undefined;

    constructor(type: number, fieldCount: number) {
        this.type = type;
        this.pieces = [char(type)];
        this.fieldCount = fieldCount;
        this.maskBytes = max(0, ceil((fieldCount - FIELDS_IN_FLAG) / 8));
    }

    /** Puts a field behind the others of a new shape. */
    add(index: number, field: string): void {
        this.pieces[index] = field;
        this.byteCount += field.length;
    }

    /** The body: all pieces in a row. */
    body(): string {
        this.joined ??= concat(this.pieces);
        return this.joined;
    }
}

/** Reads the fields of one block, and keeps its dictionary. */
export class FieldReader {
    /** Where the next field starts, 1-based. */
    position = 1;
    private bytes = "";
    private dictionary: string[] = [];
    private words = new LuaSet<string>();
    private size = 0;

    /** Begins with the fields of a block, and an empty dictionary. */
    open(bytes: string, position: number): void {
        this.bytes = bytes;
        this.position = position;
        if (this.size > 0) {
            this.dictionary = [];
            this.words = new LuaSet();
            this.size = 0;
        }
    }

    /**
     * Reads a field in any of its forms; nil when BlockWriter would not have written it.
     * @param old the field in the last event of the type, which a tail refers to.
     */
    read(old?: string): string | undefined {
        const start = this.position;
        const [head, second] = byte(this.bytes, start, start + 1);
        if (head === undefined) {
            return undefined;
        }
        // The common forms first: references and integers of one and two bytes. A reference beyond the dictionary gives
        // nil.
        if (head >= FIRST_REFERENCE && head <= LAST_REFERENCE) {
            this.position = start + 1;
            return this.dictionary[head - FIRST_REFERENCE];
        }
        const small = SMALL.get(head);
        if (small !== undefined) {
            this.position = start + 1;
            return small;
        }
        if (head === REFERENCE_8 && second !== undefined && second >= 24) {
            this.position = start + 2;
            return this.dictionary[second];
        }
        if ((head === UNSIGNED_8 || head === NEGATIVE_8) && second !== undefined && second >= 24) {
            this.position = start + 2;
            return sub(this.bytes, start, start + 1);
        }
        if (head >= FIRST_TAIL && head <= LAST_TAIL) {
            return old === undefined ? undefined : this.readTail(start, head - TAIL_HEAD, old);
        }
        return floor(head / 32) === REFERENCE_MAJOR ? this.readReference(start, head) : this.readItem(start);
    }

    private readReference(start: number, head: number): string | undefined {
        const [index, next] = readArgument(this.bytes, start, head % 32);
        if (index === undefined) {
            return undefined;
        }
        this.position = next;
        return this.dictionary[index];
    }

    private readItem(start: number): string | undefined {
        const next = skipCbor(this.bytes, start);
        if (next === undefined) {
            return undefined;
        }
        this.position = next;
        return this.enter(sub(this.bytes, start, next - 1));
    }

    private readTail(start: number, tail: number, old: string): string | undefined {
        const kept = old.length - tail;
        const next = start + 1 + tail;
        const isShortest = tail === TAIL_MIN || byte(old, kept + 1) !== byte(this.bytes, start + 1);
        if (kept < TAIL_GAIN || old.length > TAIL_FIELD_MAX || next > this.bytes.length + 1 || !isShortest) {
            return undefined;
        }
        const field = sub(old, 1, kept) + sub(this.bytes, start + 1, next - 1);
        if (skipCbor(field, 1) !== field.length + 1) {
            return undefined;
        }
        this.position = next;
        return this.enter(field);
    }

    /** Puts a field that came in full or by its tail into the dictionary; nil when it is there already. */
    private enter(field: string): string | undefined {
        if (field.length >= DICTIONARY_MIN_BYTES) {
            if (this.words.has(field)) {
                return undefined;
            }
            if (this.size < DICTIONARY_LIMIT) {
                this.dictionary[this.size] = field;
                this.size++;
                this.words.add(field);
            }
        }
        return field;
    }
}
