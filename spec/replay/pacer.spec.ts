import type { Clock } from "../../src/ports";
import { Pacer } from "../../src/replay/pacer";

/** A clock that only steps move. */
class StepClock implements Clock {
    ms = 0;
    frame = 1;
    looks = 0;

    serverTime(): number {
        return 0;
    }

    uptime(): number {
        return this.frame;
    }

    milliseconds(): number {
        this.looks++;
        return this.ms;
    }
}

/** Counts the steps of so many milliseconds each until the batch is to end; at most 10,000. */
function stepsOf(clock: StepClock, pacer: Pacer, cost: number): number {
    let steps = 0;
    do {
        clock.ms += cost;
        steps++;
    } while (pacer.mayGoOn(1) && steps < 10000);
    return steps;
}

const noPause = (): void => {};

describe("Pacer", () => {
    it("ends a batch at its budget, and no later than some steps behind it", () => {
        for (const cost of [0.01, 0.05, 0.1, 0.5, 1, 3]) {
            const clock = new StepClock();
            stepsOf(clock, new Pacer(clock).begin(4, noPause), cost);
            assert.is_true(clock.ms >= 4 && clock.ms < 4 + math.max(cost, 0.2) + 0.001, `${clock.ms} ms for ${cost}`);
        }
    });

    it("allows one step without any budget", () => {
        const clock = new StepClock();
        assert.equal(1, stepsOf(clock, new Pacer(clock).begin(0, noPause), 0.001));
    });

    it("looks at the clock seldom when steps are short, and at each step when they are long", () => {
        const short = new StepClock();
        const shortSteps = stepsOf(short, new Pacer(short).begin(4, noPause), 0.001);
        assert.is_true(short.looks < shortSteps / 10, `${short.looks} looks`);
        const long = new StepClock();
        const longSteps = stepsOf(long, new Pacer(long).begin(20, noPause), 1);
        assert.is_true(long.looks >= longSteps);
    });

    it("soon notices that steps have become long", () => {
        const clock = new StepClock();
        const pacer = new Pacer(clock).begin(100, noPause);
        for (const _ of $range(1, 200)) {
            clock.ms += 0.001;
            assert.is_true(pacer.mayGoOn(1));
        }
        stepsOf(clock, pacer, 20);
        assert.is_true(clock.ms <= 100 + 16 * 20);
    });

    it("ends a batch when the game went on to the next frame during a pause, and says so", () => {
        const clock = new StepClock();
        const pacer = new Pacer(clock).begin(4, () => {
            clock.frame++;
        });
        assert.is_false(pacer.hasNewFrame);
        assert.is_false(pacer.mayGoOn(1));
        assert.is_true(pacer.hasNewFrame);
    });

    it("counts many steps as so many single ones", () => {
        const clock = new StepClock();
        const pacer = new Pacer(clock).begin(4, noPause);
        for (const expected of [1, 2, 4, 8, 16, 16]) {
            assert.equal(expected, pacer.untilLook);
            assert.is_true(pacer.mayGoOn(pacer.untilLook));
        }
        assert.equal(7, clock.looks);
        clock.ms = 4;
        assert.is_false(pacer.mayGoOn(16));
    });

    it("does not say so when the budget is used up", () => {
        const clock = new StepClock();
        const pacer = new Pacer(clock).begin(4, () => {
            clock.frame++;
        });
        clock.ms = 5;
        assert.is_false(pacer.mayGoOn(1));
        assert.is_false(pacer.hasNewFrame);
    });
});
