// LibEventLedger 0.2.0-dev: what LibStub("LibEventLedger-1.0") and LibStub("LibEventLedgerRooms-1.0") give. Generated from TypeScript: do not edit.
/// <reference types="@typescript-to-lua/language-extensions" />

/** Events as addons see them, and filters for queries. */
/**
 * The key of an event. No two events have the same key. Every event has these three fields; the field `target` of a
 * revocation holds them, too.
 */
export interface EventKey {
    /** When the event was written, in Unix seconds. */
    readonly time: number;
    /** The creator as a number: the last 8 hex digits of the GUID. */
    readonly creator: number;
    /** 0-255. It distinguishes events of one creator in the same second. */
    readonly counter: number;
}
/** What every event has: its key, its type and its creator. */
export interface EventBase extends EventKey {
    /** Name of the event's type. */
    readonly type: string;
    /** GUID of the player who created the event. */
    readonly creatorGuid: string;
    /** The `id` that it was imported with; nil for all other events. */
    readonly importId?: string | number;
    /**
     * When it was first written, in Unix seconds, of an event that came too late for a seal and was written again by
     * `ledger:resubmit()`; nil for all other events.
     */
    readonly originalTime?: number;
}
/** An event as `authorize` and listeners get it: key, type, creator, and the type's fields by name. */
export interface LedgerEvent extends EventBase {
    readonly [field: string]: unknown;
}
/**
 * Selects events in events() and eachEvent(). A field that is nil does not restrict the selection. Of old events `type`,
 * `creator` and `player` are quick from the second time on: what a week holds is remembered when it was read for one of them.
 */
export interface EventFilter {
    /** Earliest time, inclusive, in Unix seconds: a finite number. */
    readonly from?: number;
    /** Latest time, inclusive, in Unix seconds: a finite number. */
    readonly to?: number;
    /** Name of an event type. */
    readonly type?: string;
    /** The creator: a GUID, or a whole number as in `event.creator`. */
    readonly creator?: string | number;
    /** GUID of a player that a field of kind guid or guid[] has to hold. */
    readonly player?: string;
    /** Whether the newest event comes first. It reads old events only when it comes to them. */
    readonly newestFirst?: boolean;
    /** Most events: a whole number from 1 on. */
    readonly limit?: number;
}
/**
 * Why submit() did not put an event into the log: "closed" (no scope is open), "unauthorized" (authorize() said no),
 * "held" (authorize() does not know yet; the event enters the log when it says yes), "clock" (too many events at once),
 * "readOnly" (`saved` is of a newer version of the library), "sealed" (of revoke() and resubmit(): see there), "refused" (for another reason).
 */
export type SubmitRefusal = "closed" | "unauthorized" | "held" | "clock" | "readOnly" | "sealed" | "refused";
/** What is known of where an event is besides here: the result of `ledger:delivery()`. */
export interface Delivery {
    /**
     * "here": nobody else is known to have it. "sent": the game has passed its message on to all who were there; of whom that
     * was, it says nothing. "held": peers advertise the same events of its week as are here.
     */
    readonly state: "here" | "sent" | "held";
    /** Number of peers that are known to hold it, as far as advertisements tell: those who stay silent may hold it as well. */
    readonly holders: number;
}
/** The direction of an event: "in" to the local log, or "out" to other clients. */
export type Direction = "in" | "out";
/**
 * Decides which events may enter the log or be sent, and who may speak for the ledger.
 * @param event the event; nil when the question is whether `sender` may advertise and answer.
 * @param sender "Name-Realm" ("First Last" in WoW Forever) of the peer that sent the event, as the game's server vouches
 * for it; this client's own name for its own events and for direction "out".
 * @param direction "in" when the event is to enter the log, "out" when it is to be sent.
 * @param isCreator whether `sender` created the event.
 * @param state the ledger's state, read only; nil until it has been made once after login.
 * @returns true or false; nil when it is not known yet. The library then asks again later.
 */
export type Authorize = (
    this: void,
    event: LedgerEvent | undefined,
    sender: string,
    direction: Direction,
    isCreator: boolean,
    state?: object,
) => boolean | undefined;
/**
 * Authorize with what it answers. createLedger() infers the answer, and so refuses a function that never answers:
 * `authorize: () => {}` does not compile. Where createLedger is given the type of the state by hand, nothing is inferred.
 */
export type AuthorizeAnswering<Answer extends boolean | undefined> = (
    this: void,
    ...question: Parameters<Authorize>
) => Answer;
/**
 * Answers the three questions apart. All three must be there.
 * @example
 * authorize = {
 *     write = policies.any(policies.guildRank(1), policies.raidLeader),
 *     relay = policies.guildRank(1),
 *     speak = policies.guildRank(1),
 * }
 */
export interface SplitPolicy {
    /** Who may write: whether the sender's own events enter the log, and whether the sender may send them. */
    readonly write: Policy;
    /**
     * Who may pass on events that others wrote. They could also invent events in the names of others. "everyone", and
     * the policies that let nobody pass on, are refused here: write "nobody".
     */
    readonly relay: Policy;
    /** Who may speak for the ledger: tell what there is, and answer those who lack something. Somebody has to. */
    readonly speak: Policy;
}
/**
 * What `authorize` takes, and whatever combines policies: a ready-made policy; a function of one's own; three answers
 * apart; "everyone": everybody may write and send their own events, take back their own, and nobody may pass on the
 * events of others; or "nobody".
 */
export type Policy = Authorize | SplitPolicy | "everyone" | "nobody";
/**
 * Players as `policies.listed` takes them: a list of names or GUIDs, or a table in which they are keys with the value
 * true. A name without realm belongs to this client's realm.
 */
export type PlayerList = readonly string[] | Readonly<Record<string, unknown>>;
/**
 * Why an event was refused: authorize() said no or raised an error, the event lies in the future or cannot be read, it
 * was held for too long, too many events were held, or it lies in a week that is sealed without it.
 */
export type Refusal =
    "unauthorized" | "future" | "unparsable" | "heldTooLong" | "heldTooMany" | "authorizeError" | "sealed";
/** Ready-made answers to `authorize`, and ways to combine them. */
export interface Policies {
    /**
     * Lets guild members write, pass on and speak from the guild master (rank 0) down to `lowestRank`, and refuses all
     * others. The answer is nil while the guild roster is empty.
     * @example authorize = LibEventLedger.policies.guildRank(1)
     */
    readonly guildRank: (this: void, lowestRank: number) => Authorize;
    /**
     * Lets the players of a list write, pass on and speak. A name without realm belongs to this client's realm. The
     * list must be the same on all clients; for one that events of the ledger change there is `listed`.
     * @example authorize = LibEventLedger.policies.names({ "Thrall", "Jaina-Proudmoore" })
     */
    readonly names: (this: void, names: readonly string[]) => Authorize;
    /** The same as "everyone". */
    readonly creatorOnly: Authorize;
    /**
     * Asks the policy that is named for the type of an event; `default` for all others, which include "revoke" and the
     * types of newer versions of the addon. Without `default` they are refused. Each type named must be defined when
     * the ledger is started, and each type defined must be named, or there must be a `default`: start() raises
     * otherwise.
     *
     * Whoever may pass on `default` events also passes on those of types that leave open who does ("everyone",
     * `listed`, `raidLeader`, `raidAssistants`, `masterLooter`). If `default` itself leaves it open or is missing, it
     * is whoever may pass on the events of all other types that say who does. Those who may pass on events of some type
     * speak for the ledger.
     * @example authorize = policies.byType({ vote = "everyone", default = policies.guildRank(1) })
     */
    readonly byType: (this: void, types: Readonly<Record<string, Policy>>) => Authorize;
    /**
     * Says yes to each question to which one of the policies does: who may write, pass on, speak. Policies that leave
     * open who passes on do not count for speaking if another says who.
     * @example authorize = policies.any(policies.guildRank(1), policies.names({ "Thrall" }))
     */
    readonly any: (this: void, ...policies: Policy[]) => Authorize;
    /**
     * Says yes to each question to which all of the policies do.
     * @example vote = policies.all("everyone", policies.guildRank(3))
     */
    readonly all: (this: void, ...policies: Policy[]) => Authorize;
    /**
     * Lets the players write that a list names at the moment when their event comes. The list is a table, or a function
     * that gets the ledger's state and returns one; nil means that it is not known yet. Who passes on and speaks is
     * left open: a client that comes late gets the events from those who do, whatever the list says then. An event that
     * its own creator sends before this client has the event that put him on the list is refused here until then.
     * @example award = policies.listed(function(state) return state.officers end)
     */
    readonly listed: <State extends object>(
        this: void,
        list: PlayerList | ((this: void, state: State) => PlayerList | undefined),
    ) => Authorize;
    /**
     * Lets the leader of this client's raid or party write. Who passes on and speaks is left open, as with `listed`:
     * who was not in the raid gets the events from those who do.
     */
    readonly raidLeader: Authorize;
    /** Lets leader and assistants of this client's raid, or the leader of its party, write; else as `raidLeader`. */
    readonly raidAssistants: Authorize;
    /** Lets the master looter of this client's raid or party write; else as `raidLeader`. */
    readonly masterLooter: Authorize;
}
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
/** Whether a client wants the history behind a seal: all of it, in the background; or only the state that it led to. */
export type HistoryOption = "full" | "sealed";
/**
 * Why seal() wrote none: no scope is open ("closed"); `seal` does not let this player write seals ("unauthorized"); the ledger is read-only ("readOnly"); no event
 * stands before that week, or all that do are sealed ("nothing"); it is not known that this client is in step with others ("notInStep"); a stronger seal
 * is being joined ("joining"); the state cannot be sealed, or a reducer raised ("state"); more than 256 revocations of later weeks name events before
 * that week ("revocations"); old weeks kept changing ("changing"); too many events at once ("clock"); for another reason ("refused").
 */
export type SealRefusal =
    | "closed"
    | "unauthorized"
    | "readOnly"
    | "nothing"
    | "notInStep"
    | "joining"
    | "state"
    | "revocations"
    | "changing"
    | "clock"
    | "refused";
