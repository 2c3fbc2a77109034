import { SKETCH_SLACK } from "../../src/sync/constants";
import { PRIME } from "../../src/sync/prime-field";
import { type Difference, findRoots, fromRoots, powerSums, resolve } from "../../src/sync/sketch";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";
import { shuffled } from "../support/events";
import { rounds } from "../support/rounds";

/** In full, what the claims in docs/protocol.md rest on. */
const PAIRS = rounds(2000, 150);
const LARGE_PAIRS = rounds(200, 4);
const OVERLOADS = rounds(80000, 4000);

/** Two sets of short ids. */
interface Pair {
    readonly ours: number[];
    readonly theirs: number[];
    readonly onlyOurs: number[];
    readonly onlyTheirs: number[];
}

/** Different ids; clustered: most of them neighbours. */
function drawIds(random: SeededRandom, count: number, isClustered: boolean): number[] {
    const ids: number[] = [];
    const seen = new LuaSet<number>();
    let last = random.integer(1, PRIME - 1);
    while (ids.length < count) {
        const isNext = isClustered && random.integer(1, 20) > 1;
        const id = isNext ? (last % (PRIME - 1)) + 1 : random.integer(1, PRIME - 1);
        last = id;
        if (!seen.has(id)) {
            seen.add(id);
            ids.push(id);
        }
    }
    return ids;
}

function drawPair(random: SeededRandom, shared: number, ours: number, theirs: number): Pair {
    const drawn = drawIds(random, shared + ours + theirs, random.integer(0, 1) === 1);
    // Clustered differences or differences anywhere among what both have.
    const ids = random.integer(0, 1) === 1 ? drawn : shuffled(random, drawn);
    const onlyOurs = ids.slice(0, ours);
    const onlyTheirs = ids.slice(ours, ours + theirs);
    const common = ids.slice(ours + theirs);
    return { ours: common.concat(onlyOurs), theirs: common.concat(onlyTheirs), onlyOurs, onlyTheirs };
}

/** What a responder with `ours` makes of a sketch of `theirs`; nothing when it does not accept. */
function decode({ ours, theirs }: Pair, capacity: number): LuaMultiReturn<[Difference, number[]] | [undefined]> {
    const own = powerSums(ours, 1, capacity, noPause);
    const other = powerSums(theirs, 1, capacity, noPause);
    const differences = own.map((sum, index) => (sum - other[index] + PRIME) % PRIME);
    const difference = resolve(differences, ours.length - theirs.length, noPause);
    const indices = difference === undefined ? [] : findRoots(difference.mine, ours, noPause);
    if (difference === undefined || indices.length !== difference.mine.length) return $multi(undefined);
    return $multi(difference, indices);
}

function sorted(ids: readonly number[]): number[] {
    const copy = [...ids];
    table.sort(copy);
    return copy;
}

function checkDecoded(pair: Pair, capacity: number, name: string): void {
    const [difference, indices] = decode(pair, capacity);
    if (difference === undefined) error(`${name}: not resolved`, 0);
    assert.same(sorted(pair.onlyOurs), sorted(indices.map((index) => pair.ours[index])), name);
    const wanted = findRoots(difference.theirs, pair.theirs, noPause).map((index) => pair.theirs[index]);
    assert.same(sorted(pair.onlyTheirs), sorted(wanted), name);
}

function capacityFor(ours: number, theirs: number): number {
    return math.max(ours + theirs + 1, math.abs(ours - theirs) + SKETCH_SLACK);
}

