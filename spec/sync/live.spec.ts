import { EVENTS } from "../../src/sync/messages";
import { Priority } from "../../src/link/outbox-queues";
import { packKey } from "../../src/event/key";
import {
    PASS_ON_JITTER_SECONDS,
    PASS_ON_LIMIT,
    PASS_ON_TRIES,
    PASS_ON_WAIT_SECONDS,
    SENT_INHIBIT_SECONDS,
} from "../../src/sync/constants";
import { Inhibitor } from "../../src/sync/inhibitor";
import { Live } from "../../src/sync/live";
import { Reputation } from "../../src/sync/reputation";
import { noteEvent, Stage } from "./stage";

class Fixture extends Stage {
    readonly sent = new Inhibitor(this.world.time, SENT_INHIBIT_SECONDS);
    readonly reputation = new Reputation(this.world.time);
    readonly live = new Live(this.context, this.sent, this.reputation);

    send(seconds: number): void {
        const { time, id, body } = noteEvent(seconds);
        this.live.send(time, id, body);
    }
}

describe("Live events", () => {
    it("go out at once, before all else", () => {
        const fixture = new Fixture();
        fixture.send(1);
        fixture.send(2);
        assert.equal(2, fixture.payloads(EVENTS.type).length);
        for (const { priority } of fixture.said) assert.equal(Priority.Live, priority);
    });

    it("of who can only whisper are passed on soon, but not what another client has said by then", () => {
        const fixture = new Fixture();
        const events = [noteEvent(1), noteEvent(2)];
        for (const { time, id, body } of events) fixture.live.passOn(time, id, body);
        assert.equal(0, fixture.said.length);
        fixture.sent.note(packKey(events[0].time, events[0].id));
        fixture.advance(PASS_ON_JITTER_SECONDS);
        assert.same([events[1].time], Stage.timesOf(fixture.payloads(EVENTS.type)));
    });

    describe("of who needs spokesmen", () => {
        /** Sends these own events at once. */
        const sendOwn = (fixture: Fixture, count: number): void => {
            fixture.isOpen = false;
            for (const seconds of $range(1, count)) {
                const { time, id, body } = noteEvent(seconds);
                fixture.live.sendOwn(time, id, body);
            }
            fixture.deliver();
            fixture.isOpen = true;
        };
        const timesSaid = (fixture: Fixture): number => Stage.timesOf(fixture.payloads(EVENTS.type)).length;

        it("go to the next ones, a few times, while nobody is heard to pass them on", () => {
            const fixture = new Fixture();
            fixture.needsSpokesmen = true;
            sendOwn(fixture, 2);
            assert.equal(2, timesSaid(fixture));
            const { time, id } = noteEvent(1);
            fixture.live.heard(packKey(time, id));
            for (const tries of $range(1, PASS_ON_TRIES)) {
                fixture.advance(PASS_ON_WAIT_SECONDS);
                assert.same([2 + tries, tries], [timesSaid(fixture), fixture.reputation.lostTurns]);
            }
            fixture.advance(60);
            assert.equal(2 + PASS_ON_TRIES, timesSaid(fixture));
        });

        it("take a turn from those that passed nothing on once, however many they are", () => {
            const fixture = new Fixture();
            fixture.needsSpokesmen = true;
            sendOwn(fixture, 2 * PASS_ON_LIMIT);
            fixture.advance(PASS_ON_WAIT_SECONDS);
            assert.same([3 * PASS_ON_LIMIT, 1], [timesSaid(fixture), fixture.reputation.lostTurns]);
        });

        it("are said once where they were heard, or this client speaks for itself", () => {
            for (const needsSpokesmen of [true, false]) {
                const fixture = new Fixture();
                fixture.needsSpokesmen = needsSpokesmen;
                sendOwn(fixture, 1);
                const { time, id } = noteEvent(1);
                if (needsSpokesmen) fixture.live.heard(packKey(time, id));
                fixture.advance(60);
                assert.same([1, 0], [timesSaid(fixture), fixture.reputation.lostTurns]);
            }
        });
    });

    it("that wait for room go out in one message", () => {
        const fixture = new Fixture();
        fixture.isOpen = false;
        for (const seconds of [1, 2, 3]) fixture.send(seconds);
        fixture.deliver();
        const blocks = fixture.payloads(EVENTS.type);
        assert.equal(1, blocks.length);
        assert.equal(3, Stage.timesOf(blocks).length);
    });
});
