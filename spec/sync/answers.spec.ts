import { inflate } from "../../src/codec/inflate";
import { Priority } from "../../src/link/outbox-queues";
import { WEEK_SECONDS, weekOf } from "../../src/event/key";
import { Answers } from "../../src/sync/answers";
import {
    ANSWER_REFILL_SECONDS,
    ANSWER_SPARE_EVENTS,
    CLAIM_EXPIRY_SECONDS,
    REQUEST_MEMORY_SECONDS,
    SENT_INHIBIT_SECONDS,
    UNIT_BYTES,
} from "../../src/sync/constants";
import { Inhibitor } from "../../src/sync/inhibitor";
import { ANSWERING, decodeAnswering, EVENTS, UNIT } from "../../src/sync/messages";
import { Reputation } from "../../src/sync/reputation";
import { UnitReader } from "../../src/unit/unit-reader";
import { noPause } from "../support/background";
import { START } from "../support/world";
import type { Pause } from "../../src/ports";
import { largestAllocation } from "../codec/steps";
import { noteEvents, Stage } from "./stage";

const WEEK = weekOf(START);

class Fixture extends Stage {
    readonly reputation = new Reputation(this.world.time);
    readonly inhibitor = new Inhibitor(this.world.time, SENT_INHIBIT_SECONDS, CLAIM_EXPIRY_SECONDS);
    readonly answers = new Answers(this.context, this.reputation, this.inhibitor);
    readonly peer = this.reputation.of("Asker-Realm");

    send(first: number, count: number, peer = this.peer, isLone = false): boolean {
        const indices: number[] = [];
        for (const index of $range(first, first + count - 1)) indices.push(index);
        return this.sendFrom(WEEK, indices, peer, isLone);
    }

    /** As the responder does: what is being whispered to a peer is not begun again. */
    sendFrom(weekNumber: number, indices: readonly number[], peer = this.peer, isLone = false): boolean {
        if (this.answers.renew(weekNumber, peer.readsUnits, peer)) return true;
        this.answers.gather(this.log.open(weekNumber, noPause)!, indices, peer, this.world.time.now, noPause);
        return this.answers.flush(peer, isLone) === "whispered";
    }

    sent(): number {
        return Stage.timesOf(this.payloads(EVENTS.type)).length;
    }
}

