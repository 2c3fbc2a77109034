import { EMPTY_ARRAY, NULL } from "../../../src/live/object/values";
import { appliedTo } from "./applied";

type Case = readonly [old: unknown, operand: unknown, result: unknown];

/** A field that is not there. */
const NONE = () => {};

function check(operator: string, cases: readonly Case[]): void {
    for (const [old, operand, result] of cases) {
        assert.same(result, appliedTo(old === NONE ? undefined : old, operator, operand));
    }
}

describe("update operators for arrays", () => {
    it("$push", () => {
        check("$push", [
            [[1], 2, [1, 2]],
            [NONE, 2, [2]],
            [EMPTY_ARRAY, [1, 2], [[1, 2]]],
            [{}, 1, [1]],
            [[1], { $each: [2, 3] }, [1, 2, 3]],
            [[1], { $each: EMPTY_ARRAY }, [1]],
            [NONE, { $each: {} }, EMPTY_ARRAY],
            ["a", 1, "'$push' of 'x' needs an array there, found text"],
            [{ a: 1 }, 1, "'$push' of 'x' needs an array there, found an object"],
            [NULL, 1, "'$push' of 'x' needs an array there, found null"],
        ]);
    });

    it("$push with $position", () => {
        check("$push", [
            [[1, 2, 3], { $each: [8, 9], $position: 0 }, [8, 9, 1, 2, 3]],
            [[1, 2, 3], { $each: [8, 9], $position: 2 }, [1, 2, 8, 9, 3]],
            [[1, 2, 3], { $each: [8, 9], $position: 7 }, [1, 2, 3, 8, 9]],
            [[1, 2, 3], { $each: [8, 9], $position: -2 }, [1, 8, 9, 2, 3]],
            [[1, 2, 3], { $each: [8, 9], $position: -7 }, [8, 9, 1, 2, 3]],
        ]);
    });

    it("$push with $slice", () => {
        check("$push", [
            [[40, 50, 60], { $each: [80, 78, 86], $slice: -5 }, [50, 60, 80, 78, 86]],
            [[89, 90], { $each: [100, 20], $slice: 3 }, [89, 90, 100]],
            [[89, 70], { $each: EMPTY_ARRAY, $slice: -1 }, [70]],
            [[89, 70], { $each: [1], $slice: 0 }, EMPTY_ARRAY],
            [[1], { $each: [2], $slice: 9 }, [1, 2]],
            [[1], { $each: [2], $slice: -9 }, [1, 2]],
        ]);
    });

    it("$push puts in, sorts, then cuts", () => {
        const old = [
            { q: 1, s: 10 },
            { q: 2, s: 8 },
            { q: 3, s: 5 },
            { q: 4, s: 6 },
        ];
        const more = [
            { q: 5, s: 8 },
            { q: 6, s: 7 },
            { q: 7, s: 6 },
        ];
        const operand = { $each: more, $sort: { s: -1 }, $slice: 3, $position: 0 };
        assert.same(
            [
                { q: 1, s: 10 },
                { q: 5, s: 8 },
                { q: 2, s: 8 },
            ],
            appliedTo(old, "$push", operand),
        );
        assert.same([NULL, 1, 2, 3, "a"], appliedTo([3, "a", 1], "$push", { $each: [NULL, 2], $sort: 1 }));
        assert.same([2, 1], appliedTo([1, 2], "$push", { $each: {}, $sort: -1 }));
        assert.same([1, 2], appliedTo(undefined, "$push", { $each: [2, 1, 3], $sort: 1, $slice: 2 }));
    });

    it("$push refuses modifiers that are none", () => {
        check("$push", [
            [[1], { $each: 1 }, "'$push' of 'x.$each' must be a list"],
            [[1], { $each: { a: 1 } }, "'$push' of 'x.$each' must be a list"],
            [[1], { $slice: 1 }, "'$push' of 'x' must have '$each' beside other modifiers"],
            [[1], { $each: [1], $slce: 1 }, "'$push' of 'x' must not have '$slce'; did you mean '$slice'?"],
            [[1], { $each: [1], a: 1 }, "'$push' of 'x' must not have 'a'; known are $each, $position, $slice, $sort"],
            [[1], { $each: [1], $slice: 1.5 }, "'$push' of 'x.$slice' must be a whole number"],
            [[1], { $each: [1], $position: "a" }, "'$push' of 'x.$position' must be a whole number"],
        ]);
    });

    it("$addToSet", () => {
        check("$addToSet", [
            [[1, 2], 2, [1, 2]],
            [[1, 2], 3, [1, 2, 3]],
            [[2, 2], 3, [2, 2, 3]],
            [NONE, 1, [1]],
            [["c"], ["c", "d"], ["c", ["c", "d"]]],
            [[{ a: 1, b: 2 }], { b: 2, a: 1 }, [{ a: 1, b: 2 }]],
            [[1], { $each: [2, 1, 2, 3] }, [1, 2, 3]],
            [NONE, { $each: [2, 2] }, [2]],
            [5, 1, "'$addToSet' of 'x' needs an array there, found a number"],
            [[1], { $each: 5 }, "'$addToSet' of 'x.$each' must be a list"],
            [[1], { $each: [1], $slice: 1 }, "'$addToSet' of 'x' must not have '$slice'; known are $each"],
        ]);
    });

    it("$pop", () => {
        const expected = "'$pop' of 'x' must be 1 (the last element) or -1 (the first)";
        check("$pop", [
            [[8, 9, 10], -1, [9, 10]],
            [[8, 9, 10], 1, [8, 9]],
            [[8], 1, EMPTY_ARRAY],
            [[8], -1, EMPTY_ARRAY],
            [EMPTY_ARRAY, 1, EMPTY_ARRAY],
            [[1], 2, expected],
            [[1], "1", expected],
            ["a", 1, "'$pop' of 'x' needs an array there, found text"],
        ]);
        assert.is_nil(appliedTo(undefined, "$pop", 1));
    });

    it("$pull of a value takes what is equal", () => {
        check("$pull", [
            [[1, 2, 1, 3], 1, [2, 3]],
            [[1], 1, EMPTY_ARRAY],
            [[1, 2], 3, [1, 2]],
            [
                [[1, 2], [2, 1], 1],
                [1, 2],
                [[2, 1], 1],
            ],
            [[[1], 1], 1, [[1]]],
            [[NULL, 1], NULL, [1]],
            [[EMPTY_ARRAY, 1], EMPTY_ARRAY, [1]],
            [5, 1, "'$pull' of 'x' needs an array there, found a number"],
            [[1], print, "'$pull' of 'x' must not be a function"],
        ]);
        assert.is_nil(appliedTo(undefined, "$pull", 1));
    });

    it("$pullAll", () => {
        check("$pullAll", [
            [
                [0, 2, 5, 5, 1, 0],
                [0, 5],
                [2, 1],
            ],
            [[{ a: 1 }, [1], 1], [{ a: 1 }, [1]], [1]],
            [[1], EMPTY_ARRAY, [1]],
            [[1], 1, "'$pullAll' of 'x' must be a list"],
            [[1], { a: 1 }, "'$pullAll' of 'x' must be a list"],
            ["a", [1], "'$pullAll' of 'x' needs an array there, found text"],
        ]);
    });
});
