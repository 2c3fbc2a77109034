import { hash32 } from "../../src/codec/murmur3";
import { keyedHash } from "../../src/sync/keyed-hash";
import { PRIME, power } from "../../src/sync/prime-field";
import { SeededRandom } from "../random";

/** The polynomial as the definition has it: the length, then the bytes two at a time, from the highest power down. */
function byDefinition(bytes: string, key: number): number {
    const coefficients = [bytes.length];
    for (const at of $range(1, bytes.length, 2)) {
        const [high, low] = string.byte(bytes, at, at + 1);
        coefficients.push(high * 256 + (low ?? 0));
    }
    let sum = 0;
    for (const [index, coefficient] of ipairs(coefficients)) {
        sum = (sum + coefficient * power(key, coefficients.length - index)) % PRIME;
    }
    return sum;
}

function randomBytes(random: SeededRandom, length: number): string {
    let bytes = "";
    for (const _ of $range(1, length)) bytes += string.char(random.integer(0, 255));
    return bytes;
}

describe("A keyed hash", () => {
    it("is the polynomial of length and bytes at its key", () => {
        const random = new SeededRandom(5);
        for (const length of $range(0, 40)) {
            const bytes = randomBytes(random, length);
            for (const key of [1, 2, PRIME - 1, random.integer(1, PRIME - 1)]) {
                assert.equal(byDefinition(bytes, key), keyedHash(bytes, key), `${length} bytes, key ${key}`);
            }
        }
    });

    it("tells strings apart of which one is the other with zeros behind it", () => {
        for (const key of $range(2, 200)) {
            assert.are_not.equal(keyedHash("a", key), keyedHash("a\0", key));
            assert.are_not.equal(keyedHash("", key), keyedHash("\0\0", key));
        }
    });

    it("tells strings apart that meet under every seed of MurmurHash3", () => {
        // Two blocks whose differences cancel out, whatever the state before: the second undoes bit 31, which the first flips.
        const c1 = 3432918353;
        const c2 = 461845907;
        /** The inverse of an odd number modulo 2^32, by Newton's iteration; products in halves, so that they are exact. */
        const times = (a: number, b: number): number => {
            return ((a % 65536) * b + ((math.floor(a / 65536) * (b % 65536)) % 65536) * 65536) % 2 ** 32;
        };
        const inverse = (a: number): number => {
            let x = a;
            for (const _ of $range(1, 5)) x = times(x, (2 + 2 ** 32 - times(a, x)) % 2 ** 32);
            return x;
        };
        /** The block that the mixing turns into this. */
        const unmixed = (mixed: number): string => {
            const unturned = times(mixed, inverse(c2));
            const low = unturned % 32768;
            const block = times(low * 131072 + math.floor(unturned / 32768), inverse(c1));
            return string.char(
                block % 256,
                math.floor(block / 256) % 256,
                math.floor(block / 65536) % 256,
                math.floor(block / 16777216),
            );
        };
        const first = unmixed(0) + unmixed(0);
        const second = unmixed(2 ** 18) + unmixed(2 ** 31);
        assert.are_not.equal(first, second);
        for (const seed of [0, 1, 77, 2 ** 31, 2 ** 32 - 1]) assert.equal(hash32(first, seed), hash32(second, seed));
        let met = 0;
        for (const key of $range(1, 10000)) met += keyedHash(first, key) === keyedHash(second, key) ? 1 : 0;
        assert.is_true(met <= 3, `${met} of 10,000 keys`);
    });
});
