/** Hashes of events, and the row of a week that they make. */
import adler32 from "adler-32";
import { MAX_BODY } from "./body";
import { copyBytes } from "./bytes";
import { type EventKey, idOf, KEY_BYTES, type StoredEvent, writeKey } from "./key";

const U32 = 2 ** 32;

/** What says which events a week holds: equal rows mean equal weeks. */
export interface WeekRow {
    readonly count: number;
    /** Adler-32 over the packed keys in order; 1 where there are none. */
    readonly hash: number;
    /** Sum modulo 2^32 of the digests of the events. */
    readonly fingerprint: number;
}

/** The row of a week and the key of its last event. */
export interface WeekHeader extends WeekRow {
    readonly lastTime: number;
    /** Creator * 256 + counter. */
    readonly lastId: number;
}

/** Adler-32 (RFC 1950) as an unsigned number. */
export function adler(bytes: Uint8Array): number {
    return adler32.buf(bytes) >>> 0;
}

/** One round of MurmurHash3 over a word of four bytes. */
function mixWord(word: number): number {
    const mixed = Math.imul(word, 0xcc9e2d51);
    return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
}

/** MurmurHash3 x86_32 with seed 0, as an unsigned number. @param length the number of bytes from the start that count. */
export function murmur3(bytes: Uint8Array, length = bytes.length): number {
    const end = length - (length % 4);
    let hash = 0;
    for (let at = 0; at < end; at += 4) {
        hash ^= mixWord(bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24));
        hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
    }
    let tail = 0;
    for (let at = length - 1; at >= end; at--) tail = (tail << 8) | bytes[at];
    if (end < length) hash ^= mixWord(tail);
    hash ^= length;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) >>> 0;
}

/** What a digest is made of; one for all, since there is one for each event. */
const digested = Buffer.alloc(KEY_BYTES + MAX_BODY);

/** The digest of an event, u32: MurmurHash3 of packed key and body. */
export function digestOf(event: StoredEvent): number {
    writeKey(digested, 0, event);
    const { body } = event;
    copyBytes(body, digested, KEY_BYTES);
    return murmur3(digested, KEY_BYTES + body.length);
}

/** Adler-32 over the packed keys of events in order. */
function hashOf(events: readonly EventKey[]): number {
    const keys = Buffer.allocUnsafe(KEY_BYTES * events.length);
    events.forEach((event, index) => writeKey(keys, KEY_BYTES * index, event));
    return adler(keys);
}

/** The header of a week with these events, in order; the last key is 0, 0 where there are none. */
export function headerOf(events: readonly StoredEvent[]): WeekHeader {
    const last = events.at(-1);
    let fingerprint = 0;
    for (const event of events) fingerprint = (fingerprint + digestOf(event)) % U32;
    return {
        count: events.length,
        hash: hashOf(events),
        fingerprint,
        lastTime: last?.time ?? 0,
        lastId: last === undefined ? 0 : idOf(last),
    };
}
