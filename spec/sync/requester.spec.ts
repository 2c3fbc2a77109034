import { ROWS_REQUEST } from "../../src/sync/messages";
import { WEEK_SECONDS, weekOf } from "../../src/event/key";
import {
    ANSWER_QUIET_SECONDS,
    ANSWER_WAIT_SECONDS,
    BULK_JITTER_SECONDS,
    LESSER_WAIT_SECONDS,
    REPAIR_WAIT_SECONDS,
    REQUEST_INHIBIT_SECONDS,
    REQUEST_JITTER_SECONDS,
    REQUEST_TRIES,
} from "../../src/sync/constants";
import { Reputation } from "../../src/sync/reputation";
import { Requester } from "../../src/sync/requester";
import { decodeRequest, Mode, type Request, REQUEST } from "../../src/sync/requests";
import { rowOf, type WeekSummary } from "../../src/sync/week-summary";
import { shortIdsOf } from "../../src/sync/short-id";
import { powerSums } from "../../src/sync/sketch";
import { noPause } from "../support/background";
import { START } from "../support/world";
import { noteEvents, Stage } from "./stage";

const WEEK = weekOf(START);
const PEER = "Peer-Realm";

/** Past the jitter of a request, and the frames that its work takes. */
const ASKED = REQUEST_JITTER_SECONDS + 0.5;
const ROWS_ASKED = BULK_JITTER_SECONDS + 0.5;
const RETRIED = ANSWER_WAIT_SECONDS + BULK_JITTER_SECONDS + 0.5;

class Fixture extends Stage {
    readonly reputation = new Reputation(this.world.time);
    changes = 0;
    readonly requester = new Requester(this.context, this.reputation, () => {
        this.changes++;
    });

    hear(rows: readonly WeekSummary[], root = 0): void {
        this.hash();
        this.reputation.claimed(this.reputation.of(PEER), 1, rows);
        this.requester.advertised({ claim: 1, base: WEEK - 3, root, rows }, PEER);
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
        assert.same(powerSums(shortIdsOf(own, salt, noPause), 1, sketch.numbers.length, noPause), sketch.numbers);
        assert.is_true(fixture.requester.hasAsked(WEEK, salt));
        assert.is_false(fixture.requester.hasAsked(WEEK, salt + 1));
        assert.is_false(fixture.requester.hasAsked(WEEK - 9, salt));
    });

    it("asks for nothing that is equal", () => {
        const fixture = new Fixture(noteEvents(30));
        fixture.hash();
        fixture.hear([rowOf(fixture.log, WEEK)]);
        fixture.advance(60);
        assert.equal(0, fixture.said.length);
        assert.equal(0, fixture.requester.weeksBehind());
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

    it("asks again when nothing comes, and distrusts the peer in the end", () => {
        const fixture = new Fixture();
        fixture.hear([row(WEEK, 40)]);
        fixture.advance(ASKED);
        assert.equal(1, fixture.requests().length);
        for (const _ of $range(1, (REQUEST_TRIES - 1) * RETRIED)) {
            if (fixture.requests().length < REQUEST_TRIES) fixture.advance(1);
        }
        assert.equal(REQUEST_TRIES, fixture.requests().length);
        assert.is_false(fixture.reputation.isDistrusted(fixture.reputation.of(PEER)));
        fixture.advance(10 * ANSWER_WAIT_SECONDS);
        assert.equal(REQUEST_TRIES, fixture.requests().length);
        assert.is_true(fixture.reputation.isDistrusted(fixture.reputation.of(PEER)));
        assert.equal(0, fixture.requester.weeksBehind());
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
            fixture.requester.eventsHeard(events[0].time);
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
                fixture.requester.eventsHeard(START - 10 * WEEK_SECONDS);
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
        fixture.requester.eventsHeard(START);
        fixture.advance(ANSWER_QUIET_SECONDS + ASKED);
        assert.equal(2, fixture.requests().length);
    });

    it("asks for what is missing after the answer to somebody else's request, whoever asked before", () => {
        const fixture = new Fixture(noteEvents(10));
        fixture.hear([row(WEEK, 40)]);
        fixture.requester.requestHeard([WEEK]);
        fixture.advance(ASKED);
        fixture.requester.eventsHeard(START);
        fixture.advance(ANSWER_QUIET_SECONDS + ASKED);
        assert.equal(1, fixture.requests().length);
    });

    it("does not wait for answers to other weeks where its own has come and was not whole", () => {
        const fixture = new Fixture(noteEvents(10));
        fixture.hear([row(WEEK - 1, 40), row(WEEK, 40)]);
        fixture.advance(ASKED);
        fixture.requester.eventsHeard(START);
        for (const _ of $range(1, ANSWER_QUIET_SECONDS + 3)) {
            fixture.requester.eventsHeard(START - WEEK_SECONDS);
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
        fixture.hear([], 7);
        fixture.advance(ROWS_ASKED);
        assert.equal(1, fixture.payloads(ROWS_REQUEST.type).length);
        fixture.requester.rowsHeard({ from: 0, to: WEEK, rows: [row(5, 1)] }, PEER);
        fixture.advance(ROWS_ASKED);
        assert.same(
            [5],
            fixture.requests()[0].entries.map(({ weekNumber: week }) => week),
        );
    });

    it("asks for those rows once, and goes on with the weeks that they tell of", () => {
        const fixture = new Fixture();
        fixture.hear([], 7);
        fixture.advance(ROWS_ASKED);
        fixture.requester.rowsHeard({ from: 0, to: WEEK - 3, rows: [row(5, 1)] }, PEER);
        for (const _ of $range(1, REQUEST_INHIBIT_SECONDS + 1)) {
            fixture.hear([], 7);
            fixture.advance(1);
        }
        assert.equal(1, fixture.payloads(ROWS_REQUEST.type).length);
        assert.equal(1, fixture.requester.weeksBehind());
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
        const ids = shortIdsOf(fixture.log.open(WEEK, noPause)!, salt, noPause);
        assert.same(powerSums(ids, first, further.entries[0].numbers.length, noPause), further.entries[0].numbers);
    });
});
