/** Columns of a unit: the values of one kind in a row. In front of each stands its length. */

import { decodeVarint, encodeVarint } from "../codec/varint";

const byte = string.byte;
const char = string.char;
const concat = table.concat;
const sub = string.sub;

/** Most numbers to 127, as one byte each. */
const BYTES: string[] = [];
for (const value of $range(0, 127)) {
    BYTES[value] = char(value);
}

/** Writes a column of numbers. */
export class NumberWriter {
    /** Bytes so far. */
    size = 0;
    private readonly parts: string[] = [];
    private count = 0;

    /** @param value 0 to 2^53. */
    add(value: number): void {
        const bytes = value < 128 ? BYTES[value] : encodeVarint(value);
        this.parts[this.count] = bytes;
        this.count++;
        this.size += bytes.length;
    }

    finish(): string {
        return encodeColumn(this.parts);
    }
}

/** Reads a column of numbers. */
export class NumberReader {
    private position = 1;

    constructor(private readonly bytes: string) {}

    /** The next number; nil when there is none. */
    next(): number | undefined {
        const first = byte(this.bytes, this.position);
        if (first !== undefined && first < 128) {
            this.position++;
            return first;
        }
        const [value, next] = decodeVarint(this.bytes, this.position);
        this.position = next ?? this.position;
        return value;
    }
}

/** The bytes of a column of these parts. */
export function encodeColumn(parts: readonly string[]): string {
    const bytes = concat(parts as string[]);
    return encodeVarint(bytes.length) + bytes;
}

/** The column at a position and the position behind it; nil twice when it is cut off. */
export function decodeColumn(
    bytes: string,
    position: number,
): LuaMultiReturn<[column: string, next: number] | [undefined, undefined]> {
    const [length, start] = decodeVarint(bytes, position);
    if (length === undefined || start + length > bytes.length + 1) {
        return $multi(undefined, undefined);
    }
    return $multi(sub(bytes, start, start + length - 1), start + length);
}
