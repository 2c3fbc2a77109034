/** Adler-32 (RFC 1950, section 8.2), as one call or continued over pieces. */

const byte = string.byte;

/** The largest prime below 2^16. */
const MODULUS = 65521;

/**
 * Bytes between two reductions. The second sum grows by at most 255 * n^2 / 2 + 65520 * n over n bytes: 2^20 bytes make
 * it 2.1e14, exact in a double with a wide margin.
 */
const REDUCE_EVERY = 1048576;

/** Bytes taken in one round of the inner loop. */
const STRIDE = 8;

/**
 * Continues the two sums over more bytes; over nothing they are 1 and 0. The checksum is b * 65536 + a.
 * @param a The first sum, 0 to 65520.
 * @param b The second sum, 0 to 65520.
 * @param from Position of the first byte, 1-based; the first if absent.
 * @param to Position of the last byte; the end if absent.
 * @returns Both sums, reduced.
 */
export function updateAdler(
    a: number,
    b: number,
    bytes: string,
    from?: number,
    to?: number,
): LuaMultiReturn<[a: number, b: number]> {
    const last = to ?? bytes.length;
    for (const start of $range(from ?? 1, last, REDUCE_EVERY)) {
        let stop = start + REDUCE_EVERY - 1;
        if (stop > last) stop = last;
        const rest = (stop - start + 1) % STRIDE;
        for (const at of $range(start, stop - rest - 1, STRIDE)) {
            const [c1, c2, c3, c4, c5, c6, c7, c8] = byte(bytes, at, at + 7);
            b += 8 * (a + c1) + 7 * c2 + 6 * c3 + 5 * c4 + 4 * c5 + 3 * c6 + 2 * c7 + c8;
            a += c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8;
        }
        for (const at of $range(stop - rest + 1, stop)) {
            a += byte(bytes, at);
            b += a;
        }
        a %= MODULUS;
        b %= MODULUS;
    }
    return $multi(a, b);
}

/**
 * The checksum of a whole string.
 * @returns 0 to 2^32 - 1.
 * @example adler32("Wikipedia") === 0x11e60398
 */
export function adler32(bytes: string): number {
    const [a, b] = updateAdler(1, 0, bytes);
    return b * 65536 + a;
}
