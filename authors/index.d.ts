// LibEventLedger 0.2.0-dev: what LibStub("LibEventLedger-1.0") gives. Generated from TypeScript: do not edit.
/// <reference types="@typescript-to-lua/language-extensions" />

/** Events as addons see them, and which of them a query gives. */
/** The key of an event: no two events have the same. An event is one, and the field `target` of a revocation. */
export interface EventKey {
    /** Unix seconds. */
    readonly time: number;
    /** The 8 hex digits of the creator's GUID as a number. */
    readonly creator: number;
    /** 0-255: tells events of one creator and second apart. */
    readonly counter: number;
}
/** What every event has: its key and its type. */
export interface EventBase extends EventKey {
    /** Name of the type. */
    readonly type: string;
    /** Full GUID of the creator. */
    readonly creatorGuid: string;
}
/** An event as `authorize` and listeners see it: its key, its type, and the fields of the type by name. */
export interface LedgerEvent extends EventBase {
    readonly [field: string]: unknown;
}
/** Which events events() gives; what is left out does not restrict. */
export interface EventFilter {
    /** Unix seconds, inclusive. */
    readonly from?: number;
    /** Unix seconds, inclusive. */
    readonly to?: number;
    /** Name of a type. */
    readonly type?: string;
    /** The creator's GUID, or the u32 that is `event.creator`. */
    readonly creator?: string | number;
}
/** Why submit() did not put an event into the log. */
export type SubmitRefusal = "closed" | "unauthorized" | "held" | "clock" | "readOnly" | "refused";
/** Which way an event is going: into the local log, or out on a channel. */
export type Direction = "in" | "out";
/**
 * Decides what may enter the log or go out, and who may speak for the ledger.
 * @param event the event; nothing when the question is whether `sender` may advertise and answer.
 * @param sender "Name-Realm" of the peer that sent it, as the server vouches for; the own name when going out.
 * @param isCreator whether that peer is the event's creator.
 * @returns true, false, or nothing: not known yet, ask again later.
 */
