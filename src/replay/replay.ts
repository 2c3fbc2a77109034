/** The state of a log: kept up to date, saved and restored. The other rooms use replay through this file. */

import type { ReplayStatus, ReducerFailure, RestoreFailure, Verification } from "../api/replay";
import { isKeyBefore } from "../event/key";
import type { LedgerEvent } from "../api/event";
import type { NativeCodec, Pause } from "../ports";
import type { Reducer, Skips } from "./applier";
import type { SealedBase } from "./base";
import { isBehind } from "./build";
import { CheckpointSaver } from "./checkpoint-saver";
import type { ReplayContext } from "./context";
import { NewStates } from "./new-states";
import { Replayer } from "./replayer";
import { type CheckpointBasis, restoreCheckpoint } from "./saved-checkpoint";
import { SideReplays } from "./side-replay";
import { encodeState } from "./state-codec";
import { copyState, type StateCopy } from "./state-copy";

const U32 = 4294967296;

/** Changes while a saved checkpoint is restored, which takes some frames. */
interface ChangesSinceLook {
    /** First key in order of the events that came, or are to be applied or skipped now and were not before. */
    time: number;
    id: number;
    /** Why the checkpoint no longer fits, whatever its position. */
    obstacle?: RestoreFailure;
}

/** Takes a state that is its own; or nil and why there is none. */
type StateTaker = (this: void, state: object | undefined, problem?: string) => void;

export class Replay {
    private readonly replayer: Replayer;
    private readonly side: SideReplays;
    private restored = 0;
    private restoreFailure: RestoreFailure | undefined;
    /** What has changed since the saved checkpoint was looked at; nil unless it is just being restored. */
    private sinceLook: ChangesSinceLook | undefined;
    private isPaused = false;
    private readonly saver: CheckpointSaver;
    /** Whether the state has once shown the whole log, or as much of it as a halt allows. */
    private isKnown = false;

    private readonly context: ReplayContext;

    constructor(
        outer: ReplayContext,
        private readonly native: NativeCodec,
        private readonly outerBasis: (this: void) => CheckpointBasis,
    ) {
        const states = new NewStates(outer.initialState, outer.guard);
        const context = { ...outer, initialState: () => states.next() };
        this.context = context;
        this.replayer = new Replayer(context);
        this.side = new SideReplays(context, this.replayer);
        this.saver = new CheckpointSaver(context.log, this.replayer.keeper, () => this.basis(), native);
    }

    /**
     * Starts replay, from the saved checkpoint if it fits.
     * @param prepare makes known which events are revoked; false when that has to be searched for in the log.
     * @param base the sealed state that it starts from; nil when it starts at the first event.
     */
    start(savedText: unknown, prepare: (this: void, pause: Pause) => boolean, base?: SealedBase): void {
        const { context, replayer } = this;
        replayer.runner.hold();
        if (base !== undefined) {
            replayer.rebase(base);
        }
        context.background.run((pause) => {
            if (prepare(pause)) {
                this.restore(savedText, pause);
            } else {
                this.restoreFailure = "revocations";
            }
            replayer.runner.release();
        });
    }

    /**
     * Starts from a sealed state from now on, or with nil from the first event: makes the state anew. Events before `base.week`
     * have no effect from then on. Sets the floor of the log.
     */
    rebase(base: SealedBase | undefined): void {
        this.noteAnew("log");
        this.replayer.rebase(base);
    }

    stop(): void {
        this.replayer.stop();
    }

    getState(): object {
        return this.replayer.getState();
    }

    /**
     * The last complete state; nil until it has once shown the whole log, or as much of it as a halt or late events without
     * end allow.
     */
    knownState(): object | undefined {
        const { replayer } = this;
        this.isKnown ||= replayer.hasRewound || !(replayer.isWorking() || replayer.isOriginMissing);
        return this.isKnown ? this.getState() : undefined;
    }

    /** Whether replay starts from a sealed state. */
    hasBase(): boolean {
        return this.replayer.origin.sealed() !== undefined;
    }

    /** Applies an event to a state that is not the log's. */
    reduce(state: object, event: LedgerEvent): ReducerFailure | undefined {
        return this.context.applier.reduce(state, event);
    }

    /** @param undo takes back a sealed event of the type; nil when none can be. */
    setReducer(type: string, reducer: Reducer, undo?: Reducer): void {
        this.context.applier.setReducer(type, reducer);
        this.context.applier.setUndo(type, undo);
        this.applyAnew("types");
    }

    /** Takes note that the event with this key is new, or is now to be applied or skipped and was not before. */
    changed(changedTime: number, changedId: number): void {
        const { sinceLook } = this;
        const [time, id] = this.replayer.origin.effect(changedTime, changedId);
        if (time === undefined) {
            this.replayer.interrupt();
            return;
        }
        if (sinceLook !== undefined && isKeyBefore(time, id, sinceLook.time, sinceLook.id)) {
            sinceLook.time = time;
            sinceLook.id = id;
        }
        this.side.changed(time, id);
        this.saver.changed(time, id);
        this.replayer.changed(time, id);
    }

    /** Applies everything anew: events have left the log. */
    restart(): void {
        this.applyAnew("log");
    }

    pause(): void {
        if (!this.isPaused) {
            this.isPaused = true;
            this.replayer.runner.hold();
        }
    }

    resume(): void {
        if (this.isPaused) {
            this.isPaused = false;
            this.replayer.runner.release();
        }
    }

