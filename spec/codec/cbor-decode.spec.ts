import { decodeCbor, readByteString } from "../../src/codec/cbor-decode";
import { encodeByteString } from "../../src/codec/cbor-encode";
import { fuzzDecoder } from "./fuzz";
import { fromHex } from "./hex";
import { countSteps } from "./steps";

function reasonFor(hex: string): string {
    const [ok, reason] = decodeCbor(fromHex(hex), 1);
    return ok ? "accepted" : (reason as string);
}

describe("decodeCbor", () => {
    it("refuses heads, floats and maps in any but their canonical form", () => {
        const forms = [
            "1817", // 23 in two bytes
            "1900ff",
            "1a0000ffff",
            "1b00000000ffffffff",
            "3817",
            "780161",
            "9800",
            "b800",
            "fa3fc00000", // 1.5 as a single
            "fb3ff8000000000000", // 1.5 as a double
            "fb36a0000000000000", // 2^-149, a single, as a double
            "fa00000000",
            "fb0000000000000000",
            "fb433fffffffffffff", // 2^53 - 1 as a double
            "fb4340000000000000", // 2^53 as a double
            "a10102", // {1: 2} is an array
            "a201020203",
            "a2616202616101", // keys not ascending
            "a2616101616102", // a key twice
            "a0",
            "4161", // text as a byte string
        ];
        for (const hex of forms) assert.equal("not canonical", reasonFor(hex), hex);
    });

    it("refuses what is cut off, and declared lengths beyond the bytes at once", () => {
        const cut = [
            "",
            "18",
            "19ff",
            "1affffff",
            "1b00200000000000",
            "61",
            "781861",
            "41",
            "81",
            "8201",
            "a1",
            "a16161",
            "a2616162",
            "f93e",
            "fa7f7fff",
            "fb3ff19999999999",
            "9affffffff",
            "9b001fffffffffffff",
            "ba7fffffff",
            "bb0010000000000000",
            "5affffffff00",
            "7b002000000000000061",
        ];
        for (const hex of cut) assert.equal("truncated", reasonFor(hex), hex);
    });

    it("does not decode 50,000 items to find that a 50,001st is missing", () => {
        const items = string.rep("\0", 50000);
        assert.equal(
            0,
            countSteps(() => decodeCbor(fromHex("9a0000c351") + items, 1)),
        );
        assert.equal(
            0,
            countSteps(() => decodeCbor(fromHex("ba000061a9") + items, 1)),
        );
        assert.is_true(countSteps(() => decodeCbor(fromHex("99c350") + items, 1)) > 0);
    });

    it("refuses what the subset does not have", () => {
        const foreign = [
            "1c", // reserved
            "1d",
            "1e",
            "1f",
            "5c",
            "7d",
            "9e",
            "1b0020000000000001", // 2^53 + 1
            "3b0020000000000000", // -2^53 - 1
            "c100",
            "e0",
            "f7",
            "f800",
            "fc",
            "ff",
            "81f6", // null within a list
            "a16161f6",
            "a1f601",
            "a1800a", // a key that is an array
        ];
        for (const hex of foreign) assert.equal("not supported", reasonFor(hex), hex);
    });

    it("refuses text that is no UTF-8", () => {
        assert.equal("text that is not UTF-8", reasonFor("62c328"));
        assert.equal("text that is not UTF-8", reasonFor("63eda080"));
        assert.equal("text that is not UTF-8", reasonFor(`7818ff${string.rep("61", 23)}`));
    });

    it("takes 16 levels of nesting and refuses 17", () => {
        assert.equal("accepted", reasonFor(`${string.rep("81", 15)}80`));
        assert.equal("a table nested deeper than 16 levels", reasonFor(`${string.rep("81", 16)}80`));
        assert.equal("a table nested deeper than 16 levels", reasonFor(string.rep("81", 100000)));
        assert.equal("a table nested deeper than 16 levels", reasonFor(string.rep("a10a", 100000)));
    });

    it("keeps the bounds of integers", () => {
        const [, largest] = decodeCbor(fromHex("1b0020000000000000"), 1);
        const [, smallest] = decodeCbor(fromHex("3b001fffffffffffff"), 1);
        assert.equal(2 ** 53, largest);
        assert.equal(-(2 ** 53), smallest);
    });

    it("leaves what follows the item alone", () => {
        const [ok, value, next] = decodeCbor(fromHex("ff0aff"), 2);
        assert.is_true(ok);
        assert.equal(10, value);
        assert.equal(3, next);
    });
});

describe("readByteString", () => {
    it("refuses other items, long heads and truncation", () => {
        for (const hex of ["", "00", "6161", "80", "41", "580161", "5f41ffff", "5affffffff00"]) {
            const [content, next] = readByteString(fromHex(hex), 1);
            assert.is_nil(content, hex);
            assert.is_nil(next, hex);
        }
    });

    it("accepts of random and damaged inputs only what encodeByteString would write", () => {
        fuzzDecoder(
            91,
            (random) => encodeByteString(random.bytes(random.integer(0, 40))),
            (input) => {
                const [content, next] = readByteString(input, 1);
                if (content === undefined) return false;
                return encodeByteString(content) === string.sub(input, 1, next - 1) || "encodes to something else";
            },
        );
    });
});
