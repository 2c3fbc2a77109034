/**
 * Log -> state: applies the reducers to the events in order, in batches, a batch a frame while behind.
 *
 * An event that arrives behind the position already reached starts a new state aside, from the newest checkpoint before
 * it. Readers see the last complete state until the new one has caught up. Where late events keep arriving, the new one is
 * finished without them, and the next takes them in. A short replay in lists that only grow is done at once instead.
 */

import { LogCursor } from "../log/cursor";
import type { Pause } from "../ports";
import { Origin, type SealedBase } from "./base";
import { BatchRunner, type BatchWork } from "./batch-runner";
import { type Build, isBehind } from "./build";
import type { Checkpoint } from "./checkpoints";
import type { ReplayContext } from "./context";
import { Failures } from "./failures";
import { Keeper } from "./keeper";
import { LateEvents } from "./late-events";
import { Pacer } from "./pacer";
import { Renewal } from "./renewal";
import { ShortReplays } from "./short-replays";

const huge = math.huge;
const max = math.max;
const min = math.min;

const noPause: Pause = () => {};

export class Replayer implements BatchWork {
    readonly keeper: Keeper;
    readonly failures: Failures;
    readonly runner: BatchRunner;
    readonly origin: Origin;
    /** Whether the sealed state to start from cannot be made. Read only. */
    isOriginMissing = false;
    /** Why no checkpoints are made; nil when they are. */
    checkpointProblem: string | undefined;
    /** The distrust in declared lists that was told. */
    private toldDistrust: string | undefined;

    private live: Build;
    private aside: Build | undefined;
    /** Whether what is under way is still to get the sealed state that it starts from. */
    private isUnopened = false;
    /** What the state of `aside` is to be copied from before anything is applied to it. */
    private base: Checkpoint | undefined;
    /** Fewest events behind `aside` when it was started, or the one that it took the place of. */
    private asideStart = 0;
    /** Where the replay that is under way began, and the position at which it makes the next checkpoint. */
    private start = 0;
    private copyAt = 0;
    private readonly short: ShortReplays;
    private readonly renewal: Renewal;
    private readonly late = new LateEvents();
    /** Whether a state aside was finished once. Read only. */
    hasRewound = false;
    private readonly cursor: LogCursor;
    private readonly pacer: Pacer;
    private isStopped = false;

    constructor(private readonly context: ReplayContext) {
        this.origin = new Origin(context.log, context.initialState);
        this.live = this.origin.build(context.initialState());
        this.cursor = new LogCursor(context.log);
        this.pacer = new Pacer(context.clock);
        this.keeper = new Keeper(context.clock, context.checkpointBytes, context.appendOnly);
        this.failures = new Failures(context.guard, context.listener);
        this.runner = new BatchRunner(context, this);
        this.short = new ShortReplays(context, this.keeper);
        this.renewal = new Renewal(context, this.keeper, this.origin, () => this.settledCount());
    }

    /** The last complete state. */
    getState(): object {
        return this.live.state;
    }

    /** Position of the last complete state. Read only. */
    position(): Readonly<Build> {
        return this.live;
    }

    /**
     * Number of events that are still to be applied until the state shows the whole log. Not 0 while the sealed state to start
     * from is still to be made.
     */
    lag(): number {
        return max(this.isUnopened ? 1 : 0, this.origin.total() - this.current().count);
    }

    /** Whether the state that readers see shows the whole log. */
    isCurrent(): boolean {
        return this.aside === undefined && this.lag() === 0;
    }

    /** Whether what readers see is not the state of any part of the log, because it is no longer right, or not yet made. */
    isRewinding(): boolean {
        return this.aside !== undefined || this.isUnopened;
    }

    /** Whether replay has something to do and will get to it. */
    isWorking(): boolean {
        const isStuck = this.isStopped || this.isOriginMissing || this.failures.halted() !== undefined;
        return !isStuck && !this.isCurrent();
    }

    /** Goes on from a state that an earlier session left. Called before anything was applied. */
    resumeFrom(build: Build): void {
        this.live = build;
        this.isUnopened = false;
        this.start = build.count;
    }

    /** Starts from a sealed state from now on; nil: from the first event. */
    rebase(base: SealedBase | undefined): void {
        this.forget();
        this.failures.clear();
        this.origin.set(base);
        if (base !== undefined && this.aside === undefined && this.live.count === 0) {
            // There is nothing to lose: readers see how it goes on from there.
            this.live = this.origin.build(this.live.state);
            this.isUnopened = true;
            this.start = 0;
        } else {
            this.rewind(-1, -1);
        }
        this.runner.wake();
    }

    /** Applies everything anew: a reducer has changed, or events have left the log. */
    restart(): void {
        const isHalted = this.failures.halted() !== undefined;
        this.forget();
        if (this.current().count > 0 || isHalted) {
            this.rewind(-1, -1);
        }
        this.runner.wake();
    }

