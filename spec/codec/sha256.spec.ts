import type { Pause } from "../../src/ports";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";
import { fromHex, toHex } from "./hex";

type Sha256 = (this: void, pieces: readonly string[], pause: Pause) => string;
type Bitwise = (this: void, ...values: number[]) => number;

interface Bits {
    readonly band: Bitwise;
    readonly bxor: Bitwise;
}

const MODULE = "src.codec.sha256";
const BIT_MODULE = "bit";

/** Debian's bit library, whose results are signed. */
const signed = require(BIT_MODULE) as Bits;

/** As in the game: results are unsigned. */
const unsigned: Bits = {
    band(this: void, ...values) {
        return signed.band(...values) % 4294967296;
    },
    bxor(this: void, ...values) {
        return signed.bxor(...values) % 4294967296;
    },
};

/** The module takes its functions from the global `bit` when it is loaded: load a copy of it over one or the other. */
function loadOver(bits: Bits): Sha256 {
    const globals = _G as unknown as { bit: unknown; package: { loaded: Record<string, unknown> } };
    const loaded = globals.package.loaded;
    const bitBefore = globals.bit;
    const moduleBefore = loaded[MODULE];
    globals.bit = bits;
    loaded[MODULE] = undefined;
    const { sha256 } = require(MODULE) as { sha256: Sha256 };
    globals.bit = bitBefore;
    loaded[MODULE] = moduleBefore;
    return sha256;
}

/** FIPS 180-4 and NIST's vectors for byte-oriented messages (SHAVS). */
const VECTORS: readonly (readonly [bytes: string, digest: string])[] = [
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    [
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    ],
    [
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1",
    ],
    [fromHex("d3"), "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"],
    [fromHex("bd"), "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b"],
    [fromHex("c98c8e55"), "7abc22c0ae5af26ce93dbb94433a0e0b2e119d014f8e7f65bd56c61ccccd9504"],
    [string.rep("\0", 55), "02779466cdec163811d078815c633f21901413081449002f24aa3e80f0b88ef7"],
    [string.rep("\0", 56), "d4817aa5497628e7c77e6b606107042bbba3130888c5f47a375e6179be789fbb"],
    [string.rep("\0", 57), "65a16cb7861335d5ace3c60718b5052e44660726da4cd13bb745381b235a1785"],
    [string.rep("\0", 64), "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b"],
    [string.rep("\0", 1000), "541b3e9daa09b20bf85fa273e5cbd3e80185aa4ec298e765db87742b70138a53"],
    [string.rep("A", 1000), "c2e686823489ced2017f6059b8b239318b6364f6dcd835d0a519105a1eadd6e4"],
];

function describeOver(name: string, sha256: Sha256): void {
    describe(`sha256 over a bit library with ${name} results`, () => {
        it("gives the published digests", () => {
            for (const [bytes, digest] of VECTORS) {
                assert.equal(digest, toHex(sha256([bytes], noPause)), `${bytes.length} bytes`);
            }
        });
    });
}

describeOver("signed", loadOver(signed));
describeOver("unsigned", loadOver(unsigned));

describe("sha256", () => {
    const sha256 = loadOver(unsigned);

    it("gives the same however the bytes are cut into pieces", () => {
        const seed = 61;
        const random = new SeededRandom(seed);
        for (const length of [0, 1, 63, 64, 65, 127, 128, 129, 500]) {
            const bytes = random.bytes(length);
            const whole = toHex(sha256([bytes], noPause));
            for (const most of [1, 10, 63, 64, 65, 200]) {
                const pieces: string[] = [];
                let at = 1;
                while (at <= length) {
                    const size = random.integer(0, most);
                    pieces.push(string.sub(bytes, at, at + size - 1));
                    at += size;
                }
                assert.equal(whole, toHex(sha256(pieces, noPause)), `seed ${seed}: ${toHex(bytes)}, ${most} at most`);
            }
        }
    });

    it("pauses at least every kB, however the bytes are cut", () => {
        const bytes = string.rep("0123456789abcdef", 4096);
        const small: string[] = [];
        for (const index of $range(0, 4095)) {
            small[index] = "0123456789abcdef";
        }
        for (const pieces of [[bytes], small]) {
            let pauses = 0;
            sha256(pieces, () => {
                pauses++;
            });
            assert.is_true(pauses >= bytes.length / 1024, `${pauses} pauses`);
        }
    });

    it("is not disturbed by another hash during a pause", () => {
        const bytes = string.rep("x", 5000);
        const alone = sha256([bytes], noPause);
        let other = "";
        const digest = sha256([bytes], () => {
            other = sha256(["abc"], noPause);
        });
        assert.equal(toHex(alone), toHex(digest));
        assert.equal(VECTORS[1][1], toHex(other));
    });
});
