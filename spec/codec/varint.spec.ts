import { decodeVarint, encodeVarint } from "../../src/codec/varint";
import { fuzzDecoder } from "./fuzz";
import { fromHex, toHex } from "./hex";
import { randomInteger } from "./values";

describe("varint", () => {
    it("has a fixed encoding for each value", () => {
        const vectors: [number, string][] = [
            [0, "00"],
            [1, "01"],
            [127, "7f"],
            [128, "8001"],
            [300, "ac02"],
            [16383, "ff7f"],
            [16384, "808001"],
            [624485, "e58e26"], // The example of the DWARF standard.
            [2 ** 28 - 1, "ffffff7f"],
            [2 ** 32, "8080808010"],
            [2 ** 49 - 1, "ffffffffffff7f"],
            [2 ** 49, "8080808080808001"],
            [2 ** 53 - 1, "ffffffffffffff0f"],
            [2 ** 53, "8080808080808010"],
        ];
        for (const [value, hex] of vectors) {
            assert.equal(hex, toHex(encodeVarint(value)));
            const [decoded, next] = decodeVarint(`x${fromHex(hex)}y`, 2);
            assert.equal(value, decoded);
            assert.equal(2 + hex.length / 2, next);
        }
    });

    it("refuses truncation, padding and what is above 2^53", () => {
        const refused = [
            "",
            "80",
            "ffff",
            "808080",
            "80808080808080",
            "8000",
            "808000",
            "8080808080808000",
            "8180808080808010", // 2^53 + 1
            "8080808080808011",
            "808080808080808001",
            "ffffffffffffffff7f",
        ];
        for (const hex of refused) {
            const [value, next] = decodeVarint(fromHex(hex), 1);
            assert.is_nil(value, hex);
            assert.is_nil(next, hex);
        }
    });

    it("accepts of random and damaged inputs only what it would write", () => {
        fuzzDecoder(
            21,
            (random) => encodeVarint(randomInteger(random, 53)),
            (input) => {
                const [value, next] = decodeVarint(input, 1);
                if (value === undefined) return false;
                if (value > 2 ** 53) return "beyond 2^53";
                return encodeVarint(value) === string.sub(input, 1, next - 1) || "encodes to something else";
            },
        );
    });
});
