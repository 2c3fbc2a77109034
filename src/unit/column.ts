/** Columns of a unit: the values of one kind in a row. In front of each stands its length. */

import { decodeVarint, encodeVarint } from "../codec/varint";

const byte = string.byte;
const char = string.char;
const concat = table.concat;
const find = string.find;
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

/** Most numbers that are taken from a column at once. */
export const TAKE_LIMIT = 128;

/** A byte of a number that takes more than one. */
const LONG = `[${char(128)}-${char(255)}]`;

/** Reads a column of numbers, many at once: a call of string.byte gives as many as take one byte each. */
export class NumberReader {
    /** Whether one of the numbers that were taken last is 0. */
    hasZero = false;
    /** Whether they take one byte each, and are those that were taken before. */
    isAsBefore = false;
    private position = 1;
    private taken = "";

    constructor(private readonly bytes: string) {}

    /**
     * Takes the next numbers out.
     * @param count 0 to TAKE_LIMIT.
     * @returns a list of them; shorter where the column ends or is damaged.
     */
    take(count: number): number[] {
        const { bytes, position } = this;
        // Only there is looked: a search through all of a column takes a millisecond.
        const taken = sub(bytes, position, position + count - 1);
        const isShort = find(taken, LONG)[0] === undefined;
        this.isAsBefore = isShort && taken === this.taken;
        this.taken = taken;
        const numbers = isShort ? [...byte(bytes, position, position + count - 1)] : this.takeLong(count);
        if (isShort) {
            this.position += count;
        }
        const read = isShort ? taken : sub(bytes, position, this.position - 1);
        this.hasZero = find(read, "%z")[0] !== undefined;
        return numbers;
    }

    private takeLong(count: number): number[] {
        const { bytes, position } = this;
        const numbers: number[] = [];
        const raw = [...byte(bytes, position, position + 2 * count)];
        let at = 0;
        let index = 0;
        let first: number | undefined = raw[0];
        while (first !== undefined && index < count) {
            at++;
            if (first >= 128) {
                const second: number | undefined = raw[at];
                if (second === undefined || second === 0 || second >= 128) {
                    at--;
                    break;
                }
                first += second * 128 - 128;
                at++;
            }
            numbers[index] = first;
            index++;
            first = raw[at];
        }
        this.position = position + at;
        // What takes three bytes is rare, and the rest is read like it.
        while (index < count) {
            const [value, next] = decodeVarint(bytes, this.position);
            if (value === undefined) {
                break;
            }
            numbers[index] = value;
            index++;
            this.position = next;
        }
        return numbers;
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
