import { isBehind } from "../../src/replay/build";

describe("isBehind", () => {
    const build = { state: {}, time: 100, id: 5, count: 3 };

    it("counts all keys up to the build's own as its past", () => {
        assert.is_true(isBehind(build, 99, 2 ** 40 - 1));
        assert.is_true(isBehind(build, 100, 4));
        assert.is_true(isBehind(build, 100, 5));
        assert.is_false(isBehind(build, 100, 6));
        assert.is_false(isBehind(build, 101, 0));
    });

    it("has no past at the start", () => {
        assert.is_false(isBehind({ time: -1, id: -1 }, 0, 0));
    });
});
