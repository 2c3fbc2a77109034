import { Priority } from "../../src/comm/outbox";
import { weekOf } from "../../src/log/key";
import { Answers } from "../../src/sync/answers";
import { ANSWER_REFILL, ANSWER_SPARE, SENT_INHIBIT } from "../../src/sync/constants";
import { Inhibitor } from "../../src/sync/inhibitor";
import { MessageType } from "../../src/sync/messages";
import { Peers } from "../../src/sync/peers";
import { noPause } from "../support/background";
import { START } from "../support/world";
import { noteEvents, Stage } from "./stage";

const WEEK = weekOf(START);

class Fixture extends Stage {
    readonly peers = new Peers(this.world.time);
    readonly answers = new Answers(this.context, new Inhibitor(this.world.time, SENT_INHIBIT, 3600));
    readonly peer = this.peers.seen("Asker-Realm", 1);

    send(first: number, count: number, peer = this.peer): number {
        const indices: number[] = [];
        for (const index of $range(first, first + count - 1)) indices.push(index);
        return this.answers.send(WEEK, this.log.open(WEEK, noPause)!, indices, peer);
    }

    sent(): number {
        return Stage.timesOf(this.payloads(MessageType.Events)).length;
    }
}

describe("Answers", () => {
    it("send the events that they are told", () => {
        const fixture = new Fixture(noteEvents(30));
        assert.equal(5, fixture.send(3, 5));
        const { times } = fixture.log.open(WEEK, noPause)!;
        assert.same(times.slice(3, 8), Stage.timesOf(fixture.payloads(MessageType.Events)));
        assert.equal(0, fixture.send(0, 0));
    });

    it("are one transfer a week, to which what is asked for meanwhile is added", () => {
        const fixture = new Fixture(noteEvents(30));
        fixture.isOpen = false;
        fixture.send(0, 10);
        assert.is_true(fixture.answers.isSending(WEEK));
        assert.is_false(fixture.answers.isSending(WEEK + 1));
        fixture.send(5, 10, fixture.peers.seen("Other-Realm", 1));
        fixture.deliver();
        assert.equal(15, fixture.sent());
        assert.is_false(fixture.answers.isSending(WEEK));
        const keys = new LuaSet<string>();
        for (const { key } of fixture.said) keys.add(key);
        assert.is_true(keys.has(string.format("week %.0f", WEEK)));
    });

    it("are repairs when they are small and bulk when they are not", () => {
        const fixture = new Fixture(noteEvents(300));
        fixture.send(0, 10);
        assert.equal(Priority.Repair, fixture.said[0].priority);
        fixture.clear();
        fixture.send(100, 200);
        assert.equal(Priority.Bulk, fixture.said[0].priority);
    });

    it("of one peer's requests are bounded by the size of the log and some more, refilled over time", () => {
        const fixture = new Fixture(noteEvents(500));
        const most = 500 + ANSWER_SPARE;
        let given = 0;
        for (const _ of $range(1, 10)) given += fixture.send(0, 500);
        assert.equal(most, given);
        assert.equal(0, fixture.send(0, 1));
        assert.equal(500, fixture.send(0, 500, fixture.peers.seen("Other-Realm", 1)));
        fixture.advance(ANSWER_REFILL / 2);
        given = 0;
        for (const _ of $range(1, 10)) given += fixture.send(0, 500);
        assert.equal(most / 2, given);
        fixture.advance(10 * ANSWER_REFILL);
        given = 0;
        for (const _ of $range(1, 10)) given += fixture.send(0, 500);
        assert.equal(most, given);
    });
});
