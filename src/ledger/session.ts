/**
 * One scope of a ledger while it is open. It connects log, archive, replay, sync and link, and contains no algorithm of
 * its own.
 */

import type { Delivery, EventFilter, EventKey, SubmitRefusal, LedgerEvent } from "../api/event";
import { Lifetime } from "../lifetime";
import type { Link } from "../link/link";
import type { DamagedWeek, InboxStatus } from "../api/status";
import { Admission, type Candidate } from "../log/admission";
import type { Refusal } from "../api/authorize";
import { Archive, openScope, type SavedScope } from "../log/archive";
import type { PruneResult, SealRefusal, SealResult } from "../api/seal";
import { typeOf } from "../event/body";
import { againKeyOf, type ImportId } from "../event/import-mark";
import { LogCursor } from "../log/cursor";
import { bodyAt, importIdAt } from "../log/lookup";
import { parseGuid } from "../event/guid";
import { HybridClock } from "../event/hybrid-clock";
import type { ImportEntry, ImportResult } from "../api/import";
import { Importer } from "./importer";
import { creatorOf, MAX_TIME, packKey, toId, weekOf } from "../event/key";
import { Log } from "../log/log";
import { formatScope } from "../log/saved-lua";
import { revocationBody, Revocations } from "../log/revocations";
import { REVOKE, type Schema, SYSTEM_TYPE } from "../event/schema";
import type { PackedWeek } from "../block/packed-week";
import type { AddonChannel, Arrival, Pause, Ports } from "../ports";
import type { Reducer } from "../replay/applier";
import type { SealedBase } from "../replay/base";
import type { Replay } from "../replay/replay";
import type { Seals } from "../seal/seals";
import { Conflicts } from "./conflicts";
import { Creators } from "./creators";
import { ForTools } from "./for-tools";
import { Query, type Visit, visitEvents } from "./query";
import { Rejections } from "./rejections";
import { Rewrites } from "./rewrites";
import { Recovery } from "./recovery";
import { Saver } from "./saver";
import { withSeals } from "./seal-policy";
import { StateWatch } from "./state-watch";
import type { Sync } from "../sync/sync";
import { createLink, createReplay, createSeals, createSync, type SessionContext, type SessionListener } from "./wiring";

/** Seconds between two checks of held events and messages, and of the archive. */
const HOUSEKEEPING_SECONDS = 5;

/** Milliseconds for which the saved log is read at once; with what else an addon does at login a callback stays below 5. */
const OPENING_MILLISECONDS = 2.5;

/** Made in one step, and of use once open() has begun it. */
export class Session {
    readonly schema: Schema;
    readonly log: Log;
    readonly revocations: Revocations;
    readonly admission: Admission;
    readonly link: Link;
    /** These begin when the saved log has been read. */
    replay!: Replay;
    seals!: Seals;
    sync!: Sync;
    readonly conflicts: Conflicts;
    private readonly creators: Creators;
    private readonly rewrites: Rewrites;
    /** Other saved parts that were damaged, by name. */
    private readonly damagedParts: string[] = [];
    /** Events that peers offered and that were refused. */
    readonly rejections = new Rejections();
    /** Weeks whose saved text was damaged. */
    readonly damage: Omit<DamagedWeek, "here">[] = [];
    /** Uptime in seconds when the scope was opened. */
    readonly openedAt: number;
    /** Whether `saved` was written by a newer version of the library. If so, it is not changed. */
    readonly isReadOnly: boolean;

    private readonly ports: Ports;
    private readonly listener: SessionListener;
    private readonly saved: SavedScope;
    private readonly archive: Archive;
    private saver!: Saver;
    private readonly keys: HybridClock;
    /** Own events that were lost with the last session. */
    private recovery!: Recovery;
    /** Nil where the file is not written. */
    private forTools: ForTools | undefined;
    private readonly creator: number;
    private readonly server: number;
    /** Packed keys of this client's submitted events that are not in the log yet. */
    private readonly submitted = new LuaSet<string>();
    /** Ends the timers and background work of this session. */
    private readonly lifetime: Lifetime;
    private isClosed = false;
    /** Whether the saved log has been read, and replay, seals and sync are there. */
    private hasBegun = false;

