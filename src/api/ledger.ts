/** A ledger and a fork as an addon sees them. */

import type { EventFilter, SubmitRefusal, EventKey, LedgerEvent } from "./event";
import type { LedgerListeners } from "./listeners";
import type { ImportEntry, ImportResult } from "./import";
import type { ReplayLimits, Verification } from "./replay";
import type { LedgerStatus, TraceEntry } from "./status";
import type { CheckedFields, EventType, TypedEvent, TypeOptions } from "./event-type";

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
