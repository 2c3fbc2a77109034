/** One ledger as an addon sees it. It checks what the addon gives and hands it to the session of the open scope. */

import {
    checkFilter,
    type EventFilter,
    packEvent,
    readCreator,
    readFields,
    readKey,
    type SubmitRefusal,
    type TypeOptions,
} from "./arguments";
import { expectFunction, expectNumber, expectString, expectTable, misuse } from "./check";
import { explain } from "./diagnostics/explain";
import { type ClosedReason, closedStatus, type LedgerStatus } from "./diagnostics/ledger-status";
import { supportText } from "./diagnostics/support-text";
import { Emitter } from "./emitter";
import { Fork } from "./fork";
import { type LedgerListeners, LISTENERS } from "./listeners";
import { LogCursor } from "./log/cursor";
import type { ImportEntry, ImportResult } from "./log/importer";
import { creatorOf } from "./log/key";
import { revocationBody } from "./log/revocations";
import { type EventKey, type LedgerEvent, Schema } from "./log/schema";
import { checkLimits, type CheckedOptions } from "./options";
import type { AddonChannel, Ports } from "./platform/ports";
import type { Reducer } from "./replay/applier";
import type { ReplayLimits } from "./replay/context";
import type { Verification } from "./replay/side-replay";
import { Session } from "./session";
import type { TraceEntry } from "./sync/trace";
import { VERSION } from "./version";
import { statusOf } from "./status";

export class Ledger<State extends object = object> {
    private readonly schema = new Schema();
    private readonly reducers = new LuaMap<string, Reducer>();
    private readonly emitter: Emitter;
    private session: Session | undefined;
    private isStarted = false;
    private isSending = true;
    private isReplayPaused = false;
    private closedState: State | undefined;

    /** Made by createLedger(). */
    constructor(
        private readonly options: CheckedOptions,
        private readonly ports: Ports,
        private readonly channel: AddonChannel,
    ) {
        this.emitter = new Emitter(ports.guard);
    }

    /**
     * Defines a type of events and what it does to the state.
     * Defining a type anew replaces its reducer, and what the log holds of the type is applied again.
     * @param reducer changes the state in place. It must depend on its arguments alone.
     * @example
     * ledger:define("award", { id = 1, fields = { "player:guid", "amount", "reason" } }, function(state, event)
     *     state.points[event.player] = (state.points[event.player] or 0) + event.amount
     * end)
     */
    define(name: string, options: TypeOptions, reducer: (this: void, state: State, event: LedgerEvent) => void): void {
        expectString("define", "name", name, 1, 32);
        expectTable("define", "options", options);
        expectFunction("define", "reducer", reducer);
        const { id } = options;
        if (typeof id !== "number" || id % 1 !== 0 || id < 1 || id > 255) {
            misuse("define", "id", "whole number from 1 to 255", id);
        }
        const known = this.schema.withId(id);
        if ((known !== undefined && known.name !== name) || (this.schema.named(name)?.id ?? id) !== id) {
            misuse("define", "id", `one id for "${name}" and one name for the id`, id);
        }
        this.schema.add({ name, id, fields: readFields(options.fields) });
        this.reducers.set(name, reducer as Reducer);
        this.session?.replay.setReducer(name, reducer as Reducer);
    }

    /** Opens the ledger as soon as its scope is known, and follows the character from guild to guild. */
    start(): void {
        this.isStarted = true;
        this.follow();
    }

    /** Closes the ledger, with everything saved. */
    stop(): void {
        this.isStarted = false;
        this.closeSession();
    }

    /**
     * Writes an event.
     * @param values the fields by name; those left out are nil.
     * @returns the event as all clients will see it, or nil and why it is not in the log: "closed" (no scope is open),
     * "unauthorized", "held" (authorize() does not know yet; it enters when it does), "clock" (too many events at
     * once), "readOnly", "refused".
     */
    submit(
        type: string,
        values: Readonly<Record<string, unknown>>,
    ): LuaMultiReturn<[LedgerEvent] | [undefined, SubmitRefusal]> {
        const body = packEvent("submit", this.schema, type, values);
        if (this.session === undefined) {
            return $multi(undefined, "closed");
        }
        return this.session.submit(body);
    }

