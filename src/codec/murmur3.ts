/**
 * MurmurHash3 x86_32 (Austin Appleby, public domain, SMHasher).
 *
 * Lua has doubles and no 32-bit integers, so a product modulo 2^32 is made of halves. With a = low + high * 2^k,
 *
 *     a * c mod 2^32 = (low * c + high * (c * 2^k mod 2^32)) mod 2^32
 *
 * where both products stay below 2^50 and are exact. A rotation only swaps which part is multiplied by which power of
 * two: it costs nothing when it is folded into the constants of the multiplication behind it. Only the exclusive or is
 * left to the bit library.
 */

/** @customName bit */
declare const bits: { readonly bxor: (this: void, ...values: number[]) => number };

const bxor = bits.bxor;
const byte = string.byte;

/** Constants that the compiler writes into the code: a file-local would be one more instruction at each use. */
const enum K {
    Two13 = 8192,
    Two16 = 65536,
    Two17 = 131072,
    Two19 = 524288,
    Two32 = 4294967296,

    /** c1 = 0xcc9e2d51, and c1 * 2^16 mod 2^32. */
    C1 = 3432918353,
    C1Shifted16 = 760283136,

    /** c2 = 0x1b873593, and c2 * 2^15 mod 2^32: the rotation takes the low 17 bits up by 15 and brings 15 bits down. */
    C2 = 461845907,
    C2Shifted15 = 2596896768,

    /** After the rotation by 13 the hash is multiplied by 5, its low 19 bits therefore by 5 * 2^13; then 0xe6546b64. */
    FiveShifted13 = 40960,
    Addend = 3864292196,

    /** The multipliers of the finalizer, 0x85ebca6b and 0xc2b2ae35, and each times 2^16 mod 2^32. */
    Final1 = 2246822507,
    Final1Shifted16 = 3396009984,
    Final2 = 3266489909,
    Final2Shifted16 = 2922708992,
}

/**
 * Mixes bytes into a hash, without the up to seven behind the last pair of blocks.
 * @returns the hash, to be gone on with by mix32() or hash32().
 */
export function mix32(bytes: string, seed: number): number {
    let hash = seed;
    let low: number;
    let block: number;

    // Two blocks a round, written out: a call of a mixing function would cost as much as the mixing.
    for (const at of $range(1, bytes.length - 7, 8)) {
        const [b1, b2, b3, b4, b5, b6, b7, b8] = byte(bytes, at, at + 7);
        block = ((b1 + b2 * 256) * K.C1 + (b3 + b4 * 256) * K.C1Shifted16) % K.Two32;
        low = block % K.Two17;
        hash = bxor(hash, (low * K.C2Shifted15 + ((block - low) / K.Two17) * K.C2) % K.Two32);
        if (hash < 0) hash += K.Two32;
        low = hash % K.Two19;
        hash = (low * K.FiveShifted13 + ((hash - low) / K.Two19) * 5 + K.Addend) % K.Two32;

        block = ((b5 + b6 * 256) * K.C1 + (b7 + b8 * 256) * K.C1Shifted16) % K.Two32;
        low = block % K.Two17;
        hash = bxor(hash, (low * K.C2Shifted15 + ((block - low) / K.Two17) * K.C2) % K.Two32);
        if (hash < 0) hash += K.Two32;
        low = hash % K.Two19;
        hash = (low * K.FiveShifted13 + ((hash - low) / K.Two19) * 5 + K.Addend) % K.Two32;
    }
    return hash;
}

/**
 * Hashes bytes to 32 bits. The result is the same whether the bit library gives signed results (LuaJIT, Debian) or
 * unsigned ones (WoW): a negative exclusive or is lifted by 2^32 at once, the others cannot be negative.
 * @param seed 0 to 2^32 - 1; or what mix32() made of the bytes before these.
 * @param before number of those bytes, a multiple of 8.
 * @returns 0 to 2^32 - 1.
 * @example hash32("test", 0) === 0xba6bd213
 */
export function hash32(bytes: string, seed: number, before = 0): number {
    const length = bytes.length;
    let hash = mix32(bytes, seed);
    let low: number;
    let block: number;

    // Zero to seven bytes are left: perhaps one more block, then a tail of up to three bytes.
    let [t1, t2, t3, b4, b5, b6, b7] = byte(bytes, length - (length % 8) + 1, length);
    if (b4 !== undefined) {
        block = ((t1 + t2 * 256) * K.C1 + (t3 + b4 * 256) * K.C1Shifted16) % K.Two32;
        low = block % K.Two17;
        hash = bxor(hash, (low * K.C2Shifted15 + ((block - low) / K.Two17) * K.C2) % K.Two32);
        if (hash < 0) hash += K.Two32;
        low = hash % K.Two19;
        hash = (low * K.FiveShifted13 + ((hash - low) / K.Two19) * 5 + K.Addend) % K.Two32;
        t1 = b5;
        t2 = b6;
        t3 = b7;
    }
    block = (((t1 ?? 0) + (t2 ?? 0) * 256) * K.C1 + (t3 ?? 0) * K.C1Shifted16) % K.Two32;
    low = block % K.Two17;
    hash = bxor(hash, (low * K.C2Shifted15 + ((block - low) / K.Two17) * K.C2) % K.Two32, before + length);
    if (hash < 0) hash += K.Two32;

    // The shifts to the right leave the high bits alone, so only the low ones go through the bit library.
    low = hash % K.Two16;
    const high = (hash - low) / K.Two16;
    hash = (bxor(low, high) * K.Final1 + high * K.Final1Shifted16) % K.Two32;
    low = hash % K.Two19;
    hash = hash - low + bxor(low, (hash - (hash % K.Two13)) / K.Two13);
    low = hash % K.Two16;
    hash = (low * K.Final2 + ((hash - low) / K.Two16) * K.Final2Shifted16) % K.Two32;
    low = hash % K.Two16;
    return hash - low + bxor(low, (hash - low) / K.Two16);
}
