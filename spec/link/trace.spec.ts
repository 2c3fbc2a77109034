import { Trace, TRACE_LENGTH } from "../../src/link/trace";
import { ManualTime } from "../support/world";

const HELLO = 1;

/** A trace that says of a message its type and payload. */
function newTrace(time: ManualTime): Trace {
    return new Trace(time, (type, payload) => string.format("type %.0f: %s", type, payload));
}

describe("A trace", () => {
    it("keeps the last messages, the oldest first, with who, when and which way", () => {
        const time = new ManualTime();
        const trace = newTrace(time);
        assert.same([], trace.list());
        trace.note("A-Realm", HELLO, "five");
        time.advance(3);
        trace.note("", HELLO, "sixes");
        assert.same(
            [
                { age: 3, direction: "in", peer: "A-Realm", text: "type 1: five", bytes: 4 },
                { age: 0, direction: "out", peer: "", text: "type 1: sixes", bytes: 5 },
            ],
            trace.list(),
        );
    });

    it("puts a message into words only when it is asked", () => {
        let asked = 0;
        const trace = new Trace(new ManualTime(), () => {
            asked++;
            return "";
        });
        trace.note("A-Realm", HELLO, "");
        assert.equal(0, asked);
        trace.list();
        assert.equal(1, asked);
    });

    it("forgets what is older than its length", () => {
        const trace = newTrace(new ManualTime());
        for (const number of $range(1, TRACE_LENGTH + 50)) {
            trace.note("A-Realm", HELLO, string.format("%.0f", number));
        }
        const list = trace.list();
        assert.equal(TRACE_LENGTH, list.length);
        assert.equal("type 1: 51", list[0].text);
        assert.equal(`type 1: ${TRACE_LENGTH + 50}`, list[TRACE_LENGTH - 1].text);
    });
});
