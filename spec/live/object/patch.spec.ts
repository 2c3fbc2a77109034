import { decodeCbor, encodeCbor } from "../../../src/codec/cbor";
import { isEqual } from "../../../src/live/object/compare";
import { describeRefusal, type Refusal } from "../../../src/live/object/parse-patch";
import { applyPatch } from "../../../src/live/object/patch";
import { getAt, parsePath } from "../../../src/live/object/paths";
import { readData } from "../../../src/live/object/reading";
import { EMPTY_ARRAY, NULL } from "../../../src/live/object/values";
import { SeededRandom } from "../../random";
import { rounds } from "../../support/rounds";
import { applied, NOW } from "./applied";
import { randomData, randomObject, randomPath, randomScalar, shuffled } from "./random-data";

const OPERANDS: [operator: string, make: (this: void, random: SeededRandom) => unknown][] = [
    ["$set", (random) => randomData(random, 2)],
    ["$unset", () => 1],
    ["$inc", (random) => random.integer(-5, 5)],
    ["$mul", (random) => random.integer(-5, 5) / 2],
    ["$min", (random) => randomData(random, 1)],
    ["$max", (random) => randomData(random, 1)],
    ["$rename", randomPath],
    ["$currentDate", () => true],
    ["$push", (random) => randomData(random, 1)],
    ["$push", (random) => ({ $each: [randomScalar(random), randomObject(random, 1)], $sort: [{ a: 1 }, { b: -1 }] })],
    [
        "$push",
        (random) => ({ $each: [1, NULL], $position: random.integer(-3, 3), $slice: random.integer(-5, 5), $sort: 1 }),
    ],
    ["$addToSet", (random) => ({ $each: [randomScalar(random), randomObject(random, 1)] })],
    ["$pop", (random) => random.integer(0, 1) * 2 - 1],
    ["$pull", (random) => ({ $gte: randomScalar(random) })],
    ["$pull", (random) => ({ a: randomScalar(random), $or: [{ b: { $exists: true } }, { "c.d": { $ne: 1 } }] })],
    ["$pull", randomScalar],
    ["$pullAll", (random) => [randomScalar(random), randomObject(random, 1)]],
    ["$bit", (random) => ({ xor: random.integer(-9, 9) })],
];

function randomPatch(random: SeededRandom): object {
    const patch: Record<string, Record<string, unknown>> = {};
    for (const _ of $range(1, random.integer(1, 2))) {
        const [operator, make] = OPERANDS[random.integer(0, OPERANDS.length - 1)];
        patch[operator] = patch[operator] ?? {};
        patch[operator][randomPath(random)] = make(random);
    }
    return patch;
}

const encoded = (value: unknown): string => encodeCbor(value)[0]!;

