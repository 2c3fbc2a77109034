/**
 * CBOR's floating point numbers (RFC 8949, section 3.3): IEEE 754 half, single and double, made by arithmetic because
 * Lua 5.1 has no string.pack. The encoder takes the shortest that keeps the value.
 */
import { Head, MAX_INTEGER, NOT_CANONICAL, NOT_SUPPORTED, TRUNCATED } from "./cbor-head";
import { packU16, packU32, readU16, readU32 } from "./integers";

const char = string.char;
const floor = math.floor;
const ldexp = math.ldexp;
const sub = string.sub;

/** The type declarations give one result to frexp; it has two: 0.5 <= fraction < 1 and an exponent. */
const frexp = math.frexp as unknown as (
    this: void,
    value: number,
) => LuaMultiReturn<[fraction: number, exponent: number]>;

/** How many bits of fraction each format has, and the bias of its exponent. */
const HALF_FRACTION = 10;
const HALF_BIAS = 15;
const SINGLE_FRACTION = 23;
const SINGLE_BIAS = 127;
const DOUBLE_FRACTION = 52;
const DOUBLE_BIAS = 1023;

const TWO_10 = 1024;
const TWO_15 = 32768;
const TWO_20 = 1048576;
const TWO_23 = 8388608;
const TWO_31 = 2147483648;
const TWO_32 = 4294967296;

/**
 * Splits a magnitude into the biased exponent and the fraction field of a format.
 * @returns Both, or undefined twice when the format cannot hold the exact value.
 */
function split(
    magnitude: number,
    fractionBits: number,
    bias: number,
): LuaMultiReturn<[exponent: number, fraction: number] | [exponent: undefined, fraction: undefined]> {
    const [significand, power] = frexp(magnitude);
    let exponent = power - 1 + bias;
    if (exponent > 2 * bias) return $multi(undefined, undefined);
    let fraction: number;
    if (exponent > 0) {
        fraction = ldexp(2 * significand - 1, fractionBits);
    } else {
        exponent = 0;
        fraction = ldexp(magnitude, fractionBits + bias - 1);
    }
    if (floor(fraction) !== fraction) return $multi(undefined, undefined);
    return $multi(exponent, fraction);
}

/** The inverse of split. */
function join(exponent: number, fraction: number, fractionBits: number, bias: number): number {
    if (exponent === 0) return ldexp(fraction, 1 - bias - fractionBits);
    return ldexp(fraction + ldexp(1, fractionBits), exponent - bias - fractionBits);
}

/**
 * Encodes a number as the shortest float that keeps it: 3, 5 or 9 bytes.
 * @param value Finite. Integers up to 2^53 are not written as floats, but may be given.
 */
export function encodeFloat(value: number): string {
    const sign = value < 0 ? 1 : 0;
    const magnitude = value < 0 ? -value : value;
    const [halfExponent, halfFraction] = split(magnitude, HALF_FRACTION, HALF_BIAS);
    if (halfExponent !== undefined) {
        return char(Head.Half) + packU16(sign * TWO_15 + halfExponent * TWO_10 + halfFraction);
    }
    const [singleExponent, singleFraction] = split(magnitude, SINGLE_FRACTION, SINGLE_BIAS);
    if (singleExponent !== undefined) {
        return char(Head.Single) + packU32(sign * TWO_31 + singleExponent * TWO_23 + singleFraction);
    }
    const [exponent, fraction] = split(magnitude, DOUBLE_FRACTION, DOUBLE_BIAS);
    // Every finite number is a double.
    const low = fraction! % TWO_32;
    const high = sign * TWO_31 + exponent! * TWO_20 + (fraction! - low) / TWO_32;
    return char(Head.Double) + packU32(high) + packU32(low);
}

/** The value behind a float's head, whatever its form; without infinities and NaN, whose exponent is all ones. */
function readValue(
    bytes: string,
    position: number,
    head: number,
): LuaMultiReturn<[value: number, next: number] | [value: undefined, reason: string]> {
    let sign: number;
    let exponent: number;
    let fraction: number;
    let fractionBits = DOUBLE_FRACTION;
    let bias = DOUBLE_BIAS;
    let next = position + 9;
    if (head === Head.Half) {
        const bits = readU16(bytes, position + 1);
        if (bits === undefined) return $multi(undefined, TRUNCATED);
        fraction = bits % TWO_10;
        exponent = (bits - fraction) / TWO_10;
        fractionBits = HALF_FRACTION;
        bias = HALF_BIAS;
        next = position + 3;
    } else {
        const bits = readU32(bytes, position + 1);
        if (bits === undefined) return $multi(undefined, TRUNCATED);
        if (head === Head.Single) {
            fraction = bits % TWO_23;
            exponent = (bits - fraction) / TWO_23;
            fractionBits = SINGLE_FRACTION;
            bias = SINGLE_BIAS;
            next = position + 5;
        } else {
            const low = readU32(bytes, position + 5);
            if (low === undefined) return $multi(undefined, TRUNCATED);
            const top = bits % TWO_20;
            fraction = top * TWO_32 + low;
            exponent = (bits - top) / TWO_20;
        }
    }
    // The sign stands on top of the exponent, whose all ones are 2 * bias + 1.
    sign = 1;
    if (exponent > 2 * bias + 1) {
        sign = -1;
        exponent -= 2 * bias + 2;
    }
    if (exponent > 2 * bias) return $multi(undefined, NOT_SUPPORTED);
    return $multi(sign * join(exponent, fraction, fractionBits, bias), next);
}

/**
 * Reads the float at a position. Strict: refuses infinities, NaN, what a shorter float can hold, and what is an integer
 * of at most 2^53 (negative zero too, which is the integer 0).
 * @param position 1-based, of the head.
 * @param head The byte there: 0xf9, 0xfa or 0xfb.
 * @returns The value and the position behind it, or undefined and the reason.
 */
export function readFloat(
    bytes: string,
    position: number,
    head: number,
): LuaMultiReturn<[value: number, next: number] | [value: undefined, reason: string]> {
    const [value, next] = readValue(bytes, position, head);
    if (value === undefined) return $multi(undefined, next);
    if (floor(value) === value && value >= -MAX_INTEGER && value <= MAX_INTEGER)
        return $multi(undefined, NOT_CANONICAL);
    if (encodeFloat(value) !== sub(bytes, position, next - 1)) return $multi(undefined, NOT_CANONICAL);
    return $multi(value, next);
}