export type Authorize = (
    this: void,
    event: LedgerEvent | undefined,
    sender: string,
    direction: Direction,
    isCreator: boolean,
) => boolean | undefined;
/** Why an event was refused. */
export type Refusal = "unauthorized" | "future" | "unparsable" | "heldTooLong" | "heldTooMany" | "authorizeError";
/** Ready-made answers to `authorize`. */
export interface Policies {
    /**
     * Members of the guild from guild master (0) down to a rank may write and send; all others may not.
     * Not known yet while the guild roster is empty.
     * @example authorize = LibEventLedger.policies.guildRank(1)
     */
    readonly guildRank: (this: void, lowestRank: number) => Authorize;
    /**
     * The players of a list may write and send. A name without realm is one of the own realm.
     * @example authorize = LibEventLedger.policies.names({ "Thrall", "Jaina-Proudmoore" })
     */
    readonly names: (this: void, names: readonly string[]) => Authorize;
    /** Everybody may write events of their own and send them, and nobody those of others. */
    readonly creatorOnly: Authorize;
}
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
/** What importEvents() takes and gives. */
/** An event of a list that importEvents() takes. */
export interface ImportEntry {
    /** Name of a defined type. */
    readonly type: string;
    /** Unix seconds, whole. */
    readonly time: number;
    /** GUID of the creator. */
    readonly creator: string;
    /** The fields by name. */
    readonly values: Readonly<Record<string, unknown>>;
}
/** What became of a list. */
export interface ImportResult {
    /** Events that are new in the log. */
    added: number;
    /** Events that were in the log already, as after an earlier import. */
    known: number;
    /**
     * Events that authorize() refused or that wait for its answer, that lie in the future, or that were left when the
     * ledger was closed.
     */
    refused: number;
    /** Entries that are no events of a defined type, and those beyond 256 of one creator and second. */
    invalid: number;
    /** What was wrong with the first of them. */
    errors: string[];
}
/** What listeners can be told of, and with what. */
export interface LedgerListeners<State> {
    /** The state that getState() gives has changed: once for each batch. */
    stateChanged: (this: void, state: State, change: StateChange) => void;
    /** An event is new in the log, be it of this client or of another. */
    eventAdded: (this: void, event: LedgerEvent) => void;
    /** The status has changed: a peer advertised, a week is behind or no longer, events came in (once a second), a damaged week was found. */
    syncChanged: (this: void) => void;
    /** Two bodies stood under one key: the first is kept, by everybody. */
    conflict: (this: void, kept: LedgerEvent, lost: LedgerEvent) => void;
    /** A reducer raised: replay stands still at this event. */
    reducerError: (this: void, event: LedgerEvent, message: string) => void;
    /** An event was refused. */
    refused: (this: void, event: LedgerEvent, reason: string, sender: string) => void;
    /** A scope was opened: from now on events can be submitted. */
    opened: (this: void, scope: string) => void;
    /** The scope was closed: the character left the guild, or the ledger was stopped. */
    closed: (this: void, scope: string) => void;
}
/** How this client's log stands to what others advertise. "unknown": nobody has advertised yet. */
export type SyncState = "unknown" | "behind" | "synced";
/** A week that is known to differ from what a peer has; part of the ledger's status. */
export interface WeekBehind {
    /** Its number: Unix seconds over 604,800, rounded down. */
    readonly week: number;
    /** Events that it lacks, as far as counts tell. */
    readonly missing: number;
    /** Who has them. */
    readonly peer: string;
}
/** Counters for the status. */
export interface OutboxCounters {
    /** Messages that the game took. */
    messages: number;
    /** Bytes of these. */
    bytes: number;
    /** Times that the game asked to try again later. */
    busy: number;
    /** Messages that had no way to go: in no group or guild, or the target offline. */
    noRoute: number;
    /** Messages that the game will never take. */
    invalid: number;
    /** Entries that were given up. */
    dropped: number;
}
/** One message in words. */
export interface TraceEntry {
    /** Seconds ago. */
    readonly age: number;
    /** "in": received; "out": sent. */
    readonly direction: "in" | "out";
    /** Who sent it; "" for own messages. */
    readonly peer: string;
    /** Such as "advertise: 3 rows since week 2953". */
    readonly text: string;
    /** Of the payload. */
    readonly bytes: number;
}
/** Another client of the ledger. */
export interface PeerStatus {
    /** "Name-Realm". */
    readonly name: string;
    /** Seconds since it was last heard. */
    readonly age: number;
    /** Version of the protocol that it speaks. */
    readonly version: number;
    /** Whether it advertises. */
    readonly isServing: boolean;
    /** Seconds since it last sent events; nothing when it never did. */
    readonly sentAge?: number;
}
/** A week whose saved text was damaged. */
export interface DamagedWeek {
    /** Its number: Unix seconds over 604,800, rounded down. */
    readonly week: number;
    /** Events that could be read. */
    readonly read: number;
    /** Events that the text's header told of; nothing when it could not be read either. */
    readonly of?: number;
    /** Events of the week that are here now. */
    readonly here: number;
}
/**
 * Why no scope is open: start() was not called, the character is in no guild, or the game has not told yet what guild
 * it is in.
 */
