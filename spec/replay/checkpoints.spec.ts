import { type Checkpoint, Checkpoints, FAR, LARGE_BYTES, NEAR, spacingOf } from "../../src/replay/checkpoints";
import { SeededRandom } from "../random";

const GROWN_TO = 3000;
const RANDOM_TOTALS = 40;
const AMPLE = 2 ** 30;
const LEAST = spacingOf(1);

function checkpointAt(count: number, bytes: number): Checkpoint {
    return { state: {}, time: count, id: 0, count, bytes, marks: [] };
}

/** Goes on from one position of a log to another as replay does. @returns how many checkpoints were made. */
function replay(checkpoints: Checkpoints, from: number, to: number, total: number, bytes: number): number {
    let made = 0;
    for (const count of $range(from + 1, to)) {
        if (count >= checkpoints.nextPosition(total, bytes)) {
            checkpoints.add(checkpointAt(count, bytes), total);
            made++;
        }
    }
    return made;
}

/** A log that has grown event by event. */
function grown(total: number, limit: number, bytes: number): Checkpoints {
    const checkpoints = new Checkpoints(limit);
    for (const count of $range(1, total)) {
        replay(checkpoints, count - 1, count, count, bytes);
    }
    return checkpoints;
}

/** Positions in ascending order, the start of the log in front. */
function positionsOf(checkpoints: Checkpoints): number[] {
    const positions: number[] = [];
    let position = checkpoints.newest()?.count ?? 0;
    while (position > 0) {
        positions.unshift(position);
        position = checkpoints.before(position, 0)?.count ?? 0;
    }
    return [0, ...positions];
}

/**
 * Of all events with the same newest checkpoint before them, the one with the fewest others behind it has the furthest
 * way to go for what it may cost: if its cost is within the bound, that of the others is. Given over 2n and four spacings.
 */
function worstCost(total: number, positions: readonly number[], spacing: number): number {
    let worst = 0;
    let next = total + 1;
    for (const index of $range(positions.length - 1, 0, -1)) {
        const behind = total - (next - 1);
        worst = math.max(worst, (total - positions[index]) / (2 * behind + 4 * spacing));
        next = positions[index];
    }
    return worst;
}

/** Two for each doubling of the distance. */
function mostCheckpoints(total: number): number {
    return 2 * math.ceil(math.log(math.max(total, 2)) / math.log(2));
}

