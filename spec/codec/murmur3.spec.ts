import { SeededRandom } from "../random";
import { fromHex, toHex } from "./hex";

type Hash32 = (this: void, bytes: string, seed: number) => number;
type Xor = (this: void, ...values: number[]) => number;

const MODULE = "src.codec.murmur3";
const BIT_MODULE = "bit";

/** Debian's bit library, whose results are signed. */
const signedXor = (require(BIT_MODULE) as { bxor: Xor }).bxor;

/** As in the game: results are unsigned. */
function unsignedXor(this: void, ...values: number[]): number {
    return signedXor(...values) % 4294967296;
}

/** The module takes bxor from the global `bit` when it is loaded: load a copy of it over one or the other. */
function loadOver(bxor: Xor): Hash32 {
    const globals = _G as unknown as { bit: unknown; package: { loaded: Record<string, unknown> } };
    const loaded = globals.package.loaded;
    const bitBefore = globals.bit;
    const moduleBefore = loaded[MODULE];
    globals.bit = { bxor };
    loaded[MODULE] = undefined;
    const { hash32 } = require(MODULE) as { hash32: Hash32 };
    globals.bit = bitBefore;
    loaded[MODULE] = moduleBefore;
    return hash32;
}

/** The published algorithm step by step, on a slow multiplication of 16-bit halves. */
function hashByDefinition(bytes: string, seed: number): number {
    const multiply = (a: number, b: number) =>
        ((a % 65536) * b + ((math.floor(a / 65536) * b) % 65536) * 65536) % 2 ** 32;
    const rotate = (a: number, n: number) => ((a * 2 ** n) % 2 ** 32) + math.floor(a / 2 ** (32 - n));
    const scramble = (k: number) => multiply(rotate(multiply(k, 0xcc9e2d51), 15), 0x1b873593);
    let h = seed;
    let k = 0;
    for (const at of $range(1, bytes.length)) {
        const place = (at - 1) % 4;
        k += string.byte(bytes, at) * 256 ** place;
        if (place === 3) {
            h = (rotate(unsignedXor(h, scramble(k)), 13) * 5 + 0xe6546b64) % 2 ** 32;
            k = 0;
        }
    }
    h = unsignedXor(unsignedXor(h, scramble(k)), bytes.length);
    h = multiply(unsignedXor(h, math.floor(h / 65536)), 0x85ebca6b);
    h = multiply(unsignedXor(h, math.floor(h / 8192)), 0xc2b2ae35);
    return unsignedXor(h, math.floor(h / 65536));
}

function describeOver(name: string, hash32: Hash32): void {
    describe(`hash32 over a bit library with ${name} results`, () => {
        it("gives the published hashes", () => {
            const vectors: [bytes: string, seed: number, hash: number][] = [
                ["", 0, 0],
                ["", 1, 0x514e28b7],
                ["", 0xffffffff, 0x81f16f39],
                [fromHex("ffffffff"), 0, 0x76293b50],
                [fromHex("21436587"), 0, 0xf55b516b],
                [fromHex("21436587"), 0x5082edee, 0x2362f9de],
                [fromHex("214365"), 0, 0x7e4a8634],
                [fromHex("2143"), 0, 0xa0f7b07a],
                [fromHex("21"), 0, 0x72661cf4],
                [fromHex("00000000"), 0, 0x2362f9de],
                [fromHex("000000"), 0, 0x85f0b427],
                [fromHex("0000"), 0, 0x30f4c306],
                [fromHex("00"), 0, 0x514e28b7],
                ["test", 0, 0xba6bd213],
                ["test", 0x9747b28c, 0x704b81dc],
                ["Hello, world!", 0, 0xc0363e43],
                ["Hello, world!", 0x9747b28c, 0x24884cba],
                ["The quick brown fox jumps over the lazy dog", 0, 0x2e4ff723],
                ["The quick brown fox jumps over the lazy dog", 0x9747b28c, 0x2fa826cd],
            ];
            for (const [bytes, seed, hash] of vectors) assert.equal(hash, hash32(bytes, seed), toHex(bytes));
        });

        it("agrees with the definition, and stays within 32 bits, for all lengths to 80", () => {
            const seed = 51;
            const random = new SeededRandom(seed);
            for (const length of $range(0, 80)) {
                for (const _ of $range(1, 5)) {
                    const bytes = random.bytes(length);
                    const hashSeed = random.integer(0, 65535) * 65536 + random.integer(0, 65535);
                    const hash = hash32(bytes, hashSeed);
                    assert.equal(hashByDefinition(bytes, hashSeed), hash, `seed ${seed}: ${toHex(bytes)}`);
                    assert.is_true(hash >= 0 && hash < 2 ** 32 && math.floor(hash) === hash);
                }
            }
        });
    });
}

describeOver("signed", loadOver(signedXor));
describeOver("unsigned", loadOver(unsignedXor));
