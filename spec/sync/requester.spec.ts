import { OwnWeeks } from "../../src/sync/own-weeks";
import { ROWS_REQUEST } from "../../src/sync/messages";
import { WEEK_SECONDS, weekOf } from "../../src/event/key";
import {
    ANSWER_QUIET_SECONDS,
    ANSWER_WAIT_SECONDS,
    BULK_JITTER_SECONDS,
    FAILURE_LIMIT,
    HOLD_FIRST_SECONDS,
    LESSER_WAIT_SECONDS,
    LIE_LIMIT,
    PROBE_WEEKS,
    REPAIR_WAIT_SECONDS,
    REQUEST_INHIBIT_SECONDS,
    REQUEST_JITTER_SECONDS,
    REQUEST_TRIES,
    STANDSTILL_FIRST_SECONDS,
    UNIT_ASK_EVENTS,
} from "../../src/sync/constants";
import { Reputation, type Standing } from "../../src/sync/reputation";
import { Requester } from "../../src/sync/requester";
import { decodeRequest, Mode, type Request, REQUEST } from "../../src/sync/requests";
import { rootOf } from "../../src/sync/roots";
import { rowOf, type WeekSummary } from "../../src/sync/week-summary";
import { shortIdsOf } from "../../src/sync/short-id";
import { powerSums } from "../../src/sync/sketch";
import { noPause } from "../support/background";
import { FRAME, START } from "../support/world";
import { claimOf, noteEvent, noteEvents, Stage } from "./stage";

const WEEK = weekOf(START);
const PEER = "Peer-Realm";

/** First week with a row of its own. */
const BASE = WEEK - 3;

/** Past the jitter of a request, and the frames that its work takes. */
const ASKED = REQUEST_JITTER_SECONDS + 0.5;
const ROWS_ASKED = BULK_JITTER_SECONDS + 0.5;
const RETRIED = ANSWER_WAIT_SECONDS + BULK_JITTER_SECONDS + 0.5;

class Fixture extends Stage {
    readonly reputation = new Reputation(this.world.time);
    changes = 0;
    readonly ownWeeks = new OwnWeeks(this.context);
    readonly requester = new Requester(this.context, this.reputation, this.ownWeeks, () => {
        this.changes++;
    });

    /** A peer advertises. */
    hear(rows: readonly WeekSummary[], root = 0, peer = PEER): void {
        this.hash();
        const advertisement = claimOf(1, rows, BASE, root);
        this.reputation.claimed(this.reputation.of(peer), advertisement);
        this.requester.advertised(advertisement, peer);
    }

    /** A peer tells rows of all weeks before the base. */
    hearRows(rows: readonly WeekSummary[], peer = PEER): void {
        this.requester.rowsHeard({ from: 0, to: BASE, rows }, this.reputation.of(peer));
    }

    /** How often a week was asked for. */
    asked(week = WEEK): number {
        return this.requests().filter(({ entries }) => entries.some(({ weekNumber }) => weekNumber === week)).length;
    }

    /** Lets time pass until nothing is waited for any more: every week was had or is left alone. */
    untilIdle(): void {
        for (const _ of $range(1, 600)) if (this.requester.weeksBehind() > 0) this.advance(1);
        assert.equal(0, this.requester.weeksBehind());
    }

    requests(): Request[] {
        return this.payloads(REQUEST.type).map((payload) => decodeRequest(payload)!);
    }
}

function row(week: number, count: number): WeekSummary {
    return { weekNumber: week, count, hash: 1, fingerprint: 2 };
}

