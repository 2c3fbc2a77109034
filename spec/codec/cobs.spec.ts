import { decodeCobs, encodeCobs } from "../../src/codec/cobs";
import { fuzzDecoder } from "./fuzz";
import { fromHex, toHex } from "./hex";

/** The bytes from one value to another, as hexadecimal digits. */
function run(from: number, to: number): string {
    const parts: string[] = [];
    for (const value of $range(from, to)) parts[value - from] = string.format("%02x", value);
    return table.concat(parts);
}

describe("COBS", () => {
    it("has a fixed encoding for each input", () => {
        const vectors: [bytes: string, stuffed: string][] = [
            ["", "01"],
            ["00", "0101"],
            ["0000", "010101"],
            ["001100", "01021101"],
            ["11220033", "0311220233"],
            ["11223344", "0511223344"],
            ["11000000", "0211010101"],
            // The paper's example: the first bytes of an IP datagram.
            ["4500002c4c79000040064f37", "024501042c4c79010540064f37"],
            [run(1, 253), `fe${run(1, 253)}`],
            [run(1, 254), `ff${run(1, 254)}`],
            [`00${run(1, 254)}`, `01ff${run(1, 254)}`],
            [run(1, 255), `ff${run(1, 254)}02ff`],
            [`${run(1, 254)}00`, `ff${run(1, 254)}0101`],
            [`${run(2, 255)}00`, `ff${run(2, 255)}0101`],
            [`${run(3, 255)}0001`, `fe${run(3, 255)}0201`],
            [run(1, 254) + run(1, 254), `ff${run(1, 254)}ff${run(1, 254)}`],
        ];
        for (const [bytes, stuffed] of vectors) {
            assert.equal(stuffed, toHex(encodeCobs(fromHex(bytes))));
            assert.equal(bytes, toHex(decodeCobs(fromHex(stuffed))!));
        }
    });

    it("adds one byte to up to 254 of them, whatever they are", () => {
        for (const length of $range(0, 254)) {
            assert.equal(length + 1, encodeCobs(string.rep("x", length)).length);
            assert.equal(length + 1, encodeCobs(string.rep("\0", length)).length);
        }
        assert.equal(257, encodeCobs(string.rep("x", 255)).length);
    });

    it("refuses what encodeCobs does not write", () => {
        const refused = [
            "",
            "00",
            "02",
            "0311",
            "021100",
            "02110211220",
            "0111",
            "ff01",
            "02110300",
            `ff${run(1, 253)}`,
            `ff${run(1, 254)}01`,
            `01ff${run(1, 254)}01`,
        ];
        for (const hex of refused) assert.is_nil(decodeCobs(fromHex(hex)), hex);
    });

    it("accepts of random and damaged inputs only what it would write", () => {
        fuzzDecoder(
            61,
            (random) => {
                // Long runs without NUL, so that full blocks come up.
                const filler = string.rep("x", random.integer(0, 4) === 0 ? random.integer(240, 520) : 0);
                return encodeCobs(random.bytes(random.integer(0, 12)) + filler + random.bytes(random.integer(0, 3)));
            },
            (input) => {
                const bytes = decodeCobs(input);
                if (bytes === undefined) return false;
                if (bytes.length >= input.length) return "longer than the input";
                return encodeCobs(bytes) === input || "encodes to something else";
            },
        );
    });
});
