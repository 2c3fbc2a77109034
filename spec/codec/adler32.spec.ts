import { adler32, updateAdler } from "../../src/codec/adler32";
import { SeededRandom } from "../random";
import { fromHex } from "./hex";

/** RFC 1950, section 8.2, to the letter. */
function adlerByDefinition(bytes: string): number {
    let a = 1;
    let b = 0;
    for (const at of $range(1, bytes.length)) {
        a = (a + string.byte(bytes, at)) % 65521;
        b = (b + a) % 65521;
    }
    return b * 65536 + a;
}

describe("adler32", () => {
    it("gives the known checksums", () => {
        assert.equal(1, adler32(""));
        assert.equal(0x00620062, adler32("a"));
        assert.equal(0x024d0127, adler32("abc"));
        assert.equal(0x29750586, adler32("message digest"));
        assert.equal(0x90860b20, adler32("abcdefghijklmnopqrstuvwxyz"));
        assert.equal(0x8adb150c, adler32("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"));
        assert.equal(0x97b61069, adler32(string.rep("1234567890", 8)));
        assert.equal(0x11e60398, adler32("Wikipedia"));
    });

    it("agrees with the definition where the sums are largest and where they are reduced in between", () => {
        assert.equal(adlerByDefinition(string.rep(fromHex("ff"), 70000)), adler32(string.rep(fromHex("ff"), 70000)));
        const long = string.rep("reduce every 2^20 bytes", 50000);
        assert.equal(adlerByDefinition(long), adler32(long));
    });

    it("continues: any split gives what the whole gives", () => {
        const seed = 41;
        const random = new SeededRandom(seed);
        for (const _ of $range(1, 300)) {
            const bytes = random.bytes(random.integer(0, 60));
            const cut = random.integer(0, bytes.length);
            const [a1, b1] = updateAdler(1, 0, string.sub(bytes, 1, cut));
            const [a2, b2] = updateAdler(a1, b1, string.sub(bytes, cut + 1));
            const [a3, b3] = updateAdler(a1, b1, bytes, cut + 1);
            const [a4, b4] = updateAdler(1, 0, bytes, 1, cut);
            const message = `seed ${seed}, ${bytes.length} bytes cut at ${cut}`;
            assert.equal(adlerByDefinition(bytes), b2 * 65536 + a2, message);
            assert.equal(adlerByDefinition(bytes), b3 * 65536 + a3, message);
            assert.equal(b1 * 65536 + a1, b4 * 65536 + a4, message);
        }
    });
});
