import { decodeCbor, encodeCbor } from "../../../src/codec/cbor";
import { Budget, listIn, readData, readValue } from "../../../src/live/object/reading";
import { EMPTY_ARRAY, NULL } from "../../../src/live/object/values";
import { toHex } from "../../codec/hex";

function problem(value: unknown): string {
    const [read, reason, at] = readData(value);
    return read === undefined ? `${at}: ${reason}` : "read";
}

/** Objects in each other, `levels` in all. */
function nest(levels: number): object {
    let value: object = {};
    for (const _ of $range(2, levels)) value = { a: value };
    return value;
}

describe("readData", () => {
    it("copies: later changes of what was given do not show", () => {
        const given = { list: [1, { x: "y" }], none: NULL, empty: EMPTY_ARRAY };
        const [data] = readData(given);
        assert.same(given, data);
        given.list[0] = 2;
        assert.same({ list: [1, { x: "y" }], none: NULL, empty: EMPTY_ARRAY }, data);
    });

    it("knows null and the empty array after they have travelled", () => {
        const [bytes] = encodeCbor({ a: NULL, b: EMPTY_ARRAY, c: {} });
        assert.equal("a36161a1f4006162a1f401616380", toHex(bytes!));
        const [ok, decoded] = decodeCbor(bytes!, 1);
        assert.is_true(ok);
        const [data] = readData(decoded);
        const { a, b } = data as Record<string, unknown>;
        assert.is_true(a === NULL);
        assert.is_true(b === EMPTY_ARRAY);
    });

    it("makes 0 of negative zero", () => {
        const [data] = readData({ a: 0 / -1 });
        assert.equal(math.huge, 1 / (data as Record<string, number>).a);
    });

    it("refuses what has no form, and says where", () => {
        const holed = new LuaTable<number, number>();
        holed.set(1, 1);
        holed.set(3, 1);
        const mixed = new LuaTable<AnyNotNil, number>();
        mixed.set(1, 1);
        mixed.set("a", 1);
        const odd = new LuaTable<AnyNotNil, number>();
        odd.set(false, 2);
        const beside = new LuaTable<AnyNotNil, number>();
        beside.set(false, 0);
        beside.set("a", 0);
        const keys = "must have text as keys, or 1 to n without a gap";
        for (const table of [holed, mixed, odd, beside]) {
            assert.equal(`a: ${keys}`, problem({ a: table }));
        }
        assert.equal(": must be a table", problem(5));
        assert.equal(": must be a table", problem(undefined));
        assert.equal("a.b.1: must not be a function", problem({ a: { b: [1, print] } }));
        assert.equal("a: must be a finite number", problem({ a: 0 / 0 }));
        assert.equal("a: must be a finite number", problem({ a: math.huge }));
        for (const name of ["", "$a", "a.b"]) {
            const names = "must have field names that are not empty, do not start with '$' and hold no '.'";
            assert.equal(`x: ${names}`, problem({ x: { [name]: 1 } }));
        }
        for (const whole of [[1], EMPTY_ARRAY, NULL]) {
            assert.equal(": must be an object", problem(whole));
        }
    });

    it("takes 16 levels, and refuses more, and cycles", () => {
        assert.equal("read", problem(nest(16)));
        assert.matches("must be nested to 16 levels at most", problem(nest(17)));
        const cycle: Record<string, unknown> = {};
        cycle.self = cycle;
        assert.matches("must be nested to 16 levels at most", problem(cycle));
        const wide: Record<string, unknown> = {};
        for (const index of $range(1, 40)) wide[`k${string.format("%d", index)}`] = wide;
        assert.matches("must ", problem(wide));
    });

    it("takes 16,384 encoded bytes, and refuses one more", () => {
        // a1 61 61 79 and two bytes of length
        const most = { a: string.rep("x", 16384 - 6) };
        assert.equal(16384, encodeCbor(most)[0]!.length);
        assert.equal("read", problem(most));
        assert.equal(": must take 16384 bytes at most", problem({ a: `${most.a}x` }));
    });
});

describe("listIn", () => {
    it("takes an empty table for a list", () => {
        assert.same([], listIn({}));
        assert.same([], listIn(EMPTY_ARRAY));
        assert.same([1], listIn([1]));
        for (const other of [NULL, { a: 1 }, 1, "a"]) {
            assert.is_nil(listIn(other));
        }
        assert.is_nil(listIn(undefined));
    });
});

describe("readValue", () => {
    it("stops when the budget is spent", () => {
        const budget = new Budget();
        budget.left = 5;
        const [list] = readValue([1, 2, 3, 4], 1, budget);
        assert.same([1, 2, 3, 4], list);
        const [none, reason] = readValue(1, 1, budget);
        assert.is_nil(none);
        assert.equal("must take 16384 bytes at most", reason);
    });
});