export type ClosedReason = "notStarted" | "noGuild" | "unknownGuild";
/** What `ledger:status()` gives. */
export interface LedgerStatus extends ReplayStatus {
    /** Name of the open scope; nothing while none is. */
    readonly scope?: string;
    /** Why none is. */
    readonly closedReason?: ClosedReason;
    /** Seconds since it was opened. */
    readonly openSeconds: number;
    /** How the log stands to what others advertise. */
    readonly sync: SyncState;
    /** Events in the log. */
    readonly events: number;
    /** Weeks that are known to differ from what a peer has. */
    readonly weeksBehind: number;
    /** Events that these weeks lack, as far as counts tell. */
    readonly eventsMissing: number;
    /** These weeks, newest first. */
    readonly behind: readonly WeekBehind[];
    /** Events that came in a second, over the last 20 seconds. */
    readonly eventsPerSecond: number;
    /** Seconds until what is missing is here, at that rate; nothing when nothing is missing or nothing comes in. */
    readonly secondsLeft?: number;
    /** Events that wait for an answer of authorize(). */
    readonly held: number;
    /** Refused events by reason. */
    readonly refusals: Partial<Record<Refusal, number>>;
    /** Ignored messages by reason. */
    readonly ignored: Record<string, number>;
    /** Entries that wait to be sent. */
    readonly outgoing: number;
    /** What became of the messages since the scope was opened. */
    readonly sent?: OutboxCounters;
    /** False after disableSending(). */
    readonly isSending: boolean;
    /** Whether the game refuses addon messages at present, as in boss fights. */
    readonly isInLockdown: boolean;
    /** The game's restriction that refuses messages, such as "encounter"; nothing when there is none or it does not tell. */
    readonly restriction?: string;
    /** Other clients that were heard of. */
    readonly peers: readonly PeerStatus[];
    /** Weeks whose saved text was damaged. */
    readonly quarantined: readonly DamagedWeek[];
    /** `saved` is of a newer version of the library: it is left untouched. */
    readonly isReadOnly: boolean;
}
/** What the value of a field is, by the field's kind. */
export interface KindValues {
    /** What CBOR can hold: text, number, boolean, or table of those. The kind of a field without one; may be nil. */
    any: unknown;
    /** GUID of a player, as UnitGUID gives it. */
    guid: string;
    /** GUIDs of players. */
    "guid[]": readonly string[];
    /** Finite. */
    number: number;
    /** Text, or any bytes. */
    string: string;
    /** true or false. */
    boolean: boolean;
}
/** The name of a field. */
export type FieldName<Text extends string> = Text extends `${infer Name}:${string}` ? Name : Text;
/** The type of a field's value where it is there. */
export type FieldValue<Text extends string> = Text extends `${string}:${infer Kind}`
    ? Kind extends `${infer Optional}?`
        ? KindValues[Optional & keyof KindValues]
        : KindValues[Kind & keyof KindValues]
    : unknown;
/** Those of some fields that every event of the type has: they have a kind other than any, without "?". */
export type RequiredField<Text extends string> = Text extends `${string}?` | `${string}:any`
    ? never
    : Text extends `${string}:${string}`
      ? Text
      : never;
/** The values of fields by name. */
export type FieldMembers<Text extends string> = {
    readonly [Required in RequiredField<Text> as FieldName<Required>]: FieldValue<Required>;
} & {
    readonly [Optional in Exclude<Text, RequiredField<Text>> as FieldName<Optional>]?: FieldValue<Optional> | undefined;
};
/** What submit() takes. Where fields are not literals: any. */
export type FieldValues<Fields extends readonly string[]> = string extends Fields[number]
    ? Readonly<Record<string, unknown>>
    : Fields extends readonly []
      ? Readonly<Record<string, never>>
      : Flat<FieldMembers<Fields[number]>>;
/** An event of a type with these fields, as its reducer sees it. Where fields are not literals: LedgerEvent. */
export type TypedEvent<Name extends string, Fields extends readonly string[]> = string extends Fields[number]
    ? LedgerEvent
    : Flat<
          Omit<EventBase, "type"> & {
              readonly type: Name;
          } & FieldMembers<Fields[number]>
      >;