describe("Checkpoints", () => {
    it("have one within 2n and some spacings for every n of a log that grows, and are few", () => {
        const checkpoints = new Checkpoints(AMPLE);
        for (const total of $range(1, GROWN_TO)) {
            replay(checkpoints, total - 1, total, total, 10);
            const positions = positionsOf(checkpoints);
            assert.is_true(worstCost(total, positions, LEAST) <= 1, `of ${total}`);
            assert.is_true(positions.length - 1 <= mostCheckpoints(total), `${positions.length} of ${total}`);
            assert.equal(10 * checkpoints.count(), checkpoints.size());
        }
    });

    it("are made by a long replay where they stay, and nowhere else, whatever the size of the state", () => {
        const seed = 4711;
        const random = new SeededRandom(seed);
        for (const _ of $range(1, RANDOM_TOTALS)) {
            const total = random.integer(1, 30000);
            const bytes = 2 ** random.integer(0, 17);
            const checkpoints = new Checkpoints(AMPLE);
            const made = replay(checkpoints, 0, total, total, bytes);
            const positions = positionsOf(checkpoints);
            const what = `seed ${seed}, ${total}, ${bytes}`;
            assert.is_true(worstCost(total, positions, spacingOf(bytes)) <= 1, what);
            assert.is_true(made - checkpoints.count() <= 1, what);
            assert.is_true(made <= mostCheckpoints(total), what);
        }
    });

    it("cost at most half of the replay between them", () => {
        const total = 20000;
        for (const bytes of [1, 2 ** 13, 2 ** 15, LARGE_BYTES]) {
            const checkpoints = new Checkpoints(AMPLE);
            let made = 0;
            for (const count of $range(1, total)) {
                made += replay(checkpoints, count - 1, count, count, bytes);
            }
            assert.is_true(2 * made * (bytes / 1024) <= total, `${made} of ${bytes}`);
        }
    });

    it("are made again ahead of those that were dropped", () => {
        const checkpoints = new Checkpoints(AMPLE);
        replay(checkpoints, 0, 10000, 10000, 10);
        checkpoints.dropFrom(9000, 0);
        const from = checkpoints.newest()!.count;
        assert.is_true(from < 9000);
        replay(checkpoints, from, 10001, 10001, 10);
        assert.is_true(worstCost(10001, positionsOf(checkpoints), LEAST) <= 1);
    });

    it("are not made before their turn where there is room for few", () => {
        for (const room of [1, 2, 3, 5]) {
            const checkpoints = new Checkpoints(1000 * room);
            const made = replay(checkpoints, 0, 20000, 20000, 1000);
            assert.is_true(made - checkpoints.count() <= 1, `${made} made, ${checkpoints.count()} kept`);
            assert.is_true(checkpoints.count() <= room);
            assert.is_true(20000 - checkpoints.newest()!.count < 2 * LEAST);
        }
    });

    it("of a large state are made near the end of a long replay alone", () => {
        const checkpoints = new Checkpoints(AMPLE);
        const at = checkpoints.nextLargePosition(0, 20000, LARGE_BYTES);
        assert.is_true(20000 - at >= NEAR && 20000 - at <= FAR);
        assert.equal(math.huge, checkpoints.nextLargePosition(19900, 20000, LARGE_BYTES));
        assert.equal(math.huge, checkpoints.nextLargePosition(0, 20000, 20000 * 1024));
        checkpoints.add(checkpointAt(at, LARGE_BYTES), 20000);
        assert.equal(math.huge, checkpoints.nextLargePosition(0, 20000, LARGE_BYTES));
    });

    it("gives the newest one before a key, and nothing when there is none", () => {
        const checkpoints = grown(1000, AMPLE, 10);
        const positions = positionsOf(checkpoints);
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
        checkpoints.add({ state: {}, time: 50, id: 7, count: 32, bytes: 1, marks: [] }, 32);
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
        const checkpoints = grown(1000, AMPLE, 10);
        const positions = positionsOf(checkpoints);
        const second = positions[positions.length - 2];
        checkpoints.dropFrom(second + 1, 0);
        assert.equal(second, checkpoints.newest()!.count);
        assert.equal(10 * checkpoints.count(), checkpoints.size());
        checkpoints.dropFrom(-1, -1);
        assert.equal(0, checkpoints.count());
        assert.equal(0, checkpoints.size());
        assert.is_nil(checkpoints.newest());
    });

    it("keeps to its limit of bytes, the newest excepted, and lets the oldest go first", () => {
        for (const limit of [1, 10, 25, 50, 100]) {
            const checkpoints = grown(2000, limit, 10);
            assert.is_true(checkpoints.size() <= math.max(limit, 10), `${checkpoints.size()} of ${limit}`);
            assert.equal(2000, checkpoints.newest()!.count);
            assert.equal(math.max(1, math.floor(limit / 10)), checkpoints.count());
        }
        const huge = new Checkpoints(100);
        huge.add(checkpointAt(32, 1), 32);
        huge.add(checkpointAt(64, 5000), 64);
        assert.equal(1, huge.count());
        assert.equal(64, huge.newest()!.count);
    });

    it("take little more than one of a state that is larger than all of them may be", () => {
        const checkpoints = grown(200, AMPLE, 5e6);
        assert.is_true(checkpoints.count() <= 1);
        assert.is_false(new Checkpoints(0).areWanted());
    });

    it("are pinned until all who read them are done", () => {
        const checkpoints = new Checkpoints(AMPLE);
        checkpoints.pin();
        checkpoints.pin();
        checkpoints.unpin();
        assert.is_true(checkpoints.isPinned());
        checkpoints.unpin();
        assert.is_false(checkpoints.isPinned());
    });
});
