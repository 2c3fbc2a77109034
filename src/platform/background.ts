/**
 * Runs work in slices: each frame as much of it as the frame's budget allows, the tasks in turn. One worker serves all
 * ledgers of this copy of the library.
 */

import type { FrameBudget } from "./frame-budget";
import type { Background, Clock, Guard, Pause } from "./ports";

/** What a task yields when it has done enough for this frame, whatever is left of the budget. */
const REST = "rest";

export class FrameWorker implements Background {
    private queue: LuaThread[] = [];
    private readonly frame: GameFrame;
    private deadline = 0;
    private readonly pause: Pause;

    constructor(
        private readonly clock: Clock,
        private readonly guard: Guard,
        private readonly budget: FrameBudget,
    ) {
        this.frame = createFrame("Frame");
        this.frame.Hide();
        this.frame.SetScript("OnUpdate", () => this.work());
        this.pause = () => {
            if (clock.milliseconds() >= this.deadline) {
                coroutine.yield();
            }
        };
    }

    run(body: (this: void, pause: Pause, rest: Pause) => void): void {
        this.queue[this.queue.length] = coroutine.create(() => body(this.pause, rest));
        this.frame.Show();
    }

    drive(milliseconds: number, isDone: (this: void) => boolean): void {
        const end = this.clock.milliseconds() + milliseconds;
        while (this.queue.length > 0 && !isDone() && this.clock.milliseconds() < end) {
            this.deadline = end;
            this.workUntilDeadline();
        }
    }

    private work(): void {
        const milliseconds = this.budget.take();
        if (milliseconds > 0) {
            const start = this.clock.milliseconds();
            this.deadline = start + milliseconds;
            this.workUntilDeadline();
            this.budget.spend(this.clock.milliseconds() - start);
        }
    }

    private workUntilDeadline(): void {
        const resting: LuaThread[] = [];
        do {
            const task = table.remove(this.queue, 1)!;
            const isResting = this.resume(task);
            if (coroutine.status(task) !== "dead") {
                const list = isResting ? resting : this.queue;
                list[list.length] = task;
            }
        } while (this.queue.length > 0 && this.clock.milliseconds() < this.deadline);
        for (const task of resting) {
            this.queue[this.queue.length] = task;
        }
        if (this.queue.length === 0) {
            this.frame.Hide();
        }
    }

    /** Returns whether the task has done enough for this frame. */
    private resume(task: LuaThread): boolean {
        const [ok, result] = coroutine.resume(task);
        if (!ok) {
            this.guard.report(`LibEventLedger: ${tostring(result)}`);
        }
        return ok && result === REST;
    }
}

function rest(this: void): void {
    coroutine.yield(REST);
}
