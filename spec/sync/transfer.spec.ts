import { EVENT_FRAGMENT, FragmentAssembler, wholeBytesOf } from "../../src/link/fragments";
import { creatorOf, packKey, toId } from "../../src/event/key";
import { Log } from "../../src/log/log";
import { encodeBody } from "../../src/event/schema";
import { SENT_INHIBIT_SECONDS, UNFOLDED_BYTES } from "../../src/sync/constants";
import type { SyncContext } from "../../src/sync/context";
import { Inhibitor } from "../../src/sync/inhibitor";
import { EVENTS } from "../../src/sync/messages";
import { NO_SEALS } from "../support/no-seals";
import { Transfer } from "../../src/sync/transfer";
import { SeededRandom } from "../random";
import { randomEvents, readBlock, type TestEvent } from "../support/events";
import { RecordingListener } from "../support/log-listener";
import { NO_NATIVE } from "../support/natives";
import { PAYLOAD_BYTES, START, World } from "../support/world";
import { parseField } from "../../src/event/field";
import { NOTE } from "../replay/stage";

interface Fixture {
    readonly world: World;
    readonly sent: Inhibitor;
    readonly transfer: Transfer;
}

function fixture(mayLeave: SyncContext["mayLeave"] = () => true): Fixture {
    const world = new World();
    const { time, background, random } = world;
    const sent = new Inhibitor(time, SENT_INHIBIT_SECONDS);
    const context: SyncContext = {
        log: new Log(background, NO_NATIVE, new RecordingListener()),
        clock: time,
        timers: time,
        background,
        random,
        port: {
            payloadBytes: PAYLOAD_BYTES,
            wholeBytes: wholeBytesOf(PAYLOAD_BYTES),
            broadcast: () => {},
            whisper: () => {},
            mayWhisper: () => false,
            needsSpokesmen: () => false,
            mayPeerSpeak: () => true,
            ignore: () => {},
        },
        self: world.identity.name,
        claim: START,
        mayServe: () => true,
        mayLeave,
        isCreator: () => false,
        isSending: () => true,
        seals: NO_SEALS,
    };
    return { world, sent, transfer: new Transfer(context, sent) };
}

function addAll(transfer: Transfer, events: readonly TestEvent[]): void {
    for (const { time, id, body } of events) {
        transfer.add(time, id, body);
    }
}

/** Everything that a transfer says: the events, fragments put together. */
function produceAll(transfer: Transfer): LuaMultiReturn<[events: TestEvent[], messages: number]> {
    const assembler = new FragmentAssembler();
    const events: TestEvent[] = [];
    let messages = 0;
    while (true) {
        const [type, payload] = transfer.source.take(PAYLOAD_BYTES);
        if (type === undefined && transfer.source.hasMore()) continue;
        if (type === undefined) {
            return $multi(events, messages);
        }
        messages++;
        assert.is_true(type === EVENT_FRAGMENT.type || type === EVENTS.type);
        assert.is_true(payload.length <= PAYLOAD_BYTES);
        const block = type === EVENT_FRAGMENT.type ? assembler.take("A", EVENT_FRAGMENT.decode(payload)!, 0) : payload;
        if (block !== undefined) {
            const [read, fault] = readBlock(block);
            assert.is_nil(fault);
            for (const event of read) {
                events.push({ ...event, server: 0 });
            }
        }
    }
}

function textEvent(seconds: number, length: number): TestEvent {
    const [body] = encodeBody(NOTE, { word: string.rep("x", length) });
    return { time: START + seconds, id: toId(10, 0), server: 0, body: body! };
}

