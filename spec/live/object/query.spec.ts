import { EMPTY_ARRAY, NULL } from "../../../src/live/object/values";
import { appliedTo } from "./applied";

/** What a condition leaves. */
function left(elements: readonly unknown[], condition: unknown): unknown {
    return appliedTo(elements, "$pull", condition);
}

describe("conditions of $pull", () => {
    it("compare elements of one kind", () => {
        const elements = [1, 5, 9, "5", NULL, true];
        assert.same([1, "5", NULL, true], left(elements, { $gte: 5 }));
        assert.same([1, 5, "5", NULL, true], left(elements, { $gt: 5 }));
        assert.same([5, 9, "5", NULL, true], left(elements, { $lt: 5 }));
        assert.same([9, "5", NULL, true], left(elements, { $lte: 5 }));
        assert.same([1, 9, "5", NULL, true], left(elements, { $gt: 1, $lt: 9 }));
        assert.same([1, 9, "5", NULL, true], left(elements, { $eq: 5 }));
        assert.same([5], left(elements, { $ne: 5 }));
        assert.same([1, 9, NULL, true], left(elements, { $in: [5, "5"] }));
        assert.same([5, "5"], left(elements, { $nin: [5, "5"] }));
        assert.same([9], left(elements, { $not: { $gt: 5 } }));
        assert.same([1, 5, 9, "5", true], left(elements, { $lte: NULL }));
    });

    it("look into elements that are arrays", () => {
        const elements = [[1, 5], [7], EMPTY_ARRAY, 7];
        assert.same([[1, 5], EMPTY_ARRAY], left(elements, { $gt: 5 }));
        assert.same([[7], EMPTY_ARRAY, 7], left(elements, { $all: [1, 5] }));
        assert.same([[1, 5], [7], 7], left(elements, { $size: 0 }));
        assert.same([[1, 5], [7], EMPTY_ARRAY, 7], left(elements, { $all: EMPTY_ARRAY }));
        assert.same([[7], EMPTY_ARRAY, 7], left(elements, { $elemMatch: { $gt: 1, $lt: 7 } }));
        assert.same([[[8]], 1], left([[[8]], 1, [8]], { $elemMatch: { $gt: 7 } }));
    });

    it("on fields are for objects, whatever other fields these have", () => {
        // The examples of MongoDB's manual for $pull.
        const results = [{ item: "A", score: 5 }, { item: "B", score: 8, comment: "x" }, { item: "C", score: 8 }, 8];
        assert.same([results[0], results[2], 8], left(results, { score: 8, item: "B" }));
        const nested = [
            {
                item: "A",
                answers: [
                    { q: 1, a: 4 },
                    { q: 2, a: 6 },
                ],
            },
            {
                item: "C",
                answers: [
                    { q: 1, a: 8 },
                    { q: 2, a: 7 },
                ],
            },
            {
                item: "B",
                answers: [
                    { q: 1, a: 8 },
                    { q: 2, a: 9 },
                ],
            },
        ];
        assert.same([nested[0], nested[1]], left(nested, { answers: { $elemMatch: { q: 2, a: { $gte: 8 } } } }));
        assert.same([nested[0]], left(nested, { "answers.a": { $gte: 8 } }));
        assert.same([nested[1], nested[2]], left(nested, { "answers.0.a": 4 }));
        assert.same([1], left([{}, { a: 1 }, 1], {}));
    });

    it("know fields that are missing", () => {
        const elements = [{ a: NULL }, { a: 1 }, { b: 1 }];
        assert.same([{ a: 1 }], left(elements, { a: NULL }));
        assert.same([{ b: 1 }], left(elements, { a: { $exists: true } }));
        assert.same([{ a: NULL }, { a: 1 }], left(elements, { a: { $exists: false } }));
        assert.same([{ a: 1 }], left(elements, { a: { $in: [NULL] } }));
        assert.same([{ a: NULL }, { b: 1 }], left(elements, { a: { $ne: NULL } }));
    });

    it("combine", () => {
        const elements = [{ a: 1 }, { a: 2 }, { a: 3, b: 1 }];
        assert.same([{ a: 2 }], left(elements, { $or: [{ a: 1 }, { b: 1 }] }));
        assert.same([{ a: 1 }, { a: 2 }], left(elements, { $and: [{ a: { $gt: 1 } }, { b: 1 }] }));
        assert.same([{ a: 1 }, { a: 3, b: 1 }], left(elements, { $nor: [{ a: 1 }, { b: 1 }] }));
        assert.same([{ a: 1 }, { a: 2 }], left(elements, { a: 3, $or: [{ b: 1 }, { b: 2 }] }));
        assert.same([{ a: 3, b: 1 }], left(elements, { a: { $not: { $gt: 2 } } }));
    });

    it("negate what an array has as a whole", () => {
        // 1 is below 3 and 9 above 5: the one and the other is said of the field.
        const elements = [{ a: [1, 9] }, { a: [4] }];
        assert.same([{ a: [4] }], left(elements, { a: { $gt: 5, $lt: 3 } }));
        assert.same([{ a: [1, 9] }], left(elements, { a: { $not: { $gt: 5, $lt: 3 } } }));
        assert.same([{ a: [1, 9] }, { a: [4] }], left(elements, { a: { $elemMatch: { $gt: 5, $lt: 3 } } }));
        const inner = [{ a: [{ b: 1 }, { b: 9 }] }, { a: [{ b: 4 }] }];
        assert.same([inner[0]], left(inner, { "a.b": { $not: { $gt: 5, $lt: 3 } } }));
    });

    it("compare whole objects and arrays", () => {
        assert.same([{ a: { b: 1, c: 1 } }], left([{ a: { b: 1 } }, { a: { b: 1, c: 1 } }], { a: { b: 1 } }));
        assert.same([{ a: [2, 1] }], left([{ a: [1, 2] }, { a: [[1, 2]] }, { a: [2, 1] }], { a: [1, 2] }));
    });

    it("are refused when they are none", () => {
        const cases: [unknown, string][] = [
            [{ $gte: 1, a: 1 }, "' must not have operators beside other names"],
            [{ a: { $gt: 1, b: 1 } }, ".a' must not have operators beside other names"],
            [{ $gta: 1 }, "' must not have '$gta'; did you mean '$gt'?"],
            [{ a: { $regex: "x" } }, ".a' must not have '$regex'; known are $all, $elemMatch, $eq"],
            [{ $in: 5 }, ".$in' must be a list"],
            [{ $in: { a: 1 } }, ".$in' must be a list"],
            [{ $exists: 1 }, ".$exists' must be true or false"],
            [{ $size: -1 }, ".$size' must be a whole number of elements"],
            [{ $size: 1.5 }, ".$size' must be a whole number of elements"],
            [{ $all: 1 }, ".$all' must be a list"],
            [{ $not: 5 }, ".$not' must be a table of query operators"],
            [{ $not: { a: 5 } }, ".$not' must be a table of query operators"],
            [{ $elemMatch: 5 }, ".$elemMatch' must be a table of conditions"],
            [{ $or: EMPTY_ARRAY }, ".$or' must be a list of conditions, not empty"],
            [{ $or: { a: 1 } }, ".$or' must be a list"],
            [{ $and: [5] }, ".$and.0' must be a table of conditions"],
            [{ $and: [{ $gt: 5 }] }, ".$and.0.$gt' must be a path without '$'"],
            [{ "a..b": 1 }, ".a..b' must be a path without empty parts"],
            [{ a: { $gt: 0 / 0 } }, ".a.$gt' must be a finite number"],
        ];
        for (const [condition, message] of cases) {
            const answer = left([1], condition) as string;
            assert.equal(`'$pull' of 'x${message}`, string.sub(answer, 1, message.length + 13));
        }
    });

    it("nest to the depth of a patch", () => {
        let condition: object = { $gt: 1 };
        for (const _ of $range(1, 12)) condition = { $not: condition };
        assert.same([0], left([2, 0], condition));
        for (const _ of $range(1, 3)) condition = { $not: condition };
        assert.matches("must be nested to 16 levels at most", left([2, 0], condition) as string);
        const cycle: Record<string, unknown> = {};
        cycle.$not = cycle;
        assert.matches("must be nested to 16 levels at most", left([2, 0], cycle) as string);
        cycle.$or = [cycle];
        cycle.$not = undefined;
        assert.matches("must be nested to 16 levels at most", left([2, 0], cycle) as string);
    });
});
