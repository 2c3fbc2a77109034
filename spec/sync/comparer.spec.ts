import { weekOf, WEEK_SECONDS } from "../../src/event/key";
import { Comparer } from "../../src/sync/comparer";
import {
    COMPARE_INTERVAL_SECONDS,
    COMPARE_LIMIT,
    COMPARE_REFILL_SECONDS,
    COMPARED_EVENTS,
    DOUBT_LIMIT,
    DOUBT_SECONDS,
    DOUBT_TRIES,
    REQUEST_INHIBIT_SECONDS,
} from "../../src/sync/constants";
import { COMPARE, COMPARED_WEEKS, type Comparison, decodeComparison } from "../../src/sync/messages";
import { Reputation } from "../../src/sync/reputation";
import { weekProduct } from "../../src/sync/week-product";
import { rowOf } from "../../src/sync/week-summary";
import { noPause } from "../support/background";
import { START } from "../support/world";
import { closeWeeks } from "./fake-seals";
import { noteEvent, noteEvents, Stage } from "./stage";

const WEEK = weekOf(START);
const SALT = 4711;
const POINT = 815;

/** Longer than it is until anybody compares. */
const LONG = COMPARE_INTERVAL_SECONDS * 1.25;

class Fixture extends Stage {
    readonly asked: number[] = [];
    changes = 0;
    readonly reputation = new Reputation(this.world.time);
    readonly comparer = new Comparer(
        this.context,
        this.reputation,
        (weekNumber) => this.asked.push(weekNumber),
        () => {
            this.changes++;
        },
    );

    /** What a peer says that holds the same; `change` is added to the products. */
    comparison(change = 0, weeks = [WEEK]): Comparison {
        this.hash();
        return {
            salt: SALT,
            point: POINT,
            weeks: weeks.map((weekNumber) => {
                const { count, fingerprint } = rowOf(this.log, weekNumber);
                const product = weekProduct(this.log, weekNumber, SALT, POINT, noPause)! + change;
                return { weekNumber, count, fingerprint, product };
            }),
        };
    }

    hear(comparison: Comparison, name = "Peer-Realm"): void {
        this.comparer.heard(comparison, this.reputation.of(name));
        this.advance(0.5);
    }

    comparisons(): Comparison[] {
        return this.payloads(COMPARE.type).map((payload) => decodeComparison(payload)!);
    }
}

