import { copyState, findDifference } from "../../src/replay/state-copy";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";

type Table = LuaTable<AnyNotNil, unknown>;

/** Nested tables with keys and values of all kinds that a state may hold. */
function randomState(random: SeededRandom, depth: number): Table {
    const state = new LuaTable<AnyNotNil, unknown>();
    for (const index of $range(1, random.integer(0, 8))) {
        const keys = [index, `key${index}`, index + 0.5, -index, index % 2 === 0, `${random.bytes(3)}\0`];
        const values = [random.integer(-1000, 1000), random.bytes(5), true, false, 1 / 3, ""];
        const isTable = depth > 0 && random.integer(0, 2) === 0;
        const value = isTable ? randomState(random, depth - 1) : values[random.integer(0, values.length - 1)];
        state.set(keys[random.integer(0, keys.length - 1)], value);
    }
    return state;
}

function problemOf(state: object): string {
    const [copy, problem] = copyState(state, noPause);
    assert.is_nil(copy);
    return problem as string;
}

const ENDING = "; a state is made of plain tables, strings, numbers and booleans";

describe("copyState", () => {
    for (const seed of $range(1, 100)) {
        it(`gives an equal state that shares nothing with the first (seed ${seed})`, () => {
            const state = randomState(new SeededRandom(seed), 4);
            const [copy] = copyState(state, noPause);
            assert.same(state, copy);
            assert.is_nil(findDifference(state, copy, noPause));
            const tables = new LuaSet<object>();
            const note = (part: object): void => {
                tables.add(part);
                for (const [, value] of pairs(part as Table)) {
                    if (type(value) === "table") {
                        note(value as object);
                    }
                }
            };
            note(state);
            const check = (part: object): void => {
                assert.is_false(tables.has(part));
                for (const [, value] of pairs(part as Table)) {
                    if (type(value) === "table") {
                        check(value as object);
                    }
                }
            };
            check(copy!);
        });
    }

    it("keeps tables that stand in several places one table", () => {
        const shared = { points: 5 };
        const [copy] = copyState({ a: shared, list: [shared, shared] }, noPause);
        const { a, list } = copy as { a: object; list: object[] };
        assert.equal(a, list[0]);
        assert.equal(a, list[1]);
        assert.is_false(a === shared);
        assert.same({ points: 5 }, a);
    });

    it("keeps tables without others apart by what they are, not by what they hold", () => {
        const huge = { points: math.huge };
        const long: number[] = [];
        for (const index of $range(1, 200)) long.push(index);
        const records = [{ points: 5 }, { points: 69 }, { text: "a" }, {}, { points: 0 / 0 }, huge, long];
        const [copy] = copyState(
            { first: records, second: [...records], again: { points: 5 }, third: [{}, long] },
            noPause,
        );
        const { first, second, again, third } = copy as Record<string, object[]>;
        const seen = new LuaSet<object>();
        for (const index of $range(0, records.length - 1)) {
            assert.equal(first[index], second[index]);
            assert.is_false(first[index] === records[index] || seen.has(first[index]));
            seen.add(first[index]);
        }
        assert.is_false(seen.has(again) || seen.has(third[0]));
        assert.equal(first[6], third[1]);
    });

    it("copies states that hold themselves", () => {
        const state = { name: "root", child: {} as Record<string, unknown> } as Record<string, unknown>;
        (state.child as Record<string, unknown>).parent = state;
        state.self = state;
        const [copy] = copyState(state, noPause);
        const root = copy as Record<string, unknown>;
        assert.equal(root, root.self);
        assert.equal(root, (root.child as Record<string, unknown>).parent);
        assert.equal("root", root.name);
        assert.is_false(root === state);
    });

    it("refuses what cannot be saved, and names where it stands", () => {
        assert.equal(`state.raid.leader holds a function${ENDING}`, problemOf({ raid: { leader: () => {} } }));
        const [isReal, userdata] = pcall((_G as unknown as { newproxy: (this: void) => object }).newproxy);
        assert.is_true(isReal);
        assert.equal(`state.list[2] holds a userdata${ENDING}`, problemOf({ list: [1, userdata] }));
        const thread = coroutine.create(() => {});
        assert.equal(`state.t holds a thread${ENDING}`, problemOf({ t: thread }));
        assert.equal(`state.m holds a table with a metatable${ENDING}`, problemOf({ m: setmetatable({}, {}) }));
        const hidden = setmetatable({}, { __metatable: false } as object);
        assert.equal(`state.h holds a table with a metatable${ENDING}`, problemOf({ h: hidden }));
        assert.equal(`state holds a table with a metatable${ENDING}`, problemOf(setmetatable({}, {})));
    });

    it("refuses keys that cannot be saved", () => {
        for (const [key, kind] of [
            [{}, "table"],
            [() => {}, "function"],
            [coroutine.create(() => {}), "thread"],
        ] as [AnyNotNil, string][]) {
            const inner = new LuaTable<AnyNotNil, unknown>();
            inner.set(key, 1);
            assert.equal(`state.odd holds a ${kind} as key${ENDING}`, problemOf({ odd: inner }));
        }
    });

    it("refuses what is nested too deep instead of running out of stack", () => {
        let deep: object = {};
        for (const _ of $range(1, 1000)) {
            deep = { inner: deep };
        }
        assert.matches("holds a table nested too deep; a state", problemOf(deep));
    });

    it("pauses on its way through large states, however they are nested", () => {
        const flat: number[] = [];
        const nested: number[][] = [];
        for (const index of $range(1, 1000)) {
            flat.push(index);
            nested.push([index]);
        }
        let pauses = 0;
        for (const state of [flat, nested]) {
            pauses = 0;
            copyState(state, () => {
                pauses++;
            });
            assert.is_true(pauses >= 10, `${pauses} pauses`);
        }
    });

    it("estimates the memory that the copy takes", () => {
        const states: [string, object][] = [];
        const list: number[] = [];
        const records: object[] = [];
        const points: Record<string, number> = {};
        for (const index of $range(1, 5000)) {
            list.push(index);
            records.push({ time: index, amount: 5, reason: "x" });
            points[`Player-1001-${index}`] = index;
        }
        states.push(["list", list], ["records", records], ["map", points]);
        for (const [name, state] of states) {
            collectgarbage("collect");
            collectgarbage("collect");
            const before = collectgarbage("count");
            const [copy, bytes] = copyState(state, noPause);
            collectgarbage("collect");
            collectgarbage("collect");
            const used = (collectgarbage("count") - before) * 1024;
            const ratio = (bytes as number) / used;
            assert.is_true(ratio > 1 / 3 && ratio < 3, `${name}: ${ratio} of what it takes`);
            assert.is_not_nil(copy);
        }
    });
});

