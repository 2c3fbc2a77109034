import { BYE, DELTA } from "../../../src/live/board/messages";
import { MORE } from "../../../src/sync/requests";
import { KindCounters, MESSAGE_KINDS } from "../../../demo/run/message-kinds";
import { encodeFrame } from "../../../src/link/frame";
import { EVENTS, HELLO, encodeHello } from "../../../src/sync/messages";
import { KEPT } from "../../../src/sync/seal-messages";
import { SeededRandom } from "../../random";
import { randomEvents, writeBlock } from "../../support/events";

const TAG = 7;

function count(counters: KindCounters, text: string): void {
    counters.count({ time: 0, sender: "A-Realm", prefix: "P", text, chatType: "GUILD" });
}

/** The kind that a message is counted as, its bytes included. */
function kindOf(counters: KindCounters, type: number, payload: string): string {
    const text = encodeFrame(type, TAG, payload);
    count(counters, text);
    const [row, ...others] = counters.take();
    assert.same([], others);
    assert.equal(1, row.messages);
    assert.equal(text.length, row.bytes);
    return row.kind;
}

describe("KindCounters", () => {
    it("tells events that were never sent from those that were", () => {
        const counters = new KindCounters();
        const events = randomEvents(new SeededRandom(1), 4);
        const [first, second, third] = events;
        assert.equal("live", kindOf(counters, EVENTS.type, writeBlock([second])));
        assert.equal("repair", kindOf(counters, EVENTS.type, writeBlock([second])));
        assert.equal("live", kindOf(counters, EVENTS.type, writeBlock([first, second, third])));
        assert.equal("repair", kindOf(counters, EVENTS.type, writeBlock([first, third])));
        assert.equal("live", kindOf(counters, EVENTS.type, writeBlock(events)));
    });

    it("names every type of the protocol", () => {
        const counters = new KindCounters();
        const kinds: string[] = [];
        for (const type of $range(HELLO.type, KEPT.type)) {
            if (type !== EVENTS.type) kinds.push(kindOf(counters, type, "xy"));
        }
        assert.same(
            [
                "hello",
                "advertise",
                "request",
                "fragment",
                "rowsRequest",
                "rows",
                "want",
                "more",
                "answering",
                "compare",
                "unit",
                "sealRequest",
                "sealAnswer",
                "stateRequest",
                "statePiece",
                "surplus",
                "kept",
            ],
            kinds,
        );
        assert.equal("other", kindOf(counters, KEPT.type + 1, "xy"));
        for (const kind of kinds) assert.is_true(MESSAGE_KINDS.some((known) => known === kind));
    });

    it("names every type of rooms", () => {
        const counters = new KindCounters();
        const kinds: string[] = [];
        for (const type of $range(DELTA.type, BYE.type)) kinds.push(kindOf(counters, type, "xy"));
        assert.same(["delta", "copies", "digest", "ask", "bye"], kinds);
        for (const kind of kinds) assert.is_true(MESSAGE_KINDS.some((known) => known === kind));
    });

    it("does not understand a damaged frame or block", () => {
        const counters = new KindCounters();
        count(counters, "no frame");
        assert.same([{ kind: "other", messages: 1, bytes: 8 }], counters.take());
        const block = writeBlock(randomEvents(new SeededRandom(2), 3));
        assert.equal("other", kindOf(counters, EVENTS.type, string.sub(block, 1, -2)));
        assert.equal("other", kindOf(counters, EVENTS.type, ""));
    });

    it("counts since the last time, in a fixed order of kinds", () => {
        const counters = new KindCounters();
        const hello = encodeFrame(HELLO.type, TAG, encodeHello(0));
        count(counters, encodeFrame(MORE.type, TAG, "xy"));
        count(counters, hello);
        count(counters, hello);
        const [first, second] = counters.take();
        assert.same({ kind: "hello", messages: 2, bytes: 2 * hello.length }, first);
        assert.equal("more", second.kind);
        assert.same([], counters.take());
    });
});
