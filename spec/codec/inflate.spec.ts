import { inflate } from "../../src/codec/inflate";
import { CompressionMethod, compress, decompress } from "../../realm/natives/zlib";
import { SeededRandom } from "../random";
import { BitString } from "./bit-string";
import { columns, records, samples, textLike } from "./compressible";
import { rounds } from "../support/rounds";
import { fuzzDecoder } from "./fuzz";
import { fromHex, toHex } from "./hex";
import { countSteps } from "./steps";

/** More than any stream here gives. */
const LIMIT = 100000;

/** Head of a last block: 0 stored, 1 fixed, 2 dynamic. */
const lastBlock = (kind: number): BitString => new BitString().number(1, 1).number(kind, 2);

/** Head of a last dynamic block; the lengths of the codes for lengths in the order in which they are sent. */
function dynamicHead(literals: number, distances: number, lengths: number[]): BitString {
    const bits = lastBlock(2)
        .number(literals - 257, 5)
        .number(distances - 1, 5)
        .number(lengths.length - 4, 4);
    for (const length of lengths) bits.number(length, 3);
    return bits;
}

/** Codes for lengths: "00" is 0, "01" 1, "10" 2, "11" the repetition of 0 eleven and more times. */
const LENGTHS = [0, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2];

/** The same, but "11" repeats the length before three and more times. */
const LENGTHS_AND_REPEAT = [2, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2];

/** A block with codes for "a", the end of the block, and matches of three bytes, by their lengths; those of distances follow. */
function smallCode(a: string, end: string, match: string, distances = 1): BitString {
    return dynamicHead(258, distances, LENGTHS)
        .codes("11")
        .number(97 - 11, 7)
        .codes(a)
        .codes("11")
        .number(138 - 11, 7)
        .codes("11")
        .number(20 - 11, 7)
        .codes(end)
        .codes(match);
}

/** "0" is an "a", "10" the end, "11" a match. */
const usualCode = (distances = 1): BitString => smallCode("01", "10", "10", distances);

/** What zlib makes of it. lua-zlib does not tell of bytes behind the end: those are there when it takes one less, too. */
function zlibInflate(bytes: string): string | undefined {
    const whole = decompress(bytes, CompressionMethod.Deflate);
    const cut = decompress(string.sub(bytes, 1, -2), CompressionMethod.Deflate);
    return cut === undefined ? whole : undefined;
}

function zlibDeflate(bytes: string): string {
    return compress(bytes, CompressionMethod.Deflate, 0)!;
}

/** Checks what becomes of a stream, and that zlib says the same. */
function expectInflated(expected: string | undefined, stream: string, what: string): void {
    assert.equal(expected, zlibInflate(stream), `zlib: ${what}`);
    assert.equal(expected, inflate(stream, LIMIT), what);
}

/** Checks that both refuse a stream. */
function expectRefused(what: string, bits: BitString): void {
    // It is not for its end that it is refused.
    expectInflated(undefined, bits.number(0, 64).end(), what);
}

