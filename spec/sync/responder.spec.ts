import { OwnWeeks } from "../../src/sync/own-weeks";
import { ANSWERING, decodeAnswering, EVENTS, UNIT } from "../../src/sync/messages";
import { packKey, WEEK_SECONDS, weekOf } from "../../src/event/key";
import { AnswerScheduler } from "../../src/sync/answer-scheduler";
import {
    ANSWER_JITTER_SECONDS,
    ANSWER_QUIET_SECONDS,
    ANSWER_SHARE_SECONDS,
    DEAF_SECONDS,
    MORE_WAIT_SECONDS,
    RANK_STEP_SECONDS,
    SENT_INHIBIT_SECONDS,
    SKETCH_LIMIT,
    WANT_FIRST_SECONDS,
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
import type { Background, Pause } from "../../src/ports";
import { PAYLOAD_BYTES, START } from "../support/world";
import { claimOf, noteEvents, Stage } from "./stage";

const WEEK = weekOf(START);
const SALT = 99;

/** Longer than work in the background takes. */
const WORK = 1;

class Fixture extends Stage {
    readonly reputation = new Reputation(this.world.time);
    readonly scheduler = new AnswerScheduler(this.context, this.reputation);
    readonly sent = new Inhibitor(this.world.time, SENT_INHIBIT_SECONDS, 3600);
    readonly ownWeeks = new OwnWeeks(this.context);
    readonly responder = new Responder(this.context, this.reputation, this.scheduler, this.sent, this.ownWeeks);
    readonly asker: Standing = this.reputation.of("Asker-Realm");

    ask(entry: RequestEntry, salt = SALT): void {
        this.responder.requested({ salt, entries: [entry], readsUnits: false }, this.asker);
    }

    /** Others hear of events by a peer, as the sync does. */
    hear(events: readonly TestEvent[], sender = "A-Realm"): void {
        for (const { time, id } of events) {
            this.sent.note(packKey(time, id));
            this.responder.eventsHeard(time, sender);
        }
    }

    /** A peer that serves and comes before this client in the rank of the week. */
    addBefore(name = "A-Realm"): Standing {
        const peer = this.reputation.of(name);
        this.reputation.claimed(peer, claimOf(1));
        return peer;
    }

    /** Times of the events that were sent, ascending. */
    sentTimes(): number[] {
        return Stage.timesOf(this.payloads(EVENTS.type));
    }
}

function idsOf(events: readonly TestEvent[], salt = SALT): number[] {
    const stage = new Stage(events);
    const week = stage.log.open(WEEK, noPause);
    return week === undefined ? [] : shortIdsOf(week, salt, undefined, noPause);
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
    return { weekNumber: WEEK, count: ids.length, mode, isKeyed: false, isDoubted: false, fingerprint, first, numbers };
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
        serving.reputation.claimed(serving.asker, claimOf(1));
        assert.equal(0, ask(serving).length);
        const [named] = ask(new Fixture(noteEvents(120 - WANT_LIMIT)));
        assert.equal(WANT_LIMIT, decodeWant(named)!.coefficients.length);
        assert.is_true(named.length <= PAYLOAD_BYTES);
    });

    it("sends everything that it may of a week that is wanted wholly", () => {
        const fixture = new Fixture(noteEvents(60));
        fixture.responder.wanted({ salt: SALT, weekNumber: WEEK, coefficients: [] }, false, fixture.asker);
        fixture.advance(WORK);
        assert.equal(60, fixture.sentTimes().length);
    });

    it("whispers back to a peer what that wrote and nobody may send otherwise, unless the addon keeps it from sending", () => {
        const fixture = new Fixture(noteEvents(5));
        fixture.mayLeave = false;
        fixture.creator = fixture.asker.name;
        fixture.isSending = false;
        const want = { salt: SALT, weekNumber: WEEK, coefficients: [] };
        fixture.responder.wanted(want, false, fixture.asker);
        fixture.advance(WORK);
        assert.equal(0, fixture.said.length);
        fixture.isSending = true;
        fixture.responder.wanted(want, false, fixture.asker);
        fixture.advance(WORK);
        assert.equal(5, fixture.sentTimes().length);
        for (const { target } of fixture.said) assert.equal(fixture.asker.name, target);
    });

    it("sends what is wanted of it even if it does not serve, as far as that may leave", () => {
        const events = noteEvents(60);
        const fixture = new Fixture(events);
        fixture.mayServe = false;
        const [id] = idsOf(events);
        fixture.responder.wanted({ salt: SALT, weekNumber: WEEK, coefficients: fromRoots([id]) }, false, fixture.asker);
        fixture.advance(WORK);
        assert.equal(1, fixture.sentTimes().length);
    });

    it("whispers bulk to a lone peer, and to everybody once whispers do not reach it", () => {
        const events = noteEvents(200);
        const fixture = new Fixture(events);
        fixture.mayWhisper = true;
        fixture.ask(entry([], Mode.Whole));
        fixture.advance(WORK);
        assert.equal("Asker-Realm", fixture.said.filter(({ type }) => type === EVENTS.type)[0].target);
        fixture.clear();
        fixture.ask(entry([], Mode.Whole), SALT + 1);
        fixture.advance(WORK);
        assert.same(timesOf(events), fixture.sentTimes());
        assert.is_nil(fixture.said[0].target);
    });

    it("whispers to a peer that lost something of a whisper again, after a while", () => {
        const fixture = new Fixture(noteEvents(200));
        fixture.mayWhisper = true;
        const targets: (string | undefined)[] = [];
        for (const [index, wait] of ipairs([WORK, 2 * SENT_INHIBIT_SECONDS, DEAF_SECONDS])) {
            fixture.clear();
            fixture.ask(entry([], Mode.Whole), SALT + index);
            fixture.advance(wait);
            targets.push(fixture.said.find(({ type }) => type === EVENTS.type)!.target ?? "all");
        }
        fixture.clear();
        fixture.ask(entry([], Mode.Whole), SALT + 9);
        fixture.advance(WORK);
        targets.push(fixture.said.find(({ type }) => type === EVENTS.type)!.target ?? "all");
        assert.same(["Asker-Realm", "all", "all", "Asker-Realm"], targets);
    });

    it("sends units to who reads them and lacks much, and tells the others so; blocks to who does not, or lacks little", () => {
        const typesFor = (count: number, readsUnits: boolean): number[] => {
            const fixture = new Fixture(noteEvents(count));
            fixture.responder.requested({ salt: SALT, entries: [entry([], Mode.Whole)], readsUnits }, fixture.asker);
            fixture.advance(WORK);
            const types = fixture.said.map(({ type }) => type);
            table.sort(types);
            return types;
        };
        assert.same([ANSWERING.type, UNIT.type], typesFor(300, true));
        for (const types of [typesFor(300, false), typesFor(20, true)]) {
            assert.is_true(types.length > 0);
            for (const type of types) assert.equal(EVENTS.type, type);
        }
    });

    it("sends all weeks of a request together", () => {
        const events = [...noteEvents(60), ...noteEvents(60).map((one) => ({ ...one, time: one.time - WEEK_SECONDS }))];
        const fixture = new Fixture(events);
        const entries = [entry([], Mode.Whole), { ...entry([], Mode.Whole), weekNumber: WEEK - 1 }];
        fixture.responder.requested({ salt: SALT, entries, readsUnits: true }, fixture.asker);
        fixture.advance(WORK);
        assert.equal(1, fixture.payloads(UNIT.type).length);
        assert.same([WEEK - 1, WEEK], decodeAnswering(fixture.payloads(ANSWERING.type)[0]));
    });

    it("is kept silent once by who says to be at work on an answer, not when the peer asks again", () => {
        const fixture = new Fixture(noteEvents(60));
        fixture.reputation.claimed(fixture.reputation.of("A-Realm"), claimOf(1));
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
        assert.equal(0, fixture.asker.deafUntil);
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
            fixture.reputation.claimed(fixture.reputation.of(name), claimOf(1));
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

    it("keeps silent when one before it answers, with all there is or by asking for more", () => {
        for (const isWork of [true, false]) {
            const fixture = new Fixture(noteEvents(60));
            fixture.addBefore();
            fixture.ask(entry(noteEvents(50), Mode.Sketch));
            fixture.advance(1);
            if (isWork) fixture.responder.workHeard(WEEK, "A-Realm");
            else fixture.hear(noteEvents(10, 50));
            fixture.advance(60);
            assert.equal(0, fixture.said.length);
        }
    });

    it("sends what it has although one before it only asks the requester for more, and does not ask for that, too", () => {
        const fixture = new Fixture(noteEvents(60));
        const peer = fixture.addBefore();
        fixture.ask(entry([...noteEvents(50), ...noteEvents(3, 100)], Mode.Sketch));
        fixture.advance(1);
        fixture.responder.wantHeard(WEEK, peer.name);
        fixture.advance(RANK_STEP_SECONDS + ANSWER_JITTER_SECONDS);
        assert.same(timesOf(noteEvents(10, 50)), fixture.sentTimes());
        assert.equal(0, fixture.payloads(WANT.type).length);
        // Who asked was not silent.
        assert.equal(1, fixture.reputation.serving().length);
    });

    it("asks for what a requester has more, whoever else has, when it asks again", () => {
        const fixture = new Fixture(noteEvents(60));
        const peer = fixture.addBefore();
        const theirs = [...noteEvents(60), ...noteEvents(3, 100)];
        for (const round of $range(0, 1)) {
            fixture.ask(entry(theirs, Mode.Sketch, 1, 30, SALT + round), SALT + round);
            fixture.responder.wantHeard(WEEK, peer.name);
            fixture.advance(RANK_STEP_SECONDS + ANSWER_JITTER_SECONDS);
            assert.equal(round, fixture.payloads(WANT.type).length);
        }
    });

    it("sends what one before it left out, once that one has ended, and nothing of what it sent", () => {
        const fixture = new Fixture(noteEvents(60));
        fixture.addBefore();
        fixture.ask(entry(noteEvents(50), Mode.Sketch));
        fixture.advance(1);
        fixture.hear(noteEvents(4, 50));
        fixture.advance(RANK_STEP_SECONDS + ANSWER_JITTER_SECONDS - 1);
        assert.equal(0, fixture.said.length);
        fixture.advance(2 * ANSWER_QUIET_SECONDS);
        assert.same(timesOf(noteEvents(6, 54)), fixture.sentTimes());
    });

    it("hears out who goes on filling messages, however long that takes", () => {
        const fixture = new Fixture(noteEvents(400));
        fixture.addBefore();
        fixture.ask(entry([], Mode.Whole));
        for (const part of $range(0, 38)) {
            fixture.hear(noteEvents(10, 10 * part));
            fixture.advance(0.25);
        }
        // Less than that would be no use to anybody.
        for (const part of $range(0, 200)) {
            fixture.hear(noteEvents(100, (100 * part) % 300));
            fixture.advance(1);
        }
        assert.equal(0, fixture.said.length);
        fixture.advance(3 * ANSWER_QUIET_SECONDS);
        assert.same(timesOf(noteEvents(10, 390)), fixture.sentTimes());
    });

    it("is kept from answering for a moment only by a rogue that sends an event now and then", () => {
        const fixture = new Fixture(noteEvents(60));
        fixture.addBefore();
        fixture.ask(entry([], Mode.Whole));
        const heard = math.ceil((ANSWER_SHARE_SECONDS + 4 * ANSWER_QUIET_SECONDS) / 3);
        for (const index of $range(0, heard - 1)) {
            fixture.hear(noteEvents(1, index));
            fixture.advance(3);
        }
        const sent = fixture.sentTimes();
        // All but what the rogue had sent by then.
        assert.is_true(sent.length >= 60 - heard, `${sent.length}`);
        const times = new LuaSet<number>();
        for (const time of sent) times.add(time);
        for (const { time } of noteEvents(60 - heard, heard)) assert.is_true(times.has(time));
    });

    it("is not kept from it by a rogue that answers each request anew with a little", () => {
        const fixture = new Fixture(noteEvents(60));
        const rogue = fixture.addBefore();
        let has = 0;
        // Asked for anew before this client's turn comes, each time.
        for (const round of $range(1, 4)) {
            fixture.ask(entry(noteEvents(has), Mode.List, 1, 0, SALT + round), SALT + round);
            fixture.responder.workHeard(WEEK, rogue.name);
            rogue.busyAt = fixture.world.time.now;
            fixture.hear(noteEvents(1, has));
            has++;
            fixture.advance(RANK_STEP_SECONDS);
        }
        assert.is_true(fixture.sentTimes().length >= 60 - has, `${fixture.sentTimes().length}`);
    });

    it("computes one answer at a time for each peer and week, however often it is asked, and the newest at the end", () => {
        const fixture = new Fixture(noteEvents(60));
        const tasks: ((this: void, pause: Pause, rest: Pause) => void)[] = [];
        const background: Background = {
            run(body) {
                tasks.push(body);
                return { cancel() {} };
            },
            drive() {},
        };
        const context = { ...fixture.context, background };
        const { reputation, scheduler, sent, ownWeeks } = fixture;
        const responder = new Responder(context, reputation, scheduler, sent, ownWeeks);
        fixture.hash();
        for (const salt of $range(1, 40)) {
            const entries = [entry(noteEvents(50), Mode.List, 1, 0, salt)];
            responder.requested({ salt, entries, readsUnits: false }, fixture.asker);
            fixture.advance(0.1);
        }
        assert.equal(1, tasks.length);
        tasks[0](noPause, noPause);
        assert.equal(10, fixture.sentTimes().length);
    });

    it("answers a peer's newer request in place of the older", () => {
        const fixture = new Fixture(noteEvents(60));
        fixture.addBefore();
        fixture.ask(entry(noteEvents(50), Mode.List));
        fixture.advance(1);
        fixture.ask(entry(noteEvents(55), Mode.List, 1, 0, SALT + 1), SALT + 1);
        fixture.advance(30);
        assert.same(timesOf(noteEvents(5, 55)), fixture.sentTimes());
    });

    it("is patient with one before it who is busy with other weeks", () => {
        const fixture = new Fixture(noteEvents(60));
        const busy = fixture.reputation.of("A-Realm");
        fixture.reputation.claimed(busy, claimOf(1));
        fixture.ask(entry(noteEvents(50), Mode.Sketch));
        for (const _ of $range(1, 8)) {
            busy.busyAt = fixture.world.time.now + 0.5;
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
        fixture.reputation.claimed(fixture.reputation.of("A-Realm"), claimOf(1, [row]));
        fixture.ask(entry(theirs, Mode.Sketch));
        fixture.advance(WORK);
        assert.equal(10, fixture.sentTimes().length);
    });

    it("answers for weeks in which it wrote although it does not serve, and for no other", () => {
        const fixture = new Fixture(noteEvents(60));
        fixture.mayServe = false;
        fixture.ask(entry(noteEvents(50), Mode.List));
        fixture.advance(30);
        assert.equal(0, fixture.said.length);
        fixture.ownWeeks.add(WEEK);
        fixture.ask({ ...entry([], Mode.Whole), weekNumber: WEEK - 1, count: 5 });
        fixture.advance(30);
        assert.equal(0, fixture.said.length);
        fixture.ask(entry(noteEvents(50), Mode.List, 1, 0, SALT + 1), SALT + 1);
        fixture.advance(RANK_STEP_SECONDS + WORK);
        assert.same(timesOf(noteEvents(10, 50)), fixture.sentTimes());
    });

    it("lets one go first at most where it wrote", () => {
        const fixture = new Fixture(noteEvents(60));
        for (const name of ["A-Realm", "B-Realm", "C-Realm", "D-Realm"]) fixture.addBefore(name);
        fixture.ownWeeks.add(WEEK);
        fixture.ask(entry(noteEvents(50), Mode.Sketch));
        fixture.advance(RANK_STEP_SECONDS - 0.1);
        assert.equal(0, fixture.said.length);
        fixture.advance(ANSWER_JITTER_SECONDS + WORK);
        assert.equal(10, fixture.sentTimes().length);
    });

    it("wants all of a week of which it has nothing, of who does not serve", () => {
        const theirs = entry(noteEvents(5), Mode.List);
        const fixture = new Fixture();
        fixture.ask(theirs);
        fixture.advance(WORK);
        const [payload, ...others] = fixture.payloads(WANT.type);
        assert.same({ salt: SALT, weekNumber: WEEK, coefficients: [] }, decodeWant(payload));
        assert.equal(0, others.length);
        const told = new Fixture();
        told.reputation.claimed(told.asker, claimOf(9));
        told.ask(theirs);
        const both = new Fixture();
        both.ask(entry([], Mode.Whole));
        for (const silent of [told, both]) {
            silent.advance(30);
            assert.equal(0, silent.said.length);
        }
    });

    it("wants the same of a peer again after a while only, then after twice as long, and something else at once", () => {
        for (const own of [0, 10]) {
            const fixture = new Fixture(noteEvents(own));
            let salt = SALT;
            const wants = (events: readonly TestEvent[]): number => {
                fixture.clear();
                salt++;
                fixture.ask(entry(events, Mode.List, 1, 0, salt), salt);
                fixture.advance(WORK);
                return fixture.payloads(WANT.type).length;
            };
            const theirs = noteEvents(15);
            assert.equal(1, wants(theirs));
            for (const time of $range(1, 3)) {
                const until = fixture.world.time.now - WORK + WANT_FIRST_SECONDS * 2 ** (time - 1);
                while (fixture.world.time.now < until - 2 * WORK) assert.equal(0, wants(theirs));
                fixture.advance(3 * WORK);
                assert.equal(1, wants(theirs));
            }
            assert.equal(1, wants(noteEvents(16)));
            assert.equal(0, wants(noteEvents(16)));
        }
    });

    it("looks up what is wanted once for each peer and week at a time, however often it is told", () => {
        const fixture = new Fixture(noteEvents(60));
        const want = (): void => {
            for (const _ of $range(1, 40)) {
                fixture.responder.wanted({ salt: SALT, weekNumber: WEEK, coefficients: [] }, false, fixture.asker);
            }
        };
        const before = fixture.world.time.waiting();
        want();
        assert.equal(before + 1, fixture.world.time.waiting());
        fixture.advance(WORK);
        assert.equal(60, fixture.sentTimes().length);
        fixture.advance(SENT_INHIBIT_SECONDS);
        want();
        fixture.advance(WORK);
        assert.equal(120, fixture.sentTimes().length);
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
        const id = shortIdsOf(week, SALT, undefined, noPause)[7];
        fixture.responder.wanted({ salt: SALT, weekNumber: WEEK, coefficients: [16777213 - id] }, false, fixture.asker);
        fixture.responder.wanted(
            { salt: SALT, weekNumber: WEEK - 1, coefficients: [16777213 - id] },
            false,
            fixture.asker,
        );
        fixture.advance(WORK);
        assert.same([week.times[7]], fixture.sentTimes());
    });
});