describe("Transfer", () => {
    it("says all events, in as few messages as hold them, and then nothing", () => {
        const random = new SeededRandom(31);
        for (const _ of $range(1, 10)) {
            const events = randomEvents(random, 120);
            const { transfer } = fixture();
            addAll(transfer, events);
            assert.equal(events.length, transfer.remaining());
            const [said] = produceAll(transfer);
            assert.same(
                events.map((event) => ({ ...event, server: 0 })),
                said,
            );
            assert.equal(0, transfer.remaining());
            assert.is_nil(transfer.source.take(PAYLOAD_BYTES)[0]);
        }
    });

    it("puts dozens of like events into one message", () => {
        const { transfer } = fixture();
        for (const seconds of $range(1, 30)) {
            addAll(transfer, [textEvent(seconds, 10)]);
        }
        const [said, messages] = produceAll(transfer);
        assert.equal(30, said.length);
        assert.equal(1, messages);
    });

    it("unfolds to no more bytes a message than a receiver takes", () => {
        const { transfer } = fixture();
        const names = [1, 2, 3, 4, 5, 6, 7, 8].map((index) => `word${index}`);
        const fields = names.map((name) => parseField(name)!);
        const values: Record<string, string> = {};
        for (const name of names) values[name] = string.rep("x", 100);
        const [body] = encodeBody({ name: "words", id: 1, fields }, values);
        const events: TestEvent[] = [];
        // All of them fit one message: each takes two bytes behind the first.
        for (const seconds of $range(1, 60))
            events.push({ time: START + seconds, id: toId(10, 0), server: 0, body: body! });
        addAll(transfer, events);
        const [said, messages] = produceAll(transfer);
        assert.equal(60, said.length);
        assert.equal(math.ceil(60 / math.floor(UNFOLDED_BYTES / body!.length)), messages);
    });

    it("takes fragments for an event that fits no message, and goes on behind it", () => {
        const { transfer } = fixture();
        const events = [textEvent(1, 5), textEvent(2, 4000), textEvent(3, 300), textEvent(4, 5)];
        addAll(transfer, events);
        const [said] = produceAll(transfer);
        assert.same(
            events.map((event) => event.time),
            said.map((event) => event.time),
        );
        assert.equal(events[1].body, said[1].body);
    });

    it("leaves out what somebody sent a moment ago, also when that happens on the way", () => {
        const { sent, transfer } = fixture();
        const events = [textEvent(1, 200), textEvent(2, 201), textEvent(3, 202), textEvent(4, 203)];
        addAll(transfer, events);
        sent.note(packKey(events[0].time, events[0].id));
        const [, first] = transfer.source.take(PAYLOAD_BYTES);
        assert.equal(START + 2, readBlock(first!)[0][0].time);
        sent.note(packKey(events[2].time, events[2].id));
        const [, second] = transfer.source.take(PAYLOAD_BYTES);
        assert.equal(START + 4, readBlock(second!)[0][0].time);
    });

    it("notes what it says", () => {
        const { sent, transfer } = fixture();
        const events = [textEvent(1, 5), textEvent(2, 3000)];
        addAll(transfer, events);
        produceAll(transfer);
        for (const event of events) {
            assert.is_true(sent.isInhibited(packKey(event.time, event.id)));
        }
    });

    it("leaves out what may not leave", () => {
        const { transfer } = fixture((_time, id) => creatorOf(id) !== 10);
        const other = { ...textEvent(2, 5), id: toId(11, 0) };
        addAll(transfer, [textEvent(1, 5), other, textEvent(3, 5)]);
        const [said] = produceAll(transfer);
        assert.same([other], said);
    });

    it("looks at no more than 128 events at a time, and comes to the one that may leave behind thousands that may not", () => {
        const EVENTS_HERE = 5000;
        let asked = 0;
        const { transfer } = fixture((time) => {
            asked++;
            return time === textEvent(EVENTS_HERE, 5).time;
        });
        for (const seconds of $range(1, EVENTS_HERE)) addAll(transfer, [textEvent(seconds, 5)]);
        let calls = 0;
        while (true) {
            const before = asked;
            const [type] = transfer.source.take(PAYLOAD_BYTES);
            calls++;
            assert.is_true(asked - before <= 128);
            if (type !== undefined) break;
            assert.is_true(transfer.source.hasMore());
        }
        assert.equal(EVENTS_HERE, asked);
        assert.equal(math.ceil(EVENTS_HERE / 128), calls);
        const [type] = transfer.source.take(PAYLOAD_BYTES);
        assert.is_nil(type);
        assert.is_false(transfer.source.hasMore());
    });

    it("says events of several weeks and out of order, in messages of their own", () => {
        const { transfer } = fixture();
        const events = [textEvent(2e6, 5), textEvent(1, 5), textEvent(0, 5)];
        addAll(transfer, events);
        const [said, messages] = produceAll(transfer);
        assert.same(events, said);
        assert.equal(3, messages);
    });

    it("numbers wholes by their content, so that a repetition fills gaps and nothing else does", () => {
        const numberOf = (event: TestEvent): string => {
            const { transfer } = fixture();
            addAll(transfer, [event]);
            const [, payload] = transfer.source.take(PAYLOAD_BYTES);
            return string.sub(payload!, 1, 2);
        };
        assert.equal(numberOf(textEvent(1, 300)), numberOf(textEvent(1, 300)));
        const numbers = new LuaSet<string>();
        for (const seconds of $range(1, 20)) {
            const number = numberOf(textEvent(seconds, 300));
            assert.is_false(numbers.has(number));
            numbers.add(number);
        }
    });
});