describe("applyPatch", () => {
    it("applies all paths, or none", () => {
        const [data] = readData({ a: 1, b: "x" });
        const [none, refusal] = applyPatch(data!, { $inc: { a: 1, b: 1 } }, NOW);
        assert.is_nil(none);
        assert.same({ operator: "$inc", path: "b", reason: "needs a number there, found text" }, refusal);
        assert.same({ a: 1, b: "x" }, data);
        assert.same({ a: 2, b: "x", c: { d: NOW } }, applied(data!, { $inc: { a: 1 }, $currentDate: { "c.d": true } }));
    });

    it("tells the paths that changed, ascending, and gives the same object when none did", () => {
        const [data] = readData({ a: 1, b: [1], c: { x: 1 } });
        const [, changed] = applyPatch(data!, { $set: { c: { x: 1 }, a: 2, "0": 1 }, $rename: { b: "Z" } }, NOW);
        assert.same(["0", "Z", "a", "b"], changed);
        for (const patch of [
            { $set: { c: { x: 1 } } },
            { $inc: { a: 0 } },
            { $max: { a: 0 } },
            { $unset: { d: 1, "a.b": 1 } },
            { $pull: { b: 5, d: 1 } },
            { $push: { b: { $each: EMPTY_ARRAY } } },
            { $pop: { d: 1 } },
            { $rename: { d: "e" } },
            { $set: {} },
        ]) {
            const [same, none] = applyPatch(data!, patch, NOW);
            assert.is_true(same === data);
            assert.same([], none);
        }
    });

    it("renames", () => {
        assert.same({ b: { c: 1 } }, applied({ a: 1 }, { $rename: { a: "b.c" } }));
        assert.same({ b: 1 }, applied({ a: 1, b: 2 }, { $rename: { a: "b" } }));
        assert.same({ a: {}, c: [1] }, applied({ a: { b: [1] } }, { $rename: { "a.b": "c" } }));
        assert.same({ a: 1 }, applied({ a: 1 }, { $rename: { x: "a.b" } }));
        const inArray = "'$rename' of 'a.0' must not move an element of an array, nor into one";
        assert.equal(inArray, applied({ a: [1] }, { $rename: { "a.0": "b" } }));
        assert.equal(string.gsub(inArray, "a.0", "b")[0], applied({ a: [1], b: 1 }, { $rename: { b: "a.0" } }));
        const viaNumber = "'$rename' of 'b' goes to 'a.x', which cannot be reached: 'a' is a number";
        assert.equal(viaNumber, applied({ a: 1, b: 1 }, { $rename: { b: "a.x" } }));
        assert.equal(
            "'$rename' of 'a.x' cannot be reached: 'a' is a number",
            applied({ a: 1 }, { $rename: { "a.x": "b" } }),
        );
    });

    it("unsets: a field goes, an element becomes null, what is not there stays so", () => {
        assert.same(
            { a: [1, NULL], b: {} },
            applied({ a: [1, 2], b: { c: 1 } }, { $unset: { "a.1": "", "b.c": "", "a.9": 1, d: 1 } }),
        );
    });

    it("refuses paths that cannot be reached, for all but $unset", () => {
        const data = { a: 5, n: NULL, l: [1] };
        for (const [operator, operand] of [
            ["$set", 1],
            ["$inc", 1],
            ["$mul", 1],
            ["$min", 1],
            ["$max", 1],
            ["$push", 1],
            ["$addToSet", 1],
            ["$pop", 1],
            ["$pull", 1],
            ["$pullAll", [1]],
            ["$bit", { and: 1 }],
            ["$currentDate", true],
        ] as [string, unknown][]) {
            for (const path of ["a.b", "n.b", "l.b", "l.0.b"]) {
                const answer = applied(data, { [operator]: { [path]: operand } });
                assert.matches(`^'%${operator}' of '${path}' cannot be reached: `, answer as string);
            }
        }
        assert.same(data, applied(data, { $unset: { "a.b": 1, "n.b": 1, "l.b": 1 } }));
    });

    it("applies paths in the order of their parts, indices by number", () => {
        assert.same(
            { a: [NULL, NULL, 1, NULL, NULL, 7] },
            applied({ a: EMPTY_ARRAY }, { $set: { "a.5": 7 }, $inc: { "a.2": 1 } }),
        );
        const many = { $inc: { "a.10": 1 }, $bit: { "a.9": { or: 1 } } };
        const list: unknown[] = [];
        for (const index of $range(0, 8)) list[index] = NULL;
        list[9] = 1;
        list[10] = 1;
        assert.same({ a: list }, applied({ a: EMPTY_ARRAY }, many));
    });

    it("bounds the object that it makes", () => {
        const half = string.rep("x", 10000);
        assert.equal(
            "the patch makes an object that must take 16384 bytes at most",
            applied({ a: half }, { $set: { b: half } }),
        );
        let deep: object = { a: 1 };
        for (const _ of $range(2, 14)) deep = { a: deep };
        assert.equal(
            "the patch makes an object that must be nested to 16 levels at most",
            applied({ d: deep }, { $rename: { d: "x.y.z" } }),
        );
        const [one] = readData({ l: EMPTY_ARRAY });
        assert.matches("more than 1024 elements", applied(one!, { $set: { "l.5000": 1 } }) as string);
    });

    it("bounds what it does", () => {
        const list: number[] = [];
        const others: number[] = [];
        for (const index of $range(0, 3999)) list[index] = index;
        for (const index of $range(0, 3999)) others[index] = -index - 1;
        for (const patch of [
            { $pullAll: { l: others } },
            { $pull: { l: { $in: others } } },
            { $pull: { l: { $nin: others } } },
            { $pull: { l: { $not: { $in: others } } } },
            { $addToSet: { l: { $each: others } } },
            { $push: { l: { $each: others, $sort: -1 } } },
        ]) {
            assert.matches(" of 'l' takes too many comparisons$", applied({ l: list }, patch) as string);
        }
        assert.equal(3999, (applied({ l: list }, { $pull: { l: 5 } }) as { l: unknown[] }).l.length);
    });

    it("gives the same bytes on every client, whatever the order in which fields were put in", () => {
        const random = new SeededRandom(20260801);
        let count = 0;
        const many = rounds(200, 50);
        for (const _ of $range(1, many)) {
            const initial = randomObject(random, 3);
            let [mine] = readData(initial);
            let [theirs] = readData(shuffled(random, initial));
            for (const _step of $range(1, 12)) {
                const patch = randomPatch(random);
                const [next, changed] = applyPatch(mine!, patch, NOW);
                const [other, otherChanged] = applyPatch(theirs!, shuffled(random, patch), NOW);
                assert.same(changed, otherChanged);
                if (next !== undefined && other !== undefined) {
                    mine = next;
                    // As a joiner gets it.
                    const [, travelled] = decodeCbor(encoded(other), 1);
                    theirs = random.integer(0, 3) === 0 ? readData(travelled)[0] : other;
                    count++;
                }
                assert.equal(encoded(mine), encoded(theirs));
            }
        }
        // A third of all patches at least.
        assert.is_true(count > many * 4);
    });

    it("leaves the old data as it was, and tells each path that is another one", () => {
        const random = new SeededRandom(5);
        for (const _ of $range(1, rounds(1000))) {
            const [data] = readData(randomObject(random, 3));
            const before = encoded(data);
            const [result, changed] = applyPatch(data!, randomPatch(random), NOW);
            assert.equal(before, encoded(data));
            if (result !== undefined) {
                for (const path of changed as string[]) {
                    const [parts] = parsePath(path);
                    assert.is_false(isEqual(getAt(data, parts!), getAt(result, parts!)), path);
                }
                assert.equal((changed as string[]).length === 0, encoded(result) === before);
                // What was made is what readData() takes.
                assert.equal(encoded(result), encoded(readData(result)[0]));
            }
        }
    });

    it("never raises, whatever comes", () => {
        const random = new SeededRandom(99);
        const odd: unknown[] = [
            NULL,
            EMPTY_ARRAY,
            print,
            0 / 0,
            math.huge,
            -0.5,
            "",
            "$each",
            "a.b",
            true,
            {},
            [[]],
            [1, "a"],
        ];
        const names = [
            "$each",
            "$slice",
            "$sort",
            "$position",
            "$in",
            "$not",
            "$or",
            "$all",
            "$elemMatch",
            "$size",
            "a",
            "",
            "$type",
            "and",
        ];
        const junk = (depth: number): unknown => {
            if (depth === 0 || random.integer(1, 3) === 1) return odd[random.integer(0, odd.length - 1)];
            const made = new LuaTable<AnyNotNil, unknown>();
            for (const _ of $range(1, random.integer(1, 3))) {
                const key =
                    random.integer(1, 9) === 1 ? random.integer(0, 3) : names[random.integer(0, names.length - 1)];
                made.set(key, junk(depth - 1));
            }
            return made;
        };
        let refused = 0;
        const many = rounds(3000);
        for (const _ of $range(1, many)) {
            const [data] = readData(randomObject(random, 2));
            const [operator] = OPERANDS[random.integer(0, OPERANDS.length - 1)];
            const patch = random.integer(1, 5) === 1 ? junk(3) : { [operator]: { [randomPath(random)]: junk(4) } };
            const [result, refusal] = applyPatch(data!, patch, NOW);
            if (result === undefined) {
                refused++;
                assert.is_string(describeRefusal(refusal as Refusal));
            }
        }
        assert.is_true(refused > many / 4 && refused < many);
    });
});
