import { MessageType } from "../../src/sync/messages";
import { encodeWant } from "../../src/sync/requests";
import { describeMessage, Trace, TRACE_LENGTH } from "../../src/sync/trace";
import { ManualTime } from "../support/world";
import { examples } from "../sync/examples";

const TEXTS: Record<string, string> = {
    answering: "answering by whisper: 2 weeks",
    hello: "hello: root 16909060",
    advertise: "advertise: 2 rows since week 2817",
    request:
        "request: week 2817 (have 0, whole of 0 from 1), week 2818 (have 2, list of 2 from 1), week 2819 (have 500, sketch of 3 from 78)",
    events: "events: 2 of week 2820",
    fragment: "fragment: 1 of 2",
    "rows request": "rows request: before week 2820",
    rows: "rows: 2 of weeks 2000 to 2821",
    want: "want: 2 events of week 2820",
    more: "more: sums of week 2820 from 78",
};

describe("Messages in words", () => {
    for (const { name, type, payload } of examples()) {
        it(`say what a ${name} holds`, () => {
            assert.equal(TEXTS[name], describeMessage(type, payload));
        });
    }

    it("say that all of a week is wanted", () => {
        const payload = encodeWant({ salt: 1, week: 2820, coefficients: [] });
        assert.equal("want: all of week 2820", describeMessage(MessageType.Want, payload));
    });

    it("say when one is not understood", () => {
        assert.equal("type 99, not understood", describeMessage(99, "x"));
        for (const { name, type, payload } of examples()) {
            const cut = name === "fragment" ? "" : string.sub(payload, 1, 1);
            if (type !== MessageType.Events) {
                assert.equal(string.format("type %d, not understood", type), describeMessage(type, cut));
            }
        }
    });
});

describe("A trace", () => {
    it("keeps the last messages, the oldest first, with who, when and which way", () => {
        const time = new ManualTime();
        const trace = new Trace(time);
        assert.same([], trace.list());
        trace.note("A-Realm", MessageType.Hello, "\x00\x00\x00\x05");
        time.advance(3);
        trace.note("", MessageType.Hello, "\x00\x00\x00\x06");
        assert.same(
            [
                { age: 3, direction: "in", peer: "A-Realm", text: "hello: root 5", bytes: 4 },
                { age: 0, direction: "out", peer: "", text: "hello: root 6", bytes: 4 },
            ],
            trace.list(),
        );
    });

    it("forgets what is older than its length", () => {
        const time = new ManualTime();
        const trace = new Trace(time);
        for (const number of $range(1, TRACE_LENGTH + 50)) {
            trace.note("A-Realm", MessageType.RowsRequest, string.char(math.floor(number / 256), number % 256));
        }
        const list = trace.list();
        assert.equal(TRACE_LENGTH, list.length);
        assert.equal("rows request: before week 51", list[0].text);
        assert.equal(`rows request: before week ${TRACE_LENGTH + 50}`, list[TRACE_LENGTH - 1].text);
    });
});
