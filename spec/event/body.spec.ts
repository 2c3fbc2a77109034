import { encodeByteString } from "../../src/codec/cbor";
import { digestOf, MAX_BODY_BYTES, MAX_FIELDS, splitBody, typeOf } from "../../src/event/body";
import { toId } from "../../src/event/key";
import { fuzzDecoder } from "../codec/fuzz";
import { fromHex, toHex } from "../codec/hex";
import { randomBody } from "../support/events";

describe("body", () => {
    it("splits into its type and its fields", () => {
        const pieces = splitBody(fromHex("05" + "01" + "6161" + "8101" + "f6"))!;
        assert.same(
            ["05", "01", "6161", "8101", "f6"],
            pieces.map((piece) => toHex(piece)),
        );
        assert.same(
            ["ff"],
            splitBody(fromHex("ff"))!.map((piece) => toHex(piece)),
        );
        assert.equal(5, typeOf(fromHex("0501")));
        assert.equal(0, typeOf("\0"));
    });

    it("is not empty, cut off, a tag or a reserved head", () => {
        for (const hex of ["", "0561", "05c101", "051c", "05ff", "05f801", "0501c0"]) {
            assert.is_nil(splitBody(fromHex(hex)), hex);
        }
    });

    it("has 32 fields and 4,096 bytes at most", () => {
        assert.equal(MAX_FIELDS + 1, splitBody("\x01" + string.rep("\0", MAX_FIELDS))!.length);
        assert.is_nil(splitBody("\x01" + string.rep("\0", MAX_FIELDS + 1)));
        // Type byte, and the three bytes of a byte string's head.
        const longest = "\x01" + encodeByteString(string.rep("x", MAX_BODY_BYTES - 4));
        assert.equal(4096, longest.length);
        assert.equal(2, splitBody(longest)!.length);
        assert.is_nil(splitBody("\x01" + encodeByteString(string.rep("x", MAX_BODY_BYTES - 3))));
    });

    it("is the concatenation of its pieces, whatever the bytes are", () => {
        fuzzDecoder(33, randomBody, (input) => {
            const pieces = splitBody(input);
            if (pieces === undefined) return false;
            if (pieces.length > MAX_FIELDS + 1) return "too many fields";
            return table.concat(pieces) === input || "loses bytes";
        });
    });

    it("has a digest that is fixed for ever and covers key and body", () => {
        const id = toId(0x0600a1b2, 7);
        const digest = digestOf(1721000000, id, fromHex("01"));
        assert.equal(digest, digestOf(1721000000, id, fromHex("01")));
        assert.not_equal(digest, digestOf(1721000001, id, fromHex("01")));
        assert.not_equal(digest, digestOf(1721000000, id + 1, fromHex("01")));
        assert.not_equal(digest, digestOf(1721000000, id, fromHex("02")));
        // MurmurHash3 x86_32 with seed 0 of the 10 and 13 bytes, from an implementation that is not this one.
        assert.equal(2052843841, digest);
        assert.equal(3447286217, digestOf(0xffffffff, toId(0xffffffff, 255), fromHex("05016161")));
    });
});
