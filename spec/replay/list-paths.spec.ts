import { canBeWithin, eachList, parsePath } from "../../src/replay/list-paths";
import { noPause } from "../support/background";

/** The lists that paths find in a state, as "parent key", in byte order. */
function found(state: object, ...paths: string[]): string[] {
    const names: string[] = [];
    eachList(
        state,
        paths.map((path) => parsePath(path)!),
        (_list, parentPath, key) => {
            names[names.length] = `${parentPath} ${tostring(key)}`;
        },
        noPause,
    );
    table.sort(names);
    return names;
}

describe("parsePath", () => {
    it("takes names between dots, and nothing that lacks one", () => {
        assert.same(["history"], parsePath("history"));
        assert.same(["a", "*", "b c"], parsePath("a.*.b c"));
        for (const path of ["", ".", "a.", ".a", "a..b"]) assert.is_nil(parsePath(path), path);
    });
});

describe("canBeWithin", () => {
    const isWithin = (inner: string, outer: string): boolean => canBeWithin(parsePath(inner)!, parsePath(outer)!);

    it("tells paths that may meet, each name and * alike", () => {
        assert.is_true(isWithin("a", "a"));
        assert.is_true(isWithin("a.b", "a"));
        assert.is_true(isWithin("a.b", "*"));
        assert.is_true(isWithin("*.b", "a"));
        assert.is_true(isWithin("a.*", "a.b"));
        assert.is_false(isWithin("a", "a.b"));
        assert.is_false(isWithin("b.a", "a"));
        assert.is_false(isWithin("*.b", "*.c"));
    });
});

describe("eachList", () => {
    const state = { history: [1], lists: { a: [], [5]: [], b: 7 }, players: { p: { log: [2] }, q: {}, r: 1 }, sum: 3 };

    it("finds what there is under names and under every key, and tables alone", () => {
        assert.same(["state history"], found(state, "history"));
        assert.same(["state.lists 5", "state.lists a"], found(state, "lists.*"));
        assert.same(["state.players.p log"], found(state, "players.*.log"));
        assert.same(["state history", "state lists", "state players"], found(state, "*"));
        assert.same([], found(state, "sum", "none", "none.*", "history.*", "sum.*.x"));
    });
});
