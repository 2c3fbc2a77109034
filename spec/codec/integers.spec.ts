import { packU16, packU24, packU32, readU16, readU24, readU32 } from "../../src/codec/integers";
import { SeededRandom } from "../random";
import { toHex } from "./hex";

describe("integers", () => {
    it("packs big-endian", () => {
        assert.equal("0102", toHex(packU16(0x0102)));
        assert.equal("010203", toHex(packU24(0x010203)));
        assert.equal("01020304", toHex(packU32(0x01020304)));
        assert.equal("ffff", toHex(packU16(65535)));
        assert.equal("ffffff", toHex(packU24(16777215)));
        assert.equal("ffffffff", toHex(packU32(4294967295)));
        assert.equal("00000000", toHex(packU32(0)));
    });

    it("reads back what it packed, at any position", () => {
        const seed = 11;
        const random = new SeededRandom(seed);
        for (const _ of $range(1, 500)) {
            const u16 = random.integer(0, 65535);
            const u24 = random.integer(0, 16777215);
            const u32 = random.integer(0, 65535) * 65536 + random.integer(0, 65535);
            const bytes = `x${packU16(u16)}${packU24(u24)}${packU32(u32)}`;
            const message = `seed ${seed}: ${toHex(bytes)}`;
            assert.equal(u16, readU16(bytes, 2), message);
            assert.equal(u24, readU24(bytes, 4), message);
            assert.equal(u32, readU32(bytes, 7), message);
        }
    });

    it("says undefined when the bytes end before", () => {
        assert.is_nil(readU16("ab", 2));
        assert.is_nil(readU24("abc", 2));
        assert.is_nil(readU32("abcd", 2));
        assert.is_nil(readU32("", 1));
        assert.is_nil(readU16("ab", 9));
    });
});
