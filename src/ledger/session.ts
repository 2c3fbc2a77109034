/**
 * One scope of a ledger while the character is in it: wires log, archive, replay, sync and outbox together.
 * It holds no algorithm of its own.
 */

import type { SubmitRefusal, LedgerEvent } from "../api/event";
import type { Mailbox } from "../link/mailbox";
import type { DamagedWeek } from "../api/status";
import { Admission, type Candidate } from "../log/admission";
import type { Refusal } from "../api/authorize";
import { Archive, openScope, type SavedScope } from "../log/archive";
import { typeOf } from "../event/body";
import { LogCursor } from "../log/cursor";
import { parseGuid } from "../event/guid";
import { HybridClock } from "../event/hybrid-clock";
import type { ImportEntry, ImportResult } from "../api/import";
import { Importer } from "./importer";
import { creatorOf, packKey, toId } from "../event/key";
import { Log } from "../log/log";
import { Revocations } from "../log/revocations";
import { type Schema, SYSTEM_TYPE } from "../event/schema";
import { parseWeek } from "../block/packed-week";
import type { Pause, Ports, Timer } from "../ports";
import type { Replay } from "../replay/replay";
import { Saver } from "./saver";
import type { Sync } from "../sync/sync";
import { createMailbox, createReplay, createSync, type SessionContext, type SessionListener } from "./wiring";

/** Seconds between two looks at what is held and at what the archive lacks. */
const HOUSEKEEPING = 5;

export class Session {
    readonly schema: Schema;
    readonly log: Log;
    readonly revocations = new Revocations();
    readonly admission: Admission;
    readonly replay: Replay;
    readonly mailbox: Mailbox;
    readonly sync: Sync;
    /** Weeks whose saved text was damaged. */
    readonly damage: Omit<DamagedWeek, "here">[] = [];
    /** Uptime. */
    readonly openedAt: number;
    /** Whether `saved` was written by a newer version of the library: nothing is written then. */
    readonly isReadOnly: boolean;

