import { inflate } from "../../src/codec/inflate";
import { encodeBody } from "../../src/event/schema";
import { packKey, toId, weekOf } from "../../src/event/key";
import { wholeBytesOf } from "../../src/link/fragments";
import { BULK_BYTES, SENT_INHIBIT_SECONDS, UNIT_BODY_BYTES, UNIT_BYTES, UNIT_EVENTS } from "../../src/sync/constants";
import { Inhibitor } from "../../src/sync/inhibitor";
import { EVENTS, UNIT } from "../../src/sync/messages";
import { KEY_BYTES } from "../../src/sync/outgoing";
import { Shipment } from "../../src/sync/shipment";
import { UnitReader } from "../../src/unit/unit-reader";
import { SeededRandom } from "../random";
import { NOTE } from "../replay/stage";
import { randomEvents, readBlock, type TestEvent } from "../support/events";
import { FRAME, PAYLOAD_BYTES, START } from "../support/world";
import { Stage } from "./stage";

const WHOLE_BYTES = wholeBytesOf(PAYLOAD_BYTES);

/** The events of one message, and its type. */
interface Message {
    readonly type: number;
    readonly events: TestEvent[];
}

class Fixture extends Stage {
    readonly sent = new Inhibitor(this.world.time, SENT_INHIBIT_SECONDS, 3600);
    readonly shipment = new Shipment(this.context, this.sent, false);

    add(events: readonly TestEvent[]): void {
        const since = this.world.time.now;
        for (const { time, id, body } of events) {
            const bytes = body.length + KEY_BYTES;
            this.shipment.addAll({ weekNumber: weekOf(time), times: [time], ids: [id], bodies: [body], bytes, since });
        }
    }

    /** The next message; nil when there is none any more. */
    take(): Message | undefined {
        const { source } = this.shipment;
        while (true) {
            const [type, payload] = source.take(WHOLE_BYTES);
            if (type !== undefined)
                return { type, events: type === UNIT.type ? unitOf(payload) : readBlock(payload)[0] };
            if (!source.hasMore()) return undefined;
            this.advance(FRAME);
        }
    }

    takeAll(): Message[] {
        const messages: Message[] = [];
        let message = this.take();
        while (message !== undefined) {
            messages.push(message);
            message = this.take();
        }
        return messages;
    }
}

/** Reads a unit as a receiver does: within its bounds. */
function unitOf(deflated: string): TestEvent[] {
    const reader = new UnitReader(inflate(deflated, UNIT_BYTES)!);
    const events: TestEvent[] = [];
    let bytes = 0;
    while (reader.next()) {
        const body = reader.body();
        bytes += body.length;
        events.push({ time: reader.time, id: reader.id, server: 0, body });
    }
    assert.is_nil(reader.fault);
    assert.is_true(reader.count <= UNIT_EVENTS && bytes <= UNIT_BODY_BYTES);
    return events;
}

function textEvent(seconds: number, text: string): TestEvent {
    const [body] = encodeBody(NOTE, { word: text });
    return { time: START + seconds, id: toId(10, 0), server: 0, body: body! };
}

function keysOf(events: readonly TestEvent[]): string[] {
    const keys = events.map(({ time, id, body }) => `${packKey(time, id)} ${body}`);
    table.sort(keys);
    return keys;
}

/** Events with texts that Deflate makes no smaller. */
function dense(count: number, length: number): TestEvent[] {
    const random = new SeededRandom(7);
    const events: TestEvent[] = [];
    for (const index of $range(1, count)) {
        const letters: string[] = [];
        for (const at of $range(0, length - 1)) letters[at] = string.char(random.integer(32, 126));
        events.push(textEvent(index, letters.join("")));
    }
    return events;
}

describe("A shipment", () => {
    it("says all events in units of one message each, and the rest in blocks", () => {
        const random = new SeededRandom(5);
        const events = randomEvents(random, 3000);
        const fixture = new Fixture();
        fixture.add(events);
        const messages = fixture.takeAll();
        const said: TestEvent[] = [];
        for (const message of messages) said.push(...message.events);
        assert.same(keysOf(events), keysOf(said));
        assert.equal(0, fixture.shipment.remaining());
        const blocks = messages.filter(({ type }) => type === EVENTS.type);
        assert.is_true(messages.length - blocks.length > 1);
        assert.is_true(blocks.length * PAYLOAD_BYTES <= 3 * BULK_BYTES);
    });

    it("says little in blocks", () => {
        const fixture = new Fixture();
        fixture.add([textEvent(1, "a"), textEvent(2, "b")]);
        const messages = fixture.takeAll();
        assert.same(
            [EVENTS.type],
            messages.map(({ type }) => type),
        );
    });

    it("makes units that fit, whatever Deflate makes of the events", () => {
        for (const events of [dense(200, 100), dense(20, 4000)]) {
            const fixture = new Fixture();
            fixture.add(events);
            const said: TestEvent[] = [];
            for (const message of fixture.takeAll()) said.push(...message.events);
            assert.same(keysOf(events), keysOf(said));
        }
    });

    it("makes units that unfold to no more than a receiver takes", () => {
        const fixture = new Fixture();
        const events: TestEvent[] = [];
        for (const index of $range(1, 9000))
            events.push(textEvent(index, index % 90 < 45 ? string.rep("x", 2000) : "y"));
        fixture.add(events);
        let count = 0;
        for (const message of fixture.takeAll()) count += message.events.length;
        assert.equal(9000, count);
    });

    it("leaves out what somebody says meanwhile", () => {
        const fixture = new Fixture();
        const events = dense(200, 100);
        fixture.add(events);
        const first = fixture.take()!.events.length;
        fixture.advance(1);
        for (const { time, id } of events.slice(100)) fixture.sent.note(packKey(time, id));
        let rest = 0;
        for (const message of fixture.takeAll()) rest += message.events.length;
        assert.equal(100, first + rest);
    });

    it("says again what was asked for after a unit with it was sent, not while that is on its way", () => {
        const fixture = new Fixture();
        const events = dense(40, 100);
        fixture.add(events);
        assert.equal(40, fixture.take()!.events.length);
        fixture.advance(2 * SENT_INHIBIT_SECONDS);
        assert.is_true(fixture.shipment.remaining() > 0);
        fixture.add(events);
        assert.is_nil(fixture.take());
        fixture.advance(2 * SENT_INHIBIT_SECONDS);
        fixture.add(events);
        assert.equal(40, fixture.take()!.events.length);
    });

    it("begins another unit where events are not in key order", () => {
        const fixture = new Fixture();
        const events = dense(40, 100);
        fixture.add(events.slice(20));
        fixture.add(events.slice(0, 20));
        assert.same(
            [20, 20],
            fixture.takeAll().map((message) => message.events.length),
        );
    });

    it("knows the weeks that it has not sent yet", () => {
        const fixture = new Fixture();
        const week = weekOf(START);
        fixture.add(dense(40, 100));
        assert.same([true, false], [fixture.shipment.has(week), fixture.shipment.has(week + 1)]);
        fixture.take();
        assert.is_true(fixture.shipment.has(week));
        assert.is_nil(fixture.take());
        assert.is_false(fixture.shipment.has(week));
    });

    it("says nothing of what may not leave", () => {
        const fixture = new Fixture();
        fixture.mayLeave = false;
        fixture.add(dense(400, 100));
        assert.is_nil(fixture.take());
        assert.equal(0, fixture.shipment.remaining());
    });
});
