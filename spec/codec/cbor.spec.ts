import { decodeCbor, encodeCbor, readByteString, skipCbor } from "../../src/codec/cbor";
import { SeededRandom } from "../random";
import { fuzzDecoder } from "./fuzz";
import { fromHex, toHex } from "./hex";
import { ACCEPTED, ACCEPTED_NULL, ACCEPTED_NUMBER_KEYS, BYTE_STRINGS, REFUSED } from "./rfc8949-vectors";
import { randomValue } from "./values";

const MAX_RANDOM_DEPTH = 3;

function encode(value: unknown): string {
    const [bytes, reason, path] = encodeCbor(value);
    return bytes ?? error(`refused ${path}: ${reason}`);
}

describe("CBOR: the examples of RFC 8949, appendix A", () => {
    it("are all here", () => {
        assert.equal(82, ACCEPTED.length + 2 + BYTE_STRINGS.length + REFUSED.length);
    });

    it("round-trip where they belong to the subset", () => {
        for (const [hex, value] of ACCEPTED) {
            const bytes = fromHex(hex);
            const [ok, decoded, next] = decodeCbor(bytes, 1);
            assert.is_true(ok, hex);
            assert.same(value, decoded, hex);
            assert.equal(bytes.length + 1, next, hex);
            assert.equal(hex, toHex(encode(value)));
            assert.equal(bytes.length + 1, skipCbor(bytes, 1), hex);
        }
    });

    it("round-trip null as nil", () => {
        const [ok, decoded, next] = decodeCbor(fromHex(ACCEPTED_NULL), 1);
        assert.is_true(ok);
        assert.is_nil(decoded);
        assert.equal(2, next);
        assert.equal(ACCEPTED_NULL, toHex(encode(undefined)));
    });

    it("round-trip a map with number keys", () => {
        const map = new LuaTable<number, number>();
        map.set(1, 2);
        map.set(3, 4);
        const [ok, decoded] = decodeCbor(fromHex(ACCEPTED_NUMBER_KEYS), 1);
        assert.is_true(ok);
        assert.same(map, decoded);
        assert.equal(ACCEPTED_NUMBER_KEYS, toHex(encode(map)));
    });

    it("give byte strings to readByteString alone when they are UTF-8", () => {
        for (const [hex, content] of BYTE_STRINGS) {
            const [read, next] = readByteString(fromHex(hex), 1);
            assert.equal(content, read);
            assert.equal(content.length + 2, next);
            assert.is_false(decodeCbor(fromHex(hex), 1)[0]);
        }
    });

    it("are refused where they do not", () => {
        for (const hex of REFUSED) {
            const [ok, reason] = decodeCbor(fromHex(hex), 1);
            assert.is_false(ok, hex);
            assert.equal("string", type(reason), hex);
        }
    });
});

describe("CBOR: random values", () => {
    it("decode to what was encoded, and skipping ends where decoding does", () => {
        const seed = 81;
        const random = new SeededRandom(seed);
        for (const index of $range(1, 2000)) {
            const value = randomValue(random, MAX_RANDOM_DEPTH);
            const bytes = encode(value);
            const message = `seed ${seed}, value ${index}: ${toHex(bytes)}`;
            const [ok, decoded, next] = decodeCbor(`x${bytes}y`, 2);
            assert.is_true(ok, message);
            assert.same(value, decoded, message);
            assert.equal(bytes.length + 2, next, message);
            assert.equal(bytes.length + 2, skipCbor(`x${bytes}y`, 2), message);
        }
    });

    it("when damaged are refused, or are another value's own encoding", () => {
        fuzzDecoder(
            82,
            (random) => encode(randomValue(random, MAX_RANDOM_DEPTH)),
            (input) => {
                const [ok, value, next] = decodeCbor(input, 1);
                const end = skipCbor(input, 1);
                if (!ok) return false;
                if (end !== next) return "skipping ends elsewhere";
                const [bytes] = encodeCbor(value);
                return bytes === string.sub(input, 1, next - 1) || "encodes to something else";
            },
        );
    });
});
