import { ByteReader } from "../../src/live/bytes";
import { encodeStamp, isBefore, readStamp, StampClock } from "../../src/live/stamp";
import { ManualTime, START } from "../support/world";

describe("StampClock", () => {
    it("issues stamps in order, in one second, too, and after those that it has seen", () => {
        const time = new ManualTime();
        const clock = new StampClock(time);
        assert.same({ seconds: START, counter: 0 }, clock.issue());
        assert.same({ seconds: START, counter: 1 }, clock.issue());
        clock.see({ seconds: START + 5, counter: 3 });
        assert.same({ seconds: START + 5, counter: 4 }, clock.issue());
        time.advance(10);
        assert.same({ seconds: START + 10, counter: 0 }, clock.issue());
    });

    it("does not follow a clock that is far ahead", () => {
        const clock = new StampClock(new ManualTime());
        clock.see({ seconds: START + 121, counter: 0 });
        assert.equal(START, clock.issue().seconds);
        assert.equal(1, clock.secondsUntil(START + 121));
    });

    it("issues a later stamp behind the highest counter", () => {
        const clock = new StampClock(new ManualTime());
        for (const counter of [2 ** 53 - 1, 2 ** 53]) {
            clock.see({ seconds: START + 5, counter });
            const first = clock.issue();
            const second = clock.issue();
            assert.is_true(isBefore({ seconds: START + 5, counter }, "A", first, "A"), tostring(counter));
            assert.is_true(isBefore(first, "A", second, "A"), tostring(counter));
        }
    });
});

describe("stamps", () => {
    it("are before each other by seconds, counter, and the bytes of the name", () => {
        const early = { seconds: 5, counter: 9 };
        assert.is_true(isBefore(early, "B", { seconds: 6, counter: 0 }, "A"));
        assert.is_true(isBefore(early, "B", { seconds: 5, counter: 10 }, "A"));
        assert.is_true(isBefore(early, "A", early, "B"));
        assert.is_false(isBefore(early, "A", early, "A"));
    });

    it("travel relative to the incarnation of their board", () => {
        const stamp = { seconds: START + 77, counter: 300 };
        const bytes = encodeStamp(stamp, START);
        assert.equal(4, bytes.length);
        assert.same(stamp, readStamp(new ByteReader(bytes), START));
    });
});
