import { encodeFloat, readFloat } from "../../src/codec/cbor-float";
import { SeededRandom } from "../random";
import { fromHex, toHex } from "./hex";

describe("CBOR floats", () => {
    it("take the shortest format at each border", () => {
        const vectors: [number, string][] = [
            [0.5, "f93800"],
            [-0.5, "f9b800"],
            [2 ** -24, "f90001"], // the smallest half
            [2 ** -14 - 2 ** -24, "f903ff"], // the largest subnormal half
            [2 ** -14, "f90400"],
            [1 + 2 ** -10, "f93c01"],
            [1 + 2 ** -11, "fa3f801000"],
            [2 ** -25, "fa33000000"],
            [2 ** -149, "fa00000001"], // the smallest single
            [2 ** -126 - 2 ** -149, "fa007fffff"],
            [2 ** -126, "fa00800000"],
            [1 + 2 ** -23, "fa3f800001"],
            [1 + 2 ** -24, "fb3ff0000010000000"],
            [2 ** 54, "fa5a800000"],
            [-(2 ** 54), "fada800000"],
            [2 ** 53 + 2, "fb4340000000000001"],
            [2 ** 128, "fb47f0000000000000"],
            [2 ** -150, "fb3690000000000000"],
            [2 ** -1022, "fb0010000000000000"],
            [2 ** -1022 - 2 ** -1074, "fb000fffffffffffff"],
            [2 ** -1074, "fb0000000000000001"], // the smallest double
            [1.7976931348623157e308, "fb7fefffffffffffff"], // the largest
            [0.1, "fb3fb999999999999a"],
        ];
        for (const [value, hex] of vectors) {
            const bytes = fromHex(hex);
            assert.equal(hex, toHex(encodeFloat(value)));
            const [decoded, next] = readFloat(bytes, 1, string.byte(bytes, 1));
            assert.equal(value, decoded, hex);
            assert.equal(bytes.length + 1, next, hex);
        }
    });

    it("read every half that is no integer, and refuse the others", () => {
        for (const bits of $range(0, 65535)) {
            const bytes = string.char(0xf9, math.floor(bits / 256), bits % 256);
            const [value] = readFloat(bytes, 1, 0xf9);
            const exponent = math.floor(bits / 1024) % 32;
            const magnitude =
                exponent === 0 ? (bits % 1024) * 2 ** -24 : (1 + (bits % 1024) / 1024) * 2 ** (exponent - 15);
            const expected = bits >= 32768 ? -magnitude : magnitude;
            if (exponent === 31 || expected % 1 === 0) assert.is_nil(value);
            else assert.equal(expected, value);
        }
    });

    it("keep random singles and doubles exactly", () => {
        const seed = 111;
        const random = new SeededRandom(seed);
        for (const _ of $range(1, 3000)) {
            const width = random.integer(0, 1) === 0 ? 4 : 8;
            const bytes = string.char(width === 4 ? 0xfa : 0xfb) + random.bytes(width);
            const [value, next] = readFloat(bytes, 1, string.byte(bytes, 1));
            if (value !== undefined) {
                const message = `seed ${seed}: ${toHex(bytes)}`;
                assert.equal(width + 2, next, message);
                assert.equal(toHex(bytes), toHex(encodeFloat(value)), message);
            }
        }
    });
});
