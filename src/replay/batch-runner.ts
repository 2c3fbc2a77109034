/** Runs batches in the background: one a frame or after an interval, none while somebody holds them back. */

import type { ReplayLimits } from "../api/replay";
import type { Background, Pause, Timers } from "../ports";
import { SingleTask } from "./single-task";

/** Where batches run. */
interface RunnerContext {
    readonly limits: ReplayLimits;
    readonly timers: Timers;
    readonly background: Background;
}

/** What is done in batches. */
export interface BatchWork {
    /** Whether there is something to do. */
    isWorking(): boolean;
    /** Does a batch. Returns whether the next one is for the next frame. */
    runBatch(pause: Pause, rest: Pause): boolean;
    /** Ends a batch that is under way behind the event that it is at, or lets it look at what has changed. */
    interrupt(): void;
}

export class BatchRunner {
    private readonly task: SingleTask;
    /** Whether batches follow each other without the interval. */
    private isHurried = false;
    /** Whether the interval between two batches is running. */
    private isWaiting = false;
    /** How many callers of hold() have not called release() yet. */
    private holds = 0;

    constructor(
        private readonly context: RunnerContext,
        private readonly work: BatchWork,
    ) {
        this.task = new SingleTask(context.background);
    }

    /** Whether somebody holds the batches back: see hold(). */
    isHeld(): boolean {
        return this.holds > 0;
    }

    /** Whether a batch is under way: the states may change until it is not. */
    isBusy(): boolean {
        return this.task.isRunning();
    }

    /** Whether the caller has been called by a batch, directly or not: it cannot go on before the caller returns. */
    isInBatch(): boolean {
        return this.task.isCalling();
    }

    /** Sets whether batches follow each other without the interval. */
    setHurried(isHurried: boolean): void {
        this.isHurried = isHurried;
        this.wake();
    }

    /** Leaves the states alone, once isBusy() is false, until release(); calls add up. */
    hold(): void {
        this.holds++;
        this.work.interrupt();
    }

    release(): void {
        this.holds--;
        this.wake();
    }

    /** Goes on with what there is to do, if anything. */
    wake(): void {
        if (this.task.isRunning() || (this.isWaiting && !this.isHurried) || !this.canRun()) {
            return;
        }
        this.task.run((pause, rest) => {
            this.run(pause, rest);
        });
    }

    private canRun(): boolean {
        return this.holds === 0 && this.work.isWorking();
    }

    private run(pause: Pause, rest: Pause): void {
        const { limits, timers } = this.context;
        while (this.canRun()) {
            const isFrameDone = this.work.runBatch(pause, rest);
            if (limits.interval > 0 && !this.isHurried) {
                this.isWaiting = true;
                timers.after(limits.interval, () => {
                    this.isWaiting = false;
                    this.wake();
                });
                return;
            }
            if (isFrameDone && this.canRun()) {
                rest();
            }
        }
    }
}
