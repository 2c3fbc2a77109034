/**
 * A hash with a key: who does not know the key beforehand cannot make two strings that meet under it. MurmurHash3 is no
 * such hash: there are pairs that meet under every seed (Aumasson and Bernstein 2012).
 *
 * It is the polynomial whose coefficients are length and bytes, two at a time, at the point `key`, modulo a prime (Carter
 * and Wegman 1979). Two strings of up to n bytes meet under at most n / 2 of the keys.
 */

import { PRIME } from "./prime-field";

const byte = string.byte;

const P = PRIME;

/** @param key 1 to PRIME - 1. @returns 0 to PRIME - 1. */
export function keyedHash(bytes: string, key: number): number {
    const length = bytes.length;
    let hash = length % P;
    for (const at of $range(1, length - 7, 8)) {
        const [b1, b2, b3, b4, b5, b6, b7, b8] = byte(bytes, at, at + 7);
        hash = (hash * key + b1 * 256 + b2) % P;
        hash = (hash * key + b3 * 256 + b4) % P;
        hash = (hash * key + b5 * 256 + b6) % P;
        hash = (hash * key + b7 * 256 + b8) % P;
    }
    for (const at of $range(length - (length % 8) + 1, length, 2)) {
        const [high, low] = byte(bytes, at, at + 1);
        hash = (hash * key + high * 256 + (low ?? 0)) % P;
    }
    return hash;
}
