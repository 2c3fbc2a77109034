/** A ledger and a fork as an addon sees them. */

import type { Delivery, EventFilter, SubmitRefusal, EventKey, LedgerEvent } from "./event";
import type { LedgerListeners } from "./listeners";
import type { ImportEntry, ImportResult } from "./import";
import type { ReadonlyState } from "./readonly-state";
import type { ReplayLimits, Verification } from "./replay";
import type { PruneResult, SealOptions, SealResult } from "./seal";
import type { LedgerStatus, TraceEntry } from "./status";
import type { CheckedFields, EventType, TypedEvent, TypeOptions } from "./event-type";

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
