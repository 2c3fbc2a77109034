import { EMPTY_ARRAY, isArray, Kind, kindOf, namesOf, NULL } from "../../../src/live/object/values";

describe("values of shared objects", () => {
    it("have a kind each, in MongoDB's order", () => {
        const inOrder: [unknown, Kind][] = [
            [NULL, Kind.Null],
            [0, Kind.Number],
            ["", Kind.Text],
            [{}, Kind.Object],
            [{ a: 1 }, Kind.Object],
            [EMPTY_ARRAY, Kind.Array],
            [[NULL], Kind.Array],
            [false, Kind.Boolean],
        ];
        let last = 0;
        for (const [value, kind] of inOrder) {
            assert.equal(kind, kindOf(value));
            assert.is_true(kind >= last);
            last = kind;
        }
    });

    it("tell arrays from objects", () => {
        assert.is_true(isArray(EMPTY_ARRAY));
        assert.is_true(isArray([1]));
        assert.is_false(isArray({}));
        assert.is_false(isArray({ "1": 1 }));
    });

    it("name fields by bytes", () => {
        assert.same(["A", "a", "aa", "b", "ß"], namesOf({ ß: 1, b: 1, aa: 1, A: 1, a: 1 }));
    });
});
