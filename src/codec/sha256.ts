/**
 * SHA-256 (FIPS 180-4), in slices.
 *
 * Lua has doubles and no 32-bit integers: rotations are made by arithmetic, sums stay exact far below 2^53, and only exclusive or
 * and and are left to the bit library. Whether that gives signed results (LuaJIT, Debian) or unsigned ones (WoW) shows nowhere:
 * they differ by 2^32, and what is added up is taken modulo 2^32 behind them.
 */

import type { Pause } from "../ports";
import { packU32 } from "./integers";

type Bitwise = (this: void, ...values: number[]) => number;

/** @customName bit */
declare const bits: { readonly band: Bitwise; readonly bxor: Bitwise };

const band = bits.band;
const bxor = bits.bxor;
const byte = string.byte;
const char = string.char;
const floor = math.floor;
const gmatch = string.gmatch;
const rep = string.rep;
const sub = string.sub;

/** Bytes that are hashed at once. */
const BLOCK_BYTES = 64;

/** Blocks between two pauses: well under a millisecond. */
const STEP = 8;

/** Bytes at the end of the last block that say how long the whole is. */
const LENGTH_BYTES = 8;

/** Constants that the compiler writes into the code: a file-local would be one more instruction at each use. */
const enum K {
    Two2 = 4,
    Two3 = 8,
    Two6 = 64,
    Two7 = 128,
    Two10 = 1024,
    Two11 = 2048,
    Two13 = 8192,
    Two14 = 16384,
    Two15 = 32768,
    Two17 = 131072,
    Two18 = 262144,
    Two19 = 524288,
    Two21 = 2097152,
    Two22 = 4194304,
    Two25 = 33554432,
    Two26 = 67108864,
    Two30 = 1073741824,
    Two32 = 4294967296,
}

/** The first 32 bits of the fractions of the cube roots of the first 64 primes (section 4.2.2), from 1 on. */
const ROUND_CONSTANTS = new LuaTable<number, number>();
for (const text of [
    "428a2f98 71374491 b5c0fbcf e9b5dba5 3956c25b 59f111f1 923f82a4 ab1c5ed5",
    "d807aa98 12835b01 243185be 550c7dc3 72be5d74 80deb1fe 9bdc06a7 c19bf174",
    "e49b69c1 efbe4786 0fc19dc6 240ca1cc 2de92c6f 4a7484aa 5cb0a9dc 76f988da",
    "983e5152 a831c66d b00327c8 bf597fc7 c6e00bf3 d5a79147 06ca6351 14292967",
    "27b70a85 2e1b2138 4d2c6dfc 53380d13 650a7354 766a0abb 81c2c92e 92722c85",
    "a2bfe8a1 a81a664b c24b8b70 c76c51a3 d192e819 d6990624 f40e3585 106aa070",
    "19a4c116 1e376c08 2748774c 34b0bcb5 391c0cb3 4ed8aa4a 5b9cca4f 682e6ff3",
    "748f82ee 78a5636f 84c87814 8cc70208 90befffa a4506ceb bef9a3f7 c67178f2",
]) {
    for (const [word] of gmatch(text, "%x+")) {
        ROUND_CONSTANTS.set(ROUND_CONSTANTS.length() + 1, tonumber(word, 16)!);
    }
}

/** The words of the block that is hashed, from 1 on. Used within one call. */
const WORDS = new LuaTable<number, number>();