/** What seal() takes. */
export interface SealOptions {
    /** A time (Unix seconds) in the first week that is not sealed: not later than now. By default that of last week. */
    readonly before?: number;
    /** Whether to seal although this client is not known to be in step with others, or joins a seal of earlier weeks. False by default. */
    readonly force?: boolean;
}
/** What came of seal(). */
export interface SealResult {
    /** The seal; nil when there is none. */
    readonly event?: LedgerEvent | undefined;
    /** Why there is none; nil when there is one. */
    readonly reason?: SealRefusal | undefined;
    /** What is wrong, in words, where `reason` is "state". */
    readonly problem?: string | undefined;
}
/** What came of prune(). */
export interface PruneResult {
    /** Number of weeks that were dropped. */
    readonly weeks: number;
    /** Number of events in them. */
    readonly events: number;
    /**
     * Why nothing can be dropped: no seal is held whose state was checked or adopted ("noSeal"), or that state cannot be read, or is of another version of the addon and
     * cannot be upgraded ("noState").
     */
    readonly reason?: "noSeal" | "noState" | undefined;
}
/**
 * What a client knows of the state of the seal that counts here. "checked": replaying the history gave it. "rows": the history is the sealed one; its state is another, or
 * could not be compared yet. "adopted": the state came from a peer, without the history.
 */
export type SealStanding = "checked" | "rows" | "adopted";
/** A seal that this client has not come to yet. */
export interface SealJoining {
    /** The seal. */
    readonly event: LedgerEvent;
    /** Number of sealed events that are not here. */
    readonly lacking: number;
    /** Number of events here that are known not to be sealed. */
    readonly surplus: number;
    /** Whether the sealed state is being fetched. */
    readonly isFetching: boolean;
    /** Whether for ten minutes nothing has come of what is lacking, and nobody has told what else differs. */
    readonly isStalled: boolean;
}
/** A seal with which something is wrong. */
export interface SealMismatch {
    /** The seal. */
    readonly event: LedgerEvent;
    /**
     * "state": replaying the sealed events gives another state. "surplus": it leaves out so many events that are here that the player has to
     * say `ledger:acceptSeal()`.
     */
    readonly reason: "state" | "surplus";
    /** Events that it leaves out. */
    readonly surplus: number;
}
/** The seals of a ledger as this client sees them. */
export interface SealStatus {
    /** The seal that counts here; nil while there is none. */
    readonly event?: LedgerEvent | undefined;
    /** What is known of its state; nil while there is none. */
    readonly standing?: SealStanding | undefined;
    /** Of an adopted one: whether a peer that may speak, and did not write it, said that it checked the state by replay. */
    readonly isConfirmed?: boolean | undefined;
    /** Peers that said that the state of the adopted one is wrong. */
    readonly disputedBy: readonly string[];
    /** Peers that hold something else of the sealed weeks, as far as that is known: they do not have this seal, or not yet what it says. */
    readonly differing: readonly string[];
    /** A stronger seal; nil when there is none. */
    readonly joining?: SealJoining | undefined;
    /** The last mismatch; nil when there was none. */
    readonly mismatch?: SealMismatch | undefined;
    /** Why the sealed state cannot be compared or used as it is, in words; nil when it can. */
    readonly problem?: string | undefined;
    /** Number of sealed weeks whose events are not here, or not all of them. */
    readonly absentWeeks: number;
    /** Number of sealed events of these weeks. */
    readonly absentEvents: number;
    /** Number of orphans(). */
    readonly orphans: number;
    /** Number of those that there was no room for, since the scope was opened. */
    readonly lostOrphans: number;
}
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
/** What importEvents() takes and returns. */
/** What all entries of the list that importEvents() takes have. */
export interface ImportRow {
    /** When it was written, in whole Unix seconds. */
    readonly time: number;
    /** GUID of the player who created it. */
    readonly creator: string;
    /**
     * What the entry is called where it comes from: a string, or a finite number, that no other entry has. 5 and "5" are
     * two ids. With an id an entry counts once, whoever imports it and however often; see importEvents(). It takes
     * its bytes in each event, so use a number where there is one. Whoever imports a history must do so with the same ids.
     */
    readonly id?: string | number;
}
/** An entry that becomes an event. */
export interface ImportEvent extends ImportRow {
    /** Name of a defined event type. */
    readonly type: string;
    /** The values by field name. A field that is left out is nil. */
    readonly values: Readonly<Record<string, unknown>>;
    /** Not here: see ImportRevocation. */
    readonly revokes?: undefined;
}
/** An entry that takes another one back, as ledger:revoke() does. */
export interface ImportRevocation extends ImportRow {
    /**
     * The id of the entry that it takes back, which may be in this list, in the log already, or come later. It cannot be that
     * of a revocation: leave both out of the list.
     */
    readonly revokes: string | number;
    /** Not here: see ImportEvent. */
    readonly type?: undefined;
    /** Not here: see ImportEvent. */
    readonly values?: undefined;
}
/** An entry of the list that importEvents() takes. */
export type ImportEntry = ImportEvent | ImportRevocation;
/** The result of importEvents(): number of entries by outcome. Each entry is counted once. */
export interface ImportResult {
    /** Entries that became new events in the log. */
    added: number;
    /** Entries with `revokes` that became new revocations in the log. */
    revoked: number;
    /** Entries that were in the log already, for example from an earlier import, or stood in the list before. */
    known: number;
    /**
     * Entries whose id an event in the log, or an entry before it, has with another time, creator, type or values. They
     * were not imported. A reason may be that officers' lists give the same row to different players. `errors` tells the first.
     */
    differing: number;
    /**
     * Entries that authorize() refused or could not decide yet, that lie in the future, or that were left when the
     * ledger was closed.
     */
    refused: number;
    /** Entries that are not events of a defined type, and entries beyond 256 of one creator in one second. */
    invalid: number;
    /** Messages about the first invalid and differing entries. */
    errors: string[];
}
/** The state as readers get it. */
/**
 * A state that may be read and not changed: all members, lists and Lua tables in it are read only, at any depth. Iterate
 * over a LuaTable or LuaMap itself: `for (const [player, points] of ledger.getState().points)`.
 */
export type ReadonlyState<State> = State extends string | number | boolean | undefined
    ? State
    : State extends LuaTable<infer Key, infer Value>
      ? ReadonlyLuaMap<Key, ReadonlyState<Value>> & Pick<LuaTable<Key, ReadonlyState<Value>>, "get" | "length">
      : State extends LuaMap<infer Key, infer Value>
        ? ReadonlyLuaMap<Key, ReadonlyState<Value>>
        : State extends LuaSet<infer Key>
          ? ReadonlyLuaSet<Key>
          : {
                readonly [Key in keyof State]: ReadonlyState<State[Key]>;
            };
/** The listeners that `ledger:on()` takes, by name, with their arguments. */
export interface LedgerListeners<State> {
    /** Called after each batch that changed the state that getState() returns. */
    stateChanged: (this: void, state: ReadonlyState<State>, change: StateChange) => void;
    /** Called when an event is new in the log, whether this client or another one wrote it. */
    eventAdded: (this: void, event: LedgerEvent) => void;
    /**
     * Called when the status has changed: a peer advertised, the weeks that are behind changed, events came in (at most
     * once a second), a damaged week was found, or initialState() raised an error, so that the ledger cannot open.
     */
    syncChanged: (this: void) => void;
    /**
     * Called when two different events had the same key. `kept` stands there now. Where this client may pass the other one
     * on, that goes on to another key of the same creator: "eventAdded" tells it if it is new there.
     */
    conflict: (this: void, kept: LedgerEvent, lost: LedgerEvent) => void;
    /** Called when a reducer raised an error. Replay halts at this event unless `onReducerError` skips it. */
    reducerError: (this: void, event: LedgerEvent, message: string) => void;
    /**
     * Called when an event was refused. `sender` is "Name-Realm" of the peer that sent it, or this client's own name.
     */
    refused: (this: void, event: LedgerEvent, reason: string, sender: string) => void;
    /**
     * A peer sent back an event that this client wrote and lost, in a crash as a rule. The event is not in the log: one peer
     * alone is not believed. A second peer that holds the same makes it enter; so does ledger:recover().
     */
    recoverable: (this: void, event: LedgerEvent) => void;
    /** Called when a seal counts here from now on: its weeks are closed (docs/seals.md). */
    sealed: (this: void, event: LedgerEvent) => void;
    /** Called when something is wrong with a seal; the status has it too. */
    sealMismatch: (this: void, mismatch: SealMismatch) => void;
    /** Called when an event was set aside because it came too late for a seal: see ledger:orphans(). */
    orphan: (this: void, event: LedgerEvent) => void;
    /** Called when a scope was opened. Events can be submitted from now on. */
    opened: (this: void, scope: string) => void;
    /** Called when the scope was closed, because the character left the guild or the ledger was stopped. */
    closed: (this: void, scope: string) => void;
}
/**
 * How this client's log compares with what others advertise. "unknown": nobody has advertised yet. "behind": weeks that differ
 * are being compared or fetched. "different": weeks differ, and talking about them changed nothing, see `differences`.
 * "unconfirmed": nothing is known to differ, but nobody else is known to have events that this client wrote, see
 * `unconfirmed`. "synced": what peers advertise is what is here.
 */
