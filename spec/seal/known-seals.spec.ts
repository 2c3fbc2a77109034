import { encodeSeal, type SealContent } from "../../src/event/seal";
import { isStronger, KnownSeals, readSeal } from "../../src/seal/known-seals";
import { SeededRandom } from "../random";

const WEEK = 604800;

function body(change: Partial<SealContent>): string {
    return encodeSeal({
        week: 2800,
        count: 10,
        root: 1,
        rows: "rows of 16 bytes",
        digest: "digest, 16 bytes",
        stateVersion: 1,
        typeIds: [1],
        types: 2,
        revocations: [],
        late: [],
        boundaries: [],
        ...change,
    })!;
}

function isNotHeld(this: void): boolean {
    return false;
}

function shuffle(list: unknown[], random: SeededRandom): void {
    for (const index of $range(list.length - 1, 1, -1)) {
        const other = random.integer(0, index);
        [list[index], list[other]] = [list[other], list[index]];
    }
}

/** Numbers from 100 to 200, in some order. */
function shuffledWeeks(): number[] {
    const weeks: number[] = [];
    for (const week of $range(100, 200)) weeks.push(week);
    shuffle(weeks, new SeededRandom(3));
    return weeks;
}

describe("KnownSeals", () => {
    it("has the larger week first, then the larger count, then the earlier key, in whatever order they come", () => {
        const time = 2830 * WEEK;
        const seals = [
            [time + 9, body({ week: 2820 })],
            [time + 1, body({ week: 2810, count: 12 })],
            [time + 2, body({ week: 2810, count: 11 })],
            [time + 3, body({ week: 2810, count: 11 })],
            [time, body({ week: 2800, count: 99 })],
        ] as const;
        const expected = seals.map(([at]) => at);
        for (const seed of $range(1, 20)) {
            const known = new KnownSeals(isNotHeld);
            const shuffled = seals.slice();
            shuffle(shuffled, new SeededRandom(seed));
            for (const [at, text] of shuffled) {
                known.add(at, 256, text);
            }
            assert.are.same(
                expected,
                known.list.map((seal) => seal.time),
                `seed ${seed}`,
            );
        }
    });

    it("takes each in once, and no other event", () => {
        const known = new KnownSeals(isNotHeld);
        assert.is_not_nil(known.add(2830 * WEEK, 256, body({})));
        assert.is_nil(known.add(2830 * WEEK, 256, body({})));
        assert.is_nil(known.add(2830 * WEEK, 512, "\0"));
        assert.is_nil(known.add(2830 * WEEK, 512, "\x01"));
        assert.are.equal(1, known.list.length);
    });

    it("passes over a seal of weeks that were not over", () => {
        assert.is_nil(readSeal(2800 * WEEK - 1, 256, body({ week: 2800 })));
        assert.is_nil(readSeal(2800 * WEEK + 119, 256, body({ week: 2800 })));
        assert.is_not_nil(readSeal(2800 * WEEK + 120, 256, body({ week: 2800 })));
    });

    it("forgets one whose body lost its key", () => {
        const known = new KnownSeals(isNotHeld);
        known.add(2830 * WEEK, 256, body({}));
        assert.is_false(known.remove(2830 * WEEK, 257));
        assert.is_true(known.remove(2830 * WEEK, 256));
        assert.are.equal(0, known.list.length);
    });

    it("keeps the strongest of very many", () => {
        const known = new KnownSeals(isNotHeld);
        for (const week of $range(1, 200)) {
            known.add(2830 * WEEK + week, 256, body({ week }));
        }
        assert.are.equal(64, known.list.length);
        assert.are.equal(200, known.list[0].week);
        assert.is_true(isStronger(known.list[0], known.list[63]));
    });

    it("keeps the one that is held among very many that are stronger", () => {
        const known = new KnownSeals(({ week }) => week === 7);
        for (const week of [7, ...shuffledWeeks()]) {
            known.add(2830 * WEEK + week, 256, body({ week }));
        }
        assert.are.equal(64, known.list.length);
        assert.are.same(
            [200, 138, 7],
            [0, 62, 63].map((index) => known.list[index].week),
        );
    });

    it("passes over a seal of no events", () => {
        assert.is_nil(readSeal(2830 * WEEK, 256, body({ count: 0 })));
    });
});