    constructor(
        private readonly context: SessionContext,
        readonly scope: string,
    ) {
        const { options, ports, listener, schema } = context;
        this.schema = schema;
        this.ports = ports;
        this.openedAt = ports.clock.uptime();
        this.listener = listener;
        const [server, creator] = parseGuid(ports.identity.guid);
        this.server = server!;
        this.creator = creator!;
        this.log = new Log(ports.background, ports.native, {
            inserted: (time, id, body) => this.inserted(time, id, body),
            conflict: (time, id, kept, lost, hasChanged) => this.conflict(time, id, kept, lost, hasChanged),
            yields: (time, id, present) => this.conflicts.yields(time, id, present),
            moves: (time, id, body) => this.mayPassOn(time, id, body) !== false,
            quarantined: (weekNumber, packed, reason) => this.quarantine(weekNumber, packed, reason),
            completed: () => {
                // While the file is read, there is nobody yet who looks; who begins then does.
                if (this.hasBegun) {
                    this.seals.keeper.look();
                }
            },
            late: (time, id, body) => this.tooLate(time, id, body),
        });
        const saved = openScope(options.saved, scope);
        this.isReadOnly = saved === undefined;
        this.saved = saved ?? {};
        this.revocations = new Revocations(ports.background, (time, id) => this.replay.changed(time, id));
        this.archive = new Archive(this.saved, this.log, this.revocations, ports.native);
        this.keys = new HybridClock(
            ports.clock,
            this.creator,
            (time, id) => this.log.week(weekOf(time))?.bodyAt(time, id) !== undefined,
        );
        const authorize = withSeals(options.authorize, options.sealers, schema, (event) =>
            this.seals.keeper.isLate(event),
        );
        this.admission = new Admission(this.log, schema, ports.clock, ports.guard, authorize, {
            refused: (candidate, reason) => this.refused(candidate, reason),
            isCreator: (id, player) => this.isCreator(id, player),
            state: () => this.replay.knownState(),
            serverTold: (candidate) => this.creators.told(candidate),
        });
        this.conflicts = new Conflicts(
            ports.clock,
            (time, id, body) => this.mayPassOn(time, id, body),
            (weekNumber) => this.sync.hasAsked(weekNumber),
        );
        this.creators = new Creators(
            this.log,
            ports.identity,
            ports.clock,
            ({ time, id, body }) => this.conflicts.yields(time, id, body),
            () => this.replay.restart(),
        );
        this.rewrites = new Rewrites({
            log: this.log,
            schema,
            hasUndo: (type) => context.undos.get(type) !== undefined,
            isRevoked: (time, id, event) => this.isRevoked(time, id, event),
            submit: (body) => this.submit(body),
            revoke: (time, id) => this.revoke(time, id),
        });
        this.lifetime = new Lifetime(ports.timers, ports.background);
        this.link = createLink(context, scope, this.admission, this.lifetime, () => this.sync.reputation.spokesmen());
    }

    /**
     * Reads the saved log and begins: at once where that takes no longer than a frame may, else in slices.
     * @param state that of no events.
     * @param begun called then; not if the session is abandoned before.
     */
    open(state: object, begun: (this: void) => void): void {
        let hasBegun = false;
        this.lifetime.run((pause) => {
            this.load(pause);
            this.begin(state, pause);
            hasBegun = true;
            begun();
        });
        this.lifetime.drive(OPENING_MILLISECONDS, () => hasBegun);
    }

    /**
     * Gives an event its key and passes it to admission.
     * @param behindTime time of the key that the event must follow; nil when there is none.
     * @param behindId id of the key that the event must follow; nil when there is none.
     * @returns the event; or nil and the reason why it is not in the log.
     */
    submit(
        body: string,
        behindTime?: number,
        behindId?: number,
    ): LuaMultiReturn<[LedgerEvent, undefined?] | [undefined, SubmitRefusal]> {
        if (this.isReadOnly) {
            return $multi(undefined, "readOnly");
        }
        const [time, id] = this.keys.issue(behindTime, behindId);
        if (time === undefined) {
            return $multi(undefined, "clock");
        }
        const key = packKey(time, id);
        this.submitted.add(key);
        const sender = this.ports.identity.name;
        const verdict = this.admission.admit({ time, id, body, server: this.server, sender, isCreator: true });
        if (verdict === "admitted") {
            return $multi(this.admission.toEvent(time, id, body));
        }
        if (verdict === "held") {
            return $multi(undefined, "held");
        }
        this.submitted.delete(key);
        return $multi(undefined, verdict === "unauthorized" ? verdict : "refused");
    }