export type SyncState = "unknown" | "behind" | "different" | "unconfirmed" | "synced";
/** A week that differs from what a peer has although they have talked about it. It is looked at again now and then. */
export interface WeekDifference {
    /** Number of the week: Unix seconds divided by 604,800, rounded down. */
    readonly weekNumber: number;
    /** "Name-Realm". */
    readonly peer: string;
    /** Number of events that the peer has more; negative if it has fewer, 0 if it has other ones. */
    readonly surplus: number;
    /** How often it was looked at. */
    readonly failures: number;
    /** True when only this is known: some week up to this one differs. The surplus is 0 then. Nil otherwise. */
    readonly isOlder?: boolean;
    /** Number of events of the week that peers offered and that were refused here. */
    readonly refused: number;
}
/** Events that peers offer and that may not enter here. */
export interface RejectedEvents {
    /** How many different ones; at most 1,000 are told apart. */
    readonly count: number;
    /** "Name-Realm" of who offered the last one. */
    readonly peer: string;
    /** Why that was refused. */
    readonly reason: Refusal;
}
/** A week that is known to differ from what a peer has. */
export interface WeekBehind {
    /** Number of the week: Unix seconds divided by 604,800, rounded down. */
    readonly weekNumber: number;
    /** Number of events that this client lacks, judging by the counts alone. */
    readonly missing: number;
    /** "Name-Realm" of the peer that has them. */
    readonly peer: string;
}
/** Counts of what happened to the messages that were sent. */
export interface OutboxCounters {
    /** Messages that the game accepted. */
    messages: number;
    /** Bytes of the messages that the game accepted. */
    bytes: number;
    /** How often the game's throttle refused a message for the moment. */
    busy: number;
    /** How often sending raised an error, in the game's function or in what another addon has put in its place. */
    raised: number;
    /** How often ChatThrottleLib did not send a message in time, so that it was handed over again. */
    unanswered: number;
    /** Messages without an open route: no guild or group, or the target was offline. */
    noRoute: number;
    /** Messages that the game will never accept, and those given up after sending them had raised an error five times. */
    invalid: number;
    /** Waiting messages or transfers that were dropped because there was no room for them. */
    dropped: number;
}
/** A message that was sent or received, in words. */
export interface TraceEntry {
    /** Seconds since it was sent or received. */
    readonly age: number;
    /** "in" when it was received, "out" when it was sent. */
    readonly direction: "in" | "out";
    /** "Name-Realm" of the sender; "" for this client's own messages. */
    readonly peer: string;
    /** The message in words, such as "advertise: 3 rows since week 2953". */
    readonly text: string;
    /** Size of the payload in bytes. */
    readonly bytes: number;
}
/** Another client that uses the ledger. */
export interface PeerStatus {
    /** "Name-Realm". */
    readonly name: string;
    /** Seconds since it was last heard. */
    readonly age: number;
    /** The protocol version that it speaks. */
    readonly version: number;
    /** Whether it has advertised, so that it may answer requests. */
    readonly isServing: boolean;
    /** Seconds since it last sent events; nil if it never did. */
    readonly sentAge?: number;
}
/** A week whose saved text was damaged. */
export interface DamagedWeek {
    /** Number of the week: Unix seconds divided by 604,800, rounded down. */
    readonly weekNumber: number;
    /** Number of events that could be read from the damaged text. */
    readonly read: number;
    /** Number of events that the damaged text should hold; nil when that could not be read either. */
    readonly of?: number;
    /** Number of events of the week that are in the log now. */
    readonly here: number;
}
/**
 * Why no scope is open: start() was not called ("notStarted"), the character is in no guild ("noGuild"), the game
 * has not told yet which guild it is in ("unknownGuild"), the saved log is being read ("opening"), which takes some frames
 * where it has very many weeks or creators, or the addon's initialState() raised an error or gave no table when the scope was to be
 * opened ("initialState"): it is called again at the next start(), or in another guild.
 */
export type ClosedReason = "notStarted" | "noGuild" | "unknownGuild" | "opening" | "initialState";
/** What became of the events that the companion offered: see the option `inbox`. */
export interface InboxStatus {
    /** Number of offers that were read to their end. */
    readonly offers: number;
    /** Number of their events that entered the log. */
    readonly entered: number;
    /** Number of their events that were in the log already. */
    readonly known: number;
    /** Number of the events that entered and that this character might not pass on then: it keeps them to itself. */
    readonly staying: number;
    /** Number of their events that were refused, by reason. */
    readonly refused: Partial<Record<Refusal, number>>;
    /** Number of parts of the inbox that were out of form. They were passed over. */
    readonly malformed: number;
    /** Number of weeks that are not read to their end yet. */
    readonly waiting: number;
    /** Whether reading waits until authorize() knows who may bring an event. */
    readonly isHeld: boolean;
}
/** The condition of a ledger: the result of `ledger:status()`. */
export interface LedgerStatus extends ReplayStatus {
    /** Name of the open scope; nil when none is open. */
    readonly scope?: string;
    /** Why no scope is open; nil when one is. */
    readonly closedReason?: ClosedReason;
    /** What initialState() did wrong, in words; nil unless `closedReason` is "initialState". */
    readonly openProblem?: string;
    /** Seconds since the scope was opened; 0 when none is open. */
    readonly openSeconds: number;
    /** How the log compares with what others advertise. */
    readonly sync: SyncState;
    /** Number of events in the log. */
    readonly events: number;
    /** Number of weeks that are known to differ from what a peer has. */
    readonly weeksBehind: number;
    /** Number of events that are missing in these weeks, judging by the counts alone. */
    readonly eventsMissing: number;
    /** The weeks that are known to differ from what a peer has, newest first. */
    readonly behind: readonly WeekBehind[];
    /** Weeks that differ from what a peer has although they have talked about it, newest first. */
    readonly differences: readonly WeekDifference[];
    /**
     * Number of events that this client wrote in this session, the newest 500, of which nobody else is known to have them
     * although there was time to hear of it.
     */
    readonly unconfirmed: number;
    /** The seals: nil when no scope is open. */
    readonly seals?: SealStatus;
    /** The inbox: nil without the option `inbox`, and when no scope is open. */
    readonly inbox?: InboxStatus;
    /** Own events that were lost and that one peer has sent back: see ledger:recoverable(). */
    readonly recoverable: number;
    /** Events received per second, over the last 20 seconds. */
    readonly eventsPerSecond: number;
    /**
     * Estimated seconds until the missing events have arrived, at the current rate; nil when none are missing or none
     * are coming in.
     */
    readonly secondsLeft?: number;
    /** Number of events that wait for authorize(). */
    readonly held: number;
    /**
     * Number of events, in this session and at most 1,000, that came with another body under the key of an event that was here. Listeners of
     * "conflict" got both bodies.
     */
    readonly conflicts: number;
    /** Number of refused events by reason. */
    readonly refusals: Partial<Record<Refusal, number>>;
    /** Events that peers offer and that were refused; nil when there are none. */
    readonly rejected?: RejectedEvents;
    /**
     * Number of ignored messages by reason: a text that is no frame ("malformedFrame"), a payload not of its type's form
     * ("malformedMessage"), events of which one cannot be read, or that unfold to too much ("malformedBlock", "malformedUnit";
     * those before are taken in; of a unit that cannot be inflated, none), a unit of a peer of whom several are being read
     * ("surplusUnit"), another version of the protocol ("version"), a type that is not known ("unknownType"), too many at
     * once ("flood"), a whisper of somebody neither in the guild nor in the group ("stranger"), a sender who may not speak
     * ("unauthorized"), too many that wait until that is known ("heldTooMany"), what a peer says of its log after its rows were
     * wrong ("distrusted"), an advertisement of weeks to come ("future"), and requests or comparisons beyond a peer's allowance
     * ("requests", "rowsRequests", "comparisons").
     */
    readonly ignored: Record<string, number>;
    /** Number of messages or transfers waiting to be sent. */
    readonly outgoing: number;
    /** What happened to the messages since the scope was opened; nil when none is open. */
    readonly sent?: OutboxCounters;
    /** The last error that sending raised; nil when there was none. */
    readonly sendError?: string;
    /**
     * Why the game could not register the addon message prefix, so that nothing is heard of others, in words; nil when it
     * could.
     */
    readonly prefixProblem?: string;
    /** Whether this client may send: false after disableSending(). */
    readonly isSending: boolean;
    /** Whether the game refuses addon messages at present, for example in boss fights. */
    readonly isInLockdown: boolean;
    /**
     * The game's restriction that refuses messages, such as "encounter"; nil when there is none or the game does not
     * tell.
     */
    readonly restriction?: string;
    /** The other clients that were heard. */
    readonly peers: readonly PeerStatus[];
    /** The weeks whose saved text was damaged. */
    readonly quarantined: readonly DamagedWeek[];
    /** Other saved parts that were damaged and made anew from the log: "directory", "revocations"; and "names", "seal", "sealState", "seals", "orphans". */
    readonly damagedParts: readonly string[];
    /** Whether `saved` was written by a newer version of the library. If so, it is not changed. */
    readonly isReadOnly: boolean;
}
/** The type of a field's value for each kind of field. */
export interface KindValues {
    /**
     * Any value that CBOR can hold: string, number, boolean, or a table of these. It may be nil. A field without a kind
     * has this one.
     */
    any: unknown;
    /** GUID of a player as UnitGUID() returns it. */
    guid: string;
    /** List of player GUIDs. */
    "guid[]": readonly string[];
    /** A finite number. */
    number: number;
    /** A string; it may hold any bytes. */
    string: string;
    /** true or false. */
    boolean: boolean;
}
/** The name in a field's text: "amount" for "amount:number". */
export type FieldName<Text extends string> = Text extends `${infer Name}:${string}` ? Name : Text;
/** The type of a field's value when it is not nil. */
export type FieldValue<Text extends string> = Text extends `${string}:${infer Kind}`
    ? Kind extends `${infer Optional}?`
        ? KindValues[Optional & keyof KindValues]
        : KindValues[Kind & keyof KindValues]
    : unknown;
/** The fields that every event of the type has: those with a kind other than any and without "?". */
export type RequiredField<Text extends string> = Text extends `${string}?` | `${string}:any`
    ? never
    : Text extends `${string}:${string}`
      ? Text
      : never;
/** The values of the fields by name. */
export type FieldMembers<Text extends string> = {
    readonly [Required in RequiredField<Text> as FieldName<Required>]: FieldValue<Required>;
} & {
    readonly [Optional in Exclude<Text, RequiredField<Text>> as FieldName<Optional>]?: FieldValue<Optional> | undefined;
};
/** The values that submit() takes, by field name. Fields that are not literals may have any value. */
export type FieldValues<Fields extends readonly string[]> = string extends Fields[number]
    ? Readonly<Record<string, unknown>>
    : Fields extends readonly []
      ? Readonly<Record<string, never>>
      : Flat<FieldMembers<Fields[number]>>;
/** An event of a type with these fields, as its reducer gets it. It is LedgerEvent when the fields are not literals. */
export type TypedEvent<Name extends string, Fields extends readonly string[]> = string extends Fields[number]
    ? LedgerEvent
    : Flat<
          Omit<EventBase, "type"> & {
              readonly type: Name;
          } & FieldMembers<Fields[number]>
      >;
/** A field as given. One with an unknown kind is replaced by a text that says what is wrong, as in CheckedField. */
export type CheckedKind<Text extends string> = Text extends `${string}:${infer Kind}`
    ? string extends Kind
        ? Text
        : Kind extends keyof KindValues | `${keyof KindValues}?`
          ? Text
          : `'${Kind}' is no kind, but any, boolean, guid, guid[], number and string are`
    : Text;
/**
 * A field as given. One with an unknown kind or a reserved name is replaced by a text that says what is wrong: it stands
 * in the compiler's error, which says that the field is not assignable to it.
 */
export type CheckedField<Text extends string> = string extends Text
    ? Text
    : FieldName<Text> extends keyof EventBase
      ? `'${FieldName<Text>}' is a member of every event`
      : CheckedKind<Text>;
