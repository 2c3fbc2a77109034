import { EVENTS } from "../../src/sync/messages";
import { Priority } from "../../src/link/outbox-queues";
import { SENT_INHIBIT_SECONDS } from "../../src/sync/constants";
import { Inhibitor } from "../../src/sync/inhibitor";
import { Live } from "../../src/sync/live";
import { noteEvent, Stage } from "./stage";

class Fixture extends Stage {
    readonly live = new Live(this.context, new Inhibitor(this.world.time, SENT_INHIBIT_SECONDS));

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
