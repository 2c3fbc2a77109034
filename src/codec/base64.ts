/** Base64 with padding (RFC 4648, section 4). */

const byte = string.byte;
const char = string.char;
const concat = table.concat;
const find = string.find;
const rep = string.rep;
const sub = string.sub;

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** What a slice of a text looks like, and its last one: calls of the C library make a check of every single byte unnecessary. */
const SHAPE = "^[A-Za-z0-9+/]*$";
const LAST_SHAPE = "^[A-Za-z0-9+/]*=?=?$";

/** Bytes taken in one round of the inner loop, and the digits they become. */
const ROUND_BYTES = 12;
const ROUND_DIGITS = 16;

/**
 * Bytes between two offers to yield, and the digits they become. Each round makes a string, and for each the garbage collector may
 * do a step of some 0.05 ms: that, and not the work itself, is what a slice takes at worst.
 */
const SLICE_BYTES = 384;
const SLICE_DIGITS = 512;

const NUL = "\0";

/** The digit of value 0. */
const ZERO_DIGIT = "A";

/** Value 0 to 63 to the code of its digit, and back. */
const digitOf = new LuaTable<number, number>();
const valueOf = new LuaTable<number, number>();
for (const value of $range(0, 63)) {
    const code = byte(ALPHABET, value + 1);
    digitOf.set(value, code);
    valueOf.set(code, value);
}

/** Encodes the bytes between two positions; their number is a multiple of ROUND_BYTES. */
function encodeSlice(bytes: string, from: number, to: number): string {
    const parts: string[] = [];
    let count = 0;
    for (const at of $range(from, to, ROUND_BYTES)) {
        const [a1, a2, a3, b1, b2, b3, c1, c2, c3, d1, d2, d3] = byte(bytes, at, at + ROUND_BYTES - 1);
        const low1 = a2 % 16;
        const low2 = b2 % 16;
        const low3 = c2 % 16;
        const low4 = d2 % 16;
        parts[count] = char(
            digitOf.get((a1 - (a1 % 4)) / 4),
            digitOf.get((a1 % 4) * 16 + (a2 - low1) / 16),
            digitOf.get(low1 * 4 + (a3 - (a3 % 64)) / 64),
            digitOf.get(a3 % 64),
            digitOf.get((b1 - (b1 % 4)) / 4),
            digitOf.get((b1 % 4) * 16 + (b2 - low2) / 16),
            digitOf.get(low2 * 4 + (b3 - (b3 % 64)) / 64),
            digitOf.get(b3 % 64),
            digitOf.get((c1 - (c1 % 4)) / 4),
            digitOf.get((c1 % 4) * 16 + (c2 - low3) / 16),
            digitOf.get(low3 * 4 + (c3 - (c3 % 64)) / 64),
            digitOf.get(c3 % 64),
            digitOf.get((d1 - (d1 % 4)) / 4),
            digitOf.get((d1 % 4) * 16 + (d2 - low4) / 16),
            digitOf.get(low4 * 4 + (d3 - (d3 % 64)) / 64),
            digitOf.get(d3 % 64),
        );
        count++;
    }
    return concat(parts);
}

/** Decodes the digits between two positions; their number is a multiple of ROUND_DIGITS. */
function decodeSlice(digits: string, from: number, to: number): string {
    const parts: string[] = [];
    let count = 0;
    for (const at of $range(from, to, ROUND_DIGITS)) {
        const [c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16] = byte(
            digits,
            at,
            at + ROUND_DIGITS - 1,
        );
        const a2 = valueOf.get(c2);
        const a3 = valueOf.get(c3);
        const b2 = valueOf.get(c6);
        const b3 = valueOf.get(c7);
        const d2 = valueOf.get(c10);
        const d3 = valueOf.get(c11);
        const e2 = valueOf.get(c14);
        const e3 = valueOf.get(c15);
        parts[count] = char(
            valueOf.get(c1) * 4 + (a2 - (a2 % 16)) / 16,
            (a2 % 16) * 16 + (a3 - (a3 % 4)) / 4,
            (a3 % 4) * 64 + valueOf.get(c4),
            valueOf.get(c5) * 4 + (b2 - (b2 % 16)) / 16,
            (b2 % 16) * 16 + (b3 - (b3 % 4)) / 4,
            (b3 % 4) * 64 + valueOf.get(c8),
            valueOf.get(c9) * 4 + (d2 - (d2 % 16)) / 16,
            (d2 % 16) * 16 + (d3 - (d3 % 4)) / 4,
            (d3 % 4) * 64 + valueOf.get(c12),
            valueOf.get(c13) * 4 + (e2 - (e2 % 16)) / 16,
            (e2 % 16) * 16 + (e3 - (e3 % 4)) / 4,
            (e3 % 4) * 64 + valueOf.get(c16),
        );
        count++;
    }
    return concat(parts);
}

