import { Checkpoints, isKept, SPACING } from "../../src/replay/checkpoints";
import { SeededRandom } from "../random";

const EVERY_TOTAL_TO = 3000;
const RANDOM_TOTALS = 40;

/** Positions of the kept checkpoints of a log, ascending, with the start of the log in front. */
function keptPositions(total: number): number[] {
    const positions = [0];
    for (const count of $range(SPACING, total, SPACING)) {
        if (isKept(count, total)) {
            positions.push(count);
        }
    }
    return positions;
}

/**
 * Of all events with the same newest checkpoint before them, the one with the fewest others behind it has the furthest
 * way to go for what it may cost: if its cost is within the bound, that of the others is. Given over 2n + 64.
 */
function worstCost(total: number, positions: readonly number[]): number {
    let worst = 0;
    let next = total + 1;
    for (const index of $range(positions.length - 1, 0, -1)) {
        const behind = total - (next - 1);
        worst = math.max(worst, (total - positions[index]) / (2 * behind + 2 * SPACING));
        next = positions[index];
    }
    return worst;
}

/** Three of each spacing, and a spacing for each doubling of the log. */
function mostCheckpoints(total: number): number {
    let most = 0;
    let spacing = SPACING;
    while (spacing <= total) {
        most += 3;
        spacing *= 2;
    }
    return most;
}

function checkpointAt(count: number, bytes: number) {
    return { state: {}, time: count, id: 0, count, bytes };
}

describe("isKept", () => {
    it("keeps a checkpoint within 2n + 64 for every n and every size of the log, and few in all", () => {
        for (const total of $range(0, EVERY_TOTAL_TO)) {
            const positions = keptPositions(total);
            assert.is_true(worstCost(total, positions) <= 1, `of ${total}`);
            assert.is_true(positions.length - 1 <= mostCheckpoints(total), `of ${total}`);
        }
    });

    it("does so for large logs", () => {
        const seed = 4711;
        const random = new SeededRandom(seed);
        for (const _ of $range(1, RANDOM_TOTALS)) {
            const total = random.integer(EVERY_TOTAL_TO, 300000);
            const positions = keptPositions(total);
            assert.is_true(worstCost(total, positions) <= 1, `seed ${seed}, ${total}`);
            assert.is_true(positions.length - 1 <= mostCheckpoints(total), `seed ${seed}, ${total}`);
        }
    });

    it("never takes back a position that it has given up", () => {
        let returned = 0;
        for (const count of $range(1, 400)) {
            let wasKept = true;
            for (const total of $range(count, 2000)) {
                const isNow = isKept(count, total);
                returned += isNow && !wasKept ? 1 : 0;
                wasKept = isNow;
            }
        }
        assert.equal(0, returned);
    });

    it("keeps neither the start nor what lies between the spacings", () => {
        assert.is_false(isKept(0, 0));
        assert.is_false(isKept(0, 50));
        assert.is_false(isKept(31, 31));
        assert.is_false(isKept(33, 33));
        assert.is_true(isKept(32, 32));
    });
});

describe("Checkpoints", () => {
    function grown(total: number, limit: number, bytes: number): Checkpoints {
        const checkpoints = new Checkpoints(limit);
        for (const count of $range(1, total)) {
            if (isKept(count, count)) {
                checkpoints.add(checkpointAt(count, bytes), count);
            }
        }
        return checkpoints;
    }

    it("holds what is kept and no more while the log grows event by event", () => {
        for (const total of [31, 32, 100, 1000, 5000]) {
            const checkpoints = grown(total, 2 ** 30, 10);
            const positions = keptPositions(total - (total % SPACING));
            assert.equal(positions.length - 1, checkpoints.count());
            assert.equal(10 * checkpoints.count(), checkpoints.size());
            assert.is_true(checkpoints.count() <= mostCheckpoints(total));
        }
    });

    it("gives the newest one before a key, and nothing when there is none", () => {
        const checkpoints = grown(1000, 2 ** 30, 10);
        const positions = keptPositions(992);
        for (const time of $range(1, 1010)) {
            let expected = 0;
            for (const position of positions) {
                expected = position < time ? position : expected;
            }
            assert.equal(expected, checkpoints.before(time, 0)?.count ?? 0);
        }
        assert.equal(992, checkpoints.newest()!.count);
    });

    it("counts by the whole key what an event is part of", () => {
        const checkpoints = new Checkpoints(1000);
        checkpoints.add({ state: {}, time: 50, id: 7, count: 32, bytes: 1 }, 32);
        assert.is_nil(checkpoints.before(50, 6));
        assert.is_nil(checkpoints.before(50, 7));
        assert.equal(32, checkpoints.before(50, 8)!.count);
        checkpoints.dropFrom(50, 8);
        assert.equal(1, checkpoints.count());
        checkpoints.dropFrom(50, 7);
        assert.equal(0, checkpoints.count());
        assert.equal(0, checkpoints.size());
    });

    it("drops what an event belongs before, and only that", () => {
        const checkpoints = grown(1000, 2 ** 30, 10);
        checkpoints.dropFrom(960, 0);
        assert.equal(928, checkpoints.newest()!.count);
        checkpoints.dropFrom(-1, -1);
        assert.equal(0, checkpoints.count());
        assert.equal(0, checkpoints.size());
        assert.is_nil(checkpoints.newest());
    });

    it("keeps to its limit of bytes, the newest excepted, and lets the oldest go first", () => {
        for (const limit of [0, 10, 25, 50, 100]) {
            const checkpoints = grown(2000, limit, 10);
            assert.is_true(checkpoints.size() <= math.max(limit, 10), `${checkpoints.size()} of ${limit}`);
            assert.equal(1984, checkpoints.newest()!.count);
            assert.equal(math.max(1, math.min(math.floor(limit / 10), checkpoints.count())), checkpoints.count());
        }
        const small = grown(2000, 10, 10);
        assert.equal(1, small.count());
        assert.is_nil(small.before(1984, 0));
        const huge = new Checkpoints(100);
        huge.add(checkpointAt(32, 1), 32);
        huge.add(checkpointAt(64, 5000), 64);
        assert.equal(1, huge.count());
        assert.equal(64, huge.newest()!.count);
    });
});
