/** The face of this folder: the state of a log, kept up to date, saved and taken up again, and what can be asked of it. */

import type { LedgerEvent } from "../log/schema";
import type { NativeCodec, Pause } from "../platform/ports";
import type { Reducer, ReducerFailure } from "./applier";
import type { Build } from "./build";
import { type ReplayContext, Replayer } from "./replayer";
import { type CheckpointBasis, formatCheckpoint, restoreCheckpoint, type RestoreFailure } from "./saved-checkpoint";
import { replayUntil, type Verification, verifyState } from "./side-replay";
import { copyState } from "./state-copy";

/** How the state stands; part of the ledger's status. */
export interface ReplayStatus {
    /** Events that are still to be applied until the state shows the whole log. */
    readonly lag: number;
    /** The event at which replay stands still because its reducer raised. */
    readonly halt?: ReducerFailure;
    /** The newest events that were skipped because their reducer raised. */
    readonly skipped: readonly ReducerFailure[];
    /** Number and bytes, about, of the checkpoints. */
    readonly checkpoints: number;
    readonly checkpointBytes: number;
    /** Why no checkpoints are made; nothing when they are. */
    readonly checkpointProblem?: string;
    /** Events that did not have to be replayed at login, thanks to the saved checkpoint. */
    readonly restored: number;
    /** Why the saved checkpoint was not taken up; nothing when it was. */
    readonly restoreFailure?: RestoreFailure;
}

export class Replay {
    private readonly replayer: Replayer;
    private restored = 0;
    private restoreFailure: RestoreFailure | undefined;
    private isPaused = false;
    /** The text of the checkpoint that the archive holds is of this one, and of this number of revocations. */
    private saved: Build | undefined;
    private savedRevocations = 0;

    constructor(
        private readonly context: ReplayContext,
        private readonly native: NativeCodec,
        private readonly basis: (this: void) => CheckpointBasis,
    ) {
        this.replayer = new Replayer(context);
    }

    /** Begins, from the saved checkpoint where it fits. */
    start(savedText: unknown, isUsable: boolean): void {
        const { context, replayer } = this;
        if (!isUsable || savedText === undefined) {
            this.restoreFailure = isUsable ? "none" : "revocations";
            replayer.wake();
            return;
        }
        replayer.hold();
        context.background.run((pause) => {
            this.restore(savedText, pause);
            replayer.release();
        });
    }

    stop(): void {
        this.replayer.stop();
    }

    getState(): object {
        return this.replayer.getState();
    }

    /** Applies an event to a state that is not the log's. */
    reduce(state: object, event: LedgerEvent): ReducerFailure | undefined {
        return this.context.applier.reduce(state, event);
    }

    setReducer(type: string, reducer: Reducer): void {
        this.context.applier.setReducer(type, reducer);
        this.replayer.restart();
    }

    /** Tells that the event with this key is new, or is to be applied or skipped now and was not before. */
    changed(time: number, id: number): void {
        this.replayer.changed(time, id);
    }

    /** Applies everything anew: events have left the log. */
    restart(): void {
        this.replayer.restart();
    }

    pause(): void {
        if (!this.isPaused) {
            this.isPaused = true;
            this.replayer.hold();
        }
    }

    resume(): void {
        if (this.isPaused) {
            this.isPaused = false;
            this.replayer.release();
        }
    }

    /** Applies what is left at once, for at most so many milliseconds. True when the state shows the whole log. */
    catchUp(milliseconds: number): boolean {
        this.replayer.wake();
        this.context.background.drive(milliseconds, () => this.replayer.isCurrent());
        return this.replayer.isCurrent();
    }

    /** Makes the state as it was after all events up to a time, aside. */
    stateAt(time: number, done: (this: void, state: object) => void): void {
        this.context.background.run((pause) => {
            this.context.guard.call(done, replayUntil(this.context, this.replayer, time, pause));
        });
    }

    /** Replays everything aside and compares. */
    verify(done: (this: void, verification: Verification) => void): void {
        this.context.background.run((pause, rest) => {
            this.context.guard.call(done, verifyState(this.context, this.replayer, pause, rest));
        });
    }

    /** Copies the state that readers see, while nothing changes it. */
    copy(done: (this: void, state: object | undefined, problem: string | undefined) => void): void {
        const { replayer } = this;
        this.context.background.run((pause, rest) => {
            replayer.hold();
            while (replayer.isBusy()) {
                rest();
            }
            const [state, problem] = copyState(replayer.getState(), pause);
            replayer.release();
            done(state, state === undefined ? (problem as string) : undefined);
        });
    }

    /** The text of the newest checkpoint for the archive; nothing when the archive has it, or there is none. */
    saveCheckpoint(pause: Pause): string | undefined {
        const newest = this.replayer.checkpoints.newest();
        const basis = this.basis();
        const isSaved = newest?.time === this.saved?.time && newest?.id === this.saved?.id;
        if (newest === undefined || (isSaved && basis.revocations === this.savedRevocations)) {
            return undefined;
        }
        const text = formatCheckpoint(this.context.log, newest, basis, this.native, pause);
        if (text !== undefined) {
            this.saved = newest;
            this.savedRevocations = basis.revocations;
        }
        return text;
    }

    status(): ReplayStatus {
        const { replayer } = this;
        return {
            lag: replayer.lag(),
            halt: replayer.halted(),
            skipped: replayer.skipped.slice(),
            checkpoints: replayer.checkpoints.count(),
            checkpointBytes: replayer.checkpoints.size(),
            checkpointProblem: replayer.checkpointProblem,
            restored: this.restored,
            restoreFailure: this.restoreFailure,
        };
    }

    private restore(savedText: unknown, pause: Pause): void {
        const { log } = this.context;
        const [build, failure] = restoreCheckpoint(savedText, log, this.basis(), this.native, pause);
        if (build === undefined) {
            this.restoreFailure = failure;
            return;
        }
        const [copy, bytes] = copyState(build.state, pause);
        if (copy === undefined || !this.replayer.resumeFrom(build)) {
            this.restoreFailure = "log";
            return;
        }
        this.saved = { ...build, state: copy };
        this.replayer.checkpoints.add({ ...this.saved, bytes }, log.count());
        this.savedRevocations = this.basis().revocations;
        this.restored = build.count;
    }
}
