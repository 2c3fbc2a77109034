/**
 * Runs work in slices. Each frame, tasks take turns until the frame's budget is used up. One worker serves all ledgers
 * of this copy of the library.
 */

import { FRAME_BUDGET, type FrameBudget } from "./frame-budget";
import type { Background, Clock, Guard, Handle, Pause } from "../ports";

const min = math.min;

/** A task yields this when it wants to continue in the next frame, even if the budget is not used up. */
const REST = "rest";

/** A thread yields this when its task is done, and takes the next one. */
const DONE = "done";

/** Most threads that are kept for tasks to come: a new one with its stack takes some kilobytes. */
const SPARE_THREADS = 4;

type Body = (this: void, pause: Pause, rest: Pause) => void;

/** Work that was given to the worker, and its handle. */
class Task implements Handle {
    /** Nil until it is begun. */
    thread: LuaThread | undefined;
    isCancelled = false;
    isOver = false;

    constructor(readonly body: Body) {}

    cancel(): void {
        this.isCancelled = true;
    }
}

export class FrameWorker implements Background {
    private readonly queue: Task[] = [];
    /** Tasks that continue in the next frame. */
    private resting: Task[] = [];
    private readonly frame: GameFrame;
    private deadline = 0;
    /** The task that is running. */
    private current: Task | undefined;
    private readonly spare: LuaThread[] = [];
    private readonly pause: Pause = () => {
        if (this.current!.isCancelled || this.clock.milliseconds() >= this.deadline) {
            coroutine.yield();
        }
    };

    constructor(
        private readonly clock: Clock,
        private readonly guard: Guard,
        private readonly budget: FrameBudget,
    ) {
        this.frame = createFrame("Frame");
        this.frame.Hide();
        this.frame.SetScript("OnUpdate", () => this.work());
    }

    run(body: Body): Handle {
        const task = new Task(body);
        this.queue[this.queue.length] = task;
        this.frame.Show();
        return task;
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
            const isResting = !task.isCancelled && this.resume(task);
            if (!task.isCancelled && !task.isOver) {
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
        if (resting.length === 0) {
            return;
        }
        this.resting = [];
        for (const task of resting) {
            this.queue[this.queue.length] = task;
        }
    }

    /** Begins a task or continues it. Returns whether it wants to rest until the next frame. */
    private resume(task: Task): boolean {
        // Called by drive(), too, which a task may have called.
        const outer = this.current;
        this.current = task;
        task.thread ??= table.remove(this.spare) ?? coroutine.create(runTasks);
        const [ok, result] = coroutine.resume(task.thread, task.body, this.pause);
        this.current = outer;
        if (!ok) {
            task.isOver = true;
            this.guard.report(`LibEventLedger: ${tostring(result)}`);
        } else if (result === DONE) {
            task.isOver = true;
            this.keep(task.thread);
        }
        return ok && result === REST;
    }

    private keep(thread: LuaThread): void {
        if (this.spare.length < SPARE_THREADS) {
            this.spare[this.spare.length] = thread;
        }
    }
}

/** What a thread does: one task after the other. */
function runTasks(this: void, first: Body, pause: Pause): void {
    let body: Body | undefined = first;
    while (true) {
        body(pause, rest);
        // What it holds can go now, and not only when the next one comes.
        body = undefined;
        const [next] = coroutine.yield(DONE);
        body = next as Body;
    }
}

function rest(this: void): void {
    coroutine.yield(REST);
}
