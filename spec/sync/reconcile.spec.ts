import { SKETCH_LIMIT, SKETCH_SLACK } from "../../src/sync/constants";
import { PRIME } from "../../src/sync/prime-field";
import { type Answer, reconcile } from "../../src/sync/reconcile";
import { ENTRY_LIMIT, Mode, WANT_LIMIT } from "../../src/sync/requests";
import { findRoots, fromRoots, powerSums } from "../../src/sync/sketch";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";

/** Different short ids. */
function drawIds(random: SeededRandom, count: number, not: readonly number[] = []): number[] {
    const taken = new LuaSet<number>();
    for (const id of not) taken.add(id);
    const ids: number[] = [];
    while (ids.length < count) {
        const id = random.integer(1, PRIME - 1);
        if (!taken.has(id)) {
            taken.add(id);
            ids.push(id);
        }
    }
    return ids;
}

/** What a requester with these ids gets to hear when it asks with a list of them. */
function answerToList(mine: readonly number[], theirs: readonly number[]): Answer {
    return reconcile(mine, { mode: Mode.List, count: theirs.length, numbers: theirs }, noPause);
}

/** The same for a sketch of so many sums. */
function answerToSketch(mine: readonly number[], theirs: readonly number[], sums: number): Answer {
    const numbers = powerSums(theirs, 1, sums, noPause);
    return reconcile(mine, { mode: Mode.Sketch, count: theirs.length, numbers }, noPause);
}

/** Indices of what is in the first list and not in the second, by looking. */
function indicesWithout(ids: readonly number[], others: readonly number[]): number[] {
    const indices: number[] = [];
    for (const index of $range(0, ids.length - 1)) {
        if (!others.includes(ids[index])) indices.push(index);
    }
    return indices;
}

/** The answer that plain arithmetic of sets gives. */
function difference(mine: readonly number[], theirs: readonly number[]): Answer {
    const wanted = fromRoots(indicesWithout(theirs, mine).map((index) => theirs[index]));
    return { kind: "difference", lacking: indicesWithout(mine, theirs), wanted };
}

/** Two sets: so many ids that both have, and that only one of them has. */
function drawSets(random: SeededRandom, both: number, mine: number, theirs: number): { a: number[]; b: number[] } {
    const common = drawIds(random, both);
    const onlyMine = drawIds(random, mine, common);
    const onlyTheirs = drawIds(random, theirs, [...common, ...onlyMine]);
    // Key order has nothing to do with ids: what both have stands between what one of them has.
    const half = math.floor(both / 2);
    return {
        a: [...common.slice(0, half), ...onlyMine, ...common.slice(half)],
        b: [...onlyTheirs, ...common],
    };
}

