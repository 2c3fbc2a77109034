import { compareWithin, isEqual, isEqualWithin, Work } from "../../../src/live/object/compare";
import { EMPTY_ARRAY, NULL } from "../../../src/live/object/values";
import { SeededRandom } from "../../random";
import { randomData, shuffled } from "./random-data";

describe("compareWithin", () => {
    it("orders as MongoDB does: by kind, then by value", () => {
        const ascending: unknown[] = [
            NULL,
            -1.5,
            0,
            2,
            "",
            "B",
            "a",
            "aa",
            {},
            { a: 1 },
            { a: 1, b: 1 },
            { b: 1 },
            { a: "x" },
            EMPTY_ARRAY,
            [NULL],
            [1],
            [1, 1],
            [2],
            ["a"],
            false,
            true,
        ];
        const work = new Work();
        for (const i of $range(0, ascending.length - 1)) {
            for (const j of $range(0, ascending.length - 1)) {
                const order = compareWithin(work, ascending[i], ascending[j]);
                const sign = order === 0 ? 0 : order / math.abs(order);
                assert.equal(i === j ? 0 : (i - j) / math.abs(i - j), sign, string.format("%d against %d", i, j));
            }
        }
    });

    it("is antisymmetric, transitive, and 0 for equal values alone", () => {
        const random = new SeededRandom(77);
        for (const _ of $range(1, 2000)) {
            const [a, b, c] = [randomData(random, 2), randomData(random, 2), randomData(random, 2)];
            const work = new Work();
            const ab = compareWithin(work, a, b);
            assert.equal(ab > 0, compareWithin(work, b, a) < 0);
            assert.equal(ab === 0, isEqual(a, b));
            if (ab <= 0 && compareWithin(work, b, c) <= 0) assert.is_true(compareWithin(work, a, c) <= 0);
            assert.equal(0, compareWithin(work, a, shuffled(random, a)));
        }
    });

    it("stops when the work is spent", () => {
        const work = new Work();
        for (const _ of $range(1, 20000)) compareWithin(work, 1, 2);
        assert.is_false(work.isSpent());
        compareWithin(work, 1, 2);
        assert.is_true(work.isSpent());
        assert.is_false(isEqualWithin(work, [1], [1]));
    });
});

describe("isEqual", () => {
    it("compares by contents, whatever the order of the fields", () => {
        assert.is_true(isEqual({ a: [1, { b: NULL }], c: "x" }, { c: "x", a: [1, { b: NULL }] }));
        assert.is_false(isEqual({ a: 1 }, { b: 1 }));
        assert.is_false(isEqual([1, 2], [2, 1]));
        assert.is_false(isEqual({}, EMPTY_ARRAY));
        assert.is_false(isEqual(NULL, EMPTY_ARRAY));
        assert.is_false(isEqual(1, "1"));
    });
});
