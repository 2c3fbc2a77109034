import { adler32 } from "../../src/codec/adler32";
import { deflate } from "../../src/codec/deflate";
import { inflate } from "../../src/codec/inflate";
import { CompressionMethod, compress, decompress } from "../../realm/natives/zlib";
import { SeededRandom } from "../random";
import { rounds } from "../support/rounds";
import { columns, records, samples, textLike } from "./compressible";
import { toHex } from "./hex";

/** What zlib makes of a stream. */
function zlibInflate(stream: string): string | undefined {
    return decompress(stream, CompressionMethod.Deflate);
}

/** The length that zlib's usual level, the sixth, comes to. */
function zlibLength(bytes: string): number {
    return compress(bytes, CompressionMethod.Deflate, 0)!.length;
}

describe("deflate", () => {
    it("writes what zlib and inflate() read", () => {
        for (const [name, bytes] of samples(new SeededRandom(91))) {
            const stream = deflate(bytes);
            assert.is_true(zlibInflate(stream) === bytes, `zlib: ${name}`);
            assert.is_true(inflate(stream, bytes.length) === bytes, name);
        }
    });

    it("writes what zlib and inflate() read of inputs of every small length", () => {
        const random = new SeededRandom(92);
        for (const round of $range(1, rounds(1000))) {
            const kinds = [textLike, columns, records];
            const whole = kinds[round % 3](random, 20) + random.bytes(random.integer(0, 3));
            const bytes = string.sub(whole, 1, random.integer(0, 200));
            const stream = deflate(bytes);
            const message = `seed 92, round ${round}, ${toHex(bytes)}`;
            assert.equal(bytes, zlibInflate(stream), message);
            assert.equal(bytes, inflate(stream, bytes.length), message);
        }
    });

    it("reads across what is compressed as one, and across blocks", () => {
        const random = new SeededRandom(93);
        const long = textLike(random, 30000) + random.bytes(70000) + columns(random, 20000);
        assert.is_true(long.length > 3 * 65536);
        const stream = deflate(long);
        assert.is_true(zlibInflate(stream) === long);
        assert.is_true(inflate(stream, long.length) === long);
    });

    it("takes the kind of block that is shortest", () => {
        // The bits that tell the kind are the second and third.
        const kindOf = (stream: string): number => math.floor(string.byte(stream, 1) / 2) % 4;
        const random = new SeededRandom(94);
        const noise = random.bytes(3000);
        assert.equal("0300", toHex(deflate("")));
        assert.equal(1, kindOf(deflate("abcabc")));
        assert.equal(2, kindOf(deflate(textLike(random, 500))));
        assert.equal(0, kindOf(deflate(noise)));
        assert.equal(noise.length + 5, deflate(noise).length);
        // A block of noise between two others, each of its own kind.
        const mixed = textLike(random, 3000) + random.bytes(20000) + textLike(random, 3000);
        assert.is_true(deflate(mixed).length < mixed.length - 20000);
    });

    it("is at most 5 % longer than zlib's usual level on columns, and 15 % where that looks further", () => {
        for (const seed of $range(95, 98)) {
            const random = new SeededRandom(seed);
            const kinds: [string, string, number][] = [
                ["columns", columns(random, 3000), 1.05],
                ["records", records(random, 2500), 1.15],
                ["text", textLike(random, 6000), 1.15],
                ["a little of each", columns(random, 100) + records(random, 80) + textLike(random, 100), 1.15],
            ];
            for (const [name, bytes, most] of kinds) {
                const ratio = deflate(bytes).length / zlibLength(bytes);
                assert.is_true(ratio <= most, string.format("seed %.0f, %s: %.3f", seed, name, ratio));
            }
        }
    });

    it("makes the same of the same bytes everywhere", () => {
        // What this came to when it was written. Another choice of matches may change it; another machine may not.
        const random = new SeededRandom(99);
        const checksums = [textLike(random, 3000), columns(random, 1500), records(random, 1200)].map((bytes) =>
            adler32(deflate(bytes)),
        );
        assert.same([2427518080, 815650908, 3074418284], checksums);
    });

    it("pauses every 256 bytes or so of input, and may be left in each pause", () => {
        const bytes = [textLike(new SeededRandom(101), 3000), new SeededRandom(102).bytes(9000)];
        const streams: string[] = [];
        const pauses = [0, 0];
        const routines = bytes.map((each, index) =>
            coroutine.create(() => {
                streams[index] = deflate(each, () => {
                    pauses[index]++;
                    coroutine.yield();
                });
            }),
        );
        while (routines.some((routine) => coroutine.status(routine) !== "dead")) {
            for (const routine of routines) coroutine.resume(routine);
        }
        for (const index of $range(0, 1)) {
            assert.is_true(streams[index] === deflate(bytes[index]));
            assert.is_true(pauses[index] >= bytes[index].length / 256);
        }
    });

    it("takes no more than 150 bytes of memory a byte, and of 64 kB at a time", () => {
        const noise = new SeededRandom(103).bytes(4 * 65536);
        let most = 0;
        collectgarbage("collect");
        const before = collectgarbage("count");
        deflate(noise, () => {
            collectgarbage("collect");
            most = math.max(most, collectgarbage("count") - before);
        });
        assert.is_true(most < 64 * 150, string.format("%.0f kB", most));
    });
});