describe("A comparer", () => {
    it("tells now and then what a client that may speak holds of its newest week, under a new salt each time", () => {
        const fixture = new Fixture(noteEvents(20));
        fixture.advance(3 * LONG);
        const said = fixture.comparisons();
        assert.is_true(said.length >= 2);
        const [first, second] = said;
        assert.are_not.equal(first.salt, second.salt);
        assert.are_not.equal(first.point, second.point);
        const [{ weekNumber, product }] = first.weeks;
        assert.equal(WEEK, weekNumber);
        assert.equal(weekProduct(fixture.log, WEEK, first.salt, first.point, noPause), product);
    });

    it("says nothing when it may not speak, nor of an empty log", () => {
        const mute = new Fixture(noteEvents(20));
        mute.mayServe = false;
        mute.advance(3 * LONG);
        const empty = new Fixture();
        empty.advance(3 * LONG);
        assert.same([0, 0], [mute.comparisons().length, empty.comparisons().length]);
    });

    it("takes in older weeks by lot, each once, and not more events than a comparison may cost", () => {
        const events = [...noteEvents(20)];
        for (const week of $range(1, 30)) {
            for (const index of $range(1, 1000)) events.push(noteEvent(-week * WEEK_SECONDS - index, index % 50));
        }
        const fixture = new Fixture(events);
        fixture.advance(20 * LONG);
        const seen = new LuaSet<number>();
        let different = 0;
        for (const { weeks } of fixture.comparisons()) {
            assert.is_true(weeks.length <= COMPARED_WEEKS);
            assert.is_true(weeks.reduce((sum, { count }) => sum + count, 0) <= COMPARED_EVENTS);
            const once = new LuaSet<number>();
            for (const { weekNumber } of weeks) {
                assert.is_false(once.has(weekNumber));
                once.add(weekNumber);
                different += seen.has(weekNumber) ? 0 : 1;
                seen.add(weekNumber);
            }
        }
        assert.is_true(different > 20, `${different} weeks`);
    });

    it("lets equal comparisons of others stand for its own, but not for ever", () => {
        const fixture = new Fixture(noteEvents(20));
        for (const _ of $range(1, 40)) {
            fixture.hear(fixture.comparison());
            fixture.advance(COMPARE_INTERVAL_SECONDS / 2);
        }
        const seconds = 20 * COMPARE_INTERVAL_SECONDS;
        const said = fixture.comparisons().length;
        assert.is_true(said >= 1 && said < seconds / (1.5 * COMPARE_INTERVAL_SECONDS), `${said}`);
    });

    it("lets no comparison of what it does not hold stand for its own", () => {
        const fixture = new Fixture(noteEvents(20));
        for (const _ of $range(1, 6)) {
            const { weeks, ...rest } = fixture.comparison();
            fixture.hear({ ...rest, weeks: [{ ...weeks[0], count: 3 }] });
            fixture.advance(COMPARE_INTERVAL_SECONDS / 2);
        }
        assert.is_true(fixture.comparisons().length >= 2);
    });

    it("lets none stand for its own that leaves out the newest week", () => {
        const fixture = new Fixture([...noteEvents(20), noteEvent(-WEEK_SECONDS, 77)]);
        for (const index of $range(1, 6)) {
            fixture.hear(fixture.comparison(0, [WEEK - 1]), string.format("Peer%d-Realm", index));
            fixture.advance(COMPARE_INTERVAL_SECONDS / 2);
        }
        assert.is_true(fixture.comparisons().length >= 2);
    });

    it("keeps a doubt about one peer although others raise them without end", () => {
        const weeks: number[] = [];
        const events = noteEvents(20);
        for (const week of $range(1, COMPARED_WEEKS)) {
            events.push(noteEvent(-week * WEEK_SECONDS, 77));
            weeks.push(WEEK - week);
        }
        const fixture = new Fixture(events);
        fixture.hear(fixture.comparison(1), "Honest-Realm");
        for (const index of $range(1, 20)) {
            fixture.hear(fixture.comparison(1, weeks), string.format("Peer%d-Realm", index % 10));
        }
        assert.equal(DOUBT_LIMIT, fixture.comparer.count());
        assert.is_true(fixture.comparer.differences().some(({ peer }) => peer === "Honest-Realm"));
        fixture.hear(fixture.comparison(1), "Other-Realm");
        assert.is_true(fixture.comparer.differences().some(({ peer }) => peer === "Other-Realm"));
    });

    it("doubts a week with an equal row and another product, and asks for it until they agree", () => {
        const events = noteEvents(20);
        const fixture = new Fixture(events);
        const [first] = events;
        const other = new Fixture([{ ...first, server: 5 }, ...events.slice(1)]);
        other.log.directory.note(10, 5, false);
        fixture.hear(other.comparison());
        fixture.advance(10);
        assert.same([WEEK], fixture.asked);
        assert.same(
            [{ peer: "Peer-Realm", weekNumber: WEEK, surplus: 0, failures: 1 }],
            fixture.comparer.differences(),
        );
        fixture.log.directory.note(10, 5, false);
        fixture.advance(60);
        assert.same([], fixture.comparer.differences());
        assert.same([WEEK], fixture.asked);
        assert.equal(2, fixture.changes);
    });

    it("gives up after a few tries, and tells it for a while", () => {
        const fixture = new Fixture(noteEvents(20));
        fixture.hear(fixture.comparison(1));
        fixture.advance(DOUBT_SECONDS - 60);
        assert.equal(DOUBT_TRIES, fixture.asked.length);
        assert.equal(1, fixture.comparer.count());
        fixture.advance(120);
        fixture.comparer.sweep();
        assert.equal(0, fixture.comparer.count());
    });

    it("does not ask while somebody else has", () => {
        const fixture = new Fixture(noteEvents(20));
        fixture.comparer.requestHeard(WEEK);
        fixture.hear(fixture.comparison(1));
        fixture.advance(REQUEST_INHIBIT_SECONDS - 2);
        assert.same([], fixture.asked);
        fixture.advance(60);
        assert.is_true(fixture.asked.length > 0);
    });

    it("ignores what differs by its row: requests see to that", () => {
        const fixture = new Fixture(noteEvents(20));
        const { weeks, ...rest } = fixture.comparison(1);
        fixture.hear({ ...rest, weeks: [{ ...weeks[0], fingerprint: 1 }] });
        assert.equal(0, fixture.comparer.count());
    });

    it("looks at few comparisons of one peer, and keeps few doubts", () => {
        const fixture = new Fixture(noteEvents(20));
        for (const _ of $range(1, 10)) fixture.hear(fixture.comparison(1));
        assert.equal(10 - COMPARE_LIMIT, fixture.ignored.comparisons);
        fixture.advance(COMPARE_REFILL_SECONDS);
        fixture.hear(fixture.comparison());
        assert.equal(0, fixture.comparer.count());
        for (const index of $range(1, DOUBT_LIMIT + 10)) {
            fixture.hear(fixture.comparison(1), string.format("Peer%d-Realm", index));
        }
        assert.equal(DOUBT_LIMIT, fixture.comparer.count());
    });
});

describe("A week that is closed or absent", () => {
    it("is not doubted, and is not doubted any more once it is", () => {
        const fixture = new Fixture(noteEvents(20));
        fixture.hear(fixture.comparison(1));
        assert.equal(1, fixture.comparer.count());
        closeWeeks(fixture.log, [WEEK]);
        fixture.comparer.sealsChanged();
        assert.equal(0, fixture.comparer.count());
        fixture.hear(fixture.comparison(1), "Other-Realm");
        assert.equal(0, fixture.comparer.count());
    });

    it("is passed over in the comparison of a peer, and left out of the own ones, when it is not here", () => {
        const other = new Fixture(noteEvents(20));
        const fixture = new Fixture();
        const comparison = other.comparison(0);
        fixture.log.makeAbsent(WEEK, rowOf(other.log, WEEK));
        fixture.hear(comparison);
        assert.equal(0, fixture.comparer.count());
        fixture.advance(3 * LONG);
        assert.equal(0, fixture.comparisons().length);
        fixture.insert([noteEvent(-2 * WEEK_SECONDS, 3)]);
        fixture.advance(3 * LONG);
        for (const { weeks } of fixture.comparisons()) {
            assert.same(
                [WEEK - 2],
                weeks.map(({ weekNumber }) => weekNumber),
            );
        }
        assert.is_true(fixture.comparisons().length > 0);
    });
});
