import { SingleTask } from "../../src/replay/single-task";
import { SteppedBackground } from "../support/background";

describe("SingleTask", () => {
    it("is running from its beginning to its end", () => {
        const background = new SteppedBackground();
        const task = new SingleTask(background);
        assert.is_false(task.isRunning());
        task.run((pause) => {
            assert.is_true(task.isCalling());
            pause();
        });
        assert.is_true(task.isRunning());
        assert.is_false(task.isCalling());
        background.step();
        assert.is_true(task.isRunning());
        assert.is_false(task.isCalling());
        background.finish();
        assert.is_false(task.isRunning());
    });

    it("is not running any more once it has raised", () => {
        const background = new SteppedBackground();
        const task = new SingleTask(background);
        task.run((pause) => {
            pause();
            error("broken", 0);
        });
        background.step();
        assert.has_error(() => background.step(), "broken");
        assert.is_false(task.isRunning());
        assert.is_false(task.isCalling());
        let runs = 0;
        task.run(() => {
            runs++;
        });
        assert.is_true(task.isRunning());
        background.step(background.waiting() - 1);
        assert.equal(1, runs);
        assert.is_false(task.isRunning());
    });
});
