/**
 * Log -> state: applies the reducers to the events in order, in batches, a batch a frame while behind.
 *
 * An event that arrives behind the position that was reached already makes a new state aside, from the newest
 * checkpoint before it; readers keep seeing the last complete state until the new one has caught up.
 */

import { bytesLess } from "../codec/compare";
import { LogCursor } from "../log/cursor";
import { isKeyBefore, packKey, toId, unpackKey } from "../log/key";
import type { Log } from "../log/log";
import type { LedgerEvent } from "../log/schema";
import type { Background, Clock, Guard, Pause, Timers } from "../platform/ports";
import type { Applier, ReducerFailure } from "./applier";
import { type Build, isBehind, newBuild } from "./build";
import { type Checkpoint, Checkpoints, isKept, SPACING } from "./checkpoints";
import { Pacer } from "./pacer";
import { copyState } from "./state-copy";

/** Bounds of a batch. All can be changed while running. */
export interface ReplayLimits {
    /** Most events of a batch. */
    batchSize: number;
    /** Most milliseconds of a batch. */
    budget: number;
    /** Seconds between batches; 0: one each frame. */
    interval: number;
}

/** What a batch changed. */
export interface StateChange {
    /** Number of events that were applied, or passed over because they are revoked or not known. */
    readonly count: number;
    /** Whether events that the state showed before were applied anew, because one arrived late or was revoked. */
    readonly isRewind: boolean;
}

export interface ReplayListener {
    /** A batch changed the state that readers see. */
    stateChanged(state: object, change: StateChange): void;
    /** A reducer raised. */
    reducerError(event: LedgerEvent, message: string): void;
    /** Whether the event is to be skipped; else replay stands still at it. */
    isSkipped(failure: ReducerFailure): boolean;
}

/** What a replayer works with. */
export interface ReplayContext {
    readonly log: Log;
    readonly applier: Applier;
    readonly initialState: (this: void) => object;
    readonly limits: ReplayLimits;
    /** Bytes of all checkpoints together. */
    readonly checkpointBytes: number;
    readonly clock: Clock;
    readonly timers: Timers;
    readonly background: Background;
    readonly guard: Guard;
    readonly listener: ReplayListener;
}

/** Skipped events that the status lists. */
const SKIPPED_LIMIT = 20;

export class Replayer {
    readonly checkpoints: Checkpoints;
    /** The newest events that were skipped because their reducer raised. Read only. */
    readonly skipped: ReducerFailure[] = [];
    /** Why no checkpoints are made; nothing when they are. */
    checkpointProblem: string | undefined;

    private live: Build;
    private aside: Build | undefined;
    /** What the state of `aside` is to be copied from before anything is applied to it. */
    private base: Checkpoint | undefined;
    private readonly cursor: LogCursor;
    private halt: ReducerFailure | undefined;
    private isRunning = false;
    /** Whether the interval between two batches is running. */
    private isWaiting = false;
    private isStopped = false;
    /** Number of those that want the states left alone for now. */
    private holds = 0;
    /** Packed key of the first event in order that was new since the start; "" when none was. */
    private firstChange = "";

