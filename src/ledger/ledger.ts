/** A ledger as an addon sees it. It checks the addon's arguments and passes them to the session of the open scope. */

import { checkFilter, packEvent, readFields, readKey } from "./arguments";
import type { Delivery, EventFilter, SubmitRefusal, EventKey, LedgerEvent } from "../api/event";
import {
    expectFunction,
    expectInteger,
    expectList,
    expectNames,
    expectNumber,
    expectString,
    expectTable,
    misuse,
    mustBe,
    show,
} from "../misuse";
import { explain } from "../diagnostics/explain";
import type { ClosedReason, LedgerStatus, TraceEntry } from "../api/status";
import { supportText } from "../diagnostics/support-text";
import { Emitter } from "../emitter";
import { DefinedType } from "./event-type";
import type { CheckedFields, EventType, TypedEvent, TypeOptions } from "../api/event-type";
import type { Ledger as LedgerFace } from "../api/ledger";
import { Fork } from "./fork";
import type { LedgerListeners } from "../api/listeners";
import { LISTENERS } from "./listeners";
import type { ImportEntry, ImportResult } from "../api/import";
import { MAX_TYPE, Schema, SYSTEM_TYPE } from "../event/schema";
import { checkLimits, checkOnlyLimits, type CheckedOptions, tryInitialState, WEEKS_KEPT_LIMIT } from "./options";
import { checkCovered, checkTypes } from "./policy-check";
import type { Outlets } from "../link/outlets";
import type { Arrival, Ports } from "../ports";
import type { Reducer } from "../replay/applier";
import type { ReadonlyState } from "../api/readonly-state";
import type { ReplayLimits, Verification } from "../api/replay";
import type { PruneResult, SealOptions, SealResult } from "../api/seal";
import { packKey, WEEK_SECONDS, weekOf } from "../event/key";
import { Query } from "./query";
import { Session } from "./session";
import { VERSION } from "../version";
import { createWarn, type Warn, watchOptions, watchReducer } from "./warnings";
import { closedStatus, statusOf } from "./status";

/** The names of TypeOptions. */
const TYPE_OPTIONS = ["id", "fields", "undo"];

/** The names of SealOptions. */
const SEAL_OPTIONS = ["before", "force"];

/** The public methods are documented in api/ledger.ts. The last ones are called by the library. */
export class Ledger<State extends object = object> implements LedgerFace<State> {
    private readonly schema = new Schema();
    private readonly reducers = new LuaMap<string, Reducer>();
    private readonly undos = new LuaMap<string, Reducer | undefined>();
    private readonly emitter: Emitter;
    private session: Session | undefined;
    /** The session whose saved log is being read. */
    private opening: Session | undefined;
    /** The scope that could not be opened, and why. */
    private failure: { readonly scope: string; readonly problem: string } | undefined;
    private isStarted = false;
    private isSending = true;
    private isReplayPaused = false;
    private closedState: object | undefined;
    private readonly options: CheckedOptions;
    /** Tells the author's mistakes; nil without the option `debug`. */
    private readonly warn: Warn | undefined;

    /** Created by createLedger(). */
    constructor(
        options: CheckedOptions,
        private readonly ports: Ports,
        private readonly outlets: Outlets,
    ) {
        this.warn = options.debug ? createWarn(options.name, ports.guard) : undefined;
        this.options = this.warn === undefined ? options : watchOptions(options, this.warn, ports.clock);
        this.emitter = new Emitter(ports.guard);
    }

    define<const Name extends string, const Fields extends readonly string[]>(
        name: Name,
        options: TypeOptions<CheckedFields<Fields>, State, TypedEvent<Name, Fields>>,
        reducer: (this: void, state: State, event: TypedEvent<Name, Fields>) => void,
    ): EventType<Name, Fields> {
        expectString("define", "name", name, 1, 32);
        expectTable("define", "options", options);
        expectNames("define", options, TYPE_OPTIONS);
        expectFunction("define", "reducer", reducer);
        const { id } = options;
        expectInteger("define", "id", id, 1, MAX_TYPE);
        const owner = this.schema.withId(id)?.name ?? name;
        if (owner !== name) {
            misuse("define", "id", `is already used by type "${owner}", got ${show(id)} for "${name}"`);
        }
        const known = this.schema.named(name)?.id ?? id;
        if (known === SYSTEM_TYPE) {
            misuse("define", "name", `must not be that of a type of the library's own, got ${show(name)}`);
        }
        if (known !== id) {
            misuse("define", "id", `of type "${name}" is ${show(known)} already, got ${show(id)}`);
        }
        const fields = readFields(options.fields);
        if (this.isStarted) {
            checkCovered("define", this.options.rights, name);
        }
        const { undo } = options;
        if (undo !== undefined) {
            expectFunction("define", "undo", undo);
        }
        this.schema.add({ name, id, fields });
        this.undos.set(name, undo as Reducer | undefined);
        const { warn } = this;
        const applied = warn === undefined ? (reducer as Reducer) : watchReducer(name, reducer as Reducer, warn);
        this.reducers.set(name, applied);
        this.session?.define(name, applied, undo as Reducer | undefined);
        // readFields() and the schema guarantee what the types say about the fields.
        return new DefinedType(name, id, fields, this) as unknown as EventType<Name, Fields>;
    }