describe("findDifference", () => {
    function difference(a: unknown, b: unknown): string | undefined {
        return findDifference(a, b, noPause);
    }

    it("names the path of a difference", () => {
        assert.equal("state.points.Thrall", difference({ points: { Thrall: 1 } }, { points: { Thrall: 2 } }));
        assert.equal("state.points.Thrall", difference({ points: { Thrall: 1 } }, { points: {} }));
        assert.equal("state.points.Thrall", difference({ points: {} }, { points: { Thrall: 1 } }));
        assert.equal("state.list[2]", difference({ list: [1, 2] }, { list: [1, 3] }));
        assert.equal("state.a", difference({ a: { b: 1 } }, { a: 1 }));
        assert.equal("state.a", difference({ a: false }, {}));
        assert.equal("state", difference(1, {}));
    });

    it("finds none between equal states, tables that hold themselves included", () => {
        const cycle = (): object => {
            const state: Record<string, unknown> = { n: 1 };
            state.self = state;
            state.list = [state, { back: state }];
            return state;
        };
        assert.is_nil(difference(cycle(), cycle()));
        assert.is_nil(difference({}, {}));
    });

    /** Tables of which each holds the next one, and the last one the first. */
    const circle = (length: number, n = 1): object => {
        const first: Record<string, unknown> = { n: 1 };
        let last = first;
        for (const index of $range(2, length)) {
            const next: Record<string, unknown> = { n: index === length ? n : 1 };
            last.next = next;
            last = next;
        }
        last.next = first;
        return first;
    };

    it("compares circles of different lengths: what can be read of them is the same", () => {
        assert.is_nil(difference(circle(1), circle(2)));
        assert.is_nil(difference(circle(3), circle(2)));
        assert.is_nil(difference(circle(60), circle(77)));
        assert.is_not_nil(difference(circle(60), circle(77, 2)));
        assert.is_not_nil(difference(circle(60, 2), circle(77)));
    });

    it("finds a difference behind tables that hold themselves", () => {
        const cycle = (n: number): object => {
            const state: Record<string, unknown> = {};
            state.self = state;
            state.inner = { n, back: state };
            return state;
        };
        assert.equal("state.inner.n", difference({ x: cycle(1) }, { x: cycle(2) })!.replace("state.x.", "state."));
    });

    it("finds one of many random changes", () => {
        for (const seed of $range(1, 100)) {
            const random = new SeededRandom(seed);
            const state = randomState(random, 3);
            const [copy] = copyState(state, noPause);
            (copy as Table).set("changed", { by: seed });
            assert.equal("state.changed", difference(state, copy), `seed ${seed}`);
            assert.equal("state.changed", difference(copy, state), `seed ${seed}`);
        }
    });
});
