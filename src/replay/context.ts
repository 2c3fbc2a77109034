/** What a replay works with, and who hears of it. */

import type { ReplayLimits, StateChange, ReducerFailure } from "../api/replay";
import type { Log } from "../log/log";
import type { LedgerEvent } from "../api/event";
import type { Background, Clock, Guard, Timers } from "../ports";
import type { Applier } from "./applier";
import type { ListPath } from "./list-paths";

export interface ReplayListener {
    /** A batch changed the state that readers see. */
    stateChanged(state: object, change: StateChange): void;
    /** A reducer raised. Called once for each event, until a reducer is replaced. */
    reducerError(event: LedgerEvent, message: string): void;
    /** Whether the event is to be skipped; otherwise replay halts at it. An error in the callback means no. */
    isSkipped(failure: ReducerFailure): boolean;
}

export interface ReplayContext {
    readonly log: Log;
    readonly applier: Applier;
    readonly initialState: (this: void) => object;
    readonly limits: ReplayLimits;
    /** Bytes of all checkpoints together; 0 for none. */
    readonly checkpointBytes: number;
    /** The lists in the state that only grow. */
    readonly appendOnly: readonly ListPath[];
    readonly clock: Clock;
    readonly timers: Timers;
    readonly background: Background;
    readonly guard: Guard;
    readonly listener: ReplayListener;
}
