/** What createLedger() takes. */

import type { Authorize } from "./authorize";
import type { LedgerEvent } from "./event";
import type { ReplayLimits } from "./replay";

/**
 * What createLedger() takes.
 * @typeParam State what initialState() makes and the reducers change: a plain table.
 */
export interface LedgerOptions<State extends object = object> extends Partial<ReplayLimits> {
    /** 1-16 bytes: addon message prefix, and the ledger's identity. */
    readonly name: string;
    /** A table from the addon's SavedVariables, for the library alone. Not there before ADDON_LOADED. */
    readonly saved: object;
    /** A new state, equal on all clients. */
    readonly initialState: (this: void) => State;
    /** Who may write, send and speak for the ledger. */
    readonly authorize: Authorize;
    /** Whole number, 1 by default; raise it when a reducer changes its meaning. */
    readonly stateVersion?: number;
    /** "guild" (the default): one log for each guild; any other name: one log under that name. */
    readonly scope?: string;
    /**
     * What to do at an event whose reducer raises: stand still until the type is defined anew ("halt", the default), or
     * skip the event ("skip"); or a function that says which. All clients should do the same.
     */
    readonly onReducerError?:
        ReducerErrorPolicy | ((this: void, event: LedgerEvent, message: string) => ReducerErrorPolicy);
    /** Most bytes that all checkpoints together may take, about; 16 MB by default. 0: only the newest is kept. */
    readonly checkpointBytes?: number;
    /** Where messages go: "GUILD" by default; with "RAID" also to the raid or party. */
    readonly channels?: readonly ChannelName[];
}

/** What becomes of an event whose reducer raises. */
export type ReducerErrorPolicy = "halt" | "skip";

/** Where an addon wants its messages to go. */
export type ChannelName = "GUILD" | "RAID";