    /** The event that a body would become if it were submitted now, with a provisional key. */
    preview(body: string, counter: number): LedgerEvent {
        const time = this.ports.clock.serverTime();
        return this.admission.toEvent(time, toId(this.creator, counter), body);
    }

    /**
     * Revokes the event with this key: an imported one by its id, since it may move to another key, unless this client may
     * only revoke what is its own.
     */
    revoke(time: number, id: number): LuaMultiReturn<[LedgerEvent, undefined?] | [undefined, SubmitRefusal]> {
        if (this.seals.keeper.isSealed(time)) {
            return this.rewrites.revokeSealed(time, id);
        }
        const importId = importIdAt(this.log, time, id);
        const body = revocationBody(time, id, importId);
        const isById = importId !== undefined && this.mayPassOn(time, toId(this.creator, 0), body) !== false;
        return this.submit(isById ? body : revocationBody(time, id), time, id);
    }

    /** Whether an event is revoked, by its key or by its id. */
    isRevoked(time: number, id: number, event: EventKey & { type?: string; importId?: ImportId }): boolean {
        if (this.revocations.isRevoked(time, id) || this.revocations.isUndone(time, id)) {
            return true;
        }
        if (event.type === REVOKE.name) {
            return false;
        }
        // An event as events() gives it says itself what its id is; a bare key does not.
        const importId = event.type === undefined ? importIdAt(this.log, time, id) : event.importId;
        return importId !== undefined && this.revocations.isImportRevoked(importId, time);
    }

    /** Seals all weeks before one, in slices. @param isForced whether it need not be known that this client is in step. */
    seal(week: number, isForced: boolean, done: (this: void, result: SealResult) => void): boolean {
        const { guard } = this.ports;
        const reason = this.sealObstacle(week, isForced);
        if (reason !== undefined) {
            this.lifetime.run(() => guard.call(done, { reason }));
        } else {
            this.seals.seal(week, isForced, (body) => this.submit(body), done);
        }
        return true;
    }

    /** Why weeks are not to be sealed, as far as that is known at once. */
    private sealObstacle(week: number, isForced: boolean): SealRefusal | undefined {
        if (this.isReadOnly) {
            return "readOnly";
        }
        if ((this.seals.keeper.held.seal?.week ?? 0) >= week) {
            return "nothing";
        }
        return isForced || this.isInStep() ? undefined : "notInStep";
    }

    /** Whether nothing is known to differ from what somebody who may answer has. */
    private isInStep(): boolean {
        const state = this.sync.state();
        const isHeard = this.link.peers.all().some(({ name }) => this.sync.reputation.get(name)?.claim !== undefined);
        return state === "synced" || (state === "unconfirmed" && isHeard);
    }

    /** Writes an event of this player again that came too late for a seal. */
    resubmit(time: number, id: number): LuaMultiReturn<[LedgerEvent, undefined?] | [undefined, SubmitRefusal]> {
        const { orphans } = this.seals.keeper.held;
        const orphan = orphans.find(time, id);
        if (orphan === undefined || creatorOf(id) !== this.creator) {
            return $multi(undefined, orphan === undefined ? "refused" : "unauthorized");
        }
        const [event, reason] = this.rewrites.resubmit(orphan);
        if (event === undefined) {
            return $multi(undefined, reason);
        }
        orphans.remove(time, id);
        return $multi(event);
    }

    /** Drops sealed weeks but for the newest, in slices. */
    prune(weeks: number, done?: (this: void, result: PruneResult) => void): boolean {
        if (this.isReadOnly) {
            return false;
        }
        this.seals.prune(weeks, done ?? ((): void => {}));
        return true;
    }

    /** Gives what the file is to hold of this scope as text, in slices. */
    exportText(done: (this: void, text: string) => void): boolean {
        if (this.isReadOnly) {
            return false;
        }
        const { name } = this.context.options;
        this.lifetime.run((pause, rest) => {
            this.saver.saveWithin(pause, rest);
            this.ports.guard.call(done, formatScope(`${name}_Saved`, this.scope, this.saved, pause));
        });
        return true;
    }

    /** Takes note that a type is defined, or defined anew. */
    define(type: string, reducer: Reducer, undo: Reducer | undefined): void {
        this.forTools?.defined();
        this.replay.setReducer(type, reducer, undo);
        this.seals.keeper.checkAnew();
    }

