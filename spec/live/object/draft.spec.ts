import { Draft } from "../../../src/live/object/draft";
import { EMPTY_ARRAY, NULL } from "../../../src/live/object/values";

function objection(data: object, parts: string[]): string | undefined {
    return new Draft(data).find(parts)[1];
}

describe("a draft", () => {
    it("copies along the path, once, and shares the rest", () => {
        const data = { a: { b: { c: 1 }, d: { e: 1 } }, f: [{}] };
        const draft = new Draft(data);
        draft.set(["a", "b", "c"], 2);
        assert.same({ a: { b: { c: 1 }, d: { e: 1 } }, f: [{}] }, data);
        assert.same({ a: { b: { c: 2 }, d: { e: 1 } }, f: [{}] }, draft.root);
        const made = draft.root as typeof data;
        assert.is_true(made.f === data.f && made.a.d === data.a.d);
        const { a } = made;
        draft.set(["a", "b", "x"], 3);
        assert.is_true((draft.root as typeof data).a === a && draft.root === made);
    });

    it("makes objects where nothing is, whatever the names", () => {
        const draft = new Draft({});
        draft.set(["a", "0", "b"], 1);
        assert.same({ a: { "0": { b: 1 } } }, draft.root);
    });

    it("fills arrays with null up to an index", () => {
        const draft = new Draft({ a: [1], b: EMPTY_ARRAY });
        draft.set(["a", "3"], 4);
        draft.set(["b", "1", "c"], 5);
        assert.same({ a: [1, NULL, NULL, 4], b: [NULL, { c: 5 }] }, draft.root);
        assert.equal(0, (EMPTY_ARRAY as unknown as unknown[]).length);
    });

    it("takes fields away, and makes elements null", () => {
        const draft = new Draft({ a: [1, 2], b: 1, c: { d: 1 } });
        draft.set(["a", "0"], undefined);
        draft.set(["b"], undefined);
        draft.set(["c", "d"], undefined);
        assert.same({ a: [NULL, 2], c: {} }, draft.root);
    });

    it("says why a path cannot be reached", () => {
        const data = { a: [1], b: 5, c: { d: NULL }, e: EMPTY_ARRAY };
        assert.equal("cannot be reached: 'a' is an array, and 'x' is no index of it", objection(data, ["a", "x"]));
        assert.equal(
            "cannot be reached: 'a' is an array, and '01' is no index of it",
            objection(data, ["a", "01", "x"]),
        );
        assert.equal("cannot be reached: 'b' is a number", objection(data, ["b", "x"]));
        assert.equal("cannot be reached: 'c.d' is null", objection(data, ["c", "d", "x", "y"]));
        const missing = "cannot be reached: more than 1024 elements before it are missing";
        assert.equal(missing, objection(data, ["a", "1026"]));
        assert.is_nil(objection(data, ["a", "1025"]));
        assert.equal(missing, objection(data, ["e", "99999"]));
        assert.is_nil(objection(data, ["c", "x", "y"]));
    });
});
