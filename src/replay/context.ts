/** What a replay works with, and whom it tells. */

import type { Log } from "../log/log";
import type { LedgerEvent } from "../log/schema";
import type { Background, Clock, Guard, Timers } from "../platform/ports";
import type { Applier, ReducerFailure } from "./applier";

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

export interface ReplayListener {
    /** A batch changed the state that readers see. */
    stateChanged(state: object, change: StateChange): void;
    /** A reducer raised. Told once for each event, until a reducer is replaced. */
    reducerError(event: LedgerEvent, message: string): void;
    /** Whether the event is to be skipped; else replay stands still at it. An error in it means no. */
    isSkipped(failure: ReducerFailure): boolean;
}

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
