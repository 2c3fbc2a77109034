import { Progress } from "../../src/sync/progress";
import { ManualClock } from "../support/manual-clock";
import { START } from "../support/world";

/** Seconds over which the rate is reckoned. */
const WINDOW = 20;

/** A whole second at which the slots of the window begin anew. */
const BEGIN = 50 * WINDOW;

class Fixture {
    readonly clock = new ManualClock(START, BEGIN);
    readonly progress = new Progress(this.clock);

    /** Notes events at so many seconds after the beginning. */
    noteAt(seconds: number, count: number): boolean {
        this.clock.up = BEGIN + seconds;
        return this.progress.note(count);
    }

    rateAt(seconds: number): number {
        this.clock.up = BEGIN + seconds;
        return this.progress.rate();
    }
}

describe("Progress", () => {
    it("has no rate before anything came in", () => {
        assert.equal(0, new Fixture().progress.rate());
    });

    it("is reckoned over the whole window, however the events lie in it", () => {
        const fixture = new Fixture();
        fixture.noteAt(0, 10);
        fixture.noteAt(0.5, 20);
        fixture.noteAt(7, 30);
        fixture.noteAt(19, 40);
        assert.equal(100 / WINDOW, fixture.rateAt(19.5));
    });

    it("forgets a second when the window has passed it", () => {
        const fixture = new Fixture();
        fixture.noteAt(0.5, 40);
        fixture.noteAt(1.5, 20);
        assert.equal(60 / WINDOW, fixture.rateAt(WINDOW - 0.5));
        assert.equal(20 / WINDOW, fixture.rateAt(WINDOW));
        assert.equal(20 / WINDOW, fixture.rateAt(WINDOW + 0.5));
        assert.equal(0, fixture.rateAt(WINDOW + 1));
    });

    it("does not add a second to the one a window before", () => {
        const fixture = new Fixture();
        fixture.noteAt(3, 40);
        fixture.noteAt(3 + WINDOW, 20);
        assert.equal(20 / WINDOW, fixture.rateAt(3 + WINDOW));
        fixture.noteAt(3 + 7 * WINDOW, 60);
        assert.equal(60 / WINDOW, fixture.rateAt(3 + 7 * WINDOW));
    });

    it("is to be reported at once, then once a second at most", () => {
        const fixture = new Fixture();
        assert.is_true(fixture.noteAt(0.25, 1));
        assert.is_false(fixture.noteAt(0.25, 1));
        assert.is_false(fixture.noteAt(1, 1));
        assert.is_true(fixture.noteAt(1.25, 1));
        assert.is_false(fixture.noteAt(2, 1));
        assert.is_true(fixture.noteAt(9, 1));
        assert.equal(6 / WINDOW, fixture.rateAt(9));
    });

    it("is to be reported at once even when the clock has just begun", () => {
        assert.is_true(new Progress(new ManualClock(START)).note(1));
    });
});