/** Fields as they are given, with those of an unknown kind or a reserved name replaced by what they should look like. */
export type CheckedFields<Fields extends readonly string[]> = {
    readonly [Index in keyof Fields]: FieldName<Fields[Index]> extends keyof EventBase
        ? `'${FieldName<Fields[Index]>}' is the name of a member that every event has`
        : Fields[Index] extends `${string}:${infer Kind}`
          ? Kind extends keyof KindValues | `${keyof KindValues}?`
              ? Fields[Index]
              : `${FieldName<Fields[Index]>}:${keyof KindValues}`
          : Fields[Index];
};
/** Shows an intersection as one type. */
export type Flat<Type> = {
    [Key in keyof Type]: Type[Key];
};
/** What define() takes. */
export interface TypeOptions<Fields extends readonly string[] = readonly string[]> {
    /** 1-255. It is what is stored and sent: never change it, never give it to another type. */
    readonly id: number;
    /**
     * The fields in order, at most 32: "name", "name:kind" or "name:kind?", with kind any, guid, guid[], number, string or
     * boolean. New ones only at the end, and with "?" or without kind: the events that there are lack them.
     *
     * A field with a kind is there in every event that a reducer sees, and of that kind; submit() raises otherwise. An
     * event from elsewhere that does not fit is kept in the log and passed over, see `misfit` in LedgerStatus.
     * With "?" it may also be nil. A field without kind, or with kind any, may be nil or anything that CBOR can hold.
     *
     * guid and guid[] are packed binary, a sixth of the text; all others are packed alike, so their kind may be
     * added, removed or changed while those of the stored events fit.
     */
    readonly fields: Fields;
}
/**
 * A defined type: what define() gives. Its methods are those of the ledger for this type alone, and in TypeScript they know
 * its fields.
 * @typeParam Name the type's name.
 * @typeParam Fields the fields as define() took them.
 * @example
 * const award = ledger.define("award", { id: 1, fields: ["player:guid", "amount:number"] }, (state, event) => {
 *     state.points[event.player] = (state.points[event.player] ?? 0) + event.amount;
 * });
 * award.submit({ player: UnitGUID("target"), amount: 50 });
 */
export interface EventType<Name extends string = string, Fields extends readonly string[] = readonly string[]> {
    /** As define() took it. */
    readonly name: Name;
    /** As define() took it. */
    readonly id: number;
    /**
     * Writes an event of the type; as `ledger:submit(name, values)`.
     * @param values the fields by name; those left out are nil.
     * @returns the event, or nil and why it is not in the log: see Ledger.submit.
     */
    submit(
        values: FieldValues<Fields>,
    ): LuaMultiReturn<[TypedEvent<Name, Fields>, undefined?] | [undefined, SubmitRefusal]>;
    /**
     * The events of the type in order, without those that do not fit the fields.
     * @param filter as for `ledger:events()`.
     * @example for event in award:events({ from = time() - 86400 }) do print(event.player, event.amount) end
     */
    events(filter?: Omit<EventFilter, "type">): LuaIterable<TypedEvent<Name, Fields>>;
    /**
     * Whether an event is of the type and has its fields: for listeners, which hear of all types.
     * @example ledger:on("eventAdded", function(event) if award:is(event) then print(event.amount) end end)
     */
    is(event: LedgerEvent): event is LedgerEvent & TypedEvent<Name, Fields>;
}
/**
 * The events of a type.
 * @example type Award = EventOf<typeof award>;
 */
export type EventOf<Type> = Type extends EventType<infer Name, infer Fields> ? TypedEvent<Name, Fields> : never;
/**
 * What submit() of a type takes.
 * @example const values: ValuesOf<typeof award> = { player, amount: 50 };
 */
export type ValuesOf<Type> = Type extends EventType<string, infer Fields> ? FieldValues<Fields> : never;
/**
 * One ledger: made by createLedger(). Methods raise an error when they are called with wrong arguments.
 * @typeParam State what `initialState` makes and the reducers change.
 */
