import { EMPTY_ARRAY, NULL } from "../../../src/live/object/values";
import { appliedTo, NOW } from "./applied";

type Case = readonly [old: unknown, operand: unknown, result: unknown];

/** A field that is not there. */
const NONE = () => {};

function check(operator: string, cases: readonly Case[]): void {
    for (const [old, operand, result] of cases) {
        assert.same(result, appliedTo(old === NONE ? undefined : old, operator, operand));
    }
}

describe("update operators for fields", () => {
    it("$set", () => {
        check("$set", [
            [NONE, 1, 1],
            ["a", { b: [1] }, { b: [1] }],
            [[1], EMPTY_ARRAY, EMPTY_ARRAY],
            [1, NULL, NULL],
            [1, print, "'$set' of 'x' must not be a function"],
            [
                1,
                { a: [1, { $b: 1 }] },
                "'$set' of 'x.a.1' must have field names that are not empty, do not start with '$' and hold no '.'",
            ],
        ]);
    });

    it("$inc", () => {
        const operand = "'$inc' of 'x' must be a finite number";
        check("$inc", [
            [1, 2, 3],
            [NONE, -2, -2],
            [1.5, -3, -1.5],
            [1, "1", operand],
            [1, NULL, operand],
            [1, 0 / 0, operand],
            [1, math.huge, operand],
            ["1", 1, "'$inc' of 'x' needs a number there, found text"],
            [NULL, 1, "'$inc' of 'x' needs a number there, found null"],
            [[1], 1, "'$inc' of 'x' needs a number there, found an array"],
            [1.7e308, 1.7e308, "'$inc' of 'x' would give a number that is not finite"],
        ]);
    });

    it("$mul", () => {
        check("$mul", [
            [3, 2, 6],
            [NONE, 7, 0],
            [3, "2", "'$mul' of 'x' must be a finite number"],
            [true, 2, "'$mul' of 'x' needs a number there, found a boolean"],
            [1e200, 1e200, "'$mul' of 'x' would give a number that is not finite"],
        ]);
        assert.equal(math.huge, 1 / (appliedTo(0, "$mul", -1) as number));
    });

    it("$min and $max compare kinds, too", () => {
        check("$min", [
            [5, 3, 3],
            [5, 7, 5],
            [NONE, 7, 7],
            [5, NULL, NULL],
            ["a", 9, 9],
            ["a", "B", "B"],
            [[1], { a: 1 }, { a: 1 }],
        ]);
        check("$max", [
            [5, 3, 5],
            [5, 7, 7],
            [NONE, 7, 7],
            [NULL, 7, 7],
            [7, "a", "a"],
            ["a", { a: 1 }, { a: 1 }],
            [[9], true, true],
            [5, 0 / 0, "'$max' of 'x' must be a finite number"],
        ]);
    });

    it("$currentDate takes the time of the patch", () => {
        const expected = `'$currentDate' of 'x' must be true or { ["$type"] = "date" or "timestamp" }`;
        check("$currentDate", [
            [NONE, true, NOW],
            ["a", { $type: "date" }, NOW],
            [1, { $type: "timestamp" }, NOW],
            [1, { $type: "time" }, expected],
            [1, { $type: "date", a: 1 }, expected],
            [1, false, expected],
            [1, {}, expected],
        ]);
    });

    it("$bit", () => {
        const expected = `'$bit' of 'x' must be { ["and"] = ... }, "or" or "xor" with a whole number of 32 bits`;
        const found = "'$bit' of 'x' needs a whole number of 32 bits there, found ";
        check("$bit", [
            [13, { and: 10 }, 8],
            [3, { or: 5 }, 7],
            [1, { xor: 5 }, 4],
            [-1, { and: 2 ** 31 - 1 }, 2 ** 31 - 1],
            [-1, { xor: 1 }, -2],
            [0, { or: -(2 ** 31) }, -(2 ** 31)],
            [NONE, { or: 6 }, 6],
            [NONE, { and: 6 }, 0],
            [1, { nor: 1 }, expected],
            [1, { and: 1, or: 1 }, expected],
            [1, {}, expected],
            [1, 5, expected],
            [1, { and: 1.5 }, expected],
            [1, { and: 2 ** 31 }, expected],
            [1.5, { and: 1 }, `${found}a number`],
            [2 ** 31, { and: 1 }, `${found}a number`],
            ["1", { and: 1 }, `${found}text`],
        ]);
    });
});
