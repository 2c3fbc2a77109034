/** Unsigned LEB128: seven bits a byte, least significant group first, the high bit set on all bytes but the last. */

const byte = string.byte;
const char = string.char;
const concat = table.concat;

/** The largest value: integers are exact in a double up to here. */
const MAX_VALUE = 2 ** 53;

/** 2^53 takes eight bytes; what the eighth byte weighs, and so where the last group begins. */
const LAST_GROUP_WEIGHT = 2 ** 49;

/** Eighth byte of 2^53 itself: the largest that one can be, and then with nothing below it. */
const LAST_GROUP_LIMIT = 16;

/**
 * Encodes an unsigned integer in as few bytes as it takes: 1 below 2^7, 2 below 2^14, at most 8.
 * @param value An integer from 0 to 2^53.
 * @example encodeVarint(300) === string.char(0xac, 0x02)
 */
export function encodeVarint(value: number): string {
    if (value < 128) return char(value);
    const low = value % 128;
    let rest = (value - low) / 128;
    if (rest < 128) return char(low + 128, rest);
    const parts = [char(low + 128)];
    let count = 1;
    while (rest >= 128) {
        const group = rest % 128;
        parts[count] = char(group + 128);
        count++;
        rest = (rest - group) / 128;
    }
    parts[count] = char(rest);
    return concat(parts);
}

/**
 * Decodes the varint at a position. Refuses what is cut off, above 2^53, or longer than encodeVarint writes it.
 * @param position 1-based.
 * @returns The value and the position behind it, or undefined twice.
 */
export function decodeVarint(
    bytes: string,
    position: number,
): LuaMultiReturn<[value: number, next: number] | [undefined, undefined]> {
    const [b1, b2] = byte(bytes, position, position + 1);
    if (b1 === undefined) return $multi(undefined, undefined);
    if (b1 < 128) return $multi(b1, position + 1);
    if (b2 === undefined || b2 === 0) return $multi(undefined, undefined);
    if (b2 < 128) return $multi(b1 - 128 + b2 * 128, position + 2);
    return decodeLongVarint(bytes, position, b1 - 128 + (b2 - 128) * 128);
}

/** Goes on from the third byte; `low` is what the first two are worth. */
function decodeLongVarint(
    bytes: string,
    position: number,
    low: number,
): LuaMultiReturn<[value: number, next: number] | [undefined, undefined]> {
    let value = low;
    let weight = 16384;
    for (const at of $range(position + 2, position + 6)) {
        const group = byte(bytes, at);
        if (group === undefined || group === 0) return $multi(undefined, undefined);
        if (group < 128) return $multi(value + group * weight, at + 1);
        value += (group - 128) * weight;
        weight *= 128;
    }
    const last = byte(bytes, position + 7);
    if (last === undefined || last === 0 || last > LAST_GROUP_LIMIT) return $multi(undefined, undefined);
    if (last < LAST_GROUP_LIMIT) return $multi(value + last * LAST_GROUP_WEIGHT, position + 8);
    if (value > 0) return $multi(undefined, undefined);
    return $multi(MAX_VALUE, position + 8);
}
