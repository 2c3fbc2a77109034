import { encodeByteString, encodeCbor } from "../../src/codec/cbor-encode";
import { fromHex, toHex } from "./hex";

function encodeHex(value: unknown): string {
    const [bytes, reason, path] = encodeCbor(value);
    return bytes === undefined ? `${path}: ${reason}` : toHex(bytes);
}

/** A list that holds a list and so on, `levels` in all. */
function nest(levels: number): unknown {
    let value: unknown[] = [];
    for (const _ of $range(2, levels)) value = [value];
    return value;
}

describe("encodeCbor", () => {
    it("takes the shortest head at each border", () => {
        const vectors: [number, string][] = [
            [255, "18ff"],
            [256, "190100"],
            [65535, "19ffff"],
            [65536, "1a00010000"],
            [2 ** 32 - 1, "1affffffff"],
            [2 ** 32, "1b0000000100000000"],
            [2 ** 53, "1b0020000000000000"],
            [-24, "37"],
            [-25, "3818"],
            [-(2 ** 53), "3b001fffffffffffff"],
        ];
        for (const [value, hex] of vectors) assert.equal(hex, encodeHex(value));
        assert.equal(`7818${string.rep("61", 24)}`, encodeHex(string.rep("a", 24)));
        assert.equal(`590100${string.rep("ff", 256)}`, encodeHex(string.rep(fromHex("ff"), 256)));
    });

    it("writes negative zero as 0", () => {
        assert.equal("00", encodeHex(0 / -1));
    });

    it("writes strings that are no UTF-8 as byte strings", () => {
        assert.equal("42c328", encodeHex(fromHex("c328")));
        assert.equal("6100", encodeHex("\0"));
    });

    it("sorts map keys by their encoded bytes, not by value or length", () => {
        // RFC 8949, section 4.2.1: 10, 100, -1, "z", "aa", [..], false; keys that are arrays are not part of the subset.
        const map = new LuaTable<AnyNotNil, number>();
        map.set("aa", 5);
        map.set(false, 6);
        map.set(-1, 3);
        map.set("z", 4);
        map.set(100, 2);
        map.set(10, 1);
        assert.equal("a60a011864022003617a0462616105f406", encodeHex(map));
        assert.equal("a3615a0161610262616103", encodeHex({ aa: 3, a: 2, Z: 1 }));
    });

    it("takes tables with keys 1 to n for arrays, all others for maps", () => {
        const holed = new LuaTable<number, string>();
        holed.set(1, "a");
        holed.set(3, "c");
        assert.equal("a2016161036163", encodeHex(holed));
        const zeroBased = new LuaTable<number, number>();
        zeroBased.set(0, 7);
        zeroBased.set(1, 8);
        assert.equal("a200070108", encodeHex(zeroBased));
        const fractional = new LuaTable<number, number>();
        fractional.set(0.5, 1);
        assert.equal("a1f9380001", encodeHex(fractional));
        assert.equal("80", encodeHex({}));
    });

    it("refuses what has no form, with the reason and the path to it", () => {
        const keyed = new LuaTable<AnyNotNil, number>();
        keyed.set(math.huge, 1);
        assert.equal(": a number that is not finite", encodeHex(math.huge));
        assert.equal(": a number that is not finite", encodeHex(-math.huge));
        assert.equal(": a number that is not finite", encodeHex(0 / 0));
        assert.equal(": a function", encodeHex(print));
        assert.equal(": a thread", encodeHex(coroutine.create(() => {})));
        assert.equal(": a userdata", encodeHex(io.stdout));
        assert.equal(".reason.list[3]: a function", encodeHex({ reason: { list: [1, 2, print] } }));
        assert.equal('["two words"].x: a number that is not finite', encodeHex({ "two words": { x: 0 / 0 } }));
        assert.equal("[inf]: a number that is not finite", encodeHex(keyed));
    });

    it("refuses keys that are tables", () => {
        const map = new LuaTable<AnyNotNil, number>();
        map.set({}, 1);
        const [bytes, reason] = encodeCbor({ inner: map });
        assert.is_nil(bytes);
        assert.equal("a map key that is neither string nor number nor boolean", reason);
    });

    it("refuses cycles, and nesting over 16 levels, but takes 16", () => {
        assert.equal(`${string.rep("81", 15)}80`, encodeHex(nest(16)));
        assert.equal(`${string.rep("[1]", 16)}: a table nested deeper than 16 levels`, encodeHex(nest(17)));
        const cycle: Record<string, unknown> = {};
        cycle.self = cycle;
        assert.equal(`${string.rep(".self", 16)}: a table nested deeper than 16 levels`, encodeHex(cycle));
    });

    it("reads tables raw: metamethods are not called", () => {
        const guarded = setmetatable([1, 2], { __index: () => error("called"), __len: () => error("called") });
        assert.equal("820102", encodeHex(guarded));
    });
});

describe("encodeByteString", () => {
    it("writes byte strings, UTF-8 or not", () => {
        assert.equal("40", toHex(encodeByteString("")));
        assert.equal("426162", toHex(encodeByteString("ab")));
        assert.equal(`5818${string.rep("ff", 24)}`, toHex(encodeByteString(string.rep(fromHex("ff"), 24))));
    });
});
