import { encodeByteString, encodeCbor } from "../../src/codec/cbor-encode";
import { skipCbor } from "../../src/codec/cbor-skip";
import { fuzzDecoder } from "./fuzz";
import { fromHex } from "./hex";
import { countSteps } from "./steps";
import { randomValue } from "./values";

describe("skipCbor", () => {
    it("finds the end of every kind of item", () => {
        const items = [
            "00",
            "1818",
            "1903e8",
            "1a000f4240",
            "1b0020000000000000",
            "20",
            "3863",
            "40",
            "420102",
            `5818${string.rep("ff", 24)}`,
            "6161",
            "62c328", // not UTF-8: contents are not looked at
            "80",
            "8201820203",
            "a0",
            "a16161820102",
            "f4",
            "f5",
            "f6",
            "f93e00",
            "fa7f7fffff",
            "fb3ff199999999999a",
        ];
        for (const hex of items) {
            assert.equal(2 + hex.length / 2, skipCbor(fromHex(`ff${hex}ff`), 2), hex);
            for (const cut of $range(1, hex.length / 2)) {
                const [bytes] = string.gsub(fromHex(hex), `${string.rep(".", cut)}$`, "");
                assert.is_nil(skipCbor(bytes, 1), `${hex} less ${cut}`);
            }
        }
    });

    it("refuses tags, indefinite lengths, reserved heads and long heads", () => {
        const refused = [
            "",
            "c000",
            "d81800",
            "81c100",
            "df00",
            "1c",
            "1f",
            "5f4101ff",
            "7f6161ff",
            "9f00ff",
            "bf0000ff",
            "9c",
            "e0",
            "f0",
            "f3",
            "f7",
            "f820",
            "fc",
            "ff",
            "1817",
            "580161",
            "9bffffffffffffffff",
            "9affffffff",
            "ba7fffffff",
        ];
        for (const hex of refused) assert.is_nil(skipCbor(fromHex(hex), 1), hex);
    });

    it("does not walk over 50,000 items to find that a 50,001st is missing", () => {
        const items = string.rep("\0", 50000);
        assert.equal(
            0,
            countSteps(() => skipCbor(fromHex("9a0000c351") + items, 1)),
        );
        assert.equal(
            0,
            countSteps(() => skipCbor(fromHex("ba000061a9") + items, 1)),
        );
        assert.is_true(countSteps(() => skipCbor(fromHex("99c350") + items, 1)) > 0);
    });

    it("takes 16 levels of nesting and refuses 17", () => {
        assert.equal(17, skipCbor(fromHex(`${string.rep("81", 15)}80`), 1));
        assert.is_nil(skipCbor(fromHex(`${string.rep("81", 16)}80`), 1));
        assert.is_nil(skipCbor(fromHex(string.rep("81", 100000)), 1));
    });

    it("ends within random and damaged inputs, whatever they are", () => {
        fuzzDecoder(
            101,
            (random) => {
                if (random.integer(1, 4) === 1) return encodeByteString(random.bytes(random.integer(0, 40)));
                const [bytes] = encodeCbor(randomValue(random, 3));
                return bytes!;
            },
            (input) => {
                const next = skipCbor(input, 1);
                if (next === undefined) return false;
                if (next < 2 || next > input.length + 1) return "ends outside";
                // The item is itself whole: skipping it alone ends at its end.
                return skipCbor(string.sub(input, 1, next - 1), 1) === next || "depends on what follows";
            },
        );
    });
});
