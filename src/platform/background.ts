/**
 * Runs work in slices: each frame as much of it as the frame's budget allows, the tasks in turn. One worker serves all
 * ledgers of this copy of the library.
 */

import { FRAME_BUDGET, type FrameBudget } from "./frame-budget";
import type { Background, Clock, Guard, Pause } from "../ports";

const min = math.min;

/** What a task yields when it has done enough for this frame, whatever is left of the budget. */
const REST = "rest";

export class FrameWorker implements Background {
    private readonly queue: LuaThread[] = [];
    /** Tasks that have done enough for this frame. */
    private resting: LuaThread[] = [];
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
        // The caller may be called by a task itself, in the midst of a frame's work.
        const outerDeadline = this.deadline;
        const end = this.clock.milliseconds() + milliseconds;
        this.wakeResting();
        while (this.queue.length > 0 && !isDone()) {
            const now = this.clock.milliseconds();
            if (now >= end) {
                break;
            }
            // In slices as short as a frame's: isDone is asked between them.
            this.deadline = min(now + FRAME_BUDGET, end);
            this.workUntilDeadline();
        }
        this.deadline = outerDeadline;
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
        do {
            const task = table.remove(this.queue, 1);
            if (task === undefined) {
                break;
            }
            const isResting = this.resume(task);
            if (coroutine.status(task) !== "dead") {
                const list = isResting ? this.resting : this.queue;
                list[list.length] = task;
            }
        } while (this.clock.milliseconds() < this.deadline);
        this.wakeResting();
        if (this.queue.length === 0) {
            this.frame.Hide();
        } else {
            this.frame.Show();
        }
    }

    private wakeResting(): void {
        const { resting } = this;
        this.resting = [];
        for (const task of resting) {
            this.queue[this.queue.length] = task;
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
