import { EVENTS } from "../../src/sync/messages";
import { weekOf } from "../../src/event/key";
import { AnswerScheduler } from "../../src/sync/answer-scheduler";
import {
    ANSWER_JITTER_SECONDS,
    MORE_WAIT_SECONDS,
    RANK_STEP_SECONDS,
    SENT_INHIBIT_SECONDS,
    SKETCH_LIMIT,
} from "../../src/sync/constants";
import { Inhibitor } from "../../src/sync/inhibitor";
import { Reputation, type Standing } from "../../src/sync/reputation";
import {
    decodeMore,
    decodeWant,
    ENTRY_LIMIT,
    Mode,
    MORE,
    type RequestEntry,
    WANT,
    WANT_LIMIT,
} from "../../src/sync/requests";
import { Responder } from "../../src/sync/responder";
import { rowOf } from "../../src/sync/week-summary";
import { shortIdsOf } from "../../src/sync/short-id";
import { findRoots, fromRoots, powerSums } from "../../src/sync/sketch";
import { noPause } from "../support/background";
import type { TestEvent } from "../support/events";
import { PAYLOAD_BYTES, START } from "../support/world";
import { noteEvents, Stage } from "./stage";

const WEEK = weekOf(START);
const SALT = 99;

/** Longer than work in the background takes. */
const WORK = 1;

class Fixture extends Stage {
    readonly reputation = new Reputation(this.world.time);
    readonly scheduler = new AnswerScheduler(this.context, this.reputation);
    readonly sent = new Inhibitor(this.world.time, SENT_INHIBIT_SECONDS, 3600);
    readonly responder = new Responder(this.context, this.reputation, this.scheduler, this.sent);
    readonly asker: Standing = this.reputation.of("Asker-Realm");

    ask(entry: RequestEntry, salt = SALT): void {
        this.responder.requested({ salt, entries: [entry] }, this.asker);
    }

    /** Times of the events that were sent, ascending. */
    sentTimes(): number[] {
        return Stage.timesOf(this.payloads(EVENTS.type));
    }
}

function idsOf(events: readonly TestEvent[], salt = SALT): number[] {
    const stage = new Stage(events);
    const week = stage.log.open(WEEK, noPause);
    return week === undefined ? [] : shortIdsOf(week, salt, noPause);
}

function fingerprintOf(events: readonly TestEvent[]): number {
    const stage = new Stage(events);
    stage.hash();
    return rowOf(stage.log, WEEK).fingerprint;
}

/** What somebody with these events says of the week. */
function entry(events: readonly TestEvent[], mode: Mode, first = 1, sums = 30, salt = SALT): RequestEntry {
    const ids = idsOf(events, salt);
    const numbers = mode === Mode.List ? ids : powerSums(ids, first, mode === Mode.Sketch ? sums : 0, noPause);
    const fingerprint = mode === Mode.Whole ? 0 : fingerprintOf(events);
    return { weekNumber: WEEK, count: ids.length, mode, fingerprint, first, numbers };
}

function timesOf(events: readonly TestEvent[]): number[] {
    const times = events.map(({ time }) => time);
    table.sort(times);
    return times;
}