    /**
     * Makes a sandbox: it takes events, shows the state that they would lead to, and sends nothing until commit().
     * @returns nil while no scope is open.
     * @example
     * local fork = ledger:fork()
     * fork:submit("award", { players = raid, amount = 50, reason = "what if" })
     * fork:onStateChanged(function() show(fork:getState()) end)
     */
    fork(): Fork<State> | undefined {
        return this.session && new Fork<State>(this.session, this.emitter, new Emitter(this.ports.guard));
    }

    /**
     * Takes an event back: reducers skip it, on all clients. Revoking the revocation restores it.
     * @param event an event of this ledger, or a table with its time, creator and counter.
     * @returns what submit() returns; the event is the revocation. "clock" also says that the event lies so far ahead of
     * the server's time (someone's clock was wrong) that nothing can stand behind it yet: try again in a minute or two.
     */
    revoke(event: EventKey): LuaMultiReturn<[LedgerEvent] | [undefined, SubmitRefusal]> {
        const [time, id] = readKey("revoke", event);
        if (this.session === undefined) {
            return $multi(undefined, "closed");
        }
        return this.session.submit(revocationBody(time, id), time, id);
    }

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
    importEvents(entries: readonly ImportEntry[], done: (this: void, result: ImportResult) => void): boolean {
        expectTable("importEvents", "entries", entries);
        expectFunction("importEvents", "done", done);
        return this.session?.importEvents(entries, done) === true;
    }

    /** Whether an event is revoked at present. */
    isRevoked(event: EventKey): boolean {
        const [time, id] = readKey("isRevoked", event);
        return this.session?.revocations.isRevoked(time, id) === true;
    }

    /** The last complete state. Read it, never change it; keep no part of it beyond the next "stateChanged". */
    getState(): State {
        if (this.session !== undefined) {
            return this.session.replay.getState() as State;
        }
        this.closedState ??= this.options.initialState() as State;
        return this.closedState;
    }

    /**
     * Calls `listener` whenever that happens; see LedgerListeners.
     * @returns a function that ends it.
     */
    on<Name extends keyof LedgerListeners<State>>(
        name: Name,
        listener: LedgerListeners<State>[Name],
    ): (this: void) => void {
        if (!LISTENERS.includes(name)) {
            misuse("on", "name", table.concat(LISTENERS, ", "), name);
        }
        expectFunction("on", "listener", listener);
        return this.emitter.on(name, listener as (this: void, ...args: unknown[]) => void);
    }

    /**
     * The events in order, packed weeks included; unknown types have the name "#number" and no fields.
     * @example for event in ledger:events({ type = "award", from = time() - 86400 }) do print(event.player) end
     */
    events(filter: EventFilter = {}): LuaIterable<LedgerEvent> {
        checkFilter(filter);
        const session = this.session;
        if (session === undefined) {
            return (() => undefined) as unknown as LuaIterable<LedgerEvent>;
        }
        const creator = readCreator(filter.creator);
        const last = filter.to ?? math.huge;
        const cursor = new LogCursor(session.log);
        cursor.seek((filter.from ?? 0) - 1, math.huge);
        const next = (): LedgerEvent | undefined => {
            while (cursor.next(noPause) && cursor.time <= last) {
                if (creator === undefined || creator === creatorOf(cursor.id)) {
                    const event = session.admission.toEvent(cursor.time, cursor.id, cursor.body());
                    if (filter.type === undefined || event.type === filter.type) {
                        return event;
                    }
                }
            }
            return undefined;
        };
        return next as unknown as LuaIterable<LedgerEvent>;
    }

    /** How the ledger stands; a new table each time. */
    status(): LedgerStatus {
        return this.session === undefined
            ? closedStatus(this.closedReason())
            : statusOf(this.session, this.ports.clock.uptime());
    }

    /**
     * How the ledger stands and what to do about it, in plain English sentences, what matters most first.
     * @example for _, sentence in ipairs(ledger:explain()) do print(sentence) end
     */
    explain(): string[] {
        return explain(this.status());
    }

    /**
     * Everything that somebody needs who is asked for help with the ledger, as text of several lines: versions, status,
     * explanation, peers and the last messages. Players stand in it by number, the guild not at all.
     */
    supportText(): string {
        return supportText({
            name: this.options.name,
            version: VERSION,
            game: this.ports.game,
            time: this.ports.clock.serverTime(),
            status: this.status(),
            trace: this.trace(),
        });
    }