/** Fills text up to a multiple of a width, so that the inner loops have no remainder to care for. */
function fillUp(text: string, width: number, filler: string): string {
    return text + rep(filler, -text.length % width);
}

/** Whether a text of whole groups of four looks like base64. */
function hasShape(text: string, yieldIfDue: ((this: void) => void) | undefined): boolean {
    const length = text.length;
    for (const from of $range(1, length, SLICE_DIGITS)) {
        const to = from + SLICE_DIGITS - 1;
        const [shape] = find(sub(text, from, to), to < length ? SHAPE : LAST_SHAPE);
        if (shape === undefined) return false;
        if (yieldIfDue !== undefined && to < length) yieldIfDue();
    }
    return true;
}

/** Runs one of the slice functions over a whole text. */
function convert(
    text: string,
    sliceLength: number,
    convertSlice: (this: void, text: string, from: number, to: number) => string,
    yieldIfDue: ((this: void) => void) | undefined,
): string {
    const length = text.length;
    const slices: string[] = [];
    let count = 0;
    for (const from of $range(1, length, sliceLength)) {
        if (yieldIfDue !== undefined && count > 0) yieldIfDue();
        const to = from + sliceLength - 1;
        slices[count] = convertSlice(text, from, to > length ? length : to);
        count++;
    }
    return concat(slices);
}

/**
 * Encodes bytes. 200 kB take about 10 ms, so a caller that must not stall a frame runs it in a coroutine.
 * @param yieldIfDue Called every 384 bytes of input; may yield.
 * @example encodeBase64("foob") === "Zm9vYg=="
 */
export function encodeBase64(bytes: string, yieldIfDue?: (this: void) => void): string {
    const length = bytes.length;
    const padding = -length % 3;
    const digits = convert(fillUp(bytes, ROUND_BYTES, NUL), SLICE_BYTES, encodeSlice, yieldIfDue);
    return sub(digits, 1, ((length + padding) / 3) * 4 - padding) + rep("=", padding);
}

/**
 * Decodes a text. Strict: the length is a multiple of four, nothing but digits and the padding, and no bit set that is
 * not part of a byte; so whatever it accepts, encodeBase64 gives back.
 * @param yieldIfDue Called every 384 bytes of output; may yield.
 * @returns The bytes, or undefined.
 */
export function decodeBase64(text: string, yieldIfDue?: (this: void) => void): string | undefined {
    const length = text.length;
    if (length % 4 !== 0 || !hasShape(text, yieldIfDue)) return undefined;
    const [pad] = find(text, "=", -2, true);
    const padding = pad === undefined ? 0 : length - pad + 1;
    const digits = sub(text, 1, length - padding);
    if (padding > 0) {
        // Two padding signs leave 4 bits of the last digit unused, one leaves 2.
        const lastValue = valueOf.get(byte(digits, -1));
        if (lastValue % (padding === 2 ? 16 : 4) !== 0) return undefined;
    }
    const bytes = convert(fillUp(digits, ROUND_DIGITS, ZERO_DIGIT), SLICE_DIGITS, decodeSlice, yieldIfDue);
    return sub(bytes, 1, (length / 4) * 3 - padding);
}