export interface Ledger<State extends object = object> {
    /**
     * Defines a type of events and what it does to the state.
     * Defining a type anew replaces its fields and its reducer, and what the log holds of it is applied again.
     * @param name 1-32 bytes.
     * @param reducer changes the state in place. It must depend on its arguments alone.
     * @returns the type: a shorter way to submit and list its events, and in TypeScript one that knows their fields.
     * @example
     * ledger:define("award", { id = 1, fields = { "player:guid", "amount:number", "reason" } }, function(state, event)
     *     state.points[event.player] = (state.points[event.player] or 0) + event.amount
     * end)
     */
    define<const Name extends string, const Fields extends readonly string[]>(
        name: Name,
        options: TypeOptions<Fields & CheckedFields<Fields>>,
        reducer: (this: void, state: State, event: TypedEvent<Name, Fields>) => void,
    ): EventType<Name, Fields>;
    /** Opens the ledger as soon as its scope is known, and follows the character from guild to guild. */
    start(): void;
    /** Closes the ledger, with everything saved. */
    stop(): void;
    /**
     * Writes an event.
     * @param type name of a defined type.
     * @param values the fields by name; those left out are nil.
     * @returns the event as all clients will see it, or nil and why it is not in the log: "closed" (no scope is open),
     * "unauthorized", "held" (authorize() does not know yet; it enters when it does), "clock" (too many events at
     * once), "readOnly", "refused".
     * @example ledger:submit("award", { player = UnitGUID("target"), amount = 50, reason = "Ragnaros" })
     */
    submit(
        type: string,
        values: Readonly<Record<string, unknown>>,
    ): LuaMultiReturn<[LedgerEvent, undefined?] | [undefined, SubmitRefusal]>;
    /**
     * Makes a sandbox: it takes events, shows the state that they would lead to, and sends nothing until commit().
     * @returns nil while no scope is open.
     * @example
     * local fork = ledger:fork()
     * fork:submit("award", { players = raid, amount = 50, reason = "what if" })
     * fork:onStateChanged(function() show(fork:getState()) end)
     */
    fork(): Fork<State> | undefined;
    /**
     * Takes an event back: reducers skip it, on all clients. Revoking the revocation restores it.
     * @param event an event of this ledger, or a table with its time, creator and counter.
     * @returns what submit() returns; the event is the revocation. "clock" also says that the event lies so far ahead of
     * the server's time (someone's clock was wrong) that nothing can stand behind it yet: try again in a minute or two.
     */
    revoke(event: EventKey): LuaMultiReturn<[LedgerEvent, undefined?] | [undefined, SubmitRefusal]>;
    /**
     * Takes in events from elsewhere, for migrations. They keep their times and creators; their counters follow from
     * their content, so that whoever imports the same list gets the same events, and importing it twice adds nothing.
     * Each must pass authorize() with this client as sender. They are not sent at once: peers ask for them as for any
     * that they lack. Work is done in slices.
     * @param entries the list; do not change it before `done`.
     * @param done called at the end, with what became of the entries.
     * @returns false when no scope is open or the ledger is read-only: nothing is imported then.
     * @example
     * ledger:importEvents({ { type = "award", time = 1622441509, creator = guid, values = { amount = 50 } } }, print)
     */
    importEvents(entries: readonly ImportEntry[], done: (this: void, result: ImportResult) => void): boolean;
    /** Whether an event is revoked at present. */
    isRevoked(event: EventKey): boolean;
    /** The last complete state. Read it, never change it; keep no part of it beyond the next "stateChanged". */
    getState(): State;
    /**
     * Calls `listener` whenever that happens; see LedgerListeners.
     * @returns a function that ends it.
     */
    on<Name extends keyof LedgerListeners<State>>(
        name: Name,
        listener: LedgerListeners<State>[Name],
    ): (this: void) => void;
    /**
     * The events in order, packed weeks included; those of unknown types have the name "#number" and no fields, and those
     * that do not fit the fields of their type have none either.
     * @example for event in ledger:events({ type = "award", from = time() - 86400 }) do print(event.player) end
     */
    events(filter?: EventFilter): LuaIterable<LedgerEvent>;
    /** How the ledger stands; a new table each time. */
    status(): LedgerStatus;
    /**
     * Makes the state as it was after all events up to a time, aside, in slices; the present state is left alone.
     * @param time Unix seconds, inclusive.
     * @param done called with that state, which is the caller's own. Not called when no scope is open.
     * @example ledger:stateAt(GetServerTime() - 7 * 86400, function(state) print(state.points[guid]) end)
     */
    stateAt(time: number, done: (this: void, state: State) => void): void;
    /**
     * Replays everything aside, in slices, and compares with the present state: finds reducers that depend on something
     * else than state and event.
     * @param done called with what was found. Not called when no scope is open.
     */
    verify(done: (this: void, verification: Verification) => void): void;
    /**
     * Replays what is left at once instead of a batch a frame. The game stands still meanwhile.
     * @param seconds at most this long, 0-10.
     * @returns whether the state shows the whole log.
     */
    catchUp(seconds: number): boolean;
    /** Leaves the state as it is until resume(); the log and the sync go on. */
    pause(): void;
    /** Goes on after pause(). */
    resume(): void;
    /**
     * How the ledger stands and what to do about it, in plain English sentences, what matters most first.
     * @example for _, sentence in ipairs(ledger:explain()) do print(sentence) end
     */
    explain(): string[];
    /**
     * Everything that somebody needs who is asked for help with the ledger, as text of several lines: versions, status,
     * explanation, peers and the last messages. Players stand in it by number, the guild not at all.
     */
    supportText(): string;
    /** The last 200 messages in and out in words, the oldest first: for support. */
    trace(): TraceEntry[];
    /** Changes the limits of a replay batch; those left out stay. */
    setReplayLimits(limits: Partial<ReplayLimits>): void;
    /** Lets this client advertise, answer and send live events, as far as authorize() does. The default. */
    enableSending(): void;
    /** Makes this client listen and ask only. What it submits is sent once sending is enabled and somebody asks. */
    disableSending(): void;
}
/** What became of the events of a fork. */
export interface CommitResult {
    /** Number of events that went into the ledger, or wait for an answer of authorize(). */
    readonly committed: number;
    /** Events that submit() refused, by reason. They stay in the fork. */
    readonly refused: Partial<Record<SubmitRefusal, number>>;
}
/** A sandbox on a ledger: made by `ledger:fork()`. */
export interface Fork<State extends object = object> {
    /**
     * Adds an event to the fork alone.
     * @returns the event under a provisional key; it gets another when it is committed. Nil when the fork was dropped.
     */
    submit(type: string, values: Readonly<Record<string, unknown>>): LedgerEvent | undefined;
    /** The ledger's state with the events of the fork applied; until the copy is made, some frames long, without. */
    getState(): State;
    /** Whether getState() shows the events of the fork. */
    isReady(): boolean;
    /** Number of events in the fork. */
    count(): number;
    /** Calls `listener` whenever the state of the fork has changed. */
    onStateChanged(listener: (this: void) => void): void;
    /** Submits the events to the ledger, in order, and drops the fork when all went in. */
    commit(): CommitResult;
    /** Forgets the events. The fork shows the ledger's state from then on. */
    drop(): void;
}
/**
 * What LibStub("LibEventLedger-1.0") gives.
 * @example
 * import type { LibEventLedger } from "lib-event-ledger";
 *
 * declare const LibStub: (this: void, name: "LibEventLedger-1.0") => LibEventLedger;
 * const library = LibStub("LibEventLedger-1.0");
 */
export interface LibEventLedger {
    /** Semantic version of the copy in use. */
    readonly version: string;
    /** Ready-made answers to `authorize`. */
    readonly policies: Policies;
    /**
     * Creates a ledger. Call it on ADDON_LOADED, when SavedVariables are there; then define() the types, and start().
     * @example
     * local ledger = LibEventLedger:createLedger({
     *     name = "MyDKP",
     *     saved = MyDKP_Saved,
     *     initialState = function() return { points = {} } end,
     *     authorize = LibEventLedger.policies.guildRank(1),
     * })
     */
    createLedger<State extends object>(options: LedgerOptions<State>): Ledger<State>;
}

export {};
