/** How the state is made from the log, and its condition. */

import type { LedgerEvent } from "./event";

/** Limits of a replay batch. They can be changed at any time with setReplayLimits(). */
export interface ReplayLimits {
    /** Most events in one batch. */
    batchSize: number;
    /** Most milliseconds that one batch takes. */
    budget: number;
    /** Seconds between batches; 0 for one batch each frame. */
    interval: number;
}

/** What a batch changed in the state. */
export interface StateChange {
    /**
     * Number of events that were applied or skipped since the last "stateChanged". Skipped events are revoked ones and
     * those of unknown types. After login, it includes the events of the saved state.
     */
    readonly count: number;
    /**
     * Whether events that the state already showed were applied again, because an event arrived late or was revoked.
     */
    readonly isRewind: boolean;
}

/** An event whose reducer raised an error, with the error. */
export interface ReducerFailure {
    /** The event. Replay has halted at it or skipped it. */
    readonly event: LedgerEvent;
    /** The error's message. */
    readonly message: string;
}

/** The condition of the state. It is a part of LedgerStatus. */
export interface ReplayStatus {
    /** Number of events that are not in the state yet; 0 when it shows the whole log. */
    readonly lag: number;
    /** The event at which replay halted because its reducer raised an error; nil when replay has not halted. */
    readonly halt?: ReducerFailure;
    /** The newest events that were skipped because their reducer raised an error, oldest first. */
    readonly skipped: readonly ReducerFailure[];
    /**
     * The last event since login that was skipped because a field that its type requires is missing or of another kind;
     * nil when there was none. It stays in the log for peers that define the type differently.
     */
    readonly schemaMismatch?: LedgerEvent;
    /**
     * The last imported event since login that was skipped because another one of its second has its id, but another
     * creator or other values; nil when there was none. Two officers imported one history with different lists.
     */
    readonly importRepeat?: LedgerEvent;
    /** Number of checkpoints: earlier states in memory, from which replay starts after a late event. */
    readonly checkpoints: number;
    /** Approximate number of bytes that the checkpoints take. */
    readonly checkpointBytes: number;
    /** Why no checkpoints are made; nil when they are. */
    readonly checkpointProblem?: string;
    /**
     * Which list of the option `appendOnly` did not only grow, so that none of them is taken to; nil when all is well.
     */
    readonly appendOnlyProblem?: string;
    /**
     * What in the state prevents it from being saved; nil when it can be saved. If it cannot, each login replays the
     * whole log.
     */
    readonly saveProblem?: string;
    /** Whether replay is paused by pause(). */
    readonly isPaused: boolean;
    /** Number of events that did not have to be replayed at login because the saved state held them. */
    readonly restored: number;
    /** Why the saved state was not used at login; nil when it was. */
    readonly restoreFailure?: RestoreFailure;
}

/**
 * Why the saved state was not used: there is none, it cannot be read or is damaged, `stateVersion` or the event types
 * have changed, or the revocations or the log below it have changed.
 */
export type RestoreFailure = "none" | "malformed" | "stateVersion" | "types" | "revocations" | "log" | "damaged";

/** The result of verify(). */
export interface Verification {
    /**
     * Whether replaying the whole log gave the current state, and no reducer changed an item of a list of the option `appendOnly`
     * later on.
     */
    readonly isEqual: boolean;
    /**
     * The first place where the states differ, such as "state.points.Thrall", or where an item was changed; or why they could not
     * be compared; nil when they are equal.
     */
    readonly difference?: string;
}