describe("inflate", () => {
    it("reads stored blocks", () => {
        expectInflated("hello", fromHex("010500faff68656c6c6f"), "one");
        expectInflated("", fromHex("010000ffff"), "nothing");
        expectInflated("hello", fromHex("f80300fcff68656c010200fdff6c6f"), "two, the first with bits behind its head");
    });

    it("reads the fixed codes at both ends of each range", () => {
        // Section 3.2.6: 0 to 143, 144 to 255, 256 to 279, and 280 to 285, the longest match.
        const bits = lastBlock(1)
            .codes("00110000 10111111 110010000 111111111")
            .codes("0000001 00000")
            .codes("0010111")
            .number(15, 4)
            .codes("00010")
            .codes("11000000")
            .number(3, 4)
            .codes("00000")
            .codes("11000101 00000")
            .codes("0000000");
        const expected = fromHex("008f90ff") + string.rep(fromHex("ff"), 3 + 114 + 118 + 258);
        expectInflated(expected, bits.end(), "fixed codes");
    });

    it("reads codes of their own", () => {
        expectInflated("aaaa", usualCode().codes("01").codes("0 11 0 10").end(), "one distance, of one bit");
        expectInflated("a", usualCode().codes("00").codes("0 10").end(), "no distance");
        expectInflated("aaaaaa", usualCode(2).codes("01 01").codes("0 0 11 1 0 10").end(), "two distances");
        expectInflated("", smallCode("00", "01", "00").codes("00").codes("0").end(), "one code of one bit alone");
    });

    it("refuses what there is no code for", () => {
        expectRefused("block of kind 3", lastBlock(3));
        expectRefused("stored length unlike its complement", lastBlock(0).number(0, 5).number(5, 16).number(5, 16));
        expectRefused("symbol 286", lastBlock(1).codes("00110000 11000110 00000 0000000"));
        expectRefused("symbol 287", lastBlock(1).codes("00110000 11000111 00000 0000000"));
        expectRefused("distance 30", lastBlock(1).codes("00110000 0000001 11110 0000000"));
        expectRefused("distance 31", lastBlock(1).codes("00110000 0000001 11111 0000000"));
        expectRefused("code beside the only literal", smallCode("00", "01", "00").codes("00").codes("1"));
        expectRefused("code beside the only distance", usualCode().codes("01").codes("0 11 1 10"));
        expectRefused("match without a distance", usualCode().codes("00").codes("0 11 0 10"));
    });

    it("refuses matches that begin before the output", () => {
        expectRefused("at once", lastBlock(1).codes("0000001 00000 0000000"));
        expectRefused("one too far", lastBlock(1).codes("00110000 0000001 00001 0000000"));
        const inBlockBefore = fromHex("000300fcff616263") + lastBlock(1).codes("0000001 00010 0000000").end();
        expectInflated("abcabc", inBlockBefore, "in the block before");
    });

    it("refuses sets of codes as zlib does", () => {
        expectRefused("too many literals", smallCode("01", "01", "01").codes("00").codes("10"));
        expectRefused("too few literals", smallCode("10", "10", "10").codes("00").codes("01"));
        expectRefused("one literal of two bits alone", smallCode("00", "10", "00").codes("00").codes("00"));
        expectRefused("no end of the block", smallCode("01", "00", "01").codes("00").codes("0"));
        expectRefused("too many distances", usualCode(3).codes("01 01 01").codes("0 10"));
        expectRefused("too few distances", usualCode(2).codes("10 10").codes("0 10"));
        expectRefused("one distance of two bits alone", usualCode().codes("10").codes("0 10"));
        expectRefused("too many lengths of codes", dynamicHead(257, 1, [1, 1, 1, 0]));
        expectRefused("too few lengths of codes", dynamicHead(257, 1, [2, 2, 2, 0]));
        expectRefused("one length of codes alone", dynamicHead(257, 1, [0, 0, 0, 1]));
        expectRefused("no length of codes", dynamicHead(257, 1, [0, 0, 0, 0]));
        expectRefused("287 literals", dynamicHead(287, 1, LENGTHS).codes("11").number(86, 7));
        expectRefused("31 distances", dynamicHead(257, 31, LENGTHS).codes("11").number(86, 7));
        expectRefused("repetition of nothing", dynamicHead(257, 1, LENGTHS_AND_REPEAT).codes("11").number(0, 2));
        expectRefused("repetition beyond the end", usualCode(2).codes("01").codes("11").number(0, 7));
    });

    it("refuses bytes behind the last block, and a block that is not the last at the end", () => {
        const stream = zlibDeflate("hello, hello, hello");
        expectInflated(undefined, stream + "\0", "a NUL behind");
        expectInflated(undefined, stream + stream, "another stream behind");
        expectInflated(undefined, fromHex("000000ffff"), "no last block");
        expectInflated(undefined, "", "nothing");
    });

    it("gives no more than the limit", () => {
        for (const [name, bytes] of samples(new SeededRandom(81))) {
            const stream = zlibDeflate(bytes);
            assert.is_true(inflate(stream, bytes.length) === bytes, name);
            assert.is_nil(inflate(stream, bytes.length - 1), name);
        }
    });

    it("goes on no further than a slice beyond the limit", () => {
        // 10 MB of NULs, which would take a second and 160 MB of memory.
        const bomb = zlibDeflate(string.rep("\0", 10000000));
        collectgarbage("collect");
        const before = collectgarbage("count");
        const steps = countSteps(() => assert.is_nil(inflate(bomb, 1000)));
        assert.is_true(collectgarbage("count") - before < 1000);
        assert.is_true(steps < 10, `${steps} steps`);
    });

    it("pauses every 2 kB or so of output, and at each block", () => {
        const noise = new SeededRandom(82).bytes(40000);
        for (const stream of [zlibDeflate(string.rep("a", 100000)), zlibDeflate(noise)]) {
            let pauses = 0;
            const length = inflate(stream, 100000, () => pauses++)!.length;
            assert.is_true(pauses >= length / 2400, `${pauses} pauses`);
        }
        const empty = string.rep(fromHex("000000ffff"), 1000) + fromHex("0300");
        let pauses = 0;
        assert.equal(
            "",
            inflate(empty, 0, () => pauses++),
        );
        assert.is_true(pauses > 1000, `${pauses} pauses`);
    });

    it("may be left in each pause", () => {
        const bytes = textLike(new SeededRandom(83), 3000);
        const streams = [zlibDeflate(bytes), zlibDeflate(string.sub(bytes, 2))];
        const results: (string | undefined)[] = [];
        const routines = streams.map((stream, index) =>
            coroutine.create(() => {
                results[index] = inflate(stream, LIMIT, () => coroutine.yield());
            }),
        );
        while (routines.some((routine) => coroutine.status(routine) !== "dead")) {
            for (const routine of routines) coroutine.resume(routine);
        }
        assert.is_true(results[0] === bytes && results[1] === string.sub(bytes, 2));
    });

    it("says what zlib says of each stream that is cut off, or has one bit wrong", () => {
        const random = new SeededRandom(84);
        const streams = [
            zlibDeflate(textLike(random, 60)),
            zlibDeflate(records(random, 40)),
            zlibDeflate(columns(random, rounds(90))),
            fromHex("000500faff68656c6c6f010500faff68656c6c6f"),
            zlibDeflate("fixed, fixed, fixed"),
        ];
        for (const stream of streams) {
            for (const length of $range(0, stream.length - 1)) {
                const cut = string.sub(stream, 1, length);
                assert.is_nil(inflate(cut, LIMIT), `seed 84, ${toHex(cut)}`);
            }
            for (const at of $range(1, stream.length)) {
                for (const bit of $range(0, 7)) {
                    const value = string.byte(stream, at);
                    const flipped = math.floor(value / 2 ** bit) % 2 === 0 ? value + 2 ** bit : value - 2 ** bit;
                    const wrong = string.sub(stream, 1, at - 1) + string.char(flipped) + string.sub(stream, at + 1);
                    assert.equal(zlibInflate(wrong), inflate(wrong, LIMIT), `seed 84, ${toHex(wrong)}`);
                }
            }
        }
    });

    it("says what zlib says of random and damaged streams", () => {
        fuzzDecoder(
            85,
            (random) => {
                const kinds = [textLike, columns, records];
                return zlibDeflate(kinds[random.integer(0, 2)](random, random.integer(0, 12)));
            },
            (stream) => {
                const bytes = inflate(stream, LIMIT);
                if (bytes !== zlibInflate(stream)) return "zlib differs";
                return bytes !== undefined;
            },
        );
    });
});