    /**
     * Applies what is left at once, for at most so many milliseconds. Applies nothing while paused, or when a batch calls.
     * @returns whether the state shows the whole log.
     */
    catchUp(milliseconds: number): boolean {
        const { replayer } = this;
        if (!this.isPaused && !replayer.runner.isInBatch()) {
            replayer.runner.setHurried(true);
            this.context.background.drive(milliseconds, () => !replayer.isWorking());
            replayer.runner.setHurried(false);
        }
        return replayer.isCurrent();
    }

    /**
     * Makes the state as it was after all events up to a time (Unix seconds), aside. Nil and "pruned" where that lies before the
     * sealed state that replay starts from; "unreadable" when that state cannot be made.
     */
    stateAt(time: number, done: StateTaker): void {
        this.context.background.run((pause) => {
            const [state, problem] = this.side.stateAt(time, pause);
            this.context.guard.call(done, state, problem);
        });
    }

    /**
     * Makes the state of all weeks before one aside, with other skips than the ledger's revocations. Checkpoints are not used. The
     * state is the caller's; nil when it cannot be made, and why: as stateAt(), or in words.
     * @param isWhole whether to start at the first event, also where replay starts from a sealed state.
     */
    stateBefore(week: number, skips: Skips, isWhole: boolean, done: StateTaker): void {
        this.context.background.run((pause) => {
            const [state, problem] = this.side.stateBefore(week, skips, isWhole, pause);
            this.context.guard.call(done, state, problem);
        });
    }

    /** Replays everything aside and compares. */
    verify(done: (this: void, verification: Verification) => void): void {
        this.context.background.run((pause, rest) => {
            this.context.guard.call(done, this.side.verify(pause, rest));
        });
    }

    /** Copies the state that readers see, while nothing changes it; `done` is not called when it cannot be copied. */
    copy(done: (this: void, state: object) => void): void {
        this.context.background.run((pause, rest) => {
            const [state, problem] = this.copyHeld(pause, rest);
            if (state === undefined) {
                this.replayer.noteProblem(problem!);
            } else {
                done(state);
            }
        });
    }

    /** Looks for what keeps the state that readers see from being saved, in slices; `done` gets nil when nothing does. */
    findSaveProblem(done: (this: void, problem: string | undefined) => void): void {
        this.context.background.run((pause, rest) => {
            const [state, uncopied] = this.copyHeld(pause, rest);
            if (state === undefined) {
                return done(uncopied);
            }
            const [, unsaved] = encodeState(state, pause);
            done(unsaved);
        });
    }

    /**
     * The text of the newest checkpoint for the archive, "" when what the archive holds has become wrong and there is
     * none; nil when the archive is to keep what it has.
     * @param isLast whether the game is about to write the file.
     */
    saveCheckpoint(pause: Pause, isLast: boolean): string | undefined {
        return this.saver.save(pause, isLast);
    }

    status(): ReplayStatus {
        const { replayer } = this;
        return {
            lag: replayer.lag(),
            halt: replayer.failures.halted(),
            skipped: replayer.failures.listSkipped(),
            schemaMismatch: this.context.applier.schemaMismatch,
            importRepeat: this.context.applier.importRepeat,
            checkpoints: replayer.keeper.checkpoints.count(),
            checkpointBytes: replayer.keeper.checkpoints.size(),
            checkpointProblem: replayer.checkpointProblem,
            appendOnlyProblem: replayer.keeper.snapshots.problem,
            saveProblem: this.saver.problem,
            isPaused: this.isPaused,
            restored: this.restored,
            restoreFailure: this.restoreFailure,
        };
    }

    private copyHeld(pause: Pause, rest: Pause): StateCopy {
        const { replayer } = this;
        replayer.runner.hold();
        while (replayer.runner.isBusy()) {
            rest();
        }
        const [state, bytes] = copyState(replayer.getState(), pause);
        replayer.runner.release();
        return $multi(state, bytes) as StateCopy;
    }

    private applyAnew(obstacle: RestoreFailure): void {
        this.noteAnew(obstacle);
        this.replayer.restart();
    }

    private noteAnew(obstacle: RestoreFailure): void {
        if (this.sinceLook !== undefined) {
            this.sinceLook.obstacle = obstacle;
        }
        this.side.restart();
        this.saver.drop();
    }

    /** What a saved checkpoint depends on: one over another sealed state does not fit. */
    private basis(): CheckpointBasis {
        const basis = this.outerBasis();
        const mark = this.replayer.origin.sealed()?.mark ?? 0;
        return { ...basis, schema: (basis.schema + mark) % U32 };
    }

    private restore(savedText: unknown, pause: Pause): void {
        const { context, replayer } = this;
        const since: ChangesSinceLook = { time: math.huge, id: 0 };
        this.sinceLook = since;
        const basis = this.basis();
        const [build, failure] = restoreCheckpoint(savedText, context.log, basis, this.native, pause);
        if (build === undefined) {
            this.sinceLook = undefined;
            this.restoreFailure = failure;
            return;
        }
        const isRight = (): boolean => since.obstacle === undefined && !isBehind(build, since.time, since.id);
        const problem = replayer.keeper.makeFirst(build, replayer.origin.total(), pause, isRight);
        this.sinceLook = undefined;
        if (problem !== undefined) {
            this.restoreFailure = "damaged";
        } else if (!isRight()) {
            this.restoreFailure = since.obstacle ?? "log";
        } else {
            this.saver.adopt({ ...build, text: savedText as string, revocations: basis.revocations });
            this.restored = build.count;
            replayer.resumeFrom(build);
            context.listener.stateChanged(build.state, { count: build.count, isRewind: false });
        }
    }
}