    /** Takes note that the event with this key is new, or is now to be applied or skipped and was not before. */
    changed(time: number, id: number): void {
        this.interrupt();
        if (this.failures.mayEndHalt(time, id)) {
            this.rewind(time, id);
        } else if (isBehind(this.current(), time, id)) {
            this.rewindOrGather(time, id);
        }
        this.runner.wake();
    }

    /** Notes why the state cannot be copied, and reports it the first time. */
    noteProblem(problem: string): void {
        if (this.checkpointProblem === undefined) {
            this.checkpointProblem = problem;
            this.context.guard.report(`LibEventLedger: no checkpoints: ${problem}`);
        }
    }

    /** Ends all replay. */
    stop(): void {
        this.isStopped = true;
    }

    /** Forgets what was known of the state, and what was told. */
    private forget(): void {
        this.interrupt();
        this.failures.forgetTold();
        this.checkpointProblem = undefined;
        this.toldDistrust = undefined;
        this.isOriginMissing = false;
        this.keeper.snapshots.forgetProblem();
        this.keeper.forget();
    }

    private current(): Build {
        return this.aside ?? this.live;
    }

    /** Starts a state aside anew, unless too much of it has been thrown away already. */
    private rewindOrGather(time: number, id: number): void {
        const { aside, late, asideStart } = this;
        const { checkpoints } = this.keeper;
        checkpoints.dropFrom(time, id);
        const base = checkpoints.newest()?.count ?? 0;
        const lost = aside === undefined ? 0 : aside.count - max(asideStart, base);
        if (late.mayDiscard(lost, this.origin.total() - asideStart)) {
            this.startAside();
        } else {
            late.gather(time, id);
        }
    }

    /** Starts a state aside that neither the event with this key nor those gathered are part of. */
    private rewind(time: number, id: number): void {
        this.late.gather(time, id);
        const [first, firstId] = this.late.take();
        this.keeper.checkpoints.dropFrom(first!, firstId!);
        this.startAside();
    }

    private startAside(): void {
        const { origin } = this;
        const isAnew = this.aside === undefined;
        const base = this.keeper.checkpoints.newest();
        const isFromStart = base === undefined && origin.sealed() === undefined;
        const aside = origin.build(isFromStart ? this.context.initialState() : this.live.state);
        this.isUnopened = base === undefined && !isFromStart;
        if (base !== undefined) {
            aside.time = base.time;
            aside.id = base.id;
            aside.count = base.count;
        }
        this.base = base;
        this.aside = aside;
        this.asideStart = isAnew ? aside.count : min(this.asideStart, aside.count);
        this.start = aside.count;
        this.keeper.snapshots.reset();
        this.failures.rewind(aside);
    }

    interrupt(): void {
        this.context.applier.interrupt();
    }

    /** Applies some events. Returns whether the next batch is for the next frame. Called by the runner. */
    runBatch(pause: Pause, rest: Pause): boolean {
        const { limits } = this.context;
        const build = this.current();
        if (!this.prepare(build, pause, rest)) {
            return false;
        }
        this.cursor.seek(build.time, build.id);
        this.planCopy();
        const { speed } = this.short;
        const pacer = this.pacer.begin(limits.budget, pause);
        speed.begin();
        let count = 0;
        let isAtEnd = false;
        while (count < limits.batchSize) {
            isAtEnd = !this.cursor.next(pause);
            if (isAtEnd || build !== this.current()) {
                break;
            }
            const most = min(pacer.untilLook, limits.batchSize - count);
            const [passed, isHalted] = this.applyRun(build, this.cursor, most);
            count += passed;
            if (isHalted || (build.count >= this.copyAt && !this.addCheckpoint(build, pause))) {
                break;
            }
            if (!pacer.mayGoOn(passed) || this.runner.isHeld()) {
                break;
            }
        }
        speed.end(count);
        this.endBatch(build, count, isAtEnd);
        return !pacer.hasNewFrame;
    }

    /** Makes the state that a new one starts from. False when that has become pointless, or is done with. */
    private prepare(build: Build, pause: Pause, rest: Pause): boolean {
        const { base, keeper } = this;
        if (this.isUnopened) {
            return this.openOrigin(build, pause);
        }
        if (base === undefined || build !== this.aside) {
            return true;
        }
        if (this.mayReplayAtOnce(base)) {
            this.replayAtOnce(build, base, pause, rest);
            return false;
        }
        const isWanted = (): boolean => build === this.aside && base === this.base;
        const state = keeper.begin(base, this.origin.total(), pause, isWanted);
        if (state === undefined) {
            this.noteDistrust();
            return false;
        }
        build.state = state;
        this.base = undefined;
        return true;
    }

    /** Gives a build the sealed state that it starts from. False when that is not wanted any more, or cannot be made. */
    private openOrigin(build: Build, pause: Pause): boolean {
        const state = this.origin.open(pause);
        if (build !== this.current()) {
            return false;
        }
        if (state === undefined) {
            this.isOriginMissing = true;
            return false;
        }
        build.state = state;
        this.isUnopened = false;
        if (build === this.live) {
            this.context.listener.stateChanged(state, { count: 0, isRewind: false });
        }
        return build === this.current();
    }