describe("A requester", () => {
    it("asks for all weeks that differ, in one message, soon", () => {
        const fixture = new Fixture(noteEvents(30));
        fixture.hear([row(WEEK - 2, 40), row(WEEK - 1, 50), row(WEEK, 35)]);
        assert.equal(3, fixture.requester.weeksBehind());
        const missing = [
            { weekNumber: WEEK, missing: 5, peer: PEER },
            { weekNumber: WEEK - 1, missing: 50, peer: PEER },
            { weekNumber: WEEK - 2, missing: 40, peer: PEER },
        ];
        assert.same(missing, fixture.requester.behind());
        fixture.advance(2 * ASKED);
        const [{ entries, salt }] = fixture.requests();
        assert.same(
            [Mode.Whole, Mode.Whole, Mode.Sketch],
            [...entries].sort((a, b) => a.weekNumber - b.weekNumber).map((e) => e.mode),
        );
        const sketch = entries.find(({ weekNumber: week }) => week === WEEK)!;
        fixture.hash();
        const own = fixture.log.open(WEEK, noPause)!;
        assert.equal(rowOf(fixture.log, WEEK).fingerprint, sketch.fingerprint);
        assert.same(
            powerSums(shortIdsOf(own, salt, undefined, noPause), 1, sketch.numbers.length, noPause),
            sketch.numbers,
        );
        assert.not_nil(fixture.requester.askedWith(WEEK, salt));
        assert.is_nil(fixture.requester.askedWith(WEEK, salt + 1));
        assert.is_nil(fixture.requester.askedWith(WEEK - 9, salt));
    });

    it("asks for nothing that is equal", () => {
        const fixture = new Fixture(noteEvents(30));
        fixture.hash();
        fixture.hear([rowOf(fixture.log, WEEK)]);
        fixture.advance(60);
        assert.equal(0, fixture.said.length);
        assert.equal(0, fixture.requester.weeksBehind());
    });

    it("does not ask again while fragments of a unit come in, and then does", () => {
        const fixture = new Fixture();
        fixture.hear([row(WEEK, 400)]);
        fixture.advance(ASKED);
        for (const _ of $range(1, 15)) {
            fixture.requester.fragmentHeard(PEER);
            fixture.advance(1);
        }
        fixture.requester.unitBrought(PEER);
        for (const _ of $range(1, 30)) {
            fixture.requester.fragmentHeard(PEER);
            fixture.advance(1);
        }
        assert.equal(1, fixture.asked());
        fixture.advance(RETRIED);
        assert.equal(2, fixture.asked());
    });

    it("asks again although fragments come without end that come to nothing", () => {
        const fixture = new Fixture();
        fixture.hear([row(WEEK, 400)]);
        fixture.advance(ASKED);
        for (const _ of $range(1, HOLD_FIRST_SECONDS + ANSWER_WAIT_SECONDS / 2)) {
            fixture.requester.fragmentHeard(PEER);
            fixture.advance(1);
        }
        assert.equal(2, fixture.asked());
    });

    it("does not wait for fragments before it has asked", () => {
        const fixture = new Fixture();
        fixture.hear([row(WEEK, 400)]);
        fixture.requester.fragmentHeard(PEER);
        fixture.advance(ASKED);
        assert.equal(1, fixture.asked());
    });

    it("says that it reads units when it lacks much", () => {
        for (const [count, isMuch] of [
            [UNIT_ASK_EVENTS - 1, false],
            [UNIT_ASK_EVENTS, true],
        ] as const) {
            const fixture = new Fixture();
            fixture.hear([row(WEEK, count)]);
            fixture.advance(ASKED);
            assert.equal(isMuch, fixture.requests()[0].readsUnits);
        }
    });

    it("is put off once by somebody who asks for the same", () => {
        const fixture = new Fixture();
        fixture.hear([row(WEEK, 40)]);
        for (const _ of $range(1, 3 * ANSWER_WAIT_SECONDS)) {
            fixture.requester.requestHeard([WEEK]);
            fixture.advance(0.5);
            if (fixture.world.time.now < ANSWER_WAIT_SECONDS) assert.equal(0, fixture.requests().length);
        }
        fixture.advance(ANSWER_WAIT_SECONDS);
        assert.is_true(fixture.requests().length > 0);
    });

    it("asks again when nothing comes, and leaves the week alone in the end, without distrust", () => {
        const fixture = new Fixture();
        fixture.hear([row(WEEK, 40)]);
        fixture.advance(ASKED);
        assert.equal(1, fixture.requests().length);
        for (const _ of $range(1, (REQUEST_TRIES - 1) * RETRIED)) {
            if (fixture.requests().length < REQUEST_TRIES) fixture.advance(1);
        }
        assert.equal(REQUEST_TRIES, fixture.requests().length);
        assert.same([], fixture.requester.standingStill());
        fixture.advance(10 * ANSWER_WAIT_SECONDS);
        assert.equal(REQUEST_TRIES, fixture.requests().length);
        assert.is_false(fixture.reputation.isDistrusted(fixture.reputation.of(PEER)));
        assert.equal(0, fixture.requester.weeksBehind());
        const [standstill, ...others] = fixture.requester.standingStill();
        assert.same(
            [PEER, WEEK, 40, 1],
            [standstill.peer, standstill.weekNumber, standstill.surplus, standstill.failures],
        );
        assert.equal(0, others.length);
    });

    it("asks once more for a week that it left alone when that is over, then after twice as long", () => {
        const fixture = new Fixture();
        fixture.hear([row(WEEK, 40)]);
        fixture.untilIdle();
        for (const time of $range(1, 4)) {
            const asked = fixture.asked();
            const until = fixture.world.time.now + STANDSTILL_FIRST_SECONDS * 2 ** (time - 1);
            while (fixture.world.time.now < until - 1) {
                fixture.hear([row(WEEK, 40)]);
                fixture.advance(1);
            }
            assert.equal(asked, fixture.asked());
            fixture.advance(2);
            fixture.hear([row(WEEK, 40)]);
            fixture.untilIdle();
            assert.equal(asked + 1, fixture.asked());
            assert.equal(time + 1, fixture.requester.standingStill()[0].failures);
        }
    });

    it("asks at once for a week that it left alone when either side has another event, and of another peer", () => {
        const left = (): Fixture => {
            const fixture = new Fixture(noteEvents(10));
            fixture.hear([row(WEEK, 40)]);
            fixture.untilIdle();
            fixture.clear();
            fixture.hear([row(WEEK, 40)]);
            fixture.advance(ASKED);
            assert.equal(0, fixture.asked());
            return fixture;
        };
        const acts = [
            (fixture: Fixture) => fixture.hear([row(WEEK, 41)]),
            (fixture: Fixture) => fixture.hear([row(WEEK, 40)], 0, "Other-Realm"),
            (fixture: Fixture) => {
                fixture.insert(noteEvents(1, 300));
                fixture.hear([row(WEEK, 40)]);
            },
        ];
        for (const act of acts) {
            const fixture = left();
            act(fixture);
            fixture.advance(ASKED);
            assert.equal(1, fixture.asked());
        }
    });

    it("forgets that a week stood still once it is equal", () => {
        const fixture = new Fixture(noteEvents(10));
        fixture.hear([row(WEEK, 40)]);
        fixture.untilIdle();
        assert.equal(1, fixture.requester.standingStill().length);
        fixture.hear([rowOf(fixture.log, WEEK)]);
        assert.same([], fixture.requester.standingStill());
    });

    it("counts only what it asked since its own week changed: who brings one event at a time is asked on and on", () => {
        const fixture = new Fixture();
        fixture.hear([row(WEEK, 100)]);
        const brought = 3 * REQUEST_TRIES;
        for (const index of $range(0, brought - 1)) {
            const asked = fixture.asked();
            for (const _ of $range(1, 60)) if (fixture.asked() === asked) fixture.advance(1);
            assert.equal(asked + 1, fixture.asked());
            const events = noteEvents(1, index);
            fixture.insert(events);
            fixture.requester.eventsHeard(events[0].time, true);
        }
        assert.equal(1, fixture.requester.weeksBehind());
        fixture.untilIdle();
        assert.equal(brought + REQUEST_TRIES, fixture.asked());
    });

    it("gives up no other week of a peer that left one unanswered", () => {
        const other = new Stage(noteEvents(40));
        other.hash();
        // Of a week of which it has something it asks on although answers to others come in.
        const fixture = new Fixture([noteEvent(-WEEK_SECONDS, 77)]);
        fixture.hear([row(WEEK - 1, 40), rowOf(other.log, WEEK)]);
        for (const index of $range(0, 38)) {
            const events = noteEvents(1, index);
            fixture.insert(events);
            fixture.requester.eventsHeard(events[0].time, true);
            fixture.advance(ANSWER_QUIET_SECONDS);
        }
        assert.same(
            [WEEK - 1],
            fixture.requester.standingStill().map(({ weekNumber }) => weekNumber),
        );
        assert.same(
            [WEEK],
            fixture.requester.behind().map(({ weekNumber }) => weekNumber),
        );
        const last = noteEvents(1, 39);
        fixture.insert(last);
        fixture.requester.eventsHeard(last[0].time, true);
        fixture.untilIdle();
        assert.equal(41, fixture.log.count());
    });

    it("offers what it has more by asking once, then leaves it to the peer", () => {
        const fixture = new Fixture(noteEvents(10));
        fixture.hear([row(WEEK, 9)]);
        fixture.untilIdle();
        assert.equal(1, fixture.asked());
        assert.equal(-1, fixture.requester.standingStill()[0].surplus);
        assert.is_true(fixture.reputation.mayFail(PEER));
        for (const _ of $range(1, FAILURE_LIMIT + 1)) assert.is_true(fixture.reputation.mayFail(PEER));
    });

    it("offers a week that an advertiser does not have at all, recent or old", () => {
        const fixture = new Fixture([...noteEvents(3), noteEvent(-10 * WEEK_SECONDS, 50)]);
        // Who serves advertises, and is asked.
        fixture.hear([]);
        assert.same([], fixture.requester.behind());
        fixture.mayServe = false;
        fixture.hear([]);
        // Nor has it anything to offer of weeks in which it did not write.
        assert.same([], fixture.requester.behind());
        fixture.ownWeeks.add(WEEK);
        fixture.ownWeeks.add(WEEK - 10);
        fixture.hear([]);
        assert.same(
            [WEEK, WEEK - 10],
            fixture.requester.behind().map(({ weekNumber }) => weekNumber),
        );
        fixture.advance(ROWS_ASKED + LESSER_WAIT_SECONDS);
        const entries = fixture.requests().flatMap((request) => request.entries);
        table.sort(entries, (a, b) => a.weekNumber > b.weekNumber);
        assert.same(
            [
                [WEEK, 3],
                [WEEK - 10, 1],
            ],
            entries.map(({ weekNumber, count }) => [weekNumber, count]),
        );
        assert.equal(0, fixture.payloads(ROWS_REQUEST.type).length);
    });

    it("asks who only invents weeks for few of them, and one that brought something for all", () => {
        const weeks: WeekSummary[] = [];
        for (const week of $range(1, 40)) weeks.push(row(week, 100));
        const asksFor = (isBringing: boolean): number => {
            const fixture = new Fixture();
            fixture.hear([], rootOf(weeks, noPause));
            fixture.hearRows(weeks);
            const asked = new LuaSet<number>();
            let count = 0;
            for (const _ of $range(1, 200)) {
                fixture.advance(1);
                for (const { entries } of fixture.requests()) {
                    for (const { weekNumber } of entries) {
                        if (asked.has(weekNumber)) continue;
                        asked.add(weekNumber);
                        count++;
                        if (isBringing) fixture.requester.eventsHeard(weekNumber * WEEK_SECONDS, true);
                    }
                }
                fixture.clear();
            }
            return count;
        };
        assert.is_true(asksFor(false) <= PROBE_WEEKS + FAILURE_LIMIT);
        assert.equal(40, asksFor(true));
    });

    it("draws another salt for each request", () => {
        const fixture = new Fixture();
        fixture.hear([row(WEEK, 40)]);
        fixture.advance(60);
        const salts = new LuaSet<number>();
        for (const { salt } of fixture.requests()) {
            assert.is_false(salts.has(salt));
            salts.add(salt);
        }
    });

    it("waits as long as events come in, and is content with what was advertised or more", () => {
        const other = new Stage(noteEvents(40));
        other.hash();
        const fixture = new Fixture(noteEvents(10));
        fixture.hear([rowOf(other.log, WEEK)]);
        fixture.advance(ASKED);
        for (const index of $range(10, 39)) {
            const events = noteEvents(1, index);
            fixture.insert(events);
            fixture.requester.eventsHeard(events[0].time, true);
            fixture.advance(ANSWER_QUIET_SECONDS - 1);
        }
        assert.equal(1, fixture.requests().length);
        assert.equal(1, fixture.requester.weeksBehind());
        fixture.advance(ANSWER_QUIET_SECONDS);
        assert.equal(0, fixture.requester.weeksBehind());
        assert.equal(1, fixture.requests().length);
        assert.is_true(fixture.changes >= 2);
        fixture.hear([row(WEEK, 5)]);
        fixture.advance(ASKED);
        fixture.advance(RETRIED + REPAIR_WAIT_SECONDS);
        assert.equal(0, fixture.requester.weeksBehind());
        assert.equal(2, fixture.requests().length);
    });

    it("waits while other weeks are answered for one of which it has nothing, not for a repair", () => {
        for (const [own, asked] of [
            [0, 1],
            [10, 2],
        ]) {
            const fixture = new Fixture(noteEvents(own));
            fixture.hear([row(WEEK, 40)]);
            fixture.advance(ASKED);
            for (const _ of $range(1, ANSWER_WAIT_SECONDS + REPAIR_WAIT_SECONDS + BULK_JITTER_SECONDS + 1)) {
                fixture.requester.eventsHeard(START - 10 * WEEK_SECONDS, true);
                fixture.advance(1);
            }
            const weeks = fixture.requests().flatMap(({ entries }) => entries.map(({ weekNumber: week }) => week));
            assert.equal(asked, weeks.filter((week) => week === WEEK).length);
        }
    });

    it("asks again for what is still missing a moment after the last event", () => {
        const fixture = new Fixture(noteEvents(10));
        fixture.hear([row(WEEK, 40)]);
        fixture.advance(ASKED);
        fixture.requester.eventsHeard(START, true);
        fixture.advance(ANSWER_QUIET_SECONDS + ASKED);
        assert.equal(2, fixture.requests().length);
    });

    it("asks for what is missing after the answer to somebody else's request, whoever asked before", () => {
        const fixture = new Fixture(noteEvents(10));
        fixture.hear([row(WEEK, 40)]);
        fixture.requester.requestHeard([WEEK]);
        fixture.advance(ASKED);
        fixture.requester.eventsHeard(START, true);
        fixture.advance(ANSWER_QUIET_SECONDS + ASKED);
        assert.equal(1, fixture.requests().length);
    });

    it("does not wait for answers to other weeks where its own has come and was not whole", () => {
        const fixture = new Fixture(noteEvents(10));
        fixture.hear([row(WEEK - 1, 40), row(WEEK, 40)]);
        fixture.advance(ASKED);
        fixture.requester.eventsHeard(START, true);
        for (const _ of $range(1, ANSWER_QUIET_SECONDS + 3)) {
            fixture.requester.eventsHeard(START - WEEK_SECONDS, true);
            fixture.advance(1);
        }
        const again = fixture.requests()[1];
        assert.same(
            [WEEK],
            again.entries.map(({ weekNumber: week }) => week),
        );
    });

    it("lets an advertiser that holds fewer events ask first, and forgets that once an equal row is advertised", () => {
        const fixture = new Fixture(noteEvents(10));
        fixture.hear([row(WEEK, 9)]);
        fixture.advance(ASKED);
        assert.equal(0, fixture.requests().length);
        fixture.advance(LESSER_WAIT_SECONDS);
        assert.equal(1, fixture.requests().length);
        const other = new Fixture(noteEvents(10));
        other.hear([row(WEEK, 9)]);
        other.advance(ASKED);
        other.hear([rowOf(other.log, WEEK)]);
        other.advance(ASKED + LESSER_WAIT_SECONDS);
        assert.equal(0, other.requests().length);
    });

    it("asks for a week that comes due soon after one that was put off", () => {
        for (const seed of $range(1, 20)) {
            // Small seeds begin alike.
            const fixture = new Fixture([], seed * 104729000);
            fixture.hear([row(WEEK - 1, 40)]);
            fixture.advance(0.2);
            fixture.hear([row(WEEK, 40)]);
            fixture.requester.requestHeard([WEEK - 1]);
            fixture.advance(ASKED + 0.2);
            const weeks = fixture.requests().flatMap(({ entries }) => entries.map(({ weekNumber: week }) => week));
            assert.is_true(weeks.includes(WEEK), `seed ${seed}`);
        }
    });

    it("asks for the rows of old weeks when their roots differ", () => {
        const fixture = new Fixture();
        fixture.hear([], rootOf([row(5, 1)], noPause));
        fixture.advance(ROWS_ASKED);
        assert.equal(1, fixture.payloads(ROWS_REQUEST.type).length);
        fixture.hearRows([row(5, 1)]);
        fixture.advance(ROWS_ASKED);
        assert.same(
            [5],
            fixture.requests()[0].entries.map(({ weekNumber: week }) => week),
        );
    });

    it("asks for those rows once, and goes on with the weeks that they tell of", () => {
        const fixture = new Fixture();
        const root = rootOf([row(5, 1)], noPause);
        fixture.hear([], root);
        fixture.advance(ROWS_ASKED);
        fixture.hearRows([row(5, 1)]);
        for (const _ of $range(1, REQUEST_INHIBIT_SECONDS + 1)) {
            fixture.hear([], root);
            fixture.advance(1);
        }
        assert.equal(1, fixture.payloads(ROWS_REQUEST.type).length);
        assert.equal(1, fixture.requester.weeksBehind());
    });

    it("asks for those rows on and on while a rogue answers with none, and has them of the next who tells the truth", () => {
        const fixture = new Fixture();
        const rows = [row(5, 1), row(6, 1)];
        const root = rootOf(rows, noPause);
        const rogue: Standing = fixture.reputation.of("Rogue-Realm");
        for (const time of $range(1, LIE_LIMIT)) {
            assert.is_false(fixture.reputation.isDistrusted(rogue));
            fixture.hear([], root, rogue.name);
            fixture.hear([], root);
            fixture.advance(ROWS_ASKED);
            assert.equal(time, fixture.payloads(ROWS_REQUEST.type).length);
            fixture.hearRows([], rogue.name);
            assert.equal(0, fixture.requester.weeksBehind());
            fixture.advance(REQUEST_INHIBIT_SECONDS);
        }
        fixture.hear([], root, rogue.name);
        assert.is_true(fixture.reputation.isDistrusted(rogue));
        fixture.hear([], root);
        fixture.advance(ROWS_ASKED);
        assert.equal(LIE_LIMIT + 1, fixture.payloads(ROWS_REQUEST.type).length);
        fixture.hearRows(rows);
        fixture.advance(0.1);
        assert.equal(2, fixture.requester.weeksBehind());
        assert.is_false(fixture.reputation.isDistrusted(fixture.reputation.of(PEER)));
    });

    it("compares thousands of rows a few at a time, and tells of all of them once", () => {
        const fixture = new Fixture();
        const rows: WeekSummary[] = [];
        for (const week of $range(1, 2500)) rows.push(row(week, 1));
        fixture.hear([], rootOf(rows, noPause));
        fixture.advance(ROWS_ASKED);
        fixture.world.background.pausesPerSlice = 1;
        fixture.hearRows(rows);
        const changes = fixture.changes;
        let frames = 0;
        let most = 0;
        while (fixture.requester.weeksBehind() < rows.length && frames < rows.length) {
            const before = fixture.requester.weeksBehind();
            fixture.advance(FRAME);
            most = math.max(most, fixture.requester.weeksBehind() - before);
            frames++;
        }
        fixture.advance(FRAME);
        assert.equal(rows.length, fixture.requester.weeksBehind());
        assert.equal(16, most);
        assert.equal(changes + 1, fixture.changes);
    });

    it("gives further sums of its own sketches, and of nothing else", () => {
        const fixture = new Fixture(noteEvents(100));
        fixture.hear([row(WEEK, 100)]);
        fixture.advance(ASKED);
        const [{ salt, entries }] = fixture.requests();
        const first = entries[0].numbers.length + 1;
        fixture.requester.moreAsked({ salt: salt + 1, weekNumber: WEEK, first });
        fixture.requester.moreAsked({ salt, weekNumber: WEEK + 1, first });
        fixture.requester.moreAsked({ salt, weekNumber: WEEK, first: 232 });
        fixture.advance(1);
        assert.equal(1, fixture.requests().length);
        fixture.requester.moreAsked({ salt, weekNumber: WEEK, first });
        fixture.advance(1);
        const [, further] = fixture.requests();
        assert.equal(salt, further.salt);
        assert.equal(first, further.entries[0].first);
        const ids = shortIdsOf(fixture.log.open(WEEK, noPause)!, salt, undefined, noPause);
        assert.same(powerSums(ids, first, further.entries[0].numbers.length, noPause), further.entries[0].numbers);
    });
});