    /** Visits the events that a filter selects, in slices: see visitEvents(). */
    eachEvent(filter: EventFilter, visit: Visit, done: ((this: void, count: number) => void) | undefined): boolean {
        this.lifetime.run((pause) => {
            const count = visitEvents(new Query(this, filter), visit, this.ports.guard, pause);
            if (done !== undefined) {
                this.ports.guard.call(done, count);
            }
        });
        return true;
    }

    /** The event under a key; nil when there is none. */
    find(time: number, id: number): LedgerEvent | undefined {
        const body = bodyAt(this.log, time, id);
        return body === undefined ? undefined : this.admission.toEvent(time, id, body);
    }

    /** Imports a list of events; `done` is called with the result. */
    importEvents(entries: readonly ImportEntry[], done: (this: void, result: ImportResult) => void): boolean {
        if (this.isReadOnly) {
            return false;
        }
        const { background, guard, identity } = this.ports;
        background.run((pause, rest) => {
            const importer = new Importer(this.log, this.schema, this.admission, identity, () => this.isClosed);
            const result = importer.run(entries, pause);
            // A logout may follow at once: then all is packed already.
            if (!this.isClosed) {
                this.saver.saveWithin(pause, rest);
            }
            guard.call(done, result);
        });
        return true;
    }

    /** Takes in the text of an addon message with the ledger's prefix. */
    receive(text: string, sender: string, arrival: Arrival): void {
        this.link.receive(text, sender, arrival);
    }

    /** Asks authorize() again about everything that is held. */
    retry(): void {
        this.lifetime.run((pause) => this.admission.retry(pause));
        this.link.retry();
    }

    /** The game may tell of other players now. */
    playersChanged(): void {
        this.forTools?.playersChanged();
    }

    /** What became of the inbox; nil without the option `inbox`. */
    inbox(): InboxStatus | undefined {
        return this.forTools?.inbox();
    }

    /** Own events that one peer has sent back: the player may know whether they are genuine. */
    recoverable(): LedgerEvent[] {
        return this.recovery.list().map(({ time, id, body }) => this.admission.toEvent(time, id, body));
    }

    /** Number of them. */
    recoverableCount(): number {
        return this.recovery.count();
    }

    /** Takes back all of them, in slices. Returns how many these are. */
    recover(): number {
        return this.recovery.takeAll();
    }

    /** What is known of where an event is besides here; nil when it is not here. */
    delivery(time: number, id: number): Delivery | undefined {
        const week = this.log.week(weekOf(time));
        const isPacked = week?.packed !== undefined && time <= week.packed.lastTime;
        return isPacked || week?.bodyAt(time, id) !== undefined ? this.sync.deliveryOf(time, id) : undefined;
    }

    /** Other saved parts that were damaged, by name. */
    allDamagedParts(): string[] {
        const names = this.forTools?.areNamesDamaged() === true ? ["names"] : [];
        return this.damagedParts.concat(names, this.archive.sealed.damagedParts);
    }

    /** Whether the addon lets this client send. */
    isSending(): boolean {
        return this.context.isSending();
    }

    /** The channel of the ledger's prefix. */
    channel(): AddonChannel {
        return this.context.outlets.channel;
    }

    /** Brings the archive up to date at once, before the game writes it. */
    save(): void {
        if (!this.isReadOnly) {
            this.log.settle();
            this.saver.saveNow();
            this.forTools?.save();
        }
    }

    /** Brings the archive up to date and ends all activity. */
    close(): void {
        this.isClosed = true;
        this.save();
        this.replay.stop();
        this.abandon();
    }

    /** Ends a session that may not have begun: nothing is saved. */
    abandon(): void {
        this.lifetime.end();
        this.link.close();
    }

    private load(pause: Pause): void {
        for (const weekNumber of this.archive.load(pause)) {
            this.noteDamage(weekNumber);
        }
        this.log.directory.note(this.creator, this.server, true);
    }

