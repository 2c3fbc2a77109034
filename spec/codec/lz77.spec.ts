import { base, Bounds, span, Symbols } from "../../src/codec/deflate-format";
import { findMatches } from "../../src/codec/lz77";
import { SeededRandom } from "../random";
import { samples } from "./compressible";

const noPause = (): void => {};

/** What items say, in the words of RFC 1951; and the bytes that they stand for. */
function readItems(items: readonly number[]): LuaMultiReturn<[words: string[], bytes: string]> {
    const words: string[] = [];
    const bytes: string[] = [];
    let length = 0;
    for (const item of items) {
        const symbol = item % Bounds.ItemWeight;
        const more = (item - symbol) / Bounds.ItemWeight;
        if (symbol < Symbols.EndOfBlock) {
            words.push(string.char(symbol));
            bytes.push(string.char(symbol));
        } else {
            assert.is_true(more < span.get(symbol));
            const value = base.get(symbol) + more;
            if (symbol < Symbols.FirstDistance) {
                length = value;
            } else {
                words.push(`${length} at ${value}`);
                for (const _ of $range(1, length)) bytes.push(bytes[bytes.length - value]);
            }
        }
    }
    return $multi(words, table.concat(bytes));
}

/** All items of a text. */
function itemsOf(text: string): number[] {
    const list: number[] = [];
    findMatches(
        text,
        (items, count, isLast) => {
            assert.is_true(isLast || count >= 6144);
            for (const index of $range(0, count - 1)) list.push(items[index]);
        },
        noPause,
    );
    return list;
}

function wordsOf(text: string): string[] {
    const [words] = readItems(itemsOf(text));
    return words;
}

describe("findMatches", () => {
    it("stands for the bytes that it was given", () => {
        for (const [name, bytes] of samples(new SeededRandom(121))) {
            const [, back] = readItems(itemsOf(bytes));
            assert.is_true(back === bytes, name);
        }
    });

    it("finds what comes again, from three bytes on", () => {
        assert.same([], wordsOf(""));
        assert.same(["a", "b", "-", "a", "b"], wordsOf("ab-ab"));
        assert.same(["a", "b", "c", "-", "3 at 4"], wordsOf("abc-abc"));
        assert.same(["a", "9 at 1"], wordsOf("aaaaaaaaaa"));
        assert.same(["a", "258 at 1", "41 at 1"], wordsOf(string.rep("a", 300)));
    });

    it("takes a longer match that begins one byte later", () => {
        assert.same(["a", "b", "c", "-", "b", "c", "d", "e", "f", "-", "a", "5 at 7"], wordsOf("abc-bcdef-abcdef"));
    });

    it("knows every length and every distance", () => {
        const noise = new SeededRandom(122).bytes(33100);
        for (const length of $range(4, 258)) {
            const text = string.sub(noise, 1, 300) + string.sub(noise, 21, 20 + length);
            const words = wordsOf(text);
            assert.equal(`${length} at 280`, words[words.length - 1]);
        }
        for (const distance of [1, 2, 3, 4, 5, 6, 7, 8, 9, 255, 256, 257, 258, 2048, 2049, 3072, 3073, 3837]) {
            const text = string.sub(noise, 1, distance);
            const words = wordsOf(string.rep(text, distance < 300 ? 9 : 2));
            assert.is_true(words.some((word) => string.find(word, `at ${distance}$`)[0] !== undefined));
        }
        const words = wordsOf(string.sub(noise, 1, 7932) + string.sub(noise, 1, 6));
        assert.equal(string.sub(noise, 6, 6), words[words.length - 1]);
    });

    it("leaves three bytes that lie far back", () => {
        const noise = new SeededRandom(123).bytes(5000);
        const near = wordsOf(string.sub(noise, 1, 4000) + string.sub(noise, 1, 3));
        assert.equal("3 at 4000", near[near.length - 1]);
        const far = wordsOf(string.sub(noise, 1, 5000) + string.sub(noise, 1, 3));
        assert.equal(string.sub(noise, 3, 3), far[far.length - 1]);
    });
});