describe("A responder", () => {
    it("sends the whole week to who has nothing of it", () => {
        const events = noteEvents(100);
        const fixture = new Fixture(events);
        fixture.ask(entry([], Mode.Whole));
        fixture.advance(WORK);
        assert.same(timesOf(events), fixture.sentTimes());
    });

    for (const mode of [Mode.List, Mode.Sketch]) {
        it(`sends what a ${mode === Mode.List ? "list" : "sketch"} lacks, and wants what it has more`, () => {
            const fixture = new Fixture(noteEvents(60));
            const theirs = noteEvents(50, 5);
            const more = noteEvents(4, 200);
            const all = theirs.concat(more);
            fixture.ask(entry(all, mode));
            fixture.advance(WORK);
            assert.same(timesOf([...noteEvents(5), ...noteEvents(5, 55)]), fixture.sentTimes());
            const want = decodeWant(fixture.payloads(WANT.type)[0])!;
            assert.equal(SALT, want.salt);
            assert.equal(WEEK, want.weekNumber);
            const ids = idsOf(all);
            const roots = findRoots(want.coefficients, ids, noPause).map((index) => ids[index]);
            const expected = idsOf(more);
            table.sort(roots);
            table.sort(expected);
            assert.same(expected, roots);
        });
    }

    it("says nothing to who has the same, holds nothing itself, or when it does not serve", () => {
        const events = noteEvents(60);
        const fixture = new Fixture(events);
        fixture.ask(entry(events, Mode.Sketch));
        // So many that a sketch was no use: the count alone tells that there is nothing more to be had here.
        fixture.ask(entry(events, Mode.Whole));
        fixture.ask({ ...entry([], Mode.Whole), weekNumber: WEEK - 1 });
        fixture.advance(WORK);
        fixture.mayServe = false;
        fixture.ask(entry([], Mode.Whole));
        fixture.advance(30);
        assert.equal(0, fixture.said.length);
    });

    it("wants all of a week where more is wanted than a message names, unless the peer advertises itself", () => {
        const theirs = noteEvents(120);
        const ask = (fixture: Fixture): string[] => {
            fixture.ask(entry(theirs, Mode.Sketch, 1, 140));
            fixture.advance(WORK);
            return fixture.payloads(WANT.type);
        };
        const [payload, ...others] = ask(new Fixture(noteEvents(120 - WANT_LIMIT - 1)));
        assert.equal(0, others.length);
        assert.same({ salt: SALT, weekNumber: WEEK, coefficients: [] }, decodeWant(payload));
        const serving = new Fixture(noteEvents(120 - WANT_LIMIT - 1));
        serving.reputation.claimed(serving.asker, 1, []);
        assert.equal(0, ask(serving).length);
        const [named] = ask(new Fixture(noteEvents(120 - WANT_LIMIT)));
        assert.equal(WANT_LIMIT, decodeWant(named)!.coefficients.length);
        assert.is_true(named.length <= PAYLOAD_BYTES);
    });

    it("sends everything that it may of a week that is wanted wholly", () => {
        const fixture = new Fixture(noteEvents(60));
        fixture.responder.wanted({ salt: SALT, weekNumber: WEEK, coefficients: [] }, fixture.asker);
        fixture.advance(WORK);
        assert.equal(60, fixture.sentTimes().length);
    });

    it("sends what is wanted of it even if it does not serve, as far as that may leave", () => {
        const events = noteEvents(60);
        const fixture = new Fixture(events);
        fixture.mayServe = false;
        const [id] = idsOf(events);
        fixture.responder.wanted({ salt: SALT, weekNumber: WEEK, coefficients: fromRoots([id]) }, fixture.asker);
        fixture.advance(WORK);
        assert.equal(1, fixture.sentTimes().length);
    });

    it("whispers bulk to a lone peer, and to everybody once whispers do not reach it", () => {
        const events = noteEvents(100);
        const fixture = new Fixture(events);
        fixture.mayWhisper = true;
        fixture.ask(entry([], Mode.Whole));
        fixture.advance(WORK);
        assert.equal("Asker-Realm", fixture.said.filter(({ type }) => type === EVENTS.type)[0].target);
        assert.is_false(fixture.asker.isDeaf);
        fixture.clear();
        fixture.ask(entry([], Mode.Whole), SALT + 1);
        fixture.advance(WORK);
        assert.is_true(fixture.asker.isDeaf);
        assert.same(timesOf(events), fixture.sentTimes());
        assert.is_nil(fixture.said[0].target);
    });

    it("is kept silent once by who says to be at work on an answer, not when the peer asks again", () => {
        const fixture = new Fixture(noteEvents(60));
        fixture.reputation.claimed(fixture.reputation.of("A-Realm"), 1, []);
        fixture.ask(entry(noteEvents(10), Mode.List));
        fixture.responder.workHeard(WEEK, "A-Realm");
        fixture.advance(30);
        assert.equal(0, fixture.said.length);
        fixture.ask(entry(noteEvents(10), Mode.List, 1, 0, SALT + 1), SALT + 1);
        fixture.responder.workHeard(WEEK, "A-Realm");
        fixture.advance(30);
        assert.equal(50, fixture.sentTimes().length);
    });

    it("goes on whispering to a peer that had some of it, and says it to all when another lacks it too", () => {
        const events = noteEvents(200);
        const fixture = new Fixture(events);
        fixture.mayWhisper = true;
        fixture.ask(entry([], Mode.Whole));
        fixture.advance(WORK);
        fixture.clear();
        fixture.ask(entry(noteEvents(80), Mode.List, 1, 0, SALT + 1), SALT + 1);
        fixture.advance(WORK);
        assert.is_false(fixture.asker.isDeaf);
        assert.equal("Asker-Realm", fixture.said[0].target);
        fixture.clear();
        fixture.reputation.lacks(fixture.reputation.of("Other-Realm"));
        fixture.ask(entry(noteEvents(100), Mode.List, 1, 0, SALT + 2), SALT + 2);
        fixture.advance(WORK);
        assert.is_nil(fixture.said[0].target);
    });

    it("waits for those before it, answers when they are silent, and does not wait for them again", () => {
        const fixture = new Fixture(noteEvents(60));
        // With four others the turn of this week begins with the first.
        assert.equal(0, WEEK % 5);
        for (const name of ["A-Realm", "B-Realm", "C-Realm", "D-Realm"]) {
            fixture.reputation.claimed(fixture.reputation.of(name), 1, []);
        }
        fixture.ask(entry(noteEvents(50), Mode.Sketch));
        fixture.advance(4 * RANK_STEP_SECONDS - 0.1);
        assert.equal(0, fixture.said.length);
        fixture.advance(ANSWER_JITTER_SECONDS + WORK);
        assert.equal(10, fixture.sentTimes().length);
        fixture.advance(SENT_INHIBIT_SECONDS);
        fixture.ask(entry(noteEvents(50), Mode.Sketch, 1, 30, SALT + 1), SALT + 1);
        fixture.advance(WORK);
        assert.equal(20, fixture.sentTimes().length);
    });

    it("keeps silent when one before it answers, with events or by asking for more", () => {
        for (const isWork of [true, false]) {
            const fixture = new Fixture(noteEvents(60));
            fixture.reputation.claimed(fixture.reputation.of("A-Realm"), 1, []);
            fixture.ask(entry(noteEvents(50), Mode.Sketch));
            fixture.advance(1);
            if (isWork) fixture.responder.workHeard(WEEK, "A-Realm");
            else fixture.responder.eventsHeard(START, "A-Realm");
            fixture.advance(30);
            assert.equal(0, fixture.said.length);
        }
    });

    it("is patient with one before it who is busy with other weeks", () => {
        const fixture = new Fixture(noteEvents(60));
        const busy = fixture.reputation.of("A-Realm");
        fixture.reputation.claimed(busy, 1, []);
        fixture.ask(entry(noteEvents(50), Mode.Sketch));
        for (const _ of $range(1, 8)) {
            busy.sentAt = fixture.world.time.now + 0.5;
            fixture.advance(1);
        }
        assert.equal(0, fixture.said.length);
        fixture.advance(3 * RANK_STEP_SECONDS + ANSWER_JITTER_SECONDS);
        assert.equal(10, fixture.sentTimes().length);
    });

    it("does not wait for a peer whose row is that of the request", () => {
        const theirs = noteEvents(50);
        const fixture = new Fixture(noteEvents(60));
        const row = { weekNumber: WEEK, count: 50, hash: 1, fingerprint: fingerprintOf(theirs) };
        fixture.reputation.claimed(fixture.reputation.of("A-Realm"), 1, [row]);
        fixture.ask(entry(theirs, Mode.Sketch));
        fixture.advance(WORK);
        assert.equal(10, fixture.sentTimes().length);
    });

    it("asks for more sums when there are too few, goes on when they come, and sends the whole beyond the limit", () => {
        const theirs = noteEvents(300, 500);
        for (const isSmall of [true, false]) {
            const events = noteEvents(isSmall ? 40 : 300);
            const asks = isSmall ? theirs.slice(0, 40) : theirs;
            const fixture = new Fixture(events);
            fixture.ask(entry(asks, Mode.Sketch, 1, ENTRY_LIMIT));
            let first = 1;
            for (const _ of $range(1, 10)) {
                fixture.advance(WORK + MORE_WAIT_SECONDS);
                const payloads = fixture.payloads(MORE.type);
                fixture.clear();
                if (payloads.length === 0) break;
                const more = decodeMore(payloads[0])!;
                assert.equal(first + ENTRY_LIMIT, more.first);
                first = more.first;
                fixture.ask(entry(asks, Mode.Sketch, first, ENTRY_LIMIT));
                if (first + ENTRY_LIMIT > SKETCH_LIMIT || isSmall) {
                    fixture.advance(WORK);
                    break;
                }
            }
            assert.same(timesOf(events), fixture.sentTimes());
            assert.equal(isSmall ? 1 : 0, fixture.payloads(WANT.type).length);
        }
    });

    it("takes sums that come unasked before it asks", () => {
        const asks = noteEvents(40, 500);
        const fixture = new Fixture(noteEvents(40));
        fixture.ask(entry(asks, Mode.Sketch, 1, ENTRY_LIMIT));
        fixture.ask(entry(asks, Mode.Sketch, ENTRY_LIMIT + 1, ENTRY_LIMIT));
        fixture.ask(entry(asks, Mode.Sketch, ENTRY_LIMIT + 1, ENTRY_LIMIT));
        fixture.advance(WORK + MORE_WAIT_SECONDS);
        assert.equal(0, fixture.payloads(MORE.type).length);
        assert.equal(40, fixture.sentTimes().length);
    });

    it("sends what is wanted, and nothing for roots that it has not", () => {
        const events = noteEvents(60);
        const fixture = new Fixture(events);
        const week = fixture.log.open(WEEK, noPause)!;
        const id = shortIdsOf(week, SALT, noPause)[7];
        fixture.responder.wanted({ salt: SALT, weekNumber: WEEK, coefficients: [16777213 - id] }, fixture.asker);
        fixture.responder.wanted({ salt: SALT, weekNumber: WEEK - 1, coefficients: [16777213 - id] }, fixture.asker);
        fixture.advance(WORK);
        assert.same([week.times[7]], fixture.sentTimes());
    });
});
