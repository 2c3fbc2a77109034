import { Inhibitor } from "../../src/sync/inhibitor";
import { ManualTime } from "../support/world";

describe("Inhibitor", () => {
    it("remembers what was said for its seconds, counted from the last time", () => {
        const time = new ManualTime();
        const inhibitor = new Inhibitor(time, 10);
        assert.is_false(inhibitor.isInhibited("a"));
        inhibitor.note("a");
        time.advance(9);
        assert.is_true(inhibitor.isInhibited("a"));
        assert.is_false(inhibitor.isInhibited("b"));
        inhibitor.note("a");
        time.advance(9.5);
        assert.is_true(inhibitor.isInhibited("a"));
        time.advance(0.5);
        assert.is_false(inhibitor.isInhibited("a"));
    });

    it("keeps all that still count when it clears up, however many there are", () => {
        const time = new ManualTime();
        const inhibitor = new Inhibitor(time, 10);
        for (const index of $range(1, 600)) {
            inhibitor.note(`old ${index}`);
        }
        time.advance(5);
        for (const index of $range(1, 600)) {
            inhibitor.note(`new ${index}`);
        }
        assert.is_true(inhibitor.isInhibited("old 1"));
        time.advance(6);
        inhibitor.note("last");
        for (const index of $range(1, 600)) {
            assert.is_false(inhibitor.isInhibited(`old ${index}`));
            assert.is_true(inhibitor.isInhibited(`new ${index}`));
        }
        assert.is_true(inhibitor.isInhibited("last"));
    });

    it("tells, for as long as its memory is, whether something was said since a moment", () => {
        const time = new ManualTime();
        const inhibitor = new Inhibitor(time, 3, 100);
        time.advance(50);
        assert.is_false(inhibitor.wasNotedSince("a", 0));
        inhibitor.note("a");
        time.advance(90);
        assert.is_false(inhibitor.isInhibited("a"));
        assert.is_true(inhibitor.wasNotedSince("a", 50));
        assert.is_false(inhibitor.wasNotedSince("a", 50.5));
        for (const index of $range(1, 600)) inhibitor.note(`other ${index}`);
        assert.is_true(inhibitor.wasNotedSince("a", 50));
        time.advance(20);
        for (const index of $range(1, 1200)) inhibitor.note(`more ${index}`);
        assert.is_false(inhibitor.wasNotedSince("a", 0));
    });
});
