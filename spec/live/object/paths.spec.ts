import { getAt, indexOf, parsePath } from "../../../src/live/object/paths";
import { EMPTY_ARRAY } from "../../../src/live/object/values";

describe("parsePath", () => {
    it("splits at dots", () => {
        assert.same(["boss"], parsePath("boss")[0]);
        assert.same(["bids", "0", "from Kel'Thuzad"], parsePath("bids.0.from Kel'Thuzad")[0]);
        assert.same(["a$", "ß"], parsePath("a$.ß")[0]);
    });

    it("refuses what is no path", () => {
        const cases: [unknown, string][] = [
            ["", "must be a path"],
            [5, "must be a path"],
            [{}, "must be a path"],
            [".", "must be a path without empty parts"],
            ["a.", "must be a path without empty parts"],
            [".a", "must be a path without empty parts"],
            ["a..b", "must be a path without empty parts"],
            ["a.$", "must be a path without '$': there are no positional operators"],
            ["a.$[].b", "must be a path without '$': there are no positional operators"],
            ["$a", "must be a path without '$': there are no positional operators"],
            [string.rep("a", 1025), "must be a path of 1024 bytes at most"],
            [string.rep("a.", 16) + "a", "must be a path of 16 parts at most"],
        ];
        for (const [path, reason] of cases) assert.equal(reason, parsePath(path)[1]);
        assert.equal(16, parsePath(`${string.rep("a.", 15)}a`)[0]!.length);
    });
});

describe("indexOf", () => {
    it("takes whole numbers without leading zeros", () => {
        assert.equal(0, indexOf("0"));
        assert.equal(12, indexOf("12"));
        assert.equal(99999, indexOf("99999"));
        for (const part of ["", "00", "01", "-1", "1.5", "1e1", "0x1", " 1", "100000", "a"])
            assert.is_nil(indexOf(part));
    });
});

describe("getAt", () => {
    it("counts elements from 0", () => {
        const data = { a: [{ x: 1 }, 2], b: { "0": 3 }, c: EMPTY_ARRAY };
        assert.equal(1, getAt(data, ["a", "0", "x"]));
        assert.equal(2, getAt(data, ["a", "1"]));
        assert.equal(3, getAt(data, ["b", "0"]));
        assert.equal(data, getAt(data, []));
        for (const parts of [
            ["a", "2"],
            ["a", "x"],
            ["c", "0"],
            ["a", "1", "x"],
            ["d", "e"],
            ["b", "1"],
        ]) {
            assert.is_nil(getAt(data, parts));
        }
    });
});
