/**
 * Log -> state: applies the reducers to the events in order, in batches, a batch a frame while behind.
 *
 * An event that arrives behind the position already reached starts a new state aside, from the newest checkpoint before
 * it. Readers see the last complete state until the new one has caught up. Where late events keep arriving, the new one is
 * finished without them, and the next takes them in.
 */

import { LogCursor } from "../log/cursor";
import type { Pause } from "../ports";
import { type Build, isBehind, newBuild } from "./build";
import { type Checkpoint, Checkpoints, isKept, SPACING } from "./checkpoints";
import type { ReplayContext } from "./context";
import { Failures } from "./failures";
import { LateEvents } from "./late-events";
import { Pacer } from "./pacer";
import { copyState } from "./state-copy";

const max = math.max;
const min = math.min;

export class Replayer {
    readonly checkpoints: Checkpoints;
    readonly failures: Failures;
    /** Why no checkpoints are made; nil when they are. */
    checkpointProblem: string | undefined;

    private live: Build;
    private aside: Build | undefined;
    /** What the state of `aside` is to be copied from before anything is applied to it. */
    private base: Checkpoint | undefined;
    /** Fewest events behind `aside` when it was started, or the one that it took the place of. */
    private asideStart = 0;
    private readonly late = new LateEvents();
    /** Whether a state aside was finished once. Read only. */
    hasRewound = false;
    private readonly cursor: LogCursor;
    private isRunning = false;
    /** The task that runs the batches, once it has begun. */
    private task: LuaThread | undefined;
    /** Whether batches follow each other without the interval. */
    private isHurried = false;
    /** Whether the interval between two batches is running. */
    private isWaiting = false;
    private isStopped = false;
    /** How many callers of hold() have not called release() yet. */
    private holds = 0;

    constructor(private readonly context: ReplayContext) {
        this.live = newBuild(context.initialState());
        this.cursor = new LogCursor(context.log);
        this.checkpoints = new Checkpoints(context.checkpointBytes);
        this.failures = new Failures(context.guard, context.listener);
    }

    /** The last complete state. */
    getState(): object {
        return this.live.state;
    }

    /** Position of the last complete state. Read only. */
    position(): Readonly<Build> {
        return this.live;
    }

    /** Number of events that are still to be applied until the state shows the whole log. */
    lag(): number {
        return this.context.log.count() - this.current().count;
    }

    /** Whether the state that readers see shows the whole log. */
    isCurrent(): boolean {
        return this.aside === undefined && this.lag() === 0;
    }

    /** Whether a state is being made aside because what the last complete one shows is no longer right. */
    isRewinding(): boolean {
        return this.aside !== undefined;
    }

    /** Whether replay has something to do and will get to it. */
    isWorking(): boolean {
        return !this.isStopped && this.failures.halted() === undefined && !this.isCurrent();
    }

    /** Whether something holds the states: see hold(). */
    isHeld(): boolean {
        return this.holds > 0;
    }

    /** Goes on from a state that an earlier session left. Called before anything was applied. */
    resumeFrom(build: Build): void {
        this.live = build;
    }

    /** Applies everything anew: a reducer has changed, or events have left the log. */
    restart(): void {
        const isHalted = this.failures.halted() !== undefined;
        this.failures.forgetTold();
        this.checkpointProblem = undefined;
        this.checkpoints.dropFrom(-1, -1);
        if (this.current().count > 0 || isHalted) {
            this.rewind(-1, -1);
        }
        this.wake();
    }

    /** Takes note that the event with this key is new, or is now to be applied or skipped and was not before. */
    changed(time: number, id: number): void {
        if (this.failures.mayEndHalt(time, id)) {
            this.rewind(time, id);
        } else if (isBehind(this.current(), time, id)) {
            this.rewindOrGather(time, id);
        }
        this.wake();
    }

    /** Whether a batch is under way: the states may change until it is not. */
    isBusy(): boolean {
        return this.isRunning;
    }

    /** Whether the caller has been called by a batch, directly or not: it cannot go on before the caller returns. */
    isInBatch(): boolean {
        return this.task !== undefined && coroutine.status(this.task) !== "suspended";
    }

    /** Sets whether batches follow each other without the interval. */
    setHurried(isHurried: boolean): void {
        this.isHurried = isHurried;
        this.wake();
    }

    /** Notes why the state cannot be copied, and reports it the first time. */
    noteProblem(problem: string): void {
        if (this.checkpointProblem === undefined) {
            this.checkpointProblem = problem;
            this.context.guard.report(`LibEventLedger: no checkpoints: ${problem}`);
        }
    }

    /** Leaves the states alone, once isBusy() is false, until release(); calls add up. */
    hold(): void {
        this.holds++;
    }

    release(): void {
        this.holds--;
        this.wake();
    }

    /** Ends all replay. */
    stop(): void {
        this.isStopped = true;
    }

    /** Goes on with what is left to apply, if anything. */
    wake(): void {
        if (this.isRunning || (this.isWaiting && !this.isHurried) || !this.canRun()) {
            return;
        }
        this.isRunning = true;
        this.context.background.run((pause, rest) => {
            this.task = coroutine.running();
            this.run(pause, rest);
            this.task = undefined;
            this.isRunning = false;
        });
    }