describe("Answers", () => {
    it("send the events that they are told", () => {
        const fixture = new Fixture(noteEvents(30));
        fixture.send(3, 5);
        const { times } = fixture.log.open(WEEK, noPause)!;
        assert.same(times.slice(3, 8), Stage.timesOf(fixture.payloads(EVENTS.type)));
        fixture.send(0, 0);
        assert.equal(5, fixture.sent());
    });

    it("that are gathered twice before they are sent are sent once, with what is new the second time", () => {
        for (const isLone of [true, false]) {
            const fixture = new Fixture(noteEvents(300));
            fixture.mayWhisper = true;
            fixture.peer.readsUnits = true;
            const week = fixture.log.open(WEEK, noPause)!;
            const first = week.times.slice(0, 200).map((_, index) => index);
            const second = week.times.map((_, index) => index).slice(100);
            fixture.answers.gather(week, first, fixture.peer, fixture.world.time.now, noPause);
            fixture.answers.gather(week, second, fixture.peer, fixture.world.time.now, noPause);
            fixture.answers.flush(fixture.peer, isLone);
            fixture.advance(1);
            let count = 0;
            for (const unit of fixture.payloads(UNIT.type)) {
                const reader = new UnitReader(inflate(unit, UNIT_BYTES)!);
                while (reader.next()) count++;
            }
            assert.equal(300, count + fixture.sent());
        }
    });

    it("take what is to be sent out of the week in slices, and nothing of a week that changed meanwhile", () => {
        const fixture = new Fixture(noteEvents(4000));
        fixture.isOpen = false;
        const week = fixture.log.open(WEEK, noPause)!;
        const indices: number[] = [];
        for (const index of $range(0, week.size - 1)) indices[index] = index;
        const gather = (pause: Pause): boolean => fixture.answers.gather(week, indices, fixture.peer, 0, pause);
        // The lists of 4,000 keys move when they grow; their last move takes 65 kB each.
        const most = largestAllocation((pause) => {
            assert.is_true(gather(pause));
            pause();
            fixture.answers.flush(fixture.peer);
        });
        assert.is_true(most < 150, `${most} kB`);
        assert.is_false(gather(() => fixture.log.insert(START, 77, "\x01")));
    });

    it("are one transfer a week, to which what is asked for meanwhile is added", () => {
        const fixture = new Fixture(noteEvents(30));
        fixture.isOpen = false;
        fixture.send(0, 10);
        assert.is_true(fixture.answers.isSending(WEEK));
        assert.is_false(fixture.answers.isSending(WEEK + 1));
        fixture.send(5, 10, fixture.reputation.of("Other-Realm"));
        fixture.deliver();
        assert.equal(15, fixture.sent());
        assert.is_false(fixture.answers.isSending(WEEK));
        const keys = new LuaSet<string>();
        for (const { key } of fixture.said) keys.add(key);
        assert.is_true(keys.has(string.format("week %.0f", WEEK)));
    });

    it("are sent even if the outbox dropped them, once they are asked for again", () => {
        const fixture = new Fixture(noteEvents(30));
        fixture.isOpen = false;
        fixture.send(0, 10);
        fixture.drop();
        assert.is_true(fixture.answers.renew(WEEK, false));
        fixture.deliver();
        assert.equal(10, fixture.sent());
        assert.is_false(fixture.answers.renew(WEEK, false));
        fixture.send(10, 10);
        fixture.drop();
        fixture.send(20, 5);
        fixture.deliver();
        assert.equal(25, fixture.sent());
    });

    it("are counted until all is sent", () => {
        const fixture = new Fixture(noteEvents(30));
        fixture.isOpen = false;
        fixture.send(0, 10);
        fixture.send(5, 10, fixture.reputation.of("Other-Realm"));
        assert.equal(1, fixture.answers.count());
        fixture.deliver();
        assert.equal(0, fixture.answers.count());
    });

    it("are forgotten a while after the outbox dropped them, unless they were asked for again", () => {
        for (const isAskedAgain of [true, false]) {
            const fixture = new Fixture(noteEvents(30));
            fixture.isOpen = false;
            fixture.send(0, 10);
            fixture.drop();
            fixture.advance(REQUEST_MEMORY_SECONDS);
            fixture.answers.sweep();
            assert.equal(1, fixture.answers.count());
            if (isAskedAgain) fixture.answers.renew(WEEK, false);
            fixture.advance(REQUEST_MEMORY_SECONDS + 1);
            fixture.answers.sweep();
            assert.equal(isAskedAgain ? 1 : 0, fixture.answers.count());
            assert.equal(isAskedAgain, fixture.answers.isSending(WEEK));
            fixture.deliver();
            assert.equal(isAskedAgain ? 10 : 0, fixture.sent());
        }
    });

    it("are repairs when they are small and bulk when they are not", () => {
        const fixture = new Fixture(noteEvents(300));
        fixture.send(0, 10);
        assert.equal(Priority.Repair, fixture.said[0].priority);
        fixture.clear();
        fixture.send(100, 200);
        assert.equal(Priority.Bulk, fixture.said[0].priority);
    });

    it("for one peer are bounded by the size of the log and some more, refilled over time", () => {
        const fixture = new Fixture(noteEvents(500));
        const most = 500 + ANSWER_SPARE_EVENTS;
        const perSecond = most / ANSWER_REFILL_SECONDS;
        const sendOften = (peer = fixture.peer): number => {
            fixture.clear();
            for (const _ of $range(1, 10)) {
                fixture.send(0, 500, peer);
                fixture.advance(SENT_INHIBIT_SECONDS);
            }
            return fixture.sent();
        };
        const first = sendOften();
        assert.is_true(first >= most && first <= most + 10 * SENT_INHIBIT_SECONDS * perSecond, `${first} events`);
        assert.is_true(sendOften() <= 10 * SENT_INHIBIT_SECONDS * perSecond + 1);
        assert.is_true(sendOften(fixture.reputation.of("Other-Realm")) >= most);
        fixture.advance(10 * ANSWER_REFILL_SECONDS);
        assert.is_true(sendOften() >= most);
    });

    describe("to a lone peer", () => {
        const setUp = (): Fixture => {
            const fixture = new Fixture(noteEvents(300));
            fixture.mayWhisper = true;
            return fixture;
        };
        const eventsTo = (fixture: Fixture, target?: string): number => {
            const said = fixture.said.filter((one) => one.type === EVENTS.type && one.target === target);
            return Stage.timesOf(said.map(({ payload }) => payload)).length;
        };

        it("go by whisper when they are bulk, and the others are told which weeks", () => {
            const fixture = setUp();
            assert.is_true(fixture.send(0, 300, fixture.peer, true));
            assert.equal(300, eventsTo(fixture, "Asker-Realm"));
            assert.equal(0, eventsTo(fixture));
            assert.same(
                [[WEEK]],
                fixture.payloads(ANSWERING.type).map((payload) => decodeAnswering(payload)),
            );
        });

        it("go to everybody when they are few, or whispers are not free or do not reach it", () => {
            const fixture = setUp();
            assert.is_false(fixture.send(0, 10, fixture.peer, true));
            fixture.mayWhisper = false;
            assert.is_false(fixture.send(10, 100, fixture.peer, true));
            fixture.mayWhisper = true;
            fixture.peer.deafUntil = fixture.world.time.now + 1;
            assert.is_false(fixture.send(110, 100, fixture.peer, true));
            assert.equal(210, eventsTo(fixture));
            assert.equal(0, fixture.payloads(ANSWERING.type).length);
        });

        it("do not keep the same events from being sent to everybody", () => {
            const fixture = setUp();
            fixture.send(0, 300, fixture.peer, true);
            fixture.send(0, 300, fixture.reputation.of("Other-Realm"));
            assert.equal(300, eventsTo(fixture));
        });

        it("leave out what everybody was sent meanwhile, and are not begun twice", () => {
            const fixture = setUp();
            fixture.isOpen = false;
            fixture.send(0, 300, fixture.peer, true);
            fixture.send(0, 300, fixture.peer, true);
            fixture.send(0, 100, fixture.reputation.of("Other-Realm"));
            fixture.deliver();
            assert.equal(100, eventsTo(fixture));
            assert.equal(200, eventsTo(fixture, "Asker-Realm"));
        });

        it("tell of many weeks in one message", () => {
            const fixture = setUp();
            fixture.insert(noteEvents(200, 300).map((event) => ({ ...event, time: event.time + WEEK_SECONDS })));
            fixture.isOpen = false;
            fixture.send(0, 300, fixture.peer, true);
            const next = fixture.log.open(WEEK + 1, noPause)!;
            const indices = next.times.map((_, index) => index);
            fixture.sendFrom(WEEK + 1, indices, fixture.peer, true);
            fixture.deliver();
            assert.same([WEEK, WEEK + 1], decodeAnswering(fixture.payloads(ANSWERING.type)[0]));
        });
    });
});
