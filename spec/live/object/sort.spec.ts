import { Work } from "../../../src/live/object/compare";
import { parseSort, sortElements } from "../../../src/live/object/sort";
import { NULL } from "../../../src/live/object/values";
import { SeededRandom } from "../../random";

function sorted(list: readonly unknown[], by: unknown): unknown {
    const [keys, reason] = parseSort(by);
    return keys === undefined ? reason : sortElements(list, keys, new Work());
}

describe("$sort", () => {
    it("sorts by fields, missing ones and what is no object as null", () => {
        assert.same([{ b: 1 }, 7, { a: 1 }, { a: 2 }], sorted([{ a: 2 }, { b: 1 }, { a: 1 }, 7], { a: 1 }));
        assert.same(
            [{ a: { b: 2 } }, { a: { b: 1 } }, NULL],
            sorted([{ a: { b: 1 } }, NULL, { a: { b: 2 } }], { "a.b": -1 }),
        );
        assert.same(
            [
                [2, 1],
                [1, 2],
            ].map((a) => ({ a })),
            sorted(
                [
                    [1, 2],
                    [2, 1],
                ].map((a) => ({ a })),
                { "a.1": 1 },
            ),
        );
    });

    it("sorts by several fields, given as a list", () => {
        const list = [
            { a: 1, b: 1 },
            { a: 2, b: 1 },
            { a: 1, b: 2 },
            { a: 2, b: 2 },
        ];
        assert.same([list[2], list[0], list[3], list[1]], sorted(list, [{ a: 1 }, { b: -1 }]));
    });

    it("is stable for every length", () => {
        const random = new SeededRandom(9);
        for (const count of $range(0, 70)) {
            const list: { k: number; at: number }[] = [];
            for (const at of $range(0, count - 1)) list[at] = { k: random.integer(0, 9), at };
            const result = sorted(list, { k: 1 }) as { k: number; at: number }[];
            assert.equal(count, result.length);
            for (const at of $range(1, count - 1)) {
                const [before, after] = [result[at - 1], result[at]];
                assert.is_true(before.k < after.k || (before.k === after.k && before.at < after.at));
            }
        }
    });

    it("refuses other patterns", () => {
        const expected = "must be 1 or -1, { field = 1 or -1 }, or a list of such tables with one field each";
        for (const by of [0, 2, "a", {}, { a: 2 }, { a: "x" }, [{ a: 1 }, {}], [1]])
            assert.equal(expected, sorted([], by));
        assert.equal(
            "must be a list of tables with one field each: fields of one table have no order",
            sorted([], { a: 1, b: 1 }),
        );
        assert.equal("must be a path without empty parts", sorted([], { "a..b": 1 }));
    });
});