    private current(): Build {
        return this.aside ?? this.live;
    }

    private canRun(): boolean {
        return this.holds === 0 && this.isWorking();
    }

    /** Starts a state aside anew, unless too much of it has been thrown away already. */
    private rewindOrGather(time: number, id: number): void {
        const { aside, late, checkpoints, asideStart } = this;
        checkpoints.dropFrom(time, id);
        const base = checkpoints.newest()?.count ?? 0;
        const lost = aside === undefined ? 0 : aside.count - max(asideStart, base);
        if (late.mayDiscard(lost, this.context.log.count() - asideStart)) {
            this.startAside();
        } else {
            late.gather(time, id);
        }
    }

    /** Starts a state aside that neither the event with this key nor those gathered are part of. */
    private rewind(time: number, id: number): void {
        this.late.gather(time, id);
        const [first, firstId] = this.late.take();
        this.checkpoints.dropFrom(first!, firstId!);
        this.startAside();
    }

    private startAside(): void {
        const { aside } = this;
        this.base = this.checkpoints.newest();
        this.aside =
            this.base === undefined ? newBuild(this.context.initialState()) : { ...this.base, state: this.live.state };
        this.asideStart = aside === undefined ? this.aside.count : min(this.asideStart, this.aside.count);
        this.failures.rewind(this.aside);
    }

    private run(pause: Pause, rest: Pause): void {
        const { limits, timers } = this.context;
        while (this.canRun()) {
            const isFrameDone = this.runBatch(pause);
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

    /** Returns whether the next batch is for the next frame. */
    private runBatch(pause: Pause): boolean {
        const { limits, clock } = this.context;
        const build = this.current();
        if (!this.prepare(build, pause)) {
            return false;
        }
        const cursor = this.cursor;
        if (cursor.time !== build.time || cursor.id !== build.id) {
            cursor.seek(build.time, build.id);
        }
        const pacer = new Pacer(clock, limits.budget, pause);
        let count = 0;
        let isAtEnd = false;
        while (count < limits.batchSize) {
            isAtEnd = !cursor.next(pause);
            if (isAtEnd || build !== this.current() || !this.apply(build, cursor)) {
                break;
            }
            count++;
            if (build.count % SPACING === 0 && !this.addCheckpoint(build, pause)) {
                break;
            }
            if (!pacer.mayGoOn() || this.holds > 0) {
                break;
            }
        }
        this.endBatch(build, count, isAtEnd);
        return !pacer.hasNewFrame;
    }

    /** Copies the checkpoint that a state aside starts from. False when that has become pointless. */
    private prepare(build: Build, pause: Pause): boolean {
        const base = this.base;
        if (base === undefined || build !== this.aside) {
            return true;
        }
        const [state] = copyState(base.state, pause);
        if (build !== this.aside || base !== this.base) {
            return false;
        }
        build.state = state as object;
        this.base = undefined;
        return true;
    }

    private endBatch(build: Build, count: number, isAtEnd: boolean): void {
        const { log, listener } = this.context;
        const hasGathered = this.late.areGathered();
        const isRewind = build === this.aside && ((hasGathered && isAtEnd) || build.count === log.count());
        if (isRewind) {
            this.live = build;
            this.aside = undefined;
            this.hasRewound = true;
        }
        // Where replay has halted, what was gathered may change what made the reducer raise.
        if (isRewind || (hasGathered && this.failures.halted() !== undefined)) {
            const [time, id] = this.late.take();
            if (time !== undefined) {
                this.rewind(time, id);
            }
        }
        if (isRewind) {
            listener.stateChanged(build.state, { count: build.count - this.asideStart, isRewind });
        } else if (count > 0 && build === this.live) {
            listener.stateChanged(build.state, { count, isRewind });
        }
    }

    /** Applies the event the cursor is at. False when its reducer raised and replay is not to pass it. */
    private apply(build: Build, cursor: LogCursor): boolean {
        const { applier } = this.context;
        const failure = applier.apply(build, cursor);
        if (failure === undefined) {
            return true;
        }
        const isSkipped = this.failures.take(failure);
        if (isSkipped) {
            applier.pass(build, cursor.time, cursor.id);
        }
        return isSkipped;
    }

    /** Keeps a copy of a build where one is wanted. False when the build is no longer the current one. */
    private addCheckpoint(build: Build, pause: Pause): boolean {
        const { time, id, count } = build;
        if (
            this.late.areGathered() ||
            this.checkpointProblem !== undefined ||
            !isKept(count, this.context.log.count())
        ) {
            return true;
        }
        const [state, bytes] = copyState(build.state, pause);
        if (build !== this.current()) {
            return false;
        }
        if (state === undefined) {
            this.noteProblem(bytes);
        } else if (!this.late.areGathered()) {
            this.checkpoints.add({ state, time, id, count, bytes }, this.context.log.count());
        }
        return true;
    }
}
