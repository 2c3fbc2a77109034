import { checkPatch } from "../../../src/live/object/parse-patch";
import { EMPTY_ARRAY } from "../../../src/live/object/values";

const CONFLICT = "must not conflict with another path of the patch";

describe("checkPatch", () => {
    it("has nothing to say of a good one", () => {
        for (const patch of [
            { $set: { "boss.hp": 40 } },
            { $set: { a: 1, "b.c": 2 }, $unset: { "b.d": "" }, $rename: { e: "f" } },
            { $set: {} },
            { $set: { ab: 1, a: 1, "a-b": 1, "abc.a": 1 } },
        ]) {
            assert.is_nil(checkPatch(patch));
        }
    });

    it("says what is wrong with operators", () => {
        const cases: [unknown, string][] = [
            [5, "the patch must be a table of update operators, got 5"],
            [[1], "the patch must be a table of update operators, got a table"],
            [EMPTY_ARRAY, "the patch must be a table of update operators, got a table"],
            [{}, "the patch must have an update operator"],
            [{ $incc: { a: 1 } }, "'$incc' is no update operator; did you mean '$inc'?"],
            [{ $pullall: { a: 1 } }, "'$pullall' is no update operator; did you mean '$pullAll'?"],
            [{ $addtoset: { a: 1 } }, "'$addtoset' is no update operator; did you mean '$addToSet'?"],
            [{ $set: 5 }, "'$set' must be a table of paths, got 5"],
            [{ $set: "a" }, `'$set' must be a table of paths, got "a"`],
            [{ $set: [1] }, "'$set' must be a table of paths, got a list"],
            [
                { $set: { "a.$.b": 1 } },
                "'$set' of 'a.$.b' must be a path without '$': there are no positional operators",
            ],
            [{ $set: { "a.": 1 } }, "'$set' of 'a.' must be a path without empty parts"],
            [{ $set: { "": 1 } }, "'$set' of '' must be a path"],
        ];
        for (const [patch, message] of cases) assert.equal(message.replace(" of ''", ""), checkPatch(patch));
        assert.matches("^'boss.hp' is no update operator; known are $addToSet, $bit, ", checkPatch({ "boss.hp": 1 })!);
    });

    it("quotes of long names the beginning", () => {
        const long = `$${string.rep("x", 9999)}`;
        for (const patch of [{ [long]: { a: 1 } }, { $set: { [long]: 1 } }, { $pull: { a: { [long]: 1 } } }]) {
            assert.is_true(checkPatch(patch)!.length < 400);
        }
        assert.is_true(checkPatch({ $push: { a: { [long]: 1 } } })!.length < 400);
    });

    it("finds paths that conflict", () => {
        const cases: [unknown, string][] = [
            [{ $set: { a: 1, "a.b": 1 } }, "'$set' of 'a.b'"],
            [{ $set: { "a.b.c": 1, "a.b": 1 } }, "'$set' of 'a.b.c'"],
            [{ $set: { a: 1 }, $inc: { a: 1 } }, "'$set' of 'a'"],
            [{ $set: { "a.b.c": 1 }, $pop: { a: 1 } }, "'$set' of 'a.b.c'"],
            [{ $set: { a: 1 }, $rename: { b: "a" } }, "'$set' of 'a'"],
            [{ $set: { "a.x": 1 }, $rename: { a: "b" } }, "'$set' of 'a.x'"],
            [{ $rename: { a: "a" } }, "'$rename' of 'a'"],
            [{ $rename: { a: "a.b" } }, "'$rename' of 'a'"],
            [{ $rename: { "a.b": "a" } }, "'$rename' of 'a.b'"],
            [{ $rename: { a: "b", b: "c" } }, "'$rename' of 'b'"],
        ];
        for (const [patch, where] of cases) assert.equal(`${where} ${CONFLICT}`, checkPatch(patch));
    });

    it("wants a path to rename to", () => {
        assert.equal("'$rename' of 'a' must be a path", checkPatch({ $rename: { a: 5 } }));
        assert.equal("'$rename' of 'a' must be a path without empty parts", checkPatch({ $rename: { a: "b." } }));
    });

    it("takes 32 paths, and refuses more", () => {
        const paths: Record<string, number> = {};
        for (const index of $range(1, 31)) paths[`p${string.format("%d", index)}`] = index;
        assert.is_nil(checkPatch({ $set: paths, $unset: { x: 1 } }));
        assert.equal("the patch must have 32 paths at most", checkPatch({ $set: paths, $unset: { x: 1, y: 1 } }));
    });

    it("bounds what a patch brings", () => {
        const text = string.rep("x", 10000);
        assert.is_nil(checkPatch({ $set: { a: text } }));
        assert.equal("'$set' of 'b' must take 16384 bytes at most", checkPatch({ $set: { a: text, b: text } }));
        assert.matches("must take 16384 bytes at most", checkPatch({ $pull: { a: { $in: [text, text] } } })!);
        let value: object = {};
        for (const _ of $range(2, 14)) value = [value];
        assert.is_nil(checkPatch({ $set: { a: value } }));
        assert.matches("must be nested to 16 levels at most", checkPatch({ $set: { a: [value] } })!);
        assert.matches("must be nested to 16 levels at most", checkPatch({ $push: { a: { $each: [value] } } })!);
    });
});