    private begin(state: object, pause: Pause): void {
        const { context, ports, lifetime, log, revocations, archive } = this;
        this.replay = createReplay(context, log, revocations, state);
        this.seals = createSeals(
            context,
            {
                log,
                revocations,
                archive,
                replay: this.replay,
                part: archive.sealed,
                background: lifetime,
                isOwn: (id) => creatorOf(id) === this.creator,
                isCreator: (id, peer) => this.isCreator(id, peer) === true,
            },
            (time, id, body) => this.admission.toEvent(time, id, body),
            () => this.sync.sealsChanged(),
        );
        const base = this.seals.load(pause);
        for (const { weekNumber } of this.damage) {
            this.seals.keeper.held.noteDamage(weekNumber);
        }
        this.saver = new Saver(this.saved, this.archive, this.replay, ports.clock, ports.background);
        this.sync = createSync(context, log, this.link, this.admission, lifetime, this.seals, {
            received: (time, id, server, body, sender) => this.received(time, id, server, body, sender),
            mayLeave: (time, id, body) => this.mayPassOn(time, id, body) === true,
            isCreator: (id, peer) => this.isCreator(id, peer) === true,
        });
        this.hasBegun = true;
        this.resume(base);
        if (!this.isReadOnly) {
            this.forTools = this.createForTools();
            this.forTools.begin();
        }
        lifetime.every(HOUSEKEEPING_SECONDS, () => this.keepHouse());
        if (context.warn !== undefined) {
            const watch = new StateWatch(this.replay, ports.clock, context.warn);
            lifetime.every(HOUSEKEEPING_SECONDS, () => watch.look());
        }
    }

    private createForTools(): ForTools {
        const { context, scope, saved, log, lifetime, admission, listener } = this;
        return new ForTools(context, scope, saved, log, lifetime, {
            admit: (candidate) =>
                this.seals.isUnwanted(weekOf(candidate.time)) ? "sealed" : admission.take(candidate),
            openWeek: (weekNumber, pause) => {
                log.open(weekNumber, pause);
            },
            mayPassOn: (time, id, body) => this.mayPassOn(time, id, body),
            refused: ({ time, id, body, sender }, reason) => {
                listener.emit("refused", admission.toEvent(time, id, body), reason, sender);
            },
            entered: () => this.sync.logChanged(),
        });
    }

    /** Goes on from where the saved log ends. */
    private resume(base: SealedBase | undefined): void {
        if (this.archive.isDirectoryDamaged) {
            this.damagedParts[this.damagedParts.length] = "directory";
            this.lifetime.run((pause) => {
                this.creators.rebuild(pause);
                this.archive.isDirectoryDamaged = false;
            });
        }
        const [time] = this.log.lastKey();
        this.keys.resume(time);
        if (time >= this.ports.clock.serverTime()) {
            // Which keys are taken can only be told of an open week.
            this.lifetime.run((pause) => {
                this.log.open(weekOf(time), pause);
            });
        }
        this.recovery = new Recovery(this.ports.clock, this.lifetime, savedAtOf(this.saved) ?? time, {
            takeBack: (eventTime, id, body) => this.takeBack(eventTime, id, body),
            offered: (eventTime, id, body) => {
                this.listener.emit("recoverable", this.admission.toEvent(eventTime, id, body));
            },
        });
        const prepare = (pause: Pause): boolean => {
            const isRead = this.archive.loadRevocations(pause);
            if (!isRead) {
                this.damagedParts[this.damagedParts.length] = "revocations";
                this.lifetime.run((searchPause) => this.findRevocations(searchPause));
            }
            return isRead;
        };
        this.replay.start(this.saved.checkpoint, prepare, base);
        this.seals.keeper.look();
    }

    /** Searches the whole log for revocations. Needed when their saved list was damaged. */
    private findRevocations(pause: Pause): void {
        const cursor = new LogCursor(this.log);
        while (cursor.next(pause)) {
            if (typeOf(cursor.body()) === SYSTEM_TYPE) {
                this.revocations.add(cursor.time, cursor.id, cursor.body());
                this.seals.keeper.added(cursor.time, cursor.id, cursor.body());
            }
            pause();
        }
        this.archive.hasRevocations = true;
    }

    private inserted(time: number, id: number, body: string): void {
        this.keys.observe(time, id);
        this.rejections.entered(time, id);
        if (typeOf(body) === SYSTEM_TYPE) {
            this.revocations.add(time, id, body);
            this.seals.keeper.added(time, id, body);
        }
        const again = againKeyOf(body);
        if (again !== undefined) {
            this.seals.keeper.held.orphans.rewritten(again, id, body);
        }
        this.replay.changed(time, id);
        this.forTools?.inserted(id, body);
        const key = packKey(time, id);
        if (this.submitted.has(key)) {
            this.submitted.delete(key);
            this.sync.broadcastLive(time, id, body);
        }
        if (this.listener.has("eventAdded")) {
            this.listener.emit("eventAdded", this.admission.toEvent(time, id, body));
        }
    }

