/** The options of createLedger(). */

import type { AuthorizeAnswering, SplitPolicy } from "./authorize";
import type { LedgerEvent } from "./event";
import type { ReplayLimits } from "./replay";
import type { HistoryOption } from "./seal";

/**
 * The options of createLedger().
 * @typeParam State the state: what `initialState` returns and reducers change. It is a plain table.
 * @typeParam Answer what `authorize` may answer.
 */
export interface LedgerOptions<
    State extends object = object,
    Answer extends boolean | undefined = boolean | undefined,
> extends Partial<ReplayLimits> {
    /** Name of the ledger and prefix of its addon messages, 1-16 bytes. No other ledger may use it. */
    readonly name: string;
    /** A table in the addon's SavedVariables that only the library uses. SavedVariables are loaded at ADDON_LOADED. */
    readonly saved: object;
    /**
     * Returns a new initial state: another table each time, with the same content on all clients. createLedger() calls it
     * twice to make sure.
     */
    readonly initialState: (this: void) => State;
    /**
     * Who may write, pass on and speak for the ledger.
     * @example authorize = LibEventLedger.policies.guildRank(1)
     */
    readonly authorize: AuthorizeAnswering<Answer> | SplitPolicy | "everyone" | "nobody";
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
     * defined again or the event is revoked; "skip" skips the event. A function can decide for each event. All clients
     * should do the same.
     */
    readonly onReducerError?:
        ReducerErrorPolicy | ((this: void, event: LedgerEvent, message: string) => ReducerErrorPolicy);
    /**
     * Approximate limit for the bytes that all checkpoints of the state take together, but for the newest; 16 MB by default.
     * With 0, none are made: each late event and each login replays everything.
     */
    readonly checkpointBytes?: number;
    /**
     * The lists in the state to which reducers append and nothing else: their paths, names between dots, with `*` for every key.
     * Checkpoints do not copy these lists, which makes them cheap however long the lists become. No item is ever changed,
     * replaced or removed, nor the list emptied (a new table in its place is fine), and there is nothing in it but items 1, 2, 3
     * and so on. An item must not stand elsewhere in the state, other than in such lists. Where a list turns out to break that,
     * the game's error handler is told, and the state is made anew without relying on it.
     * @example appendOnly = { "history", "lists.*" } -- state.history, and every list in state.lists
     */
    readonly appendOnly?: readonly string[];
    /**
     * Whether mistakes are told that are no errors, each once, by the game's error handler: an `authorize` that answers
     * something other than true, false and nil, or nil for a minute; a reducer that returns a table; keys in `saved` that
     * are not the library's; initial states that share a table; a state that cannot be saved; a state that was changed
     * outside of the reducers, or made by reducers that depend on more than state and event.
     *
     * False by default. For the time in which an addon is made: the state is copied every 5 seconds, and the whole log is
     * replayed aside once a minute, in slices of the frame's budget like all other work.
     */
    readonly debug?: boolean;
    /**
     * Who may write seals: `ledger:seal()`. Of a policy the answer about writing counts; the guild master may by default, or
     * nobody where there is no guild. See docs/seals.md.
     * @example seal = LibEventLedger.policies.guildRank(1)
     */
    readonly seal?: AuthorizeAnswering<boolean | undefined> | SplitPolicy | "everyone" | "nobody";
    /**
     * What a client that lacks the history behind a seal gets: "full" (the default), the sealed state at once and the events in the background; or
     * "sealed", the state alone, for addons that do not show old events.
     */
    readonly history?: HistoryOption;
    /**
     * Number of weeks whose events are kept, from 1 on, this one included; nil for all. Older weeks that are sealed are dropped by themselves, as
     * `ledger:prune()` does. What is dropped cannot be shown or replayed here any more: give `upgradeState` when reducers change.
     */
    readonly keepWeeks?: number;
    /**
     * Makes a sealed state of an older `stateVersion`, or of other types, one that the reducers of this version go on with. It may change `state`, and
     * returns the new one. Needed where reducers change after events were dropped, or for newcomers who take an older seal.
     * @example upgradeState = function(state, fromVersion) if fromVersion < 2 then state.bids = {} end return state end
     */
    readonly upgradeState?: (this: void, state: Record<string, unknown>, fromVersion: number) => State;
    /**
     * Whether events are taken in that the companion has left for this ledger, read once after login; false by default. They enter as if
     * a peer had sent them: `authorize` is asked about the players who speak for them. See docs/storage.md.
     */
    readonly inbox?: boolean;
    /** Where messages are sent: to "GUILD" by default, and with "RAID" also to the raid or party. */
    readonly channels?: readonly ChannelName[];
}

/** What to do with an event whose reducer raised an error: halt replay at it, or skip it. */
export type ReducerErrorPolicy = "halt" | "skip";

/** A channel that messages can be sent to. "RAID" means the raid or party. */
export type ChannelName = "GUILD" | "RAID";