/** The fields as given, each of them checked. */
export type CheckedFields<Fields extends readonly string[]> = {
    readonly [Index in keyof Fields]: CheckedField<Fields[Index]>;
};
/** Shows an intersection of types as one object type. */
export type Flat<Type> = {
    [Key in keyof Type]: Type[Key];
};
/**
 * The options of define().
 * @typeParam Fields the fields.
 * @typeParam State the state of the ledger.
 * @typeParam Event the events of the type.
 */
export interface TypeOptions<
    Fields extends readonly string[] = readonly string[],
    State extends object = object,
    Event = LedgerEvent,
> {
    /** Number of the type, 1-255. It is stored and sent, so never change it or give it to another type. */
    readonly id: number;
    /**
     * The fields in order, at most 32. Each is "name", "name:kind" or "name:kind?". The kinds are any, guid, guid[],
     * number, string and boolean. Add new fields only at the end, with "?" or without a kind, because existing events
     * lack them.
     *
     * A reducer only gets events whose fields with a kind are present and of that kind. submit() raises an error if a
     * field is not. An event from another client that does not fit stays in the log but is skipped; see
     * `schemaMismatch` in LedgerStatus. A field with "?" may also be nil. A field without a kind, or with kind any, may
     * be nil or any value that CBOR can hold.
     *
     * The kinds guid and guid[] are packed as binary, which takes a sixth of the text. All other kinds are packed
     * alike, so you can add, remove or change such a kind as long as the stored events fit.
     */
    readonly fields: Fields;
    /**
     * Takes an event out of the state again, after others have been applied: changes `state` in place, as the reducer does. It is
     * called where a sealed event was revoked, which cannot be skipped any more (docs/seals.md), alike on all clients, and must depend on
     * its arguments alone. Without it, sealed events of the type cannot be revoked.
     * @example undo = function(state, event) state.points[event.player] = state.points[event.player] - event.amount end
     */
    readonly undo?: (this: void, state: State, event: Event) => void;
}
/**
 * A type of events: the result of define(). It has the ledger's methods for this type alone, and in TypeScript it knows
 * the types of its fields.
 * @typeParam Name the name of the type.
 * @typeParam Fields the fields that were given to define().
 * @example
 * const award = ledger.define("award", { id: 1, fields: ["player:guid", "amount:number"] }, (state, event) => {
 *     state.points[event.player] = (state.points[event.player] ?? 0) + event.amount;
 * });
 * if (UnitIsPlayer("target")) award.submit({ player: UnitGUID("target")!, amount: 50 });
 */
export interface EventType<Name extends string = string, Fields extends readonly string[] = readonly string[]> {
    /** Name of the type, as given to define(). */
    readonly name: Name;
    /** Number of the type, 1-255, as given to define(). */
    readonly id: number;
    /**
     * Writes an event of this type, like `ledger:submit(name, values)`. Raises an error if a value does not fit its
     * field.
     * @param values the values by field name. A field that is left out is nil.
     * @returns the event; or nil and the reason why it is not in the log, as for Ledger.submit.
     */
    submit(
        values: FieldValues<Fields>,
    ): LuaMultiReturn<[TypedEvent<Name, Fields>, undefined?] | [undefined, SubmitRefusal]>;
    /**
     * Iterates over the events of this type in order. Events that do not fit the fields are left out.
     * @param filter which events, as for `ledger:events()`; nil for all.
     * @example for event in award:events({ from = time() - 86400 }) do print(event.player, event.amount) end
     */
    events(filter?: Omit<EventFilter, "type">): LuaIterable<TypedEvent<Name, Fields>>;
    /**
     * Whether an event is of this type and fits its fields. Use it in listeners, which get events of all types.
     * @example ledger:on("eventAdded", function(event) if award:is(event) then print(event.amount) end end)
     */
    is(event: LedgerEvent): event is LedgerEvent & TypedEvent<Name, Fields>;
}
/**
 * The TypeScript type of the events of a defined type.
 * @example type Award = EventOf<typeof award>;
 */
export type EventOf<Type> = Type extends EventType<infer Name, infer Fields> ? TypedEvent<Name, Fields> : never;
/**
 * The TypeScript type of the values that submit() of a defined type takes.
 * @example const values: ValuesOf<typeof award> = { player, amount: 50 };
 */
export type ValuesOf<Type> = Type extends EventType<string, infer Fields> ? FieldValues<Fields> : never;
/**
 * A ledger: the result of createLedger(). A method raises an error if its arguments are invalid.
 * @typeParam State the state: what `initialState` returns and reducers change.
 */