    /** An event waited for its week while a seal closed it. */
    private tooLate(time: number, id: number, body: string): void {
        const server = this.log.directory.server(creatorOf(id));
        if (creatorOf(id) === this.creator) {
            this.seals.keeper.held.orphans.add({ time, id, body, server });
        }
        this.admission.refuseLate({ time, id, body, server, sender: this.ports.identity.name, isCreator: false });
    }

    private conflict(time: number, id: number, kept: string, lost: string, hasChanged: boolean): void {
        if (hasChanged) {
            this.revocations.remove(time, id);
            this.revocations.add(time, id, kept);
            this.seals.keeper.removed(time, id);
            this.seals.keeper.added(time, id, kept);
            this.replay.changed(time, id);
        }
        if (this.conflicts.note(time, id, lost)) {
            const { admission } = this;
            this.listener.emit("conflict", admission.toEvent(time, id, kept), admission.toEvent(time, id, lost));
        }
    }

    private refused(candidate: Candidate, reason: Refusal): void {
        if (candidate.sender !== this.ports.identity.name) {
            this.rejections.note(candidate, reason);
        }
        this.submitted.delete(packKey(candidate.time, candidate.id));
        if (this.listener.has("refused")) {
            const event = this.admission.toEvent(candidate.time, candidate.id, candidate.body);
            this.listener.emit("refused", event, reason, candidate.sender);
        }
    }

    private received(time: number, id: number, server: number, body: string, sender: string): void {
        this.seals.keeper.received(time, id, body);
        if (this.seals.isUnwanted(weekOf(time))) {
            return;
        }
        const candidate = { time, id, body, server, sender, isCreator: this.isCreator(id, sender) };
        const mayBeLost = creatorOf(id) === this.creator && this.recovery.mayBeLost(time);
        if (mayBeLost && this.admission.isUnauthorized(candidate)) {
            this.recovery.offer(time, id, body, sender);
            return;
        }
        this.admission.admit(candidate);
    }

    /** Puts a lost own event into the log again, through the gate. */
    private takeBack(time: number, id: number, body: string): void {
        const sender = this.ports.identity.name;
        this.admission.admit({ time, id, body, server: this.server, sender, isCreator: true });
    }

    /** Whether a player created the events with this id; nil while the game does not know the player yet. */
    private isCreator(id: number, sender: string): boolean | undefined {
        const { identity } = this.ports;
        const guid = identity.guidOf(sender);
        if (guid === undefined) {
            return identity.isRosterDue() ? undefined : false;
        }
        const [, creator] = parseGuid(guid);
        return creator === creatorOf(id);
    }

    /** Whether this client may send an event of the log; nil when that is not known yet. */
    private mayPassOn(time: number, id: number, body: string): boolean | undefined {
        if (this.log.isDoubtful(time, id)) {
            return false;
        }
        const sender = this.ports.identity.name;
        return this.admission.mayLeave(time, id, body, sender, creatorOf(id) === this.creator);
    }

    private quarantine(weekNumber: number, packed: PackedWeek, reason: string): void {
        this.archive.quarantine(weekNumber, packed.text, reason);
        this.noteDamage(weekNumber, packed.count);
        this.seals.keeper.held.noteDamage(weekNumber);
        this.replay.restart();
        this.listener.emit("syncChanged");
    }

    /** @param of number of events that the damaged text should hold; nil when that could not be read. */
    private noteDamage(weekNumber: number, of?: number): void {
        this.damage[this.damage.length] = { weekNumber, read: this.log.countIn(weekNumber), of };
    }

    private keepHouse(): void {
        const { keepWeeks } = this.context.options;
        this.retry();
        this.forTools?.keepHouse();
        this.seals.keeper.lookSoon();
        if (keepWeeks !== undefined && !this.isReadOnly && this.seals.hasToPrune(keepWeeks)) {
            this.prune(keepWeeks);
        }
        if (!this.isReadOnly) {
            this.saver.saveSoon();
        }
    }
}

/** When a scope was saved last; nil when what the file says of it is no time. */
function savedAtOf({ savedAt }: SavedScope): number | undefined {
    return typeof savedAt === "number" && savedAt >= 0 && savedAt <= MAX_TIME ? savedAt : undefined;
}
