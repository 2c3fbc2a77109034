import { decodeLz4, encodeLz4 } from "../../src/codec/lz4";
import { rounds } from "../support/rounds";
import { SeededRandom } from "../random";

const random = new SeededRandom(20261130);

function randomBytes(count: number, most: number): string {
    const parts: string[] = [];
    for (const _ of $range(1, count)) parts.push(string.char(random.integer(0, most)));
    return table.concat(parts);
}

/** Bytes of which more or less comes again. */
function repetitive(): string {
    const pieces: string[] = [];
    for (const _ of $range(1, random.integer(1, 6))) pieces.push(randomBytes(random.integer(1, 30), 255));
    const parts: string[] = [];
    for (const _ of $range(1, random.integer(0, 40))) parts.push(pieces[random.integer(0, pieces.length - 1)]);
    return table.concat(parts);
}

describe("LZ4 blocks", () => {
    it("give back what went in", () => {
        for (const _ of $range(1, rounds(4000, 600))) {
            for (const bytes of [repetitive(), randomBytes(random.integer(0, 300), random.integer(0, 255))]) {
                const block = encodeLz4(bytes);
                assert.equal(bytes, decodeLz4(block, bytes.length));
                assert.is_true(block.length <= bytes.length * 1.01 + 16);
            }
        }
    });

    it("are those of the format: literals, a match and the last literals", () => {
        assert.equal("\x00", encodeLz4(""));
        assert.equal("\x30abc", encodeLz4("abc"));
        assert.equal("\x1fa\x01\x00\x07\x50aaaaa", encodeLz4(string.rep("a", 32)));
        assert.equal(string.rep("a", 32), decodeLz4("\x1fa\x01\x00\x07\x50aaaaa", 32));
    });

    it("are smaller where something comes again", () => {
        const names: string[] = [];
        for (const index of $range(1, 20)) names.push(`Member${string.format("%02d", index)}-Realm bids 120`);
        const bytes = names.join(", ");
        assert.is_true(encodeLz4(bytes).length < bytes.length / 3);
    });

    it("are refused where they are not of the form, or give another size", () => {
        const block = encodeLz4(string.rep("abcdefgh", 20));
        assert.is_nil(decodeLz4(block, 159));
        assert.is_nil(decodeLz4(block, 161));
        assert.is_nil(decodeLz4("", 0));
        // A match in front of the beginning, one without an offset, and a length without an end.
        assert.is_nil(decodeLz4("\x10a\x05\x00\x00", 5));
        assert.is_nil(decodeLz4("\x10a\x00\x00\x00", 5));
        assert.is_nil(decodeLz4(string.char(240, 255, 255), 600));
    });

    it("never raise, nor give more than was said", () => {
        for (const _ of $range(1, rounds(20000, 2000))) {
            const block = encodeLz4(repetitive());
            const at = random.integer(1, block.length);
            const mutated = string.sub(block, 1, at - 1) + randomBytes(1, 255) + string.sub(block, at + 1);
            const size = random.integer(0, 500);
            for (const each of [mutated, randomBytes(random.integer(0, 60), 255), string.sub(block, 1, at)]) {
                const bytes = decodeLz4(each, size);
                assert.is_true(bytes === undefined || bytes.length === size);
            }
        }
    });
});
