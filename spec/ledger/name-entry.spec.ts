import { packGuid } from "../../src/event/guid";
import { encodeEntry, readEntry } from "../../src/ledger/name-entry";
import { fuzzDecoder } from "../codec/fuzz";
import { fromHex, toHex } from "../codec/hex";

const PACKED = packGuid("Player-1001-0000ABCD")!;

describe("An entry of the saved names", () => {
    it("is a packed GUID, a name and a class", () => {
        assert.equal("8346e9070000abcd64416e6e61644d414745", toHex(encodeEntry(PACKED, "Anna", "MAGE")!));
        assert.same([PACKED, 19], [...readEntry(fromHex("8346e9070000abcd64416e6e61644d414745"), 1)]);
    });

    it("has a packed GUID in bytes although these may be text, and a name in bytes that is none", () => {
        const entry = encodeEntry(packGuid("Player-1-00000001")!, fromHex("ff"), "")!;
        assert.equal("8345010000000141ff60", toHex(entry));
        assert.same([packGuid("Player-1-00000001")!, 11], [...readEntry(entry, 1)]);
    });

    it("has no name that is empty or too long, and a class that is too long is left out", () => {
        assert.is_nil(encodeEntry(PACKED, "", "MAGE"));
        assert.is_nil(encodeEntry(PACKED, string.rep("a", 97), ""));
        assert.is_not_nil(encodeEntry(PACKED, string.rep("a", 96), ""));
        assert.equal(encodeEntry(PACKED, "Anna", ""), encodeEntry(PACKED, "Anna", string.rep("A", 33)));
    });

    it("is read of what encodes to the same, fuzzed", () => {
        fuzzDecoder(
            61,
            (random) => encodeEntry(random.bytes(random.integer(5, 8)), random.bytes(random.integer(1, 30)), "MAGE")!,
            (input) => {
                const [packed, next] = readEntry(input, 1);
                return packed !== undefined && next === input.length + 1;
            },
        );
    });
});
