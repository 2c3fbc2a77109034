/** The fields of a block while it is read: the last event of each type, and the dictionary that references point into. */

import { readArgument, skipCbor } from "../codec/cbor";
import { DICTIONARY_LIMIT, DICTIONARY_MIN_BYTES, FIELDS_IN_FLAG, REFERENCE_MAJOR } from "./block-format";

const byte = string.byte;
const ceil = math.ceil;
const char = string.char;
const concat = table.concat;
const floor = math.floor;
const max = math.max;
const sub = string.sub;

/** Heads of references to the words 0 to 23, which are whole in one byte. */
const FIRST_REFERENCE = REFERENCE_MAJOR * 32;
const LAST_REFERENCE = FIRST_REFERENCE + 23;

/** CBOR items of one byte that are whole in it: the integers 0 to 23. */
const SMALL: string[] = [];
for (const value of $range(0, 23)) {
    SMALL[value] = char(value);
}

/** The last event of a type. */
export class Shape {
    /** Type byte, then the fields' bytes. Changed in place by the next event of the type. */
    readonly pieces: string[];
    readonly fieldCount: number;
    /** Bytes of masks beside the flag byte. */
    readonly maskBytes: number;
    /** Bytes of the body. */
    length = 1;
    private joined: string | undefined;

    constructor(type: number, fieldCount: number) {
        this.pieces = [char(type)];
        this.fieldCount = fieldCount;
        this.maskBytes = max(0, ceil((fieldCount - FIELDS_IN_FLAG) / 8));
    }

    /** Puts a field in; the first time for each index in order. */
    set(index: number, field: string): void {
        const old = this.pieces[index];
        this.length += field.length - (old === undefined ? 0 : old.length);
        this.pieces[index] = field;
        this.joined = undefined;
    }

    /** The body: all pieces in a row. */
    body(): string {
        this.joined ??= concat(this.pieces);
        return this.joined;
    }
}

export class FieldReader {
    /** Where the next field starts, 1-based. */
    position: number;
    private readonly dictionary: string[] = [];
    private readonly words = new LuaSet<string>();
    private size = 0;

    constructor(
        private readonly bytes: string,
        position: number,
    ) {
        this.position = position;
    }

    /** Reads a field or reference; nothing when there is none that BlockWriter would have written. */
    read(): string | undefined {
        const start = this.position;
        const head = byte(this.bytes, start);
        if (head === undefined) {
            return undefined;
        }
        if (head >= FIRST_REFERENCE && head <= LAST_REFERENCE) {
            this.position = start + 1;
            // Beyond the size of the dictionary stands nothing.
            return this.dictionary[head - FIRST_REFERENCE];
        }
        const small = SMALL[head];
        if (small !== undefined) {
            this.position = start + 1;
            return small;
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
        const field = sub(this.bytes, start, next - 1);
        if (next - start >= DICTIONARY_MIN_BYTES) {
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