    start(): void {
        checkTypes("start", this.options.rights, this.schema);
        this.isStarted = true;
        this.failure = undefined;
        this.onScopeChanged();
    }

    stop(): void {
        this.isStarted = false;
        this.closeSession();
    }

    submit(
        type: string,
        values: Readonly<Record<string, unknown>>,
    ): LuaMultiReturn<[LedgerEvent, undefined?] | [undefined, SubmitRefusal]> {
        const body = packEvent("submit", this.schema, type, values);
        if (this.session === undefined) {
            return $multi(undefined, "closed");
        }
        return this.session.submit(body);
    }

    fork(): Fork<State> | undefined {
        return this.session && new Fork<State>(this.session, this.emitter, new Emitter(this.ports.guard));
    }

    revoke(event: EventKey): LuaMultiReturn<[LedgerEvent, undefined?] | [undefined, SubmitRefusal]> {
        const [time, id] = readKey("revoke", event);
        if (this.session === undefined) {
            return $multi(undefined, "closed");
        }
        return this.session.revoke(time, id);
    }

    importEvents(entries: readonly ImportEntry[], done: (this: void, result: ImportResult) => void): boolean {
        expectList("importEvents", "entries", entries);
        expectFunction("importEvents", "done", done);
        return this.session?.importEvents(entries, done) === true;
    }

    recoverable(): LedgerEvent[] {
        return this.session?.recoverable() ?? [];
    }

    recover(): number {
        return this.session?.recover() ?? 0;
    }

    delivery(event: EventKey): Delivery | undefined {
        const [time, id] = readKey("delivery", event);
        return this.session?.delivery(time, id);
    }

    isRevoked(event: EventKey): boolean {
        const [time, id] = readKey("isRevoked", event);
        return this.session?.isRevoked(time, id, event) === true;
    }

    getState(): ReadonlyState<State> {
        const state = this.session?.replay.getState() ?? (this.closedState ??= this.options.initialState());
        return state as ReadonlyState<State>;
    }

    on<Name extends keyof LedgerListeners<State>>(
        name: Name,
        listener: LedgerListeners<State>[Name],
    ): (this: void) => void {
        if (!LISTENERS.includes(name)) {
            misuse("on", "name", mustBe(`one of ${table.concat(LISTENERS, ", ")}`, name));
        }
        expectFunction("on", "listener", listener);
        return this.emitter.on(name, listener as (this: void, ...args: unknown[]) => void);
    }

    events(filter: EventFilter = {}): LuaIterable<LedgerEvent> {
        checkFilter("events", filter);
        const query = this.session && new Query(this.session, filter);
        const next = (): LedgerEvent | undefined => query?.next(noPause);
        return next as unknown as LuaIterable<LedgerEvent>;
    }

    eachEvent(
        filter: EventFilter,
        visit: (this: void, event: LedgerEvent) => boolean | void,
        done?: (this: void, count: number) => void,
    ): boolean {
        checkFilter("eachEvent", filter);
        expectFunction("eachEvent", "visit", visit);
        if (done !== undefined) {
            expectFunction("eachEvent", "done", done);
        }
        return this.session?.eachEvent(filter, visit, done) === true;
    }

    find(key: EventKey): LedgerEvent | undefined {
        const [time, id] = readKey("find", key);
        return this.session?.find(time, id);
    }

    status(): LedgerStatus {
        return this.session === undefined
            ? closedStatus(this.closedReason(), this.failure?.problem)
            : statusOf(this.session, this.ports.clock.uptime());
    }

    explain(): string[] {
        return explain(this.status());
    }

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

    seal(options: SealOptions, done: (this: void, result: SealResult) => void): boolean {
        expectTable("seal", "options", options);
        expectNames("seal", options, SEAL_OPTIONS);
        expectFunction("seal", "done", done);
        const now = this.ports.clock.serverTime();
        const { before = now - WEEK_SECONDS, force = false } = options;
        expectNumber("seal", "before", before, 0, now);
        if (typeof force !== "boolean") {
            misuse("seal", "force", mustBe("true or false", force));
        }
        return this.session?.seal(weekOf(before), force, done) === true;
    }

    acceptSeal(event: EventKey): boolean {
        const [time, id] = readKey("acceptSeal", event);
        return this.session?.seals.keeper.accept(packKey(time, id)) === true;
    }

    orphans(): LedgerEvent[] {
        return this.session?.seals.keeper.held.orphans.list() ?? [];
    }