describe("A sketch", () => {
    it("tells any difference below its capacity, however the ids lie", () => {
        for (const seed of $range(1, PAIRS)) {
            const random = new SeededRandom(seed);
            const most = random.integer(0, 4) === 0 ? 70 : 20;
            const ours = random.integer(0, most);
            const theirs = random.integer(0, most);
            const shared = random.integer(0, random.integer(0, 1) === 0 ? 30 : 600);
            const capacity = capacityFor(ours, theirs) + random.integer(0, 1) * random.integer(0, 20);
            const pair = drawPair(random, shared, ours, theirs);
            checkDecoded(pair, capacity, string.format("seed %d: %d of %d, %d", seed, ours, theirs, capacity));
        }
    });

    it("tells up to 300 differences each way of sets of 5,000", () => {
        for (const seed of $range(1, LARGE_PAIRS)) {
            const random = new SeededRandom(1000 + seed);
            const ours = random.integer(200, 300);
            const theirs = random.integer(200, 300);
            const pair = drawPair(random, 5000 - math.max(ours, theirs), ours, theirs);
            checkDecoded(pair, capacityFor(ours, theirs), string.format("seed %d: %d and %d", seed, ours, theirs));
        }
    });

    it("tells of sets that are equal, or empty on one side", () => {
        const ids = drawIds(new SeededRandom(3), 40, false);
        checkDecoded({ ours: ids, theirs: ids, onlyOurs: [], onlyTheirs: [] }, 9, "equal");
        checkDecoded({ ours: ids, theirs: [], onlyOurs: ids, onlyTheirs: [] }, 48, "theirs empty");
        checkDecoded({ ours: [], theirs: ids, onlyOurs: [], onlyTheirs: ids }, 48, "ours empty");
        checkDecoded({ ours: [], theirs: [], onlyOurs: [], onlyTheirs: [] }, 8, "both empty");
    });

    it("is never accepted when there are more differences than it can tell", () => {
        for (const seed of $range(1, OVERLOADS)) {
            const random = new SeededRandom(20000 + seed);
            const capacity = random.integer(SKETCH_SLACK, 24);
            const surplus = random.integer(-(capacity - SKETCH_SLACK), capacity - SKETCH_SLACK);
            const less = math.ceil((capacity - math.abs(surplus)) / 2) + random.integer(0, 6);
            const more = less + math.abs(surplus);
            const [ours, theirs] = surplus > 0 ? [more, less] : [less, more];
            const pair = drawPair(random, random.integer(0, 60), ours, theirs);
            const [difference] = decode(pair, capacity);
            assert.is_nil(difference, string.format("seed %d: %d, %d in %d", seed, ours, theirs, capacity));
        }
    });

    it("is not resolved when the counts differ by more than its capacity", () => {
        const { ours, theirs } = drawPair(new SeededRandom(9), 5, 30, 0);
        const own = powerSums(ours, 1, 10, noPause);
        assert.is_nil(resolve(own, ours.length - theirs.length, noPause));
        assert.is_nil(resolve(own, theirs.length - ours.length, noPause));
    });

    it("is not resolved from random sums", () => {
        for (const seed of $range(1, 300)) {
            const random = new SeededRandom(40000 + seed);
            const ours = drawIds(random, 50, false);
            const differences: number[] = [];
            for (const _ of $range(1, random.integer(8, 40))) differences.push(random.integer(0, PRIME - 1));
            const difference = resolve(differences, random.integer(-10, 10), noPause);
            const found = difference === undefined ? [] : findRoots(difference.mine, ours, noPause);
            const isAccepted = difference !== undefined && found.length === difference.mine.length;
            assert.is_false(isAccepted, string.format("seed %d", seed));
        }
    });

    it("is extended by sums that equal those taken at once", () => {
        for (const seed of $range(1, 20)) {
            const random = new SeededRandom(50000 + seed);
            const ids = drawIds(random, random.integer(0, 200), random.integer(0, 1) === 1);
            const first = random.integer(1, 90);
            const second = random.integer(1, 90);
            const atOnce = powerSums(ids, 1, first + second, noPause);
            const begun = powerSums(ids, 1, first, noPause);
            assert.same(
                atOnce,
                begun.concat(powerSums(ids, first + 1, second, noPause)),
                string.format("seed %d", seed),
            );
        }
    });

    it("holds sums of powers", () => {
        assert.same([6, 14, 36], powerSums([1, 2, 3], 1, 3, noPause));
        assert.same([14, 36], powerSums([1, 2, 3], 2, 2, noPause));
        assert.same([PRIME - 1, 1], powerSums([PRIME - 1], 1, 2, noPause));
        assert.same([0, 0], powerSums([], 1, 2, noPause));
    });

    it("gives the frame back on the way", () => {
        const ids = drawIds(new SeededRandom(11), 2000, false);
        let pauses = 0;
        const pause = (): void => {
            pauses++;
        };
        const sums = powerSums(ids, 1, 70, pause);
        assert.is_true(pauses >= 60);
        pauses = 0;
        findRoots(sums, ids, pause);
        assert.is_true(pauses >= 60);
        pauses = 0;
        resolve(sums, 0, pause);
        assert.is_true(pauses >= 60);
    });
});

describe("Roots", () => {
    it("are found by their indices among ids, each of them", () => {
        // (z - 2)(z - 5) = z^2 - 7 z + 10
        assert.same([1, 3], findRoots([PRIME - 7, 10], [1, 2, 3, 5, 7], noPause));
        assert.same([], findRoots([PRIME - 7, 10], [1, 3], noPause));
        assert.same([], findRoots([], [1, 3], noPause));
    });

    it("make the polynomial in which they are found, and nothing else", () => {
        assert.same([PRIME - 7, 10], fromRoots([2, 5]));
        assert.same([], fromRoots([]));
        assert.same([PRIME - 1], fromRoots([1]));
        assert.same([1], fromRoots([PRIME - 1]));
        for (const seed of $range(1, 50)) {
            const random = new SeededRandom(60000 + seed);
            const ids = drawIds(random, random.integer(1, 300), random.integer(0, 1) === 1);
            const roots = shuffled(random, ids).slice(0, random.integer(0, math.min(80, ids.length)));
            const found = findRoots(fromRoots(roots), ids, noPause).map((index) => ids[index]);
            assert.same(sorted(roots), sorted(found), string.format("seed %d", seed));
        }
    });

    it("make the polynomial that a sketch tells", () => {
        for (const seed of $range(1, 20)) {
            const random = new SeededRandom(70000 + seed);
            const pair = drawPair(random, 100, random.integer(0, 20), random.integer(0, 20));
            const [difference] = decode(pair, capacityFor(pair.onlyOurs.length, pair.onlyTheirs.length));
            assert.same(fromRoots(pair.onlyOurs), difference!.mine, string.format("seed %d", seed));
            assert.same(fromRoots(pair.onlyTheirs), difference!.theirs, string.format("seed %d", seed));
        }
    });
});