export interface Ledger<State extends object = object> {
    /**
     * Defines a type of events, and how its events change the state. Defining a type again replaces its fields and
     * reducer; its events are then applied again.
     * @param name name of the type, 1-32 bytes.
     * @param options number and fields of the type.
     * @param reducer changes the state in place. It must depend on its arguments alone.
     * @returns the type. It offers a shorter way to submit and list its events, and in TypeScript it knows their
     * fields.
     * @example
     * ledger:define("award", { id = 1, fields = { "player:guid", "amount:number", "reason" } }, function(state, event)
     *     state.points[event.player] = (state.points[event.player] or 0) + event.amount
     * end)
     */
    define<const Name extends string, const Fields extends readonly string[]>(
        name: Name,
        options: TypeOptions<CheckedFields<Fields>, State, TypedEvent<Name, Fields>>,
        reducer: (this: void, state: State, event: TypedEvent<Name, Fields>) => void,
    ): EventType<Name, Fields>;
    /**
     * Starts the ledger. It opens as soon as its scope is known, and reopens with another log when the character
     * changes guilds. Define all types before: it raises an error if `authorize` names a type that is not defined, or
     * says nothing about one that is.
     */
    start(): void;
    /** Saves everything and closes the ledger. */
    stop(): void;
    /**
     * Writes an event. Raises an error if the type is not defined or a value does not fit its field.
     * @param type name of a defined type.
     * @param values the values by field name. A field that is left out is nil.
     * @returns the event as all clients will see it; or nil and the reason why it is not in the log: "closed" (no scope
     * is open), "unauthorized" (authorize() said no), "held" (authorize() does not know yet; the event enters the log
     * when it says yes), "clock" (too many events at once), "readOnly" (`saved` is of a newer version of the library),
     * "refused" (for another reason).
     * @example
     * if UnitIsPlayer("target") then
     *     ledger:submit("award", { player = UnitGUID("target"), amount = 50, reason = "Ragnaros" })
     * end
     */
    submit(
        type: string,
        values: Readonly<Record<string, unknown>>,
    ): LuaMultiReturn<[LedgerEvent, undefined?] | [undefined, SubmitRefusal]>;
    /**
     * Creates a sandbox. It takes events and shows the state that they would lead to, and sends none of them until
     * commit().
     * @returns the fork; nil when no scope is open.
     * @example
     * local fork = ledger:fork()
     * fork:submit("award", { players = raid, amount = 50, reason = "what if" })
     * fork:onStateChanged(function() show(fork:getState()) end)
     */
    fork(): Fork<State> | undefined;
    /**
     * Revokes an event: reducers skip it on all clients. The revocation is an event itself; revoking it restores the
     * first event. An imported event with an id is revoked by its id, with all others that have it.
     * @param event an event of this ledger, or a table with its time, creator and counter.
     * Of a sealed event the revocation carries the event, and the type's `undo` takes it out of the state.
     * @returns the revocation; or nil and a reason, as for submit(). The reason "sealed" means that a sealed event cannot be taken back: its type has no `undo`, it is not
     * here, it does not count, or it is a revocation or a seal. The reason "clock" can also mean that the event
     * lies too far ahead of the server's time because its creator's clock was wrong. Try again in a minute or two.
     */
    revoke(event: EventKey): LuaMultiReturn<[LedgerEvent, undefined?] | [undefined, SubmitRefusal]>;
    /**
     * Imports events from elsewhere, for migrations. They keep their times and creators. Everyone who imports the same
     * list gets the same events, and importing it twice adds none. Several may import, at the same time and offline from
     * each other, lists that differ: once they have synced, no entry is missing, and those with an `id` of their own count
     * once, even if their creators or values differ. Entries without one are the same when time, creator, type and values are;
     * two of these in one list are two events. Each event must pass authorize() with this client as sender. Imported
     * events are not sent at once; peers ask for them. The work is done in slices. Clients of version 0.1 keep and pass on
     * events with an `id`, and the second and further of equal ones, but do not show them.
     * @param entries the events. Do not change the list before `done` is called.
     * @param done called at the end with the result, when the events are also packed for SavedVariables, so that a logout
     * that follows has little to do.
     * @returns true when the import has started; false when no scope is open or the ledger is read-only.
     * @example
     * ledger:importEvents({
     *     { id = 71, type = "award", time = 1622441509, creator = guid, values = { amount = 50 } },
     *     { id = 72, time = 1622441700, creator = guid, revokes = 71 },
     * }, function(result) print(result.added .. " added", table.concat(result.errors, "\n")) end)
     */
    importEvents(entries: readonly ImportEntry[], done: (this: void, result: ImportResult) => void): boolean;
    /**
     * Lists events that this client wrote and lost, and that one peer has sent back, in order. After a crash, what was written
     * since the last logout is only with others. What two peers hold alike comes back by itself; what one holds is listed.
     * @returns an empty list when there are none or no scope is open.
     */
    recoverable(): LedgerEvent[];
    /**
     * Takes the events of recoverable() back into the log. Ask the player first: a single peer may have invented them.
     * It does so in slices: they are in the log a moment later, as the listener "eventAdded" tells.
     * @returns the number of these events.
     */
    recover(): number;
    /**
     * Tells what is known of where an event is besides here.
     * @param event an event of this ledger, or a table with its time, creator and counter.
     * @returns nil when it is not in the log, or no scope is open.
     * @example
     * local event = ledger:submit("award", { player = guid, amount = 50 })
     * -- a minute later
     * local delivery = ledger:delivery(event)
     * if delivery and delivery.state == "here" then print("nobody else is known to have it yet") end
     */
    delivery(event: EventKey): Delivery | undefined;
    /**
     * Whether an event is revoked now; false when no scope is open.
     * @param event an event of this ledger, or a table with its time, creator and counter.
     */
    isRevoked(event: EventKey): boolean;
    /**
     * Returns the last complete state. Do not change it (in TypeScript it is read only), and keep no part of it after
     * the next "stateChanged". While no scope is open, it is the initial state.
     */
    getState(): ReadonlyState<State>;
    /**
     * Registers a listener; see LedgerListeners for the names.
     * @param name what to listen for.
     * @param listener called each time.
     * @returns a function that removes the listener.
     */
    on<Name extends keyof LedgerListeners<State>>(
        name: Name,
        listener: LedgerListeners<State>[Name],
    ): (this: void) => void;
    /**
     * Iterates over all events in order. An event of an unknown type has the type "#number" and no fields. An event
     * that does not fit the fields of its type has no fields either.
     * @param filter which events; nil for all. Raises an error if it has a key that EventFilter has not.
     * @example for event in ledger:events({ type = "award", from = time() - 86400 }) do print(event.player) end
     */
    events(filter?: EventFilter): LuaIterable<LedgerEvent>;
    /**
     * Visits events in slices, a few milliseconds a frame: for lists that would take longer than a frame has time. Events that
     * come on the way may be missing.
     * @param filter which events, and in which order; an empty table for all. Raises an error as events() does.
     * @param visit called with each event. When it returns false, no more come; nor when it raises an error, which goes to the
     * game's error handler, once.
     * @param done called at the end with the number of events that were visited; nil when nobody needs to know.
     * @returns whether a scope is open. When none is, or it is closed on the way, `done` is not called.
     * @example
     * ledger:eachEvent({ player = guid, newestFirst = true, limit = 200 }, addRow, function(count) print(count .. " rows") end)
     */
    eachEvent(
        filter: EventFilter,
        visit: (this: void, event: LedgerEvent) => boolean | void,
        done?: (this: void, count: number) => void,
    ): boolean;
    /**
     * Returns the event with a key, as events() gives it; nil when the log has none, or no scope is open.
     * @param key an event of this ledger, or a table with its time, creator and counter.
     * @example local original = ledger:find(revocation.target)
     */
    find(key: EventKey): LedgerEvent | undefined;
    /** Returns the condition of the ledger, as a new table each time. */
    status(): LedgerStatus;
    /**
     * Seals all weeks before one: nothing enters them any more, their state reaches newcomers at once, and their events may be dropped. See docs/seals.md. The state
     * is made anew for it, in slices.
     * @param options `before`: a time (Unix seconds) of the first week that is not sealed, at most now; by default that of last week. `force`: whether to seal although this
     * client is not known to be in step with others, or joins a seal of earlier weeks; what they have more comes too late then.
     * @param done called with what came of it.
     * @returns false when no scope is open; then `done` is not called.
     * @example ledger:seal({}, function(result) print(result.event and "sealed" or result.reason) end)
     */
    seal(options: SealOptions, done: (this: void, result: SealResult) => void): boolean;
    /**
     * Accepts a seal that leaves out more than 256 events that are here: they are set aside as orphans(). `status().seals.mismatch` names the seal. Or one
     * of which nothing comes (`status().seals.joining.isStalled`): its state is taken, although nobody but its author says that it is right.
     * @param event the seal, or a table with its time, creator and counter.
     * @returns whether that seal is waiting for it.
     */
    acceptSeal(event: EventKey): boolean;
    /**
     * Lists events that came too late for a seal, in order. They are not in the log, and are kept in the file until they are resubmitted.
     * @returns an empty list when there are none or no scope is open.
     */
    orphans(): LedgerEvent[];
    /**
     * Writes an orphan of this player again, as a new event of now; of a revocation, revokes anew. Reducers see when it was first written as `event.originalTime`.
     * @param event an event of orphans(), or a table with its time, creator and counter.
     * @returns the new event; or nil and a reason, as for submit(). "unauthorized" also means that another player wrote it, "refused" that it is no orphan.
     * @example for _, orphan in ipairs(ledger:orphans()) do ledger:resubmit(orphan) end
     */
    resubmit(event: EventKey): LuaMultiReturn<[LedgerEvent, undefined?] | [undefined, SubmitRefusal]>;
    /**
     * Drops the events of sealed weeks from memory and file, but for the newest weeks; the state and what tells others that this client is equal stay. It
     * cannot be undone here: peers that hold the events do not send them again. The work is done in slices.
     * @param weeks number of weeks to keep, this one included; a whole number from 1 on.
     * @param done called with what was dropped.
     * @returns false when no scope is open, or the ledger is read-only; then `done` is not called.
     * @example ledger:prune(8, function(result) print(result.events .. " events dropped") end)
     */
    prune(weeks: number, done?: (this: void, result: PruneResult) => void): boolean;
    /**
     * Gives all that is here of the open scope as text, in the form of a SavedVariables file: before prune(), say. Put into a file, it is read by `npm run inspect`; in place of
     * the addon's saved table, by the library. The work is done in slices.
     * @param done called with the text, some 10 to 20 bytes an event: show it in a box to copy.
     * @returns false when no scope is open, or the ledger is read-only; then `done` is not called.
     * @example ledger:exportText(function(text) MyTextBox:SetText(text) end)
     */
    exportText(done: (this: void, text: string) => void): boolean;
    /**
     * Makes the state as it was after all events up to a time. The work is done in slices, and the current state does
     * not change.
     * @param time Unix seconds, inclusive, 0 to 2^32.
     * @param done called with the state, which belongs to the caller; or with nil and "pruned" where events of that time are not here, or "unreadable" where the sealed state in the file is damaged. It is not called when no scope is open.
     * @example ledger:stateAt(GetServerTime() - 7 * 86400, function(state) print(state and state.points[guid]) end)
     */
    stateAt(time: number, done: (this: void, state: State | undefined, reason?: "pruned" | "unreadable") => void): void;
    /**
     * Replays the whole log, or what is here behind a sealed state, in slices, and compares the result with the current state. This finds reducers that depend
     * on something other than state and event.
     * @param done called with the result. It is not called when no scope is open.
     */
    verify(done: (this: void, verification: Verification) => void): void;
    /**
     * Replays all remaining events at once instead of a batch each frame. The game stands still meanwhile.
     * @param seconds most seconds that this may take, 0-10.
     * @returns whether the state now shows the whole log; false when no scope is open.
     */
    catchUp(seconds: number): boolean;
    /** Pauses replay: the state stays as it is until resume(). Events are still stored and synced. */
    pause(): void;
    /** Continues replay after pause(). */
    resume(): void;
    /**
     * Describes the condition of the ledger and what to do about it, in plain English sentences. The most important
     * comes first; there is at least one.
     * @example for _, sentence in ipairs(ledger:explain()) do print(sentence) end
     */
    explain(): string[];
    /**
     * Returns a text of several lines for somebody who helps with the ledger: versions, status, explanation, peers and
     * last messages. Players are numbered, and the guild is left out.
     */
    supportText(): string;
    /**
     * Returns the last 200 messages in and out, in words, oldest first; an empty list when no scope is open. For
     * support.
     */
    trace(): TraceEntry[];
    /**
     * Changes the limits of a replay batch. A limit that is left out stays as it is. Raises an error if a limit is
     * invalid or unknown.
     */
    setReplayLimits(limits: Partial<ReplayLimits>): void;
    /** Lets this client advertise, answer and send new events, as far as authorize() allows it. This is the default. */
    enableSending(): void;
    /**
     * Makes this client only listen and ask. What it submits meanwhile is sent when sending is enabled again and a peer
     * asks.
     */
    disableSending(): void;
}
/** The result of committing a fork. */
export interface CommitResult {
    /** Number of events that entered the ledger or wait for authorize(). */
    readonly committed: number;
    /** Number of events that submit() refused, by reason. They stay in the fork. */
    readonly refused: Partial<Record<SubmitRefusal, number>>;
}
/**
 * A sandbox on a ledger: the result of `ledger:fork()`.
 * @typeParam State the state of the ledger.
 */
export interface Fork<State extends object = object> {
    /**
     * Adds an event to the fork alone. Raises an error if the type is not defined or a value does not fit its field.
     * @returns the event with a provisional key, which changes when it is committed; nil when the fork was dropped.
     */
    submit(type: string, values: Readonly<Record<string, unknown>>): LedgerEvent | undefined;
    /**
     * Returns the ledger's state with the fork's events applied. Until the copy is made, which takes some frames, it
     * returns the ledger's state without them; see isReady().
     */
    getState(): ReadonlyState<State>;
    /** Whether getState() shows the events of the fork. */
    isReady(): boolean;
    /** Number of events in the fork that are not committed. */
    count(): number;
    /** Registers a listener that is called whenever the fork's state has changed. */
    onStateChanged(listener: (this: void) => void): void;
    /**
     * Submits the fork's events to the ledger in order. Drops the fork when all of them entered.
     * @returns how many entered, and why others did not.
     */
    commit(): CommitResult;
    /** Forgets the fork's events. The fork then shows the ledger's state. */
    drop(): void;
}
/**
 * The library: the result of LibStub("LibEventLedger-1.0").
 * @example
 * import type { LibEventLedger } from "lib-event-ledger";
 *
 * declare const LibStub: (this: void, name: "LibEventLedger-1.0") => LibEventLedger;
 * const library = LibStub("LibEventLedger-1.0");
 */
export interface LibEventLedger {
    /** Semantic version of the loaded library, for example "1.2.0". */
    readonly version: string;
    /** Ready-made answers to `authorize`. */
    readonly policies: Policies;
    /**
     * Creates a ledger. Call it on ADDON_LOADED, when SavedVariables are loaded; then define() the types and start()
     * the ledger. Raises an error if an option is invalid or unknown, or if another ledger uses the same name or `saved` table.
     * @example
     * local ledger = LibEventLedger:createLedger({
     *     name = "MyDKP",
     *     saved = MyDKP_Saved,
     *     initialState = function() return { points = {} } end,
     *     authorize = LibEventLedger.policies.guildRank(1),
     * })
     */
    createLedger<State extends object, Answer extends boolean | undefined = boolean | undefined>(
        options: LedgerOptions<State, Answer>,
    ): Ledger<State>;
}
/** Calls between the members of a room. */
/**
 * Who is called: "Name-Realm"; "any": this client if it handles the call, else the first member by name that does; "all": all that do, at most 40; or
 * a function that gives a name, or nil when there is nobody.
 * @example room:call(function() return auctioneer:holders()[1] end, "auction.bid", { item = 19019 }, done)
 */
