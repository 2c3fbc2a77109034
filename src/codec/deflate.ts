/** Compresses to raw Deflate (RFC 1951), for clients that have no function for it. */

import { finish, type Writer, writeBlock } from "./deflate-block";
import { findMatches } from "./lz77";

const concat = table.concat;

function noPause(): void {}

/**
 * Compresses bytes. The same bytes become the same on every machine. Takes about 0.8 us a byte and, whatever the length, 500 kB
 * of memory, most of which is kept for the next time.
 * @param pause Called between steps of less than a millisecond; may yield.
 * @example deflate("") === "\x03\0"
 */
export function deflate(bytes: string, pause: (this: void) => void = noPause): string {
    const writer: Writer = { hold: 0, top: 1, bytes: [], count: 0, parts: [] };
    let start = 1;
    findMatches(
        bytes,
        (items, count, isLast) => {
            start = writeBlock(writer, bytes, start, items, count, isLast, pause);
        },
        pause,
    );
    finish(writer);
    return concat(writer.parts);
}
