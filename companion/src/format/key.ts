/** The key of an event, whose order is that of the log. */

/** Length of a week in seconds. A week number is `floor(time / WEEK_SECONDS)`. */
export const WEEK_SECONDS = 604800;
/** The last second that a key can hold. */
export const MAX_TIME = 0xffffffff;
/** Events that one creator can write in one second. */
export const COUNTERS = 256;
/** Length of a packed key in bytes. */
export const KEY_BYTES = 9;
/** Largest server id. */
export const MAX_SERVER = 0xffffff;

/** Time (Unix seconds, u32), creator (u32: the 8 hex digits of the GUID) and counter (0 to 255). */
export interface EventKey {
    readonly time: number;
    readonly creator: number;
    readonly counter: number;
}

/** An event as it is stored. */
export interface StoredEvent extends EventKey {
    /** Server id of the creator, the middle of the GUID; 0 where it is not known. */
    readonly server: number;
    /** Type byte and CBOR items, at most 4,096 bytes. */
    readonly body: Buffer;
}

/** The week that a time belongs to. */
export function weekOf(time: number): number {
    return Math.floor(time / WEEK_SECONDS);
}

/** Creator and counter in one number, below 2^40. */
export function idOf({ creator, counter }: EventKey): number {
    return creator * COUNTERS + counter;
}

/** Negative, 0 or positive: the order of keys. */
export function compareKeys(one: EventKey, other: EventKey): number {
    if (one.time !== other.time) return one.time - other.time;
    return one.creator === other.creator ? one.counter - other.counter : one.creator - other.creator;
}

/** Writes a packed key into a buffer. Byte by byte: this is done for each event, and Node's own methods take ten times as long. */
export function writeKey(buffer: Buffer, offset: number, { time, creator, counter }: EventKey): void {
    buffer[offset] = time >>> 24;
    buffer[offset + 1] = time >>> 16;
    buffer[offset + 2] = time >>> 8;
    buffer[offset + 3] = time;
    buffer[offset + 4] = creator >>> 24;
    buffer[offset + 5] = creator >>> 16;
    buffer[offset + 6] = creator >>> 8;
    buffer[offset + 7] = creator;
    buffer[offset + 8] = counter;
}

/** The 9 bytes whose byte order is the order of events. */
export function packKey(key: EventKey): Buffer {
    const buffer = Buffer.allocUnsafe(KEY_BYTES);
    writeKey(buffer, 0, key);
    return buffer;
}

/** The hex of the 9 bytes: a name of an event, in the order of events. */
export function keyHex(key: EventKey): string {
    return packKey(key).toString("hex");
}

/** The key that 9 bytes hold. */
export function unpackKey(bytes: Buffer): EventKey {
    return { time: bytes.readUInt32BE(0), creator: bytes.readUInt32BE(4), counter: bytes.readUInt8(8) };
}
