import { encodeCbor, skipCbor } from "../../src/codec/cbor";
import { MAX_BODY_BYTES, MAX_FIELDS, splitBody } from "../../src/event/body";
import { packKey } from "../../src/event/key";
import {
    againKeyOf,
    againMark,
    idMark,
    importIdOf,
    markBody,
    readAgain,
    readMark,
    repeatMark,
} from "../../src/event/import-mark";
import { fromHex, toHex } from "../codec/hex";
import { fuzzDecoder } from "../codec/fuzz";
import { randomValue } from "../codec/values";
import { SeededRandom } from "../random";

describe("the mark of an imported event", () => {
    it("has fixed bytes, for ever", () => {
        assert.equal("82f605", toHex(idMark(5)!));
        assert.equal("82f66135", toHex(idMark("5")!));
        assert.equal("82f68103", toHex(repeatMark(3)));
    });

    it("holds any string and any finite number, and nothing else", () => {
        for (const id of [0, -1, 1.5, 2 ** 53, 1e300, "", "row 7", string.char(255, 0), string.rep("x", 300)]) {
            assert.same([true, id], [...readMark(idMark(id)!)]);
        }
        for (const id of [0 / 0, 1 / 0, true, {}]) assert.is_nil(idMark(id));
        assert.is_nil(idMark(undefined));
    });

    it("has no id where it numbers equal rows", () => {
        assert.same([true], [...readMark(repeatMark(1))]);
        assert.is_nil(importIdOf(["\x01", repeatMark(7)]));
        assert.equal(7, importIdOf(["\x01", idMark(7)!]));
        assert.is_nil(importIdOf(["\x01"]));
    });

    it("is no value that a field can hold", () => {
        const random = new SeededRandom(72);
        for (const _ of $range(1, 2000)) {
            const [bytes] = encodeCbor(randomValue(random, 3));
            assert.is_false(readMark(bytes!)[0]);
        }
        for (const hex of [
            "82f6",
            "82f6f6",
            "82f6f5",
            "82f68105ff",
            "82f680",
            "82f68161",
            "82f6820102",
            "83f60101",
            "82f681f5",
        ]) {
            assert.is_false(readMark(fromHex(hex))[0], hex);
        }
    });

    it("stands behind all fields of its type", () => {
        const mark = idMark(1)!;
        assert.equal("0105f6f682f601", toHex(markBody("\x01\x05", 3, mark)!));
        assert.equal("010582f601", toHex(markBody("\x01\x05", 1, mark)!));
        assert.equal(5, splitBody(markBody("\x01\x05", 3, mark)!)!.length);
    });

    it("is refused where the body has no room for it", () => {
        const mark = idMark(1)!;
        assert.is_not_nil(splitBody(markBody("\x01", MAX_FIELDS - 1, mark)!));
        assert.is_nil(markBody("\x01", MAX_FIELDS, mark));
        const long = `\x01${encodeCbor(string.rep("x", MAX_BODY_BYTES - 7))[0]!}`;
        assert.equal(MAX_BODY_BYTES, markBody(long, 1, mark)!.length);
        assert.is_nil(markBody(long, 1, idMark(100)!));
    });

    it("never raises, and what it reads has one form", () => {
        fuzzDecoder(
            73,
            (random) => {
                const [id, count] = [random.integer(0, 300), random.integer(1, 300)];
                return random.integer(1, 2) === 1 ? idMark(id)! : repeatMark(count);
            },
            (input) => {
                const [isMark, id] = readMark(input);
                if (isMark && skipCbor(input, 1) !== input.length + 1) return "not one item";
                if (id !== undefined && idMark(id) !== input) return "another form";
                return isMark;
            },
        );
    });
});

describe("the mark of an event that is written again", () => {
    const key = packKey(1705537000, 43981 * 256 + 7);

    it("has fixed bytes, for ever, and says when the event was first written", () => {
        const mark = againMark(key);
        assert.equal("83f64965a86de80000abcd0700", toHex(mark));
        const [isMark, id, time] = readMark(mark);
        assert.same({ isMark: true, time: 1705537000 }, { isMark, id, time });
        assert.equal(key, readAgain(mark));
        assert.equal(key, againKeyOf(`\x01\x05${mark}`));
        assert.is_nil(importIdOf(["\x01", mark]));
    });

    it("is nothing else", () => {
        for (const hex of [
            "83f64965a86de80000abcd07",
            "83f64965a86de80000abcd0701",
            "83f64865a86de80000abcd00",
            "82f60500",
        ]) {
            assert.is_nil(readAgain(fromHex(hex)));
            assert.is_nil(againKeyOf(`\x01${fromHex(hex)}`));
        }
        // A text whose last bytes look like one.
        assert.is_nil(againKeyOf(`\x01\x4f${string.rep("x", 2)}${againMark(key)}`));
    });
});