export type CallTarget = string | ((this: void) => string | undefined);
/** How `room:call()` calls. */
export interface CallOptions {
    /** Seconds after which a call ends with why "timeout", 1 to 300; by default what the room was created with. */
    readonly timeout?: number;
}
/**
 * Why a call has no result.
 * - "timeout": no answer came in time. It may have been executed, or may still be.
 * - "offline": the member is not there, or has gone before it answered.
 * - "restarted": it has started anew before it answered, by a /reload for example. It may have executed the call.
 * - "noHandler": it handles no such call; for "any": nobody does.
 * - "raised": its handler raised an error; its message comes third.
 * - "unauthorized": it does not let this client call.
 * - "tooLarge": the arguments or the result are over 4,080 bytes.
 * - "full": too many calls are open, or there is no room on a board.
 * - "closed": the room was closed.
 */
export type CallWhy =
    "timeout" | "offline" | "restarted" | "noHandler" | "raised" | "unauthorized" | "tooLarge" | "full" | "closed";
/** How the call of one member ended: what a call of "all" gives for each. */
export interface CallOutcome {
    /** What the handler gave; nil, too, when there is a `why`. */
    readonly result?: unknown;
    /** Why there is no result; nil when there is one. */
    readonly why?: CallWhy;
    /** The message of the error, where why is "raised". */
    readonly detail?: string;
}
/**
 * Called once with how a call ended. `result` is what the handler gave; for "all", a table of CallOutcome by name, for those that handle it.
 * `why` says why there is no result; it is nil when there is one, and for "all" unless the call cannot be made at all ("closed").
 * `detail` is the message of the error, where why is "raised".
 */
export type OnCalled = (this: void, result: unknown, why?: CallWhy, detail?: string) => void;
/** Called once with the seconds until a member has answered; or with nil and why it did not. */
export type OnPinged = (this: void, seconds: number | undefined, why?: CallWhy) => void;
/**
 * Answers a call later: see CallHandler. `value` is what the caller gets: anything that an event's field may be; nil, too. It returns false when nobody waits
 * for it any more, or an answer was given already.
 */
export type Respond = (this: void, value?: unknown) => boolean;
/**
 * Answers a call with what it returns; with nil when it returns nothing. `args` is what the caller gave, `caller` is "Name-Realm". It may return `respond` instead, and
 * call that later.
 * @example function(args, caller) return bids[args.item] end
 * @example function(args, caller, respond) C_Timer.After(5, function() respond("done") end) return respond end
 */
export type CallHandler = (this: void, args: unknown, caller: string, respond: Respond) => unknown;
/** Handlers by name, in up to 8 levels: { raid = { getFoo = ... } } is called as "raid.getFoo". */
export interface CallHandlerTable {
    /** A handler, or a table of handlers. */
    readonly [name: string]: CallHandler | CallHandlerTable;
}
/** Leases of a room: the right to do something that only one client, or a few, may do at a time. */
/** What a lease is made with: what `room:lease()` takes. All clients have to give the same. */
export interface LeaseOptions {
    /** Most holders at a time, 1 to 40; 1 by default, and with electors. */
    readonly max?: number;
    /**
     * Who decides: names as "Name-Realm", or in a guild indices of ranks, 0 for the guild master. Most of them have to be online, with
     * this lease made on their clients, for anybody to hold it; then there are never two holders at a time. Without electors, members that do not
     * hear each other may each hold it. An elector that has just logged in or reloaded does not decide for 104 seconds.
     */
    readonly electors?: readonly string[] | readonly number[];
}
/** How `lease:acquire()` asks. */
export interface AcquireOptions {
    /** Whether the request waits in line; true by default. With false it is refused with "maxHolders" when others hold the lease. */
    readonly wait?: boolean;
}
/**
 * Why a lease was not granted. "maxHolders": others hold it or come first, and the request does not wait. "noElectors": nor does it for electors,
 * most of which are not here or not free. "unheard": nor for its claim to be said, in a
 * lockdown perhaps. "released": given up by its own client. "unauthorized": it may not hold it. "mute": it may not speak in
 * guild chat. "full", "tooLarge": there is no room for the claim on its board. "closed": the room was closed.
 */
export type LeaseRefusal =
    "maxHolders" | "noElectors" | "unheard" | "released" | "unauthorized" | "mute" | "full" | "tooLarge" | "closed";
/** Told once whether a lease was granted, and why it was not. */
export type OnAcquired = (this: void, granted: boolean, why?: LeaseRefusal) => void;
/** Told of other holders or another term; the term is nil when there is no holder. */
export type OnLeaseChanged = (this: void, holders: readonly string[], term: number | undefined) => void;
/**
 * The right to do something that only one client, or a few, may do at a time. It guards no data by itself: messages are late and get lost, so
 * that somebody may act on a lease that it has just lost. What matters is judged in the order of a log: put term() into what you write there,
 * and compare (term, holder): the higher term counts, of equal ones the name with the greater bytes.
 * @example
 * local auctioneer = room:lease("auctioneer")
 * auctioneer:acquire(function(granted, why) print(granted and "you lead" or why) end)
 */
export interface Lease {
    /**
     * Asks to hold the lease. Who is granted it and loses it later, in a lockdown for example, stays in line for it until release();
     * on("changed") and isHeld() tell.
     * @param callback told once: granted or not, and why not. Never before acquire() has returned, unless the room is closed.
     * @param options how it asks; by default the request waits in line.
     * @example
     * auctioneer:acquire(function(granted, why)
     *     if not granted then print("somebody else leads: " .. why) end
     * end, { wait = false })
     */
    acquire(callback: OnAcquired, options?: AcquireOptions): void;
    /** Gives the lease up, or stops waiting for it: requests end with "released". */
    release(): void;
    /** Whether this client holds the lease at this moment. Ask each time before acting on it. */
    isHeld(): boolean;
    /** The names, "Name-Realm", of those that hold it, as far as this client knows; the own one only while isHeld(). */
    holders(): readonly string[];
    /**
     * The number of this holding: it grows from one holder to the next, and is about the server's time in seconds. The own one while
     * isHeld(), else that of the holder; nil when there is none.
     */
    term(): number | undefined;
    /**
     * Registers a listener for other holders or another term. It is called within a second of it.
     * @returns a function that removes the listener.
     * @example lease:on("changed", function(holders, term) print(holders[1] or "nobody", term) end)
     */
    on(name: "changed", listener: OnLeaseChanged): (this: void) => void;
}
/** The listeners of `room:on()`. */
/** Called with what was emitted, which may be nil, and "Name-Realm" of who emitted it. */
export type RoomEventListener = (this: void, value: unknown, sender: string) => void;
/** Why a member has left: it said goodbye, or the game says that it is offline or not in the guild or group any more. */
export type LeaveReason = "bye" | "offline";
/** The listeners that `room:on()` takes by these names, with their arguments. All other names are those of events: see emit(). */
export interface RoomListeners {
    /** Called when a member, "Name-Realm", has come. */
    joined: (this: void, name: string) => void;
    /** Called when a member, "Name-Realm", has gone. A /reload is no leaving, if the member is back within half a minute. */
    left: (this: void, name: string, reason: LeaveReason) => void;
    /** Called when the room has opened: see `scope` in RoomStatus. */
    opened: (this: void, scope: string) => void;
    /** Called when the room has closed: the character left the guild or group, or close() was called. */
    closed: (this: void, scope: string) => void;
    /** Called when a member, "Name-Realm", has emitted events that will never come, with their number. */
    gap: (this: void, sender: string, count: number) => void;
}
/** The listener that `room:on()` takes for a name. */
export type RoomListener<Name extends string> = Name extends keyof RoomListeners
    ? RoomListeners[Name]
    : RoomEventListener;
/**
 * Why an event was not emitted: the room is closed; this client has no room for it ("full": 64 events or 8 kB have not been sent yet, or
 * its board has none); or name and value take more than 4,080 bytes.
 */
export type EmitRefusal = "closed" | "full" | "tooLarge";
/** Rendezvous of a room: requests of several members that find each other. */
/** What somebody looks for: what `room:meet()` takes. */
export interface MeetOptions {
    /** What for: requests of one event find each other. 1 to 255 bytes. */
    readonly event: string;
    /** How many others are wanted: 0 to 39, 1 by default. With 0 the result is there at once. */
    readonly mates?: number;
    /** For whom: 1 to 255 bytes, this client's name by default. */
    readonly actor?: string;
    /** What the request says of itself: { role = "tank" } or "role=tank". By default the actor, as "actor". */
    readonly labels?: string | Readonly<Record<string, string>>;
    /**
     * What the labels of the others have to be, as Kubernetes writes it: `=`, `==`, `!=`, `in (a, b)`, `notin (a, b)`, `key`, `!key`, with
     * commas for "and". By default another actor than the own one.
     * @example "role in (tank, healer), !busy"
     */
    readonly selector?: string;
    /** What the others get, as an event's field could be; up to about 4,000 bytes. */
    readonly payload?: unknown;
    /** Seconds until the request ends without result: 60 by default, a day at most; false waits. */
    readonly timeout?: number | false;
}
/**
 * What has become of a request. "open": it looks for mates. "promised": it is bound to a match of another one who has not decided yet.
 * "matched": it has its result. "aborted": it ended without one. "unknown": it was promised, and what came of that cannot be found out.
 */
export type MeetState = "open" | "promised" | "matched" | "aborted" | "unknown";
/**
 * Why a request ended without result. "timeout", "cancelled": as it says. "unknown": its coordinator has gone after this client's promise, others may have been matched.
 * "closed": the room was closed. "tooLarge": it takes more than 4,096 bytes. "full": this client says 16,384 bytes already, or fills all of its 256 slots.
 */
