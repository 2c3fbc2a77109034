/** The options of createLedger(). */

import type { Policy } from "./authorize";
import type { LedgerEvent } from "./event";
import type { ReplayLimits } from "./replay";

/**
 * The options of createLedger().
 * @typeParam State the state: what `initialState` returns and reducers change. It is a plain table.
 */
export interface LedgerOptions<State extends object = object> extends Partial<ReplayLimits> {
    /** Name of the ledger and prefix of its addon messages, 1-16 bytes. No other ledger may use it. */
    readonly name: string;
    /** A table in the addon's SavedVariables that only the library uses. SavedVariables are loaded at ADDON_LOADED. */
    readonly saved: object;
    /** Returns a new initial state. It must be equal on all clients. */
    readonly initialState: (this: void) => State;
    /**
     * Who may write, pass on and speak for the ledger.
     * @example authorize = LibEventLedger.policies.guildRank(1)
     */
    readonly authorize: Policy;
    /**
     * Version of the reducers, a whole number; 1 by default. Raise it when a reducer changes its meaning, so that the
     * state is made again from the log.
     */
    readonly stateVersion?: number;
    /**
     * Which log is open: "guild" (the default) for one log for each guild, or any other name for one log with that
     * name.
     */
    readonly scope?: string;
    /**
     * What to do when a reducer raises an error: "halt" (the default) stops replay at this event until the type is
     * defined again; "skip" skips the event. A function can decide for each event. All clients should do the same.
     */
    readonly onReducerError?:
        ReducerErrorPolicy | ((this: void, event: LedgerEvent, message: string) => ReducerErrorPolicy);
    /**
     * Approximate limit for the bytes that all checkpoints of the state take together; 16 MB by default. With 0, only
     * the newest is kept.
     */
    readonly checkpointBytes?: number;
    /** Where messages are sent: to "GUILD" by default, and with "RAID" also to the raid or party. */
    readonly channels?: readonly ChannelName[];
}

/** What to do with an event whose reducer raised an error: halt replay at it, or skip it. */
export type ReducerErrorPolicy = "halt" | "skip";

/** A channel that messages can be sent to. "RAID" means the raid or party. */
export type ChannelName = "GUILD" | "RAID";
