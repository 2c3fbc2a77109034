import { EVENTS } from "../../src/sync/messages";
import { Priority } from "../../src/link/outbox-queues";
import { packKey } from "../../src/event/key";
import { PASS_ON_JITTER_SECONDS, SENT_INHIBIT_SECONDS } from "../../src/sync/constants";
import { Inhibitor } from "../../src/sync/inhibitor";
import { Live } from "../../src/sync/live";
import { noteEvent, Stage } from "./stage";

class Fixture extends Stage {
    readonly sent = new Inhibitor(this.world.time, SENT_INHIBIT_SECONDS);
    readonly live = new Live(this.context, this.sent);

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
