import { PASS_LIMIT_SECONDS, PASS_SECONDS } from "../../../src/live/constants";
import { PassedOver } from "../../../src/live/meet/passed-over";
import { ManualTime } from "../../support/world";

describe("who failed a match", () => {
    it("is passed over for twice as long each time", () => {
        const time = new ManualTime();
        const passed = new PassedOver(time);
        let seconds = PASS_SECONDS;
        for (const _ of $range(1, 8)) {
            assert.is_false(passed.has("A"));
            passed.fail("A");
            passed.fail("A");
            time.advance(seconds - 0.5);
            assert.is_true(passed.has("A"));
            assert.is_false(passed.has("B"));
            assert.is_false(passed.hasEnded());
            time.advance(0.5);
            assert.is_false(passed.has("A"));
            assert.is_true(passed.hasEnded());
            assert.is_false(passed.hasEnded());
            seconds = math.min(2 * seconds, PASS_LIMIT_SECONDS);
        }
        passed.forgive("A");
        passed.fail("A");
        time.advance(PASS_SECONDS);
        assert.is_false(passed.has("A"));
    });

    it("is passed over for three aborted matches in a minute", () => {
        const time = new ManualTime();
        const passed = new PassedOver(time);
        for (const seconds of [0, 1, PASS_LIMIT_SECONDS, 1]) {
            time.advance(seconds);
            passed.suspect("A");
            assert.is_false(passed.has("A"));
        }
        passed.suspect("A");
        assert.is_true(passed.has("A"));
    });

    it("is passed over for longest when that ended a request", () => {
        const time = new ManualTime();
        const passed = new PassedOver(time);
        passed.fail("A", true);
        time.advance(PASS_LIMIT_SECONDS - 0.5);
        assert.is_true(passed.has("A"));
    });
});
