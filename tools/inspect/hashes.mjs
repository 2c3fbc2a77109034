// Keys and hashes of events.
import adler32 from "adler-32";
import murmurhash from "murmurhash-js";

/** The 9 bytes whose byte order is the order of events. */
export function packedKey({ time, creator, counter }) {
    const key = Buffer.alloc(9);
    key.writeUInt32BE(time, 0);
    key.writeUInt32BE(creator, 4);
    key.writeUInt8(counter, 8);
    return key;
}

/** Adler-32 as an unsigned number. */
export function adler(bytes) {
    return adler32.buf(bytes) >>> 0;
}

/** MurmurHash3 of key and body. The package takes the low byte of each character. */
function digest(event) {
    return murmurhash.murmur3(Buffer.concat([packedKey(event), event.body]).toString("latin1"), 0) >>> 0;
}

/** Count, hash, fingerprint and last key of events in order, as the header of a week has them. */
export function headerOf(events) {
    const last = events.at(-1);
    return {
        count: events.length,
        hash: adler(Buffer.concat(events.map(packedKey))),
        fingerprint: events.reduce((sum, event) => (sum + digest(event)) % 2 ** 32, 0),
        lastTime: last?.time ?? 0,
        lastId: last === undefined ? 0 : last.creator * 256 + last.counter,
    };
}
