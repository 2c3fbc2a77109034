/** One ledger as an addon sees it. It checks what the addon gives and hands it to the session of the open scope. */

import { expectFunction, expectString, expectTable, misuse } from "./check";
import { Emitter } from "./emitter";
import { LogCursor } from "./log/cursor";
import { parseGuid } from "./log/guid";
import { COUNTERS, creatorOf, toId } from "./log/key";
import { revocationBody } from "./log/revocations";
import {
    encodeBody,
    type EventKey,
    FIELD_LIMIT,
    type FieldDefinition,
    type LedgerEvent,
    parseField,
    Schema,
} from "./log/schema";
import { checkLimits, type CheckedOptions } from "./options";
import type { AddonChannel, Ports } from "./platform/ports";
import type { ReplayLimits, Reducer } from "./replay/replayer";
import { Session } from "./session";
import { closedStatus, type LedgerStatus, statusOf } from "./status";

/** What listeners can be told of, and with what. */
export interface LedgerListeners<State> {
    /** The state that getState() gives has changed. */
    stateChanged: (this: void, state: State) => void;
    /** An event is new in the log, be it of this client or of another. */
    eventAdded: (this: void, event: LedgerEvent) => void;
    /** The status has changed: a peer advertised, a week is behind or no longer, a damaged week was found. */
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

const LISTENERS = [
    "stateChanged",
    "eventAdded",
    "syncChanged",
    "conflict",
    "reducerError",
    "refused",
    "opened",
    "closed",
];

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

/** What define() takes. */
export interface TypeOptions {
    /** 1-255. It is what is stored and sent: never change it, never give it to another type. */
    readonly id: number;
    /**
     * Names of the fields in order, "name" or "name:kind" with kind any, guid or guid[]. New ones only at the end.
     */
    readonly fields: readonly string[];
}

/** Why submit() did not put an event into the log. */
export type SubmitRefusal = "closed" | "unauthorized" | "held" | "clock" | "readOnly" | "refused";

export class Ledger<State extends object = object> {
    private readonly schema = new Schema();
    private readonly reducers = new LuaMap<string, Reducer>();
    private readonly emitter: Emitter;
    private session: Session | undefined;
    private isStarted = false;
    private isSending = true;
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
        this.session?.replayer.setReducer(name, reducer as Reducer);
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
        const definition = this.reducers.has(type) ? this.schema.named(type) : undefined;
        if (definition === undefined) {
            return misuse("submit", "type", "defined event type", type);
        }
        expectTable("submit", "values", values);
        for (const [name] of pairs(values as unknown as LuaTable<string, unknown>)) {
            if (definition.fields.find((field) => field.name === name) === undefined) {
                misuse("submit", tostring(name), `field of "${type}"`, name);
            }
        }
        const [body, field, reason] = encodeBody(definition, values);
        if (body === undefined) {
            return misuse("submit", field, reason, values[field] ?? values);
        }
        return this.submitBody(body);
    }

    /**
     * Takes an event back: reducers skip it, on all clients. Revoking the revocation restores it.
     * @param event an event of this ledger, or a table with its time, creator and counter.
     * @returns what submit() returns; the event is the revocation.
     */
    revoke(event: EventKey): LuaMultiReturn<[LedgerEvent] | [undefined, SubmitRefusal]> {
        const [time, id] = readKey("revoke", event);
        return this.submitBody(revocationBody(time, id));
    }

    /** Whether an event is revoked at present. */
    isRevoked(event: EventKey): boolean {
        const [time, id] = readKey("isRevoked", event);
        return this.session?.revocations.isRevoked(time, id) === true;
    }

    /** The last complete state. Read it, never change it; keep no part of it beyond the next "stateChanged". */
    getState(): State {
        if (this.session !== undefined) {
            return this.session.replayer.getState() as State;
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
                    const event = session.admission.toEvent(cursor.time, cursor.id, cursor.body);
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
        return this.session === undefined ? closedStatus() : statusOf(this.session, this.ports.clock.uptime());
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
                this.options,
                scope,
                this.schema,
                this.reducers,
                this.ports,
                this.channel,
                () => this.isSending,
                this.emitter,
            );
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
        this.session?.outbox.unlock();
    }

    /** Called by the library: the game is about to write SavedVariables. */
    save(): void {
        this.session?.save();
    }

    private closeSession(): void {
        const session = this.session;
        if (session !== undefined) {
            session.close();
            this.session = undefined;
            this.emitter.emit("closed", session.scope);
        }
    }

    private submitBody(body: string): LuaMultiReturn<[LedgerEvent] | [undefined, SubmitRefusal]> {
        if (this.session === undefined) {
            return $multi(undefined, "closed");
        }
        if (this.session.isReadOnly) {
            return $multi(undefined, "readOnly");
        }
        const [verdict, event] = this.session.submit(body);
        if (event !== undefined && verdict === "admitted") {
            return $multi(event);
        }
        const isNamed = verdict === "unauthorized" || verdict === "held" || verdict === "clock";
        return $multi(undefined, isNamed ? verdict : "refused");
    }
}

function noPause(this: void): void {}

function readCreator(creator: string | number | undefined): number | undefined {
    if (creator === undefined || typeof creator === "number") {
        return creator;
    }
    const [, id] = typeof creator === "string" ? parseGuid(creator) : $multi(undefined, undefined);
    return id ?? misuse("events", "creator", "player GUID or number", creator);
}

function checkFilter(filter: EventFilter): void {
    expectTable("events", "filter", filter);
    const { from, to, type: name } = filter;
    if (from !== undefined && typeof from !== "number") {
        misuse("events", "from", "Unix seconds", from);
    }
    if (to !== undefined && typeof to !== "number") {
        misuse("events", "to", "Unix seconds", to);
    }
    if (name !== undefined && typeof name !== "string") {
        misuse("events", "type", "name of a type", name);
    }
}

function readFields(fields: readonly string[]): FieldDefinition[] {
    expectTable("define", "fields", fields);
    if (fields.length > FIELD_LIMIT) {
        misuse("define", "fields", `at most ${FIELD_LIMIT} fields`, fields.length);
    }
    const definitions: FieldDefinition[] = [];
    for (const text of fields) {
        const definition = typeof text === "string" ? parseField(text) : undefined;
        if (definition === undefined || definitions.find((other) => other.name === definition.name) !== undefined) {
            misuse("define", "fields", '"name" or "name:kind" with kind any, guid or guid[], each name once', text);
        }
        definitions[definitions.length] = definition;
    }
    return definitions;
}

function isInteger(value: unknown, limit: number): value is number {
    return typeof value === "number" && value % 1 === 0 && value >= 0 && value < limit;
}

function readKey(method: string, event: EventKey): LuaMultiReturn<[time: number, id: number]> {
    expectTable(method, "event", event);
    const { time, creator, counter } = event;
    if (!isInteger(time, 2 ** 32) || !isInteger(creator, 2 ** 32) || !isInteger(counter, COUNTERS)) {
        misuse(method, "event", "event, or table with time, creator and counter", event);
    }
    return $multi(time, toId(creator, counter));
}