    resubmit(event: EventKey): LuaMultiReturn<[LedgerEvent, undefined?] | [undefined, SubmitRefusal]> {
        const [time, id] = readKey("resubmit", event);
        if (this.session === undefined) {
            return $multi(undefined, "closed");
        }
        return this.session.resubmit(time, id);
    }

    prune(weeks: number, done?: (this: void, result: PruneResult) => void): boolean {
        expectInteger("prune", "weeks", weeks, 1, WEEKS_KEPT_LIMIT);
        if (done !== undefined) {
            expectFunction("prune", "done", done);
        }
        return this.session?.prune(weeks, done) === true;
    }

    exportText(done: (this: void, text: string) => void): boolean {
        expectFunction("exportText", "done", done);
        return this.session?.exportText(done) === true;
    }

    stateAt(
        time: number,
        done: (this: void, state: State | undefined, reason?: "pruned" | "unreadable") => void,
    ): void {
        expectNumber("stateAt", "time", time, 0, 2 ** 32);
        expectFunction("stateAt", "done", done);
        this.session?.replay.stateAt(time, done as (this: void, state: object | undefined, reason?: string) => void);
    }

    verify(done: (this: void, verification: Verification) => void): void {
        expectFunction("verify", "done", done);
        this.session?.replay.verify(done);
    }

    catchUp(seconds: number): boolean {
        expectNumber("catchUp", "seconds", seconds, 0, 10);
        return this.session?.replay.catchUp(seconds * 1000) === true;
    }

    pause(): void {
        this.isReplayPaused = true;
        this.session?.replay.pause();
    }

    resume(): void {
        this.isReplayPaused = false;
        this.session?.replay.resume();
    }

    trace(): TraceEntry[] {
        return this.session?.link.trace.list() ?? [];
    }

    setReplayLimits(limits: Partial<ReplayLimits>): void {
        checkOnlyLimits("setReplayLimits", limits);
        const checked = checkLimits("setReplayLimits", limits, this.options.limits);
        this.options.limits.batchSize = checked.batchSize;
        this.options.limits.budget = checked.budget;
        this.options.limits.interval = checked.interval;
    }

    enableSending(): void {
        this.isSending = true;
    }

    disableSending(): void {
        this.isSending = false;
    }

    /** Called by the library when the guild may have changed or is known now. */
    onScopeChanged(): void {
        const [isKnown, scope] = this.ports.identity.scope(this.options.scope);
        if (!this.isStarted || !isKnown || scope === (this.session ?? this.opening ?? this.failure)?.scope) {
            return;
        }
        this.closeSession();
        if (scope !== undefined) {
            this.openSession(scope);
        }
    }

    private openSession(scope: string): void {
        const [state, problem] = tryInitialState(this.options.initialState);
        if (state === undefined) {
            this.failure = { scope, problem };
            this.ports.guard.report(`LibEventLedger: ${this.options.name}: cannot open: ${problem}`);
            this.emitter.emit("syncChanged");
            return;
        }
        const session = new Session(
            {
                options: this.options,
                schema: this.schema,
                reducers: this.reducers,
                undos: this.undos,
                ports: this.ports,
                outlets: this.outlets,
                isSending: () => this.isSending,
                listener: this.emitter,
                warn: this.warn,
            },
            scope,
        );
        this.opening = session;
        session.open(state, () => {
            this.opening = undefined;
            this.session = session;
            if (this.isReplayPaused) {
                session.replay.pause();
            }
            this.emitter.emit("opened", scope);
        });
    }

    /** Called by the library for a message with the ledger's prefix. */
    receive(text: string, sender: string, arrival: Arrival = "open"): void {
        this.session?.receive(text, sender, arrival);
    }

    /** Called by the library when the roster changed, so that authorize() may know more. */
    onRosterChanged(): void {
        this.session?.playersChanged();
        this.session?.retry();
    }

    /** Called by the library when players of the group have come or gone. */
    onGroupChanged(): void {
        this.session?.playersChanged();
    }

    /** Called by the library when a restriction of the game ended. */
    onRestrictionEnd(): void {
        this.session?.link.onRestrictionEnd();
    }

    /** Called by the library before the game writes SavedVariables. */
    save(): void {
        this.session?.save();
    }

    private closedReason(): ClosedReason {
        if (!this.isStarted) {
            return "notStarted";
        }
        if (this.opening !== undefined) {
            return "opening";
        }
        if (this.failure !== undefined) {
            return "initialState";
        }
        const [isKnown] = this.ports.identity.scope(this.options.scope);
        return isKnown ? "noGuild" : "unknownGuild";
    }

    private closeSession(): void {
        this.opening?.abandon();
        this.opening = undefined;
        this.failure = undefined;
        const session = this.session;
        if (session !== undefined) {
            session.close();
            this.session = undefined;
            this.emitter.emit("closed", session.scope);
        }
    }
}

function noPause(this: void): void {}