    constructor(private readonly context: ReplayContext) {
        this.live = newBuild(context.initialState());
        this.cursor = new LogCursor(context.log);
        this.checkpoints = new Checkpoints(context.checkpointBytes);
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

    /** The event at which replay stands still, if it does. */
    halted(): ReducerFailure | undefined {
        return this.halt;
    }

    /**
     * Goes on from a state that an earlier session left, before anything was applied.
     * @returns false when an event has arrived meanwhile that belongs before its position.
     */
    resumeFrom(build: Build): boolean {
        const [time, id] = unpackKey(this.firstChange, 1);
        if (this.live.count > 0 || (time !== undefined && isBehind(build, time, id))) {
            return false;
        }
        this.live = build;
        return true;
    }

    /** Applies everything anew: a reducer has changed. */
    restart(): void {
        this.checkpoints.dropFrom(-1, -1);
        if (this.current().count > 0 || this.halt !== undefined) {
            this.rewind(-1, -1);
        }
        this.wake();
    }

    /** Tells that the event with this key is new, or is to be applied or skipped now and was not before. */
    changed(time: number, id: number): void {
        if (isBehind(this.current(), time, id) || this.mayEndHalt(time, id)) {
            this.rewind(time, id);
        }
        const key = packKey(time, id);
        if (this.firstChange === "" || bytesLess(key, this.firstChange)) {
            this.firstChange = key;
        }
        this.wake();
    }

    /** Whether a batch is under way: the states may change until it is not. */
    isBusy(): boolean {
        return this.isRunning;
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
        if (this.isRunning || this.isWaiting || !this.canRun()) {
            return;
        }
        this.isRunning = true;
        this.context.background.run((pause, rest) => {
            this.run(pause, rest);
            this.isRunning = false;
        });
    }

    private current(): Build {
        return this.aside ?? this.live;
    }

    private canRun(): boolean {
        return this.holds === 0 && !this.isStopped && this.halt === undefined && !this.isCurrent();
    }

    /** Whether an event with this key, new or revoked, may change what made a reducer raise. */
    private mayEndHalt(time: number, id: number): boolean {
        const event = this.halt?.event;
        return event !== undefined && !isKeyBefore(event.time, toId(event.creator, event.counter), time, id);
    }

    /** Starts a state aside that the event with this key is not part of. */
    private rewind(time: number, id: number): void {
        this.halt = undefined;
        this.checkpoints.dropFrom(time, id);
        this.base = this.checkpoints.newest();
        this.aside =
            this.base === undefined ? newBuild(this.context.initialState()) : { ...this.base, state: this.live.state };
    }

    private run(pause: Pause, rest: Pause): void {
        const { limits, timers } = this.context;
        while (this.canRun()) {
            const isFrameDone = this.runBatch(pause);
            if (limits.interval > 0) {
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
            if (!cursor.next(pause)) {
                isAtEnd = true;
                break;
            }
            if (build !== this.current() || !this.apply(build, cursor)) {
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
        if (build !== this.current()) {
            return;
        }
        const isRewind = isAtEnd && build === this.aside;
        if (isRewind) {
            this.live = build;
            this.aside = undefined;
        }
        if (isRewind || (count > 0 && build === this.live)) {
            this.context.listener.stateChanged(this.live.state, { count, isRewind });
        }
    }

    /** Applies the event the cursor is at. False when its reducer raised and replay is to stand still there. */
    private apply(build: Build, cursor: LogCursor): boolean {
        const { applier, guard, listener } = this.context;
        const failure = applier.apply(build, cursor);
        if (failure === undefined) {
            return true;
        }
        guard.report(`LibEventLedger: reducer of "${failure.event.type}": ${failure.message}`);
        const isSkipped = listener.isSkipped(failure);
        if (isSkipped) {
            if (this.skipped.length >= SKIPPED_LIMIT) {
                table.remove(this.skipped, 1);
            }
            this.skipped[this.skipped.length] = failure;
            applier.pass(build, cursor.time, cursor.id);
        } else {
            this.halt = failure;
        }
        listener.reducerError(failure.event, failure.message);
        return isSkipped;
    }

    /** Keeps a copy of a build where one is wanted. False when the build is no longer the current one. */
    private addCheckpoint(build: Build, pause: Pause): boolean {
        const { time, id, count } = build;
        if (this.checkpointProblem !== undefined || !isKept(count, this.context.log.count())) {
            return true;
        }
        const [state, bytes] = copyState(build.state, pause);
        if (build !== this.current()) {
            return false;
        }
        if (state === undefined) {
            this.checkpointProblem = bytes;
            this.context.guard.report(`LibEventLedger: no checkpoints: ${bytes}`);
        } else {
            this.checkpoints.add({ state, time, id, count, bytes }, this.context.log.count());
        }
        return true;
    }
}