    /**
     * Makes the state as it was after all events up to a time, aside, in slices; the present state is left alone.
     * @param time Unix seconds, inclusive.
     * @param done called with that state, which is the caller's own. Not called when no scope is open.
     * @example ledger:stateAt(GetServerTime() - 7 * 86400, function(state) print(state.points[guid]) end)
     */
    stateAt(time: number, done: (this: void, state: State) => void): void {
        expectNumber("stateAt", "time", time, 0, 2 ** 32);
        expectFunction("stateAt", "done", done);
        this.session?.replay.stateAt(time, done as (this: void, state: object) => void);
    }

    /**
     * Replays everything aside, in slices, and compares with the present state: finds reducers that depend on something
     * else than state and event.
     * @param done called with what was found. Not called when no scope is open.
     */
    verify(done: (this: void, verification: Verification) => void): void {
        expectFunction("verify", "done", done);
        this.session?.replay.verify(done);
    }

    /**
     * Replays what is left at once instead of a batch a frame. The game stands still meanwhile.
     * @param seconds at most this long, 0-10.
     * @returns whether the state shows the whole log.
     */
    catchUp(seconds: number): boolean {
        expectNumber("catchUp", "seconds", seconds, 0, 10);
        return this.session?.replay.catchUp(seconds * 1000) === true;
    }

    /** Leaves the state as it is until resume(); the log and the sync go on. */
    pause(): void {
        this.isReplayPaused = true;
        this.session?.replay.pause();
    }

    /** Goes on after pause(). */
    resume(): void {
        this.isReplayPaused = false;
        this.session?.replay.resume();
    }

    /** The last 200 messages in and out in words, the oldest first: for support. */
    trace(): TraceEntry[] {
        return this.session?.sync.trace.list() ?? [];
    }

    /** Changes the limits of a replay batch; those left out stay. */
    setReplayLimits(limits: Partial<ReplayLimits>): void {
        expectTable("setReplayLimits", "limits", limits);
        const checked = checkLimits("setReplayLimits", limits, this.options.limits);
        this.options.limits.batchSize = checked.batchSize;
        this.options.limits.budget = checked.budget;
        this.options.limits.interval = checked.interval;
    }

    /** Lets this client advertise, answer and send live events, as far as authorize() does. The default. */
    enableSending(): void {
        this.isSending = true;
    }

    /** Makes this client listen and ask only. What it submits is sent once sending is enabled and somebody asks. */
    disableSending(): void {
        this.isSending = false;
    }

    /** Called by the library: the guild may have changed, or is known now. */
    follow(): void {
        const [isKnown, scope] = this.ports.identity.scope(this.options.scope);
        if (!this.isStarted || !isKnown || scope === this.session?.scope) {
            return;
        }
        this.closeSession();
        if (scope !== undefined) {
            this.session = new Session(
                {
                    options: this.options,
                    schema: this.schema,
                    reducers: this.reducers,
                    ports: this.ports,
                    channel: this.channel,
                    isSending: () => this.isSending,
                    listener: this.emitter,
                },
                scope,
            );
            if (this.isReplayPaused) {
                this.session.replay.pause();
            }
            this.emitter.emit("opened", scope);
        }
    }

    /** Called by the library: a message under the ledger's prefix. */
    receive(text: string, sender: string): void {
        this.session?.receive(text, sender);
    }

    /** Called by the library: the roster changed, so authorize() may know more. */
    retry(): void {
        this.session?.retry();
    }

    /** Called by the library: a restriction of the game ended. */
    unlock(): void {
        this.session?.mailbox.unlock();
    }

    /** Called by the library: the game is about to write SavedVariables. */
    save(): void {
        this.session?.save();
    }

    private closedReason(): ClosedReason {
        if (!this.isStarted) {
            return "notStarted";
        }
        const [isKnown] = this.ports.identity.scope(this.options.scope);
        return isKnown ? "noGuild" : "unknownGuild";
    }

    private closeSession(): void {
        const session = this.session;
        if (session !== undefined) {
            session.close();
            this.session = undefined;
            this.emitter.emit("closed", session.scope);
        }
    }
}

function noPause(this: void): void {}