    private mayReplayAtOnce(base: Checkpoint): boolean {
        return !this.late.areGathered() && this.short.isShort(base);
    }

    /** Replays from a checkpoint in the lists that readers have, without a pause. They get the new state, or all is as before. */
    private replayAtOnce(build: Build, base: Checkpoint, pause: Pause, rest: Pause): void {
        const { keeper, cursor } = this;
        const { applier } = this.context;
        if (this.short.needsFrame(base)) {
            rest();
        }
        const isWanted = (): boolean => build === this.aside && base === this.base && this.mayReplayAtOnce(base);
        const [state, undo] = keeper.snapshots.cut(base, pause, isWanted);
        if (state === undefined) {
            this.noteDistrust();
            return;
        }
        build.state = state;
        this.base = undefined;
        this.planCopy();
        this.short.speed.begin();
        cursor.seek(base.time, base.id);
        let count = 0;
        // An event whose reducer raises is told when it comes up aside: who hears of it may look at the lists.
        while (cursor.next(noPause) && build === this.current()) {
            const [passed, failure] = applier.applyRun(build, cursor, max(1, this.copyAt - build.count));
            count += passed;
            const isHalted = failure !== undefined;
            if (isHalted || (build.count >= this.copyAt && !this.addCheckpoint(build, noPause))) {
                break;
            }
        }
        this.short.speed.end(count);
        if (build === this.aside && build.count === this.origin.total()) {
            this.endBatch(build, count, true);
            return;
        }
        undo();
        this.short.areRefused = true;
        if (build === this.aside) {
            this.startAside();
        }
    }

    /** Tells that lists did not only grow as declared, if that was just found, and replays everything. */
    private noteDistrust(): void {
        const { keeper, context } = this;
        const { problem } = keeper.snapshots;
        if (problem !== undefined && problem !== this.toldDistrust) {
            this.toldDistrust = problem;
            context.guard.report(
                `LibEventLedger: appendOnly: ${problem}; the state is made anew, and without relying on it`,
            );
            keeper.forget();
            this.rewind(-1, -1);
        }
    }

    /** Number of events behind the state that readers see, when that is the whole log; else nil. */
    private settledCount(): number | undefined {
        return !this.isStopped && this.isCurrent() ? this.live.count : undefined;
    }

    private planCopy(): void {
        const isNone = this.late.areGathered() || this.checkpointProblem !== undefined;
        this.copyAt = isNone
            ? huge
            : this.keeper.nextPosition(this.start, this.origin.total(), this.aside !== undefined);
    }

    private endBatch(build: Build, count: number, isAtEnd: boolean): void {
        const { listener } = this.context;
        const hasGathered = this.late.areGathered();
        const isRewind = build === this.aside && ((hasGathered && isAtEnd) || build.count === this.origin.total());
        if (isRewind) {
            this.live = build;
            this.aside = undefined;
            this.short.areRefused = false;
            this.hasRewound = true;
        }
        // Where replay has halted, what was gathered may change what made the reducer raise.
        if (isRewind || (hasGathered && this.failures.halted() !== undefined)) {
            const [time, id] = this.late.take();
            if (time !== undefined) {
                this.rewind(time, id);
            }
        }
        if (this.isCurrent()) {
            this.start = build.count;
            this.renewal.wake();
        }
        if (isRewind) {
            listener.stateChanged(build.state, { count: build.count - this.asideStart, isRewind });
        } else if (count > 0 && build === this.live) {
            listener.stateChanged(build.state, { count, isRewind });
        }
    }

    /**
     * Applies the event the cursor is at, and some behind it: at most so many, and none behind the next checkpoint.
     * @returns how many; and whether a reducer raised at the next one and replay is not to pass it.
     */
    private applyRun(
        build: Build,
        cursor: LogCursor,
        most: number,
    ): LuaMultiReturn<[passed: number, isHalted: boolean]> {
        const { applier } = this.context;
        const [passed, failure] = applier.applyRun(build, cursor, max(1, min(most, this.copyAt - build.count)));
        if (failure === undefined) {
            return $multi(passed, false);
        }
        if (!this.failures.take(failure)) {
            return $multi(passed, true);
        }
        applier.pass(build, cursor.time, cursor.id);
        return $multi(passed + 1, false);
    }

    /** Makes a checkpoint of a build. False when the build is no longer the current one. */
    private addCheckpoint(build: Build, pause: Pause): boolean {
        const total = this.origin.total();
        const isWanted = (): boolean => build === this.current() && !this.late.areGathered();
        const problem = this.keeper.make(build, total, pause, isWanted, build === this.aside);
        if (problem !== undefined) {
            this.noteProblem(problem);
        }
        this.noteDistrust();
        this.planCopy();
        return build === this.current();
    }
}