export type MeetFailure = "timeout" | "cancelled" | "unknown" | "closed" | "tooLarge" | "full";
/** One member of a group. */
export interface MeetMate {
    /** That of the request in the list of pending ones. */
    readonly id: string;
    /** The player who asked: "Name-Realm". */
    readonly owner: string;
    /** For whom; what the owner said of itself. */
    readonly actor: string;
    /** What the request said of itself. */
    readonly labels: Readonly<Record<string, string>>;
    /** What it gives the others; nil when that is nothing. */
    readonly payload: unknown;
}
/** A group that was formed. All members get the same. */
export interface MeetResult {
    /** All members, the oldest request first, this client's own among them. */
    readonly requests: readonly MeetMate[];
    /** The payloads by actor. */
    readonly payloads: Readonly<Record<string, unknown>>;
}
/** Called once, when a request has ended: with the result, or with nil and why there is none. */
export type OnMet = (this: void, result: MeetResult | undefined, why: MeetFailure | undefined) => void;
/** A request that is open, or whose match is not decided. */
export interface PendingRequest {
    /** Unique in the room. */
    readonly id: string;
    /** The player who asks: "Name-Realm". */
    readonly owner: string;
    /** What for. */
    readonly event: string;
    /** For whom; what the owner says of itself. */
    readonly actor: string;
    /** What the request says of itself. */
    readonly labels: Readonly<Record<string, string>>;
    /** What the labels of the others have to be, as it was given. */
    readonly selector: string;
    /** How many others are wanted. */
    readonly mates: number;
    /** What it gives the others; nil when that is nothing. */
    readonly payload: unknown;
    /** Unix seconds. */
    readonly createdAt: number;
}
/** A request of this client: the result of `room:meet()`. */
export interface MeetHandle {
    /** As in the list of pending requests; "" for one that never was in it. */
    readonly id: string;
    /**
     * Ends the request, unless a match of another client was promised it: its callback gets "cancelled".
     * @returns whether it did.
     */
    cancel(): boolean;
    /** What has become of it. */
    state(): MeetState;
}
/**
 * What an object is changed with: MongoDB's update operators, each with paths and operands. A path is names and indices from 0, joined by dots.
 * $set, $unset, $inc, $mul, $min, $max, $rename, $currentDate, $push ($each, $position, $slice, $sort), $addToSet, $pop, $pull, $pullAll, $bit.
 * @example { ["$set"] = { ["boss.name"] = "Onyxia" }, ["$inc"] = { ["boss.tries"] = 1 } }
 */
export type PatchOperators = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
/**
 * Why a patch has changed nothing.
 * - "failed": it does not fit the data; what does not, comes with it in words.
 * - "unauthorized": its author may not patch.
 * - "outdated": a lease guards the object, and it was made under an earlier term than one before it.
 */
export type PatchFailure = "failed" | "unauthorized" | "outdated";
/**
 * Why a patch was not made, or changed nothing. Beside PatchFailure: "notHeld": this client does not hold the lease that guards the object. "full": 128 patches or 8 kB
 * of this client's have not been taken over yet. "tooLarge": it takes more than a board's cell, about 4 kB. "late": it came too late again and again. "stopped", "closed":
 * the object was stopped, or the room has closed.
 */
export type PatchRefusal = PatchFailure | "notHeld" | "full" | "tooLarge" | "late" | "stopped" | "closed";
/**
 * Told what became of a patch: first in the order that is known at the moment, and once more when `isFinal`. Others' patches that were made before and come
 * after it may change the first word. Final is what was taken over into the data from which a joiner starts, and what another member has, too: about 20 seconds after the
 * last patch. `value` is the whole object at that moment. `detail` says in words why it has failed. When the room closes before, it is told "closed".
 */
export type OnPatchOutcome = (
    this: void,
    ok: boolean,
    why: PatchRefusal | undefined,
    value: object,
    isFinal: boolean,
    detail?: string,
) => void;
/** Told of a value that has changed; nil where there is or was nothing. */
export type OnObserved = (this: void, value: unknown, old: unknown) => void;
/** The listeners of a shared object, by name. */
export interface SharedObjectListeners {
    /**
     * Called for each patch that has come, this client's own, too, with its author, "Name-Realm"; `ok` is false if it has changed nothing. Patches
     * that come with a copy of the object are not told one by one: see observe().
     */
    patched: (this: void, operators: PatchOperators, author: string, ok: boolean) => void;
    /** Called when a patch of this client came too late, and was made anew with the present time. */
    reissued: (this: void) => void;
}
/**
 * How a shared object is made. All clients have to give the same.
 * @typeParam Data what it holds.
 */
export interface SharedObjectOptions<Data extends object = object> {
    /** What it holds when nobody has it yet: a table with text as keys, at most 16 kB encoded. Only that of the client that makes it counts. */
    readonly data: Data;
    /** Who holds this lease may patch, and nobody else. */
    readonly writers?: Lease;
    /** A table in the addon's SavedVariables, in which the object lasts from one session to the next. */
    readonly saved?: object;
}
/** The condition of a shared object: see RoomStatus. */
export interface SharedObjectStatus {
    /** Name of the object. */
    readonly name: string;
    /** Whether it is known what the others have. */
    readonly isKnown: boolean;
    /** Patches that are not final yet. */
    readonly patches: number;
    /** Patches that came too late and of which it is not known that they were made anew, since the room was opened. */
    readonly lost: number;
}
/**
 * A table that all members share: any of them may patch it, and all see the patches in one order, so that all have the same. It is gone when all have gone who
 * have made it, unless it is saved. An array without elements and null are no values of Lua: see LibEventLedgerRooms.emptyArray and null.
 * @typeParam Data what it holds.
 * @example
 * local item = room:sharedObject("item", { data = { bids = 0 } })
 * item:observe("bids", function(bids) print(bids, "bids") end)
 * item:patch({ ["$inc"] = { bids = 1 } })
 */
export interface SharedObject<Data extends object = object> {
    /** Name of the object, as given to room:sharedObject(). */
    readonly name: string;
    /** Returns what it holds; its own patches are in it at once. Do not change it, nor anything in it: it stays as it is when the object changes. */
    get(): Data;
    /** Whether it is known what the others have. Until then get() gives `data` with the own patches, which are sent as soon as it is. */
    isKnown(): boolean;
    /**
     * Changes the object. All or none of a patch is applied. What cannot be a patch, whatever the data, raises an error.
     * @param operators what is done.
     * @param callback told what became of it; see OnPatchOutcome.
     * @example
     * item:patch({ ["$push"] = { history = { who = "Ann", dkp = 50 } } }, function(ok, why, value, isFinal)
     *     if not ok then print("not done: " .. why) end
     * end)
     */
    patch(operators: PatchOperators, callback?: OnPatchOutcome): void;
    /**
     * Has a function told when what is at a path has changed: by a patch to it, to what it is in, or to what is in it.
     * @param path names and indices from 0, joined by dots; "" is the whole object.
     * @param observer called with the value and the one before.
     * @returns a function that ends it.
     * @example item:observe("boss.hp", function(hp, old) bar:SetValue(hp or 0) end)
     */
    observe(path: string, observer: OnObserved): (this: void) => void;
    /**
     * Registers a listener; see SharedObjectListeners.
     * @returns a function that removes the listener.
     */
    on<Name extends keyof SharedObjectListeners>(
        name: Name,
        listener: SharedObjectListeners[Name],
    ): (this: void) => void;
    /** Ends observers and listeners; patches are refused from now on. The client still keeps the object for the others until the room closes. */
    stop(): void;
}
/**
 * Why a contribution to a pool is not made: the room is closed, this client has no room for it ("full": 256 entries, requests, claims
 * and calls or 16 kB in all), or the value takes more than 4 kB.
 */
export type ContributeRefusal = "closed" | "full" | "tooLarge";
/** A key of a pool. The string "5" and the number 5 are two keys. */
export type PoolKey = string | number;
/** The fields of a pool as given, each of them checked: see CheckedKind. */
export type PoolFields<Fields extends readonly string[] | undefined> = {
    readonly [Index in keyof Fields]: Fields[Index] extends string ? CheckedKind<Fields[Index]> : Fields[Index];
};
/** What a pool holds: what its fields say; without fields, what the type argument or its key function says. */
export type PoolValue<Value, Fields extends readonly string[] | undefined> = Fields extends readonly string[]
    ? FieldValues<Fields>
    : Value;
/**
 * How the values of a pool are keyed and coded: what `room:pool()` takes. All clients have to give the same.
 * @typeParam Value what is contributed, without fields.
 * @typeParam Fields the texts of the fields.
 */
export interface PoolOptions<Value = unknown, Fields extends readonly string[] | undefined = undefined> {
    /** Gives the key of a value: a string or a number. It is called by replaceContribution(), with a value that fits the fields. */
    readonly key: (this: void, value: PoolValue<Value, Fields>) => PoolKey;
    /**
     * The fields of the values, like those of events: "item:string", "amount:number", "note:string?". A value is then a table with
     * these fields and no others, and their names do not travel. Add new fields only at the end: clients that do not know them yet
     * pass them over. Without fields a value is anything that CBOR can hold, but nil.
     */
    readonly fields?: PoolFields<Fields>;
}
/**
 * A pool: what members contribute under keys, seen alike by all. Who contributes under a key takes it over; only who contributed last may withdraw. What
 * a member has contributed goes when it goes offline, and stays over a /reload if it is contributed again within half a minute.
 * @typeParam Value what is contributed.
 * @example
 * local bids = room:pool("bids", {
 *     key = function(bid) return bid.item end,
 *     fields = { "item:string", "amount:number" },
 * })
 * bids:on("changed", function(item, bid, owner) print(item, bid and bid.amount, owner) end)
 */
export interface Pool<Value = unknown> {
    /**
     * Contributes a value, in the place of what stands under its key. The pool shows it at once; it is sent as soon as it can be, and what is
     * replaced before is not sent at all. Raises an error if the value does not fit the pool, or has no key.
     * @param value what is contributed; nothing over 4 kB. Do not change it afterwards.
     * @returns true; or false and why not.
     * @example bids:replaceContribution({ item = "Ashkandi", amount = 120 })
     */
    replaceContribution(value: Value): LuaMultiReturn<[ok: boolean, why?: ContributeRefusal]>;
    /**
     * Withdraws what this client has contributed under a key.
     * @returns false when what stands there is not its own, or nothing stands there.
     * @example bids:removeContribution("Ashkandi")
     */
    removeContribution(key: PoolKey): boolean;
    /** Returns the value under a key; nil when there is none, or the room is closed. Do not change it. */
    getContribution(key: PoolKey): Value | undefined;
    /**
     * Returns all values by key, in a new table, which is empty while the room is closed. Do not change the values.
     * @example for item, bid in pairs(bids:getAllContributions()) do print(item, bid.amount, bids:ownerOf(item)) end
     */
    getAllContributions(): LuaTable<PoolKey, Value>;
    /** Returns "Name-Realm" of who contributed the value under a key; nil when there is none. */
    ownerOf(key: PoolKey): string | undefined;
    /**
     * Registers a listener for each change under a key. When the room closes, it is called for every key.
     * @param listener called with the key, the value and its owner, which are nil when there is none any more, and the value before.
     * @returns a function that removes the listener.
     */
    on(
        name: "changed",
        listener: (
            this: void,
            key: PoolKey,
            value: Value | undefined,
            owner: string | undefined,
            old: Value | undefined,
        ) => void,
    ): (this: void) => void;
}
/** Who belongs to a room: the guild, or the raid, party or instance group that the player is in. */
export type RoomMembers = "guild" | "group";
/** What `authorize` of a room is asked about. */
export type RoomAction = "contribute" | "meet" | "hold" | "call" | "emit" | "patch";
/**
 * Whether what a member does is shown. `subject` is the name of the pool, event of a rendezvous, lease, call, event or shared
 * object; `sender` is "Name-Realm". It is a filter on what is shown, asked again when the roster changes, and no condition of receiving.
 */
