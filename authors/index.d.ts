// LibEventLedger 0.2.0-dev: what LibStub("LibEventLedger-1.0") gives. Generated from TypeScript: do not edit.
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
 * "readOnly" (`saved` is of a newer version of the library), "refused" (for another reason).
 */
export type SubmitRefusal = "closed" | "unauthorized" | "held" | "clock" | "readOnly" | "refused";
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
 * was held for too long, or too many events were held.
 */
export type Refusal = "unauthorized" | "future" | "unparsable" | "heldTooLong" | "heldTooMany" | "authorizeError";
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
    /** Other saved parts that were damaged and made anew from the log: "directory", "revocations". */
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
/**
 * A field as given. One with an unknown kind or a reserved name is replaced by a text that says what is wrong: it stands
 * in the compiler's error, which says that the field is not assignable to it.
 */
export type CheckedField<Text extends string> = string extends Text
    ? Text
    : FieldName<Text> extends keyof EventBase
      ? `'${FieldName<Text>}' is a member of every event`
      : Text extends `${string}:${infer Kind}`
        ? Kind extends keyof KindValues | `${keyof KindValues}?`
            ? Text
            : `'${Kind}' is no kind, but any, boolean, guid, guid[], number and string are`
        : Text;
/** The fields as given, each of them checked. */
export type CheckedFields<Fields extends readonly string[]> = {
    readonly [Index in keyof Fields]: CheckedField<Fields[Index]>;
};
/** Shows an intersection of types as one object type. */
export type Flat<Type> = {
    [Key in keyof Type]: Type[Key];
};
/** The options of define(). */
export interface TypeOptions<Fields extends readonly string[] = readonly string[]> {
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
        options: TypeOptions<CheckedFields<Fields>>,
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
     * @returns the revocation; or nil and a reason, as for submit(). The reason "clock" can also mean that the event
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
     * Makes the state as it was after all events up to a time. The work is done in slices, and the current state does
     * not change.
     * @param time Unix seconds, inclusive, 0 to 2^32.
     * @param done called with the state, which belongs to the caller. It is not called when no scope is open.
     * @example ledger:stateAt(GetServerTime() - 7 * 86400, function(state) print(state.points[guid]) end)
     */
    stateAt(time: number, done: (this: void, state: State) => void): void;
    /**
     * Replays the whole log, in slices, and compares the result with the current state. This finds reducers that depend
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

export {};
