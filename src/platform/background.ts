/**
 * Runs work in slices. Each frame, tasks take turns until the frame's budget is used up. One worker serves all ledgers
 * of this copy of the library.
 */

import { FRAME_BUDGET, type FrameBudget } from "./frame-budget";
import type { Background, Clock, Guard, Handle, Pause } from "../ports";

const min = math.min;

/** A task yields this when it wants to continue in the next frame, even if the budget is not used up. */
const REST = "rest";

interface Task {
    readonly thread: LuaThread;
    isCancelled: boolean;
}

export class FrameWorker implements Background {
    private readonly queue: Task[] = [];
    /** Tasks that continue in the next frame. */
    private resting: Task[] = [];
    private readonly frame: GameFrame;
    private deadline = 0;

    constructor(
        private readonly clock: Clock,
        private readonly guard: Guard,
        private readonly budget: FrameBudget,
    ) {
        this.frame = createFrame("Frame");
        this.frame.Hide();
        this.frame.SetScript("OnUpdate", () => this.work());
    }

    run(body: (this: void, pause: Pause, rest: Pause) => void): Handle {
        const { clock } = this;
        const pause = (): void => {
            if (task.isCancelled || clock.milliseconds() >= this.deadline) {
                coroutine.yield();
            }
        };
        const task: Task = { thread: coroutine.create(() => body(pause, rest)), isCancelled: false };
        this.queue[this.queue.length] = task;
        this.frame.Show();
        return {
            cancel: () => {
                task.isCancelled = true;
            },
        };
    }

    drive(milliseconds: number, isDone: (this: void) => boolean): void {
        // drive() may be called by a task, in the middle of a frame's work.
        const outerDeadline = this.deadline;
        const end = this.clock.milliseconds() + milliseconds;
        this.wakeResting();
        while (this.queue.length > 0 && !isDone()) {
            const now = this.clock.milliseconds();
            if (now >= end) {
                break;
            }
            // Each slice is as short as a frame's budget, and isDone is asked between slices.
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
            const isResting = !task.isCancelled && this.resume(task.thread);
            if (!task.isCancelled && coroutine.status(task.thread) !== "dead") {
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

    /** Continues a task. Returns whether it wants to rest until the next frame. */
    private resume(thread: LuaThread): boolean {
        const [ok, result] = coroutine.resume(thread);
        if (!ok) {
            this.guard.report(`LibEventLedger: ${tostring(result)}`);
        }
        return ok && result === REST;
    }
}

function rest(this: void): void {
    coroutine.yield(REST);
}
