import { finish, type Writer, writeBlock } from "../../src/codec/deflate-block";
import { inflate } from "../../src/codec/inflate";
import { CompressionMethod, decompress } from "../../realm/natives/zlib";

const noPause = (): void => {};

describe("a block of Deflate", () => {
    it("has codes of up to 15 bits where some symbols are very rare", () => {
        // Each byte comes as often as the two before together: the tree of so many is 20 deep.
        const items: number[] = [];
        let [times, next] = [1, 1];
        for (const value of $range(1, 20)) {
            for (const _ of $range(1, times)) items.push(value);
            [times, next] = [next, times + next];
        }
        const bytes = table.concat(items.map((value) => string.char(value)));
        const writer: Writer = { hold: 0, top: 1, bytes: [], count: 0, parts: [] };
        assert.equal(bytes.length + 1, writeBlock(writer, bytes, 1, items, items.length, true, noPause));
        finish(writer);
        const stream = table.concat(writer.parts);
        assert.is_true(decompress(stream, CompressionMethod.Deflate) === bytes);
        assert.is_true(inflate(stream, bytes.length) === bytes);
        // The entropy is 1.6 bits a byte.
        assert.is_true(stream.length < (2.7 * bytes.length) / 8);
    });
});