export type RoomAuthorize = (this: void, action: RoomAction, subject: string, sender: string) => boolean;
/** The options of createRoom(). */
export interface RoomOptions {
    /** Name of the room and prefix of its addon messages, 1-16 bytes. No ledger or other room may use it. */
    readonly name: string;
    /** Who belongs to it; "guild" by default. */
    readonly members?: RoomMembers;
    /**
     * Whose doings are shown; everybody's by default.
     * @example authorize = function(action, subject, sender) return action ~= "hold" or isOfficer(sender) end
     */
    readonly authorize?: RoomAuthorize;
    /** Seconds after which calls are given up, 1 to 3,600; 15 by default. More than 300 count as 300. */
    readonly timeout?: number;
}
/** Why a room is closed: the character is in no guild or group, or the game does not tell yet; or close() was called. */
export type RoomClosedReason = "noGuild" | "noGroup" | "unknown" | "closed";
/** A member of a room. */
export interface RoomMember {
    /** "Name-Realm". */
    readonly name: string;
    /** Whether it is this client. */
    readonly isSelf: boolean;
    /** Version of its library; nil when it is not known yet. */
    readonly version?: string;
}
/** The condition of a room: the result of `room:status()`. */
export interface RoomStatus {
    /** Name of the room, as given to createRoom(). */
    readonly name: string;
    /** What the room is open for: "guild:<name>-<realm>" or "group"; nil while it is closed. */
    readonly scope?: string;
    /** Why it is closed; nil while it is open. */
    readonly closedReason?: RoomClosedReason;
    /** Number of members that are present, this client included. */
    readonly members: number;
    /** Boards of which something is known to be lacking here. */
    readonly lacking: number;
    /** Members that say more than a room keeps, by name: nothing of theirs is shown. */
    readonly overLimit: readonly string[];
    /** Slots that this client uses of its board, of 256. */
    readonly slots: number;
    /** Bytes that it uses of its board, of 16,384. */
    readonly bytes: number;
    /** Whether there are more requests of a rendezvous than are tried in all combinations: a possible group may have been missed. */
    readonly isMatchingCut: boolean;
    /** Messages that wait to be sent. */
    readonly waiting: number;
    /** Whether the game refuses messages at present. */
    readonly isInLockdown: boolean;
    /** Whether this player may not speak in guild chat: then nobody hears what this client contributes. */
    readonly isMuted: boolean;
    /** The shared objects that this client has made. */
    readonly objects: readonly SharedObjectStatus[];
    /** Messages that were passed over, by reason. */
    readonly ignored: Readonly<Record<string, number>>;
    /** Why messages cannot be received, in words; nil when they can. */
    readonly prefixProblem?: string;
}
/**
 * A room: the result of createRoom(). It is shared with all clients that created a room of the same name and are online in the same guild or group,
 * and forgets everything when they have gone. A method raises an error if its arguments are invalid.
 */
export interface Room {
    /**
     * Makes a pool: what members contribute under keys. With a name that was used before, it gives the same pool as then.
     * @param name name of the pool, 1-64 bytes.
     * @param options key and fields of the values.
     * @example
     * local bids = room:pool("bids", {
     *     key = function(bid) return bid.item end,
     *     fields = { "item:string", "amount:number" },
     * })
     */
    pool<Value = unknown, const Fields extends readonly string[] | undefined = undefined>(
        name: string,
        options: PoolOptions<Value, Fields>,
    ): Pool<PoolValue<Value, Fields>>;
    /**
     * Makes a pool of strings: each is its own key.
     * @param name name of the pool, 1-64 bytes.
     * @example room:stringPool("wanted"):replaceContribution("Ashkandi")
     */
    stringPool(name: string): Pool<string>;
    /**
     * Makes a pool of finite numbers: each is its own key.
     * @param name name of the pool, 1-64 bytes.
     */
    numberPool(name: string): Pool<number>;
    /**
     * Looks for others who look for the same. A group comes about when all want one event, the selector of each one matches the labels of each other one, and
     * there are as many as the one that wants the most mates wants. A request is in one group at most, whatever messages are lost; all members get the same result.
     * @param options what is looked for.
     * @param callback called once, with the result, or with nil and why there is none. With mates = 0, and when the request cannot be made, that is before this method returns.
     * @returns the request.
     * @example
     * room:meet({ event = "pull", mates = 2, labels = { role = "tank" }, selector = "role in (tank, healer)" }, function(result, why)
     *     print(result and #result.requests or why)
     * end)
     */
    meet(options: MeetOptions, callback: OnMet): MeetHandle;
    /** Returns all requests that are open, or whose match is not decided, oldest first; this client's, too. None while the room is closed. */
    pending(): PendingRequest[];
    /**
     * Makes a lease: the right to do something that only one client, or a few, may do at a time. With a name that was used before, it gives the same
     * lease as then.
     * @param name name of the lease, 1-64 bytes.
     * @param options most holders, and who decides; by default one holder, and no electors.
     * @example local auctioneer = room:lease("auctioneer", { electors = { 0, 1 } })
     */
    lease(name: string, options?: LeaseOptions): Lease;
    /**
     * Makes a shared object: a table that all members patch. With a name that was used before, it gives the same object as then. A room has 32 at most.
     * @param name name of the object, 1-64 bytes.
     * @param options what it holds at the beginning, and who may patch it.
     * @example
     * local boss = room:sharedObject("boss", { data = { hp = 100 } })
     * boss:observe("hp", function(hp) print("Boss at", hp) end)
     */
    sharedObject<Data extends object>(name: string, options: SharedObjectOptions<Data>): SharedObject<Data>;
    /**
     * Handles calls. At most 255 can be handled; one that is handled already raises an error.
     * @param name name of the call, 1 to 100 bytes; with a table of functions, what is in front of their names.
     * @param handler what answers: a function, or a table of functions.
     * @returns a function that ends it.
     * @example room:handle("raid", { getFoo = function(args, caller) return foo[args.item] end })
     */
    handle(name: string, handler: CallHandler | CallHandlerTable): (this: void) => void;
    /**
     * Calls a handler of another member, or of this client. It is executed at most once, whatever is lost.
     * @param target who is called.
     * @param name name of the call, 1 to 100 bytes.
     * @param args anything that an event's field may be, or nil; with the name at most 4,080 bytes encoded. What cannot be encoded raises an error.
     * @param callback called once, never before this returns unless the room is closed.
     * @param options how long it may take.
     * @example room:call("any", "raid.getFoo", { item = 19019 }, function(result, why) print(result or why) end)
     */
    call(target: CallTarget, name: string, args: unknown, callback: OnCalled, options?: CallOptions): void;
    /**
     * Asks a member for an answer, which every room gives.
     * @param name "Name-Realm".
     * @param callback called once, with the seconds that it took; or with nil and why there is no answer.
     */
    ping(name: string, callback: OnPinged): void;
    /**
     * Says an event to all members, this client included. All see the events of one sender in one order, and none twice. A member that has missed one
     * gets it within two minutes, or is told of the gap.
     * @param name name of the event, 1 to 100 bytes; none of RoomListeners.
     * @param value anything that an event's field may be, or nil; with the name at most 4,080 bytes encoded. What cannot be encoded raises an error.
     * @returns true; or false and why it was not said.
     * @example room:emit("countdown", { seconds = 5 })
     */
    emit(name: string, value?: unknown): LuaMultiReturn<[ok: boolean, why?: EmitRefusal]>;
    /**
     * Registers a listener; see RoomListeners for the names of what the room itself tells. Any other name is that of an event.
     * @param name what to listen for, 1 to 100 bytes.
     * @param listener called each time.
     * @returns a function that removes the listener.
     * @example room:on("countdown", function(value, sender) print(sender, value.seconds) end)
     */
    on<Name extends string>(name: Name, listener: RoomListener<Name>): (this: void) => void;
    /** Returns the members that are present, this client included; none while the room is closed. */
    members(): RoomMember[];
    /**
     * Returns whether a member handles a call; nil when that is not known, or it is not here. Calls are told apart by 16 bits of a hash: once in
     * 65,536 names true stands for another call.
     * @param name "Name-Realm".
     * @param call name of the call, 1 to 100 bytes.
     * @example if room:handles("Jaina-Proudmoore", "raid.getFoo") then askHer() end
     */
    handles(name: string, call: string): boolean | undefined;
    /** Leaves the room for good: the others are told, and requests, calls and leases end with "closed". */
    close(): void;
    /** Returns the condition of the room, as a new table each time. */
    status(): RoomStatus;
    /**
     * Describes the condition of the room and what to do about it, in plain English sentences. The most important comes first; there is at
     * least one.
     * @example for _, sentence in ipairs(room:explain()) do print(sentence) end
     */
    explain(): string[];
}
/**
 * The library of rooms: the result of LibStub("LibEventLedgerRooms-1.0"). It stands on LibEventLedger-1.0, which has to be loaded, too.
 * @example
 * import type { LibEventLedgerRooms } from "lib-event-ledger";
 *
 * declare const LibStub: (this: void, name: "LibEventLedgerRooms-1.0") => LibEventLedgerRooms;
 * const rooms = LibStub("LibEventLedgerRooms-1.0");
 */
export interface LibEventLedgerRooms {
    /** Semantic version of the loaded library, for example "1.2.0". */
    readonly version: string;
    /** What stands for null in a shared object, for Lua has no value for it. Compare with ==. */
    readonly null: object;
    /** What stands for an array without elements in a shared object; `{}` is an object without fields. Compare with ==. */
    readonly emptyArray: object;
    /**
     * Creates a room. It opens as soon as the character is known to be in a guild or group, and again in another one. Raises an error if
     * an option is invalid or unknown, if a ledger or another room uses the same name, or if LibEventLedger-1.0 is not loaded or too old.
     * @example local room = LibEventLedgerRooms:createRoom({ name = "MyDKPLive", members = "group" })
     */
    createRoom(options: RoomOptions): Room;
}

export {};
