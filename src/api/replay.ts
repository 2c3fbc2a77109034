/** How the state is made, and how that stands. */

import type { LedgerEvent } from "./event";

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
    /**
     * Number of events that were applied, or passed over because they are revoked or not known, since readers were told
     * last; at login those too that the saved state held.
     */
    readonly count: number;
    /** Whether events that the state showed before were applied anew, because one arrived late or was revoked. */
    readonly isRewind: boolean;
}

/** An event whose reducer raised, and what it raised. */
export interface ReducerFailure {
    /** Replay stands still at it, or has skipped it. */
    readonly event: LedgerEvent;
    /** The error's message. */
    readonly message: string;
}

/** How the state stands; part of the ledger's status. */
export interface ReplayStatus {
    /** Events that are still to be applied until the state shows the whole log. */
    readonly lag: number;
    /** The event at which replay stands still because its reducer raised. */
    readonly halt?: ReducerFailure;
    /** The newest events that were skipped because their reducer raised. */
    readonly skipped: readonly ReducerFailure[];
    /**
     * The last event, since login, that was passed over because a field that its type requires is missing or of another
     * kind. The log keeps it: peers that define the type otherwise do read it.
     */
    readonly misfit?: LedgerEvent;
    /** Number of checkpoints. */
    readonly checkpoints: number;
    /** Bytes that they take, about. */
    readonly checkpointBytes: number;
    /** Why no checkpoints are made; nothing when they are. */
    readonly checkpointProblem?: string;
    /** What in the state keeps it from being saved; nothing when nothing does. Each login replays the whole log then. */
    readonly saveProblem?: string;
    /** Whether pause() was called. */
    readonly isPaused: boolean;
    /** Events that did not have to be replayed at login, thanks to the saved checkpoint. */
    readonly restored: number;
    /** Why the saved checkpoint was not taken up; nothing when it was. */
    readonly restoreFailure?: RestoreFailure;
}

/** Why replay starts at the beginning. */
export type RestoreFailure = "none" | "malformed" | "stateVersion" | "types" | "revocations" | "log" | "damaged";

/** What verify() found. */
export interface Verification {
    /** Whether replaying everything led to the present state. */
    readonly isEqual: boolean;
    /** Where the states differ first, such as "state.points.Thrall", or why they could not be compared. */
    readonly difference?: string;
}