describe("reconcile", () => {
    it("sends the whole week to who asks for it, whatever is in it", () => {
        for (const count of [0, 1, 300]) {
            const ids = drawIds(new SeededRandom(1), count);
            for (const theirs of [0, 5]) {
                assert.same(
                    { kind: "whole" },
                    reconcile(ids, { mode: Mode.Whole, count: theirs, numbers: [] }, noPause),
                );
            }
        }
    });

    it("tells the difference of any two sets, both ways, from a list and from a sketch (seeds 1 to 60)", () => {
        for (const seed of $range(1, 60)) {
            const random = new SeededRandom(seed * 104729);
            const { a, b } = drawSets(random, random.integer(0, 120), random.integer(0, 25), random.integer(0, 25));
            for (const [mine, theirs] of [
                [a, b],
                [b, a],
            ]) {
                const expected = difference(mine, theirs);
                assert.same(expected, answerToList(mine, theirs), `list, seed ${seed}`);
                const sums = 50 + SKETCH_SLACK;
                assert.same(expected, answerToSketch(mine, theirs, sums), `sketch, seed ${seed}`);
            }
        }
    });

    it("wants as a polynomial whose roots the requester finds among its own ids", () => {
        const { a, b } = drawSets(new SeededRandom(7), 40, 3, 9);
        for (const answer of [answerToList(a, b), answerToSketch(a, b, 20)]) {
            assert.equal("difference", answer.kind);
            const { wanted } = answer as Answer & { kind: "difference" };
            assert.same(indicesWithout(b, a), findRoots(wanted, b, noPause));
            assert.same([], findRoots(wanted, a, noPause));
        }
    });

    it("finds no difference between equal sets in any order, and all of it where one is empty", () => {
        const ids = drawIds(new SeededRandom(3), 20);
        const turned = [...ids].reverse();
        const nothing: Answer = { kind: "difference", lacking: [], wanted: [] };
        assert.same(nothing, answerToList(ids, turned));
        assert.same(nothing, answerToSketch(ids, turned, SKETCH_SLACK));
        for (const [mine, theirs] of [
            [ids, []],
            [[], ids],
            [[], []],
        ]) {
            assert.same(difference(mine, theirs), answerToList(mine, theirs));
            assert.same(difference(mine, theirs), answerToSketch(mine, theirs, 20 + SKETCH_SLACK));
        }
    });

    it("is undecided while the sums are too few, and decided with more of them", () => {
        const { a, b } = drawSets(new SeededRandom(11), 200, 60, 60);
        for (const sums of [1, SKETCH_SLACK, ENTRY_LIMIT]) {
            assert.same({ kind: "undecided" }, answerToSketch(a, b, sums), `${sums} sums`);
        }
        for (const sums of [120 + SKETCH_SLACK, 2 * ENTRY_LIMIT, SKETCH_LIMIT]) {
            assert.same(difference(a, b), answerToSketch(a, b, sums), `${sums} sums`);
        }
    });

    it("sends the whole week when a sketch of all its sums does not tell", () => {
        const { a, b } = drawSets(new SeededRandom(13), 50, SKETCH_LIMIT, SKETCH_LIMIT);
        assert.same({ kind: "undecided" }, answerToSketch(a, b, SKETCH_LIMIT - 1));
        assert.same({ kind: "whole" }, answerToSketch(a, b, SKETCH_LIMIT));
    });

    it("never takes sums that are no sums of ids for a difference (seed 17)", () => {
        const random = new SeededRandom(17);
        const ids = drawIds(random, 60);
        for (const _ of $range(1, 200)) {
            const numbers: number[] = [];
            for (const __ of $range(1, 30)) numbers.push(random.integer(0, PRIME - 1));
            const answer = reconcile(ids, { mode: Mode.Sketch, count: 60, numbers }, noPause);
            assert.same({ kind: "undecided" }, answer);
        }
    });

    it("does not decide on a count that the sums contradict", () => {
        const { a, b } = drawSets(new SeededRandom(19), 50, 4, 4);
        const numbers = powerSums(b, 1, 30, noPause);
        for (const count of [b.length - 1, b.length + 1, 0]) {
            assert.same({ kind: "undecided" }, reconcile(a, { mode: Mode.Sketch, count, numbers }, noPause));
        }
    });

    describe("where two events share a short id", () => {
        const [shared, ...others] = drawIds(new SeededRandom(23), 12);
        const twice = [shared, ...others, shared];

        it("sends both when a list lacks the id, and neither when it has it once", () => {
            assert.same({ kind: "difference", lacking: [0, 12], wanted: [] }, answerToList(twice, others));
            assert.same({ kind: "difference", lacking: [], wanted: [] }, answerToList(twice, [shared, ...others]));
        });

        it("wants the id as often as a list says it", () => {
            const answer = answerToList(others, twice);
            assert.same({ kind: "difference", lacking: [], wanted: fromRoots([shared, shared]) }, answer);
            const { wanted } = answer as Answer & { kind: "difference" };
            assert.same([0, 12], findRoots(wanted, twice, noPause));
        });

        it("finds both by a sketch that has neither, and both at the requester", () => {
            const sums = 2 + SKETCH_SLACK;
            assert.same({ kind: "difference", lacking: [0, 12], wanted: [] }, answerToSketch(twice, others, sums));
            assert.same(
                { kind: "difference", lacking: [], wanted: fromRoots([shared, shared]) },
                answerToSketch(others, twice, sums),
            );
        });

        it("does not take one of the two for the other: a sketch that has one is undecided, and whole in the end", () => {
            const once = [shared, ...others];
            assert.same({ kind: "undecided" }, answerToSketch(twice, once, 30));
            assert.same({ kind: "whole" }, answerToSketch(twice, once, SKETCH_LIMIT));
        });
    });

    describe("where more is wanted than a message names", () => {
        const { a, b } = drawSets(new SeededRandom(29), 30, 2, WANT_LIMIT + 5);

        it("wants the first of a list", () => {
            const expected = difference(a, b) as Answer & { kind: "difference" };
            const first = indicesWithout(b, a)
                .slice(0, WANT_LIMIT)
                .map((index) => b[index]);
            assert.same({ ...expected, wanted: fromRoots(first) }, answerToList(a, b));
        });

        it("says all that it wants of a sketch, for its caller to see that it is too much", () => {
            const answer = answerToSketch(a, b, 2 * ENTRY_LIMIT);
            assert.same(difference(a, b), answer);
            assert.equal(WANT_LIMIT + 5, (answer as Answer & { kind: "difference" }).wanted.length);
        });
    });

    it("changes neither the ids nor the numbers", () => {
        const { a, b } = drawSets(new SeededRandom(31), 20, 3, 3);
        const sums = powerSums(b, 1, 20, noPause);
        const [ids, list, kept] = [[...a], [...b], [...sums]];
        answerToList(a, b);
        reconcile(a, { mode: Mode.Sketch, count: b.length, numbers: sums }, noPause);
        assert.same([ids, list, kept], [a, b, sums]);
    });

    it("pauses on the way through large sketches", () => {
        const { a, b } = drawSets(new SeededRandom(37), 400, 30, 30);
        let pauses = 0;
        const numbers = powerSums(b, 1, ENTRY_LIMIT, noPause);
        reconcile(a, { mode: Mode.Sketch, count: b.length, numbers }, () => pauses++);
        assert.is_true(pauses > 20, `${pauses} pauses`);
    });
});
