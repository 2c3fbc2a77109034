/** Compresses to raw Deflate (RFC 1951), for clients that have no function for it. */

import { finish, type Writer, writeBlock } from "./deflate-block";
import { Bounds, Symbols } from "./deflate-format";
import { findMatches } from "./lz77";

const concat = table.concat;
const min = math.min;
const sub = string.sub;

/** Bytes within which something is found again. It bounds the memory: zlib looks 32 kB back, here it is 32 on average. */
const SEGMENT_BYTES = 65536;

/** Items of a block, which has codes of its own. Columns differ: shorter blocks fit better, but codes take 60 bytes each. */
const BLOCK_ITEMS = 6144;

function noPause(): void {}

/**
 * Compresses bytes. The same bytes become the same on every machine. Takes about 0.7 us and, of up to 64 kB at a time,
 * 100 bytes of memory a byte.
 * @param pause Called between steps of less than a millisecond; may yield.
 * @example deflate("") === "\x03\0"
 */
export function deflate(bytes: string, pause: (this: void) => void = noPause): string {
    const writer: Writer = { hold: 0, top: 1, bytes: [], count: 0, parts: [] };
    const length = bytes.length;
    let start = 1;
    do {
        const end = start + SEGMENT_BYTES - 1;
        const items = findMatches(sub(bytes, start, end), pause);
        const count = items.length;
        let from = 0;
        do {
            let behind = min(from + BLOCK_ITEMS, count);
            // A length and its distance stay together.
            if (behind < count && items[behind] % Bounds.ItemWeight >= Symbols.FirstDistance) behind++;
            const isLast = behind === count && end >= length;
            start = writeBlock(writer, bytes, start, items, from, behind - 1, isLast, pause);
            from = behind;
        } while (from < count);
    } while (start <= length);
    finish(writer);
    return concat(writer.parts);
}