/** The 64 words that are made of the 16 in the block at a position (section 6.2.2, step 1). */
function schedule(bytes: string, at: number): void {
    const words = WORDS;
    for (const index of $range(1, 13, 4)) {
        const start = at + 4 * (index - 1);
        const [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = byte(bytes, start, start + 15);
        words.set(index, ((a * 256 + b) * 256 + c) * 256 + d);
        words.set(index + 1, ((e * 256 + f) * 256 + g) * 256 + h);
        words.set(index + 2, ((i * 256 + j) * 256 + k) * 256 + l);
        words.set(index + 3, ((m * 256 + n) * 256 + o) * 256 + p);
    }
    for (const index of $range(17, 64)) {
        const x = words.get(index - 15);
        const y = words.get(index - 2);
        const x3 = x % K.Two3;
        const x7 = x % K.Two7;
        const x18 = x % K.Two18;
        const y10 = y % K.Two10;
        const y17 = y % K.Two17;
        const y19 = y % K.Two19;
        words.set(
            index,
            (words.get(index - 16) +
                words.get(index - 7) +
                bxor((x - x7) / K.Two7 + x7 * K.Two25, (x - x18) / K.Two18 + x18 * K.Two14, (x - x3) / K.Two3) +
                bxor((y - y17) / K.Two17 + y17 * K.Two15, (y - y19) / K.Two19 + y19 * K.Two13, (y - y10) / K.Two10)) %
                K.Two32,
        );
    }
}

/** A hash under way. */
class Hash {
    /** The first 32 bits of the fractions of the square roots of the first 8 primes (section 5.3.3). */
    private h0 = 0x6a09e667;
    private h1 = 0xbb67ae85;
    private h2 = 0x3c6ef372;
    private h3 = 0xa54ff53a;
    private h4 = 0x510e527f;
    private h5 = 0x9b05688c;
    private h6 = 0x1f83d9ab;
    private h7 = 0x5be0cd19;

    /** Takes in the block at a position (section 6.2.2). */
    add(bytes: string, at: number): void {
        schedule(bytes, at);
        const words = WORDS;
        const constants = ROUND_CONSTANTS;
        let { h0: a, h1: b, h2: c, h3: d, h4: e, h5: f, h6: g, h7: h } = this;
        for (const round of $range(1, 64)) {
            const e6 = e % K.Two6;
            const e11 = e % K.Two11;
            const e25 = e % K.Two25;
            const sum =
                h +
                bxor(
                    (e - e6) / K.Two6 + e6 * K.Two26,
                    (e - e11) / K.Two11 + e11 * K.Two21,
                    (e - e25) / K.Two25 + e25 * K.Two7,
                ) +
                // Ch: of g those bits that e has not.
                band(e, f) -
                band(e, g) +
                g +
                constants.get(round) +
                words.get(round);
            const a2 = a % K.Two2;
            const a13 = a % K.Two13;
            const a22 = a % K.Two22;
            // Maj: what three bits have in sum besides their exclusive or is twice their majority.
            let odd = bxor(a, b, c);
            if (odd < 0) odd += K.Two32;
            const other =
                bxor(
                    (a - a2) / K.Two2 + a2 * K.Two30,
                    (a - a13) / K.Two13 + a13 * K.Two19,
                    (a - a22) / K.Two22 + a22 * K.Two10,
                ) +
                (a + b + c - odd) / 2;
            h = g;
            g = f;
            f = e;
            e = (d + sum) % K.Two32;
            d = c;
            c = b;
            b = a;
            a = (sum + other) % K.Two32;
        }
        this.h0 = (this.h0 + a) % K.Two32;
        this.h1 = (this.h1 + b) % K.Two32;
        this.h2 = (this.h2 + c) % K.Two32;
        this.h3 = (this.h3 + d) % K.Two32;
        this.h4 = (this.h4 + e) % K.Two32;
        this.h5 = (this.h5 + f) % K.Two32;
        this.h6 = (this.h6 + g) % K.Two32;
        this.h7 = (this.h7 + h) % K.Two32;
    }

    digest(): string {
        const { h0, h1, h2, h3, h4, h5, h6, h7 } = this;
        return table.concat([h0, h1, h2, h3, h4, h5, h6, h7].map((word) => packU32(word)));
    }
}

/** What stands behind so many bytes: one bit, zeros, and the number of bits, up to a whole number of blocks (section 5.1.1). */
function padding(count: number): string {
    const zeros = (BLOCK_BYTES - 1 - LENGTH_BYTES - count) % BLOCK_BYTES;
    const high = floor((count * 8) / K.Two32);
    return char(0x80) + rep("\0", zeros) + packU32(high) + packU32((count * 8) % K.Two32);
}

/**
 * The SHA-256 of bytes that are given in pieces, of any lengths. Takes about 0.7 us a byte.
 * @param pause Called between steps of less than a millisecond; may yield.
 * @returns 32 bytes.
 * @example sha256(["ab", "c"], pause) // ba 78 16 bf 8f 01 cf ea ...
 */
export function sha256(pieces: readonly string[], pause: Pause): string {
    const hash = new Hash();
    let count = 0;
    let blocks = 0;
    /** What is left of the pieces so far: less than a block. */
    let rest = "";
    const addBlock = (bytes: string, at: number): void => {
        hash.add(bytes, at);
        blocks++;
        if (blocks % STEP === 0) pause();
    };
    const addPiece = (piece: string): void => {
        let next = 1;
        if (rest !== "") {
            next = BLOCK_BYTES - rest.length + 1;
            rest += sub(piece, 1, next - 1);
            if (rest.length < BLOCK_BYTES) return;
            addBlock(rest, 1);
        }
        for (const at of $range(next, piece.length - BLOCK_BYTES + 1, BLOCK_BYTES)) addBlock(piece, at);
        rest = sub(piece, piece.length - ((piece.length - next + 1) % BLOCK_BYTES) + 1);
    };
    for (const piece of pieces) {
        count += piece.length;
        addPiece(piece);
    }
    addPiece(padding(count));
    return hash.digest();
}
