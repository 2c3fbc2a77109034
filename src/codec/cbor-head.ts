/**
 * The head of a CBOR item (RFC 8949, section 3): three bits of major type, and an argument in the shortest of five forms.
 * Every item starts with one, so encoder, decoder and skipper share this file.
 */
import { packU16, packU32, readU16, readU32 } from "./integers";

const byte = string.byte;
const char = string.char;

/** The first head byte of each major type, and the heads of major type 7 that this library uses. */
export const enum Head {
    Unsigned = 0x00,
    Negative = 0x20,
    Bytes = 0x40,
    Text = 0x60,
    Array = 0x80,
    Map = 0xa0,
    Tag = 0xc0,
    Simple = 0xe0,
    False = 0xf4,
    True = 0xf5,
    Null = 0xf6,
    Half = 0xf9,
    Single = 0xfa,
    Double = 0xfb,
}

/** Arguments below this stand in the head byte itself. */
export const enum Argument {
    InHead = 24,
}

/** The largest magnitude that is coded as an integer: doubles are exact up to here. Beyond, a number is a float. */
export const MAX_INTEGER = 2 ** 53;

/** Arrays and maps nest this deep at most: far more than event fields need, far less than what exhausts the C stack. */
export const MAX_DEPTH = 16;

const TWO_32 = 4294967296;
/** 2^53 / 2^32. */
const MAX_HIGH = 2097152;

/** Why data is refused; shared, so that a caller may count refusals by reason. */
export const TRUNCATED = "truncated";
export const NOT_CANONICAL = "not canonical";
export const NOT_SUPPORTED = "not supported";
export const TOO_DEEP = "a table nested deeper than 16 levels";

/**
 * Writes a head, with the argument in its shortest form (RFC 8949, section 4.2.1).
 * @param major 0 to 7.
 * @param argument An integer from 0 to 2^53.
 */
export function encodeHead(major: number, argument: number): string {
    const first = major * 32;
    if (argument < Argument.InHead) return char(first + argument);
    if (argument < 256) return char(first + 24, argument);
    if (argument < 65536) return char(first + 25) + packU16(argument);
    if (argument < TWO_32) return char(first + 26) + packU32(argument);
    const low = argument % TWO_32;
    return char(first + 27) + packU32((argument - low) / TWO_32) + packU32(low);
}

/**
 * Reads the argument of the head at a position. Refuses one longer than encodeHead writes it, above 2^53, reserved
 * (28 to 30) or of indefinite length (31).
 * @param position 1-based, of the first byte of the head.
 * @param info The low five bits of that byte.
 * @returns The argument and the position behind the head, or undefined and the reason.
 */
export function readArgument(
    bytes: string,
    position: number,
    info: number,
): LuaMultiReturn<[argument: number, next: number] | [argument: undefined, reason: string]> {
    if (info < Argument.InHead) return $multi(info, position + 1);
    if (info === 24) {
        const argument = byte(bytes, position + 1);
        if (argument === undefined) return $multi(undefined, TRUNCATED);
        if (argument < Argument.InHead) return $multi(undefined, NOT_CANONICAL);
        return $multi(argument, position + 2);
    }
    if (info === 25) {
        const argument = readU16(bytes, position + 1);
        if (argument === undefined) return $multi(undefined, TRUNCATED);
        if (argument < 256) return $multi(undefined, NOT_CANONICAL);
        return $multi(argument, position + 3);
    }
    if (info === 26) {
        const argument = readU32(bytes, position + 1);
        if (argument === undefined) return $multi(undefined, TRUNCATED);
        if (argument < 65536) return $multi(undefined, NOT_CANONICAL);
        return $multi(argument, position + 5);
    }
    if (info === 27) {
        const high = readU32(bytes, position + 1);
        const low = readU32(bytes, position + 5);
        if (high === undefined || low === undefined) return $multi(undefined, TRUNCATED);
        if (high === 0) return $multi(undefined, NOT_CANONICAL);
        if (high > MAX_HIGH || (high === MAX_HIGH && low > 0)) return $multi(undefined, NOT_SUPPORTED);
        return $multi(high * TWO_32 + low, position + 9);
    }
    return $multi(undefined, NOT_SUPPORTED);
}
