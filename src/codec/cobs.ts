/**
 * Consistent overhead byte stuffing (Cheshire and Baker, "Consistent Overhead Byte Stuffing", IEEE/ACM Transactions on
 * Networking 7(2), 1999): takes the NULs out of bytes, because an addon message cannot carry them.
 *
 * A code byte c below 255 stands before c - 1 bytes and for the NUL behind them; 255 stands before 254 bytes with none
 * behind. The NUL of the last block is not part of the data. One byte longer up to 254 bytes, then one more each 254.
 */

const byte = string.byte;
const char = string.char;
const concat = table.concat;
const find = string.find;
const sub = string.sub;

const NUL = "\0";

/** A block of this code is full: no NUL follows it. */
const FULL_CODE = 255;
const FULL_RUN = 254;
const FULL_HEAD = char(FULL_CODE);

/** The code of a block without bytes. */
const EMPTY_CODE = 1;

/**
 * Stuffs bytes: the result has no NUL. Nothing at all becomes one byte.
 * @returns bytes.length + 1 bytes for up to 254 of them, at most one more for each further 254.
 */
export function encodeCobs(bytes: string): string {
    const length = bytes.length;
    const parts: string[] = [];
    let count = 0;
    let start = 1;
    while (true) {
        const [zero] = find(bytes, NUL, start, true);
        const stop = zero ?? length + 1;
        while (stop - start >= FULL_RUN) {
            parts[count] = FULL_HEAD;
            parts[count + 1] = sub(bytes, start, start + FULL_RUN - 1);
            count += 2;
            start += FULL_RUN;
            // The data ends with the full block. The paper's listing writes an empty block here; it would only say that
            // nothing follows, and would make it two bytes of overhead for 254.
            if (start > length) return concat(parts);
        }
        parts[count] = char(stop - start + 1);
        parts[count + 1] = sub(bytes, start, stop - 1);
        count += 2;
        if (zero === undefined) return concat(parts);
        start = stop + 1;
    }
}

/**
 * Takes the stuffing out again. Strict: accepts only what encodeCobs writes.
 * @returns The bytes, or undefined for an empty string, one with a NUL, or one that ends within a block.
 */
export function decodeCobs(stuffed: string): string | undefined {
    const length = stuffed.length;
    const [zero] = find(stuffed, NUL, 1, true);
    if (length === 0 || zero !== undefined) return undefined;
    const parts: string[] = [];
    let count = 0;
    let position = 1;
    let previous = 0;
    while (true) {
        const code = byte(stuffed, position);
        const next = position + code;
        if (next > length + 1) return undefined;
        parts[count] = sub(stuffed, position + 1, next - 1);
        count++;
        if (next > length) {
            // An empty block at the end behind a full one says nothing, and is not written.
            if (code === EMPTY_CODE && previous === FULL_CODE) return undefined;
            return concat(parts);
        }
        if (code < FULL_CODE) {
            parts[count] = NUL;
            count++;
        }
        previous = code;
        position = next;
    }
}
