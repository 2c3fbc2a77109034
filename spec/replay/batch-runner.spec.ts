import { BatchRunner } from "../../src/replay/batch-runner";
import { FRAME, World } from "../support/world";

describe("BatchRunner", () => {
    it("goes on when it is woken after an error has ended a batch", () => {
        const { time, background, guard } = new World();
        let left = 3;
        let isBroken = true;
        const runner = new BatchRunner(
            { limits: { batchSize: 1, budget: 1, interval: 0 }, timers: time, background },
            {
                isWorking: () => left > 0,
                runBatch: () => {
                    if (isBroken) error("broken", 0);
                    left--;
                    return true;
                },
                interrupt: () => {},
            },
        );
        runner.wake();
        time.advance(FRAME);
        assert.equal(1, guard.reports.length);
        assert.is_false(runner.isBusy());
        isBroken = false;
        runner.wake();
        time.advance(1);
        assert.equal(0, left);
        assert.is_false(runner.isBusy());
        assert.equal(1, guard.reports.length);
    });
});