    private readonly ports: Ports;
    private readonly listener: SessionListener;
    private readonly saved: SavedScope;
    private readonly archive: Archive;
    private readonly saver: Saver;
    private readonly keys: HybridClock;
    private readonly creator: number;
    private readonly server: number;
    /** Packed keys of own submissions that are not in the log yet. */
    private readonly submitted = new LuaSet<string>();
    private readonly housekeeping: Timer;
    private isClosed = false;

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
            conflict: (time, id, kept, lost) => this.conflict(time, id, kept, lost),
            quarantined: (week, text, reason) => this.quarantine(week, text, reason),
        });
        this.log.directory.note(this.creator, this.server, true);
        const saved = openScope(options.saved, scope);
        this.isReadOnly = saved === undefined;
        this.saved = saved ?? {};
        this.archive = new Archive(this.saved, this.log, this.revocations, ports.native);
        this.keys = new HybridClock(ports.clock, this.creator);
        this.admission = new Admission(
            this.log,
            schema,
            ports.clock,
            ports.guard,
            options.authorize,
            (candidate, reason) => this.refused(candidate, reason),
        );
        this.replay = createReplay(context, this.log, this.revocations);
        this.saver = new Saver(this.saved, this.archive, this.replay, ports.clock, ports.background);
        this.mailbox = createMailbox(context, scope, () => this.sync);
        this.sync = createSync(context, this.log, this.mailbox, this.admission, {
            received: (time, id, server, body, sender) => this.received(time, id, server, body, sender),
            mayLeave: (time, id, body) => this.mayLeave(time, id, body),
        });
        this.load();
        this.housekeeping = ports.timers.every(HOUSEKEEPING, () => this.keepHouse());
    }

    /**
     * Gives an event its key and puts it before the gate.
     * @param behindTime key that the event's must stand behind, if any.
     * @returns the event, or nothing and why it is not in the log.
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

    /** The event that a body would be if it were submitted now, under a provisional key. */
    preview(body: string, counter: number): LedgerEvent {
        const time = this.ports.clock.serverTime();
        return this.admission.toEvent(time, toId(this.creator, counter), body);
    }

    /** Takes in a list of events from elsewhere; `done` hears what became of it. */
    importEvents(entries: readonly ImportEntry[], done: (this: void, result: ImportResult) => void): boolean {
        if (this.isReadOnly) {
            return false;
        }
        const { background, guard, identity } = this.ports;
        background.run((pause) => {
            const importer = new Importer(this.log, this.schema, this.admission, identity, () => this.isClosed);
            guard.call(done, importer.run(entries, pause));
        });
        return true;
    }

    /** Takes in the text of an addon message under the ledger's prefix. */
    receive(text: string, sender: string): void {
        const [type, payload] = this.mailbox.open(text, sender);
        if (type !== undefined) {
            this.sync.receive(type, payload, sender);
        }
    }

    /** Looks again at everything that waits for an answer of authorize(). */
    retry(): void {
        this.admission.retry();
        this.sync.retry();
    }

    /** Whether the addon lets this client send. */
    isSending(): boolean {
        return this.context.isSending();
    }

    /** The game's restriction that refuses messages, if it tells of one. */
    restriction(): string | undefined {
        return this.context.channel.restriction();
    }

    /** Brings the archive up to date at once: the game is about to write it. */
    save(): void {
        if (!this.isReadOnly) {
            this.saver.saveNow();
        }
    }

    /** Ends all activity, with the archive up to date. */
    close(): void {
        this.isClosed = true;
        this.save();
        this.housekeeping.cancel();
        this.replay.stop();
        this.sync.stop();
        this.mailbox.clear();
    }

    private load(): void {
        for (const week of this.archive.load()) {
            this.noteDamage(week);
        }
        const [time] = this.log.lastKey();
        this.keys.resume(time);
        const hasRevocations = this.archive.loadRevocations();
        if (!hasRevocations) {
            this.ports.background.run((pause) => this.findRevocations(pause));
        }
        this.replay.start(this.saved.checkpoint, hasRevocations);
    }

    /** Looks for revocations in the whole log: the saved list of them was damaged. */
    private findRevocations(pause: Pause): void {
        const cursor = new LogCursor(this.log);
        while (cursor.next(pause)) {
            if (typeOf(cursor.body()) === SYSTEM_TYPE) {
                this.revoke(cursor.time, cursor.id, cursor.body());
            }
            pause();
        }
    }

    private inserted(time: number, id: number, body: string): void {
        this.keys.observe(time, id);
        if (typeOf(body) === SYSTEM_TYPE) {
            this.revoke(time, id, body);
        }
        this.replay.changed(time, id);
        const key = packKey(time, id);
        if (this.submitted.has(key)) {
            this.submitted.delete(key);
            this.sync.broadcastLive(time, id, body);
        }
        if (this.listener.has("eventAdded")) {
            this.listener.emit("eventAdded", this.admission.toEvent(time, id, body));
        }
    }

    private conflict(time: number, id: number, kept: string, lost: string): void {
        const [changedTime, changedId] = this.revocations.remove(time, id);
        if (changedTime !== undefined) {
            this.replay.changed(changedTime, changedId);
        }
        this.revoke(time, id, kept);
        this.replay.changed(time, id);
        this.listener.emit("conflict", this.admission.toEvent(time, id, kept), this.admission.toEvent(time, id, lost));
    }

    private revoke(time: number, id: number, body: string): void {
        const [changedTime, changedId] = this.revocations.add(time, id, body);
        if (changedTime !== undefined) {
            this.replay.changed(changedTime, changedId);
        }
    }

    private refused(candidate: Candidate, reason: Refusal): void {
        this.submitted.delete(packKey(candidate.time, candidate.id));
        if (this.listener.has("refused")) {
            const event = this.admission.toEvent(candidate.time, candidate.id, candidate.body);
            this.listener.emit("refused", event, reason, candidate.sender);
        }
    }

    private received(time: number, id: number, server: number, body: string, sender: string): void {
        this.admission.admit({ time, id, body, server, sender, isCreator: this.isCreator(id, sender) });
    }

    private isCreator(id: number, sender: string): boolean {
        const guid = this.ports.identity.guidOf(sender);
        if (guid === undefined) {
            return false;
        }
        const [, creator] = parseGuid(guid);
        return creator === creatorOf(id);
    }

    private mayLeave(time: number, id: number, body: string): boolean {
        const sender = this.ports.identity.name;
        return this.admission.mayLeave(time, id, body, sender, creatorOf(id) === this.creator);
    }

    private quarantine(week: number, text: string, reason: string): void {
        this.archive.quarantine(week, text, reason);
        this.noteDamage(week, parseWeek(text, week)?.count);
        this.replay.restart();
        this.listener.emit("syncChanged");
    }

    /** @param of events that the damaged text told of, if it did. */
    private noteDamage(week: number, of?: number): void {
        this.damage[this.damage.length] = { week, read: this.log.week(week)?.count() ?? 0, of };
    }

    private keepHouse(): void {
        this.retry();
        if (!this.isReadOnly && !this.isClosed) {
            this.saver.saveSoon();
        }
    }
}
