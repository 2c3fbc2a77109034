/**
 * The key of an event: time (u32, Unix seconds), creator (u32, the 8 hex digits of the player GUID), counter (u8).
 *
 * In memory a key is two doubles: `time`, and `id` = creator * 256 + counter. The total order of events is that of
 * (time, id), which is the byte order of the 9-byte big-endian form.
 */

const byte = string.byte;
const char = string.char;
const floor = math.floor;

/** Length of a week in seconds; a week is `floor(time / WEEK_SECONDS)`. */
export const WEEK_SECONDS = 604800;

/** The last second that a key can hold. */
export const MAX_TIME = 0xffffffff;

/** Length of a packed key in bytes. */
export const KEY_BYTES = 9;

/** Events that one creator can write in one second. */
export const COUNTERS = 256;

/** The week that a time (Unix seconds) belongs to. */
export function weekOf(time: number): number {
    return floor(time / WEEK_SECONDS);
}

/** The second part of a key: creator (u32) and counter (0-255) in one number below 2^40. */
export function toId(creator: number, counter: number): number {
    return creator * COUNTERS + counter;
}

/** The creator (u32) in an id. */
export function creatorOf(id: number): number {
    return floor(id / COUNTERS);
}

/** The counter (0-255) in an id. */
export function counterOf(id: number): number {
    return id % COUNTERS;
}

/** Whether key A comes before key B in the total order. Of two different keys exactly one comes before the other. */
export function isKeyBefore(timeA: number, idA: number, timeB: number, idB: number): boolean {
    return timeA < timeB || (timeA === timeB && idA < idB);
}

/** The 9 bytes of a key, big-endian: their byte order is the total order. */
export function packKey(time: number, id: number): string {
    const creator = floor(id / 256);
    const timeHigh = floor(time / 65536);
    const creatorHigh = floor(creator / 65536);
    return char(
        floor(timeHigh / 256),
        timeHigh % 256,
        floor(time / 256) % 256,
        time % 256,
        floor(creatorHigh / 256),
        creatorHigh % 256,
        floor(creator / 256) % 256,
        creator % 256,
        id % 256,
    );
}

/** Reads the 9 bytes at `position` (1-based); nil when the string ends before. */
export function unpackKey(
    bytes: string,
    position: number,
): LuaMultiReturn<[time: number, id: number] | [undefined, undefined]> {
    const [t1, t2, t3, t4, c1, c2, c3, c4, n] = byte(bytes, position, position + KEY_BYTES - 1);
    if (n === undefined) {
        return $multi(undefined, undefined);
    }
    const time = ((t1 * 256 + t2) * 256 + t3) * 256 + t4;
    const creator = ((c1 * 256 + c2) * 256 + c3) * 256 + c4;
    return $multi(time, creator * 256 + n);
}
