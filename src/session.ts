/**
 * One scope of a ledger while the character is in it: wires log, archive, replay, sync and outbox together.
 * It holds no algorithm of its own.
 */

import { hash32 } from "./codec/murmur3";
import { decodeFrame, encodeFrame } from "./comm/frame";
import { Outbox, type Priority, type Route } from "./comm/outbox";
import { Admission, type Candidate, type Refusal, type Verdict } from "./log/admission";
import { Archive, openScope } from "./log/archive";
import { LogCursor } from "./log/cursor";
import { parseGuid } from "./log/guid";
import { HybridClock } from "./log/hybrid-clock";
import { creatorOf, packKey } from "./log/key";
import { Log } from "./log/log";

import { Revocations } from "./log/revocations";
import type { LedgerEvent, Schema } from "./log/schema";
import { SYSTEM_TYPE } from "./log/schema";
import { typeOf } from "./log/body";
import type { CheckedOptions } from "./options";
import type { AddonChannel, Pause, Ports, Timer } from "./platform/ports";
import { type Reducer, Replayer } from "./replay/replayer";
import type { Produce } from "./sync/context";
import { Sync } from "./sync/sync";

/** Seconds between two looks at what is held and at what the archive lacks. */
const HOUSEKEEPING = 5;

const noPause: Pause = () => {};

/** What a session tells the ledger. */
export interface SessionListener {
    emit(name: string, ...args: unknown[]): void;
    has(name: string): boolean;
}

export class Session {
    readonly log: Log;
    readonly replayer: Replayer;
    readonly sync: Sync;
    readonly outbox: Outbox;
    readonly admission: Admission;
    readonly revocations = new Revocations();
    /** Weeks whose saved text was damaged. */
    readonly quarantined: number[] = [];
    /** Whether `saved` was written by a newer version of the library: nothing is written then. */
    readonly isReadOnly: boolean;
    /** Messages that were no frames, or of another version, by reason. */
    readonly faults: Record<string, number> = {};

    private readonly archive: Archive;
    private readonly keys: HybridClock;
    private readonly creator: number;
    private readonly server: number;
    private readonly tag: number;
    private readonly routes: readonly Route[];
    /** Packed keys of own submissions that are not in the log yet. */
    private readonly submitted = new LuaSet<string>();
    private readonly housekeeping: Timer;
    private isSaving = false;
    private isClosed = false;

    constructor(
        options: CheckedOptions,
        readonly scope: string,
        schema: Schema,
        reducers: LuaMap<string, Reducer>,
        private readonly ports: Ports,
        channel: AddonChannel,
        isSending: (this: void) => boolean,
        private readonly listener: SessionListener,
    ) {
        const { clock, timers, background, random, guard, identity, native } = ports;
        const [server, creator] = parseGuid(identity.guid);
        this.server = server!;
        this.creator = creator!;
        this.tag = hash32(`${options.name}\0${scope}`, 0) % 65536;
        this.routes = options.channels.map((chatType) => ({ chatType }));
        this.log = new Log(background, native, {
            inserted: (time, id, body) => this.inserted(time, id, body),
            conflict: (time, id, kept, lost) => this.conflict(time, id, kept, lost),
            quarantined: (week, text, reason) => this.quarantine(week, text, reason),
        });
        this.log.directory.note(this.creator, this.server, true);
        const saved = openScope(options.saved, scope);
        this.isReadOnly = saved === undefined;
        this.archive = new Archive(saved ?? {}, this.log, this.revocations, native);
        this.keys = new HybridClock(clock, this.creator);
        this.admission = new Admission(this.log, schema, clock, guard, options.authorize, (candidate, reason) =>
            this.refused(candidate, reason),
        );
        this.replayer = new Replayer(
            this.log,
            schema,
            this.revocations,
            options.initialState,
            options.limits,
            clock,
            timers,
            background,
            guard,
            {
                stateChanged: (state) => listener.emit("stateChanged", state),
                reducerError: (event, message) => listener.emit("reducerError", event, message),
            },
        );
        for (const [type, reducer] of reducers) {
            this.replayer.setReducer(type, reducer);
        }
        this.load();
        this.outbox = new Outbox(channel, clock, timers, random);
        this.sync = new Sync(
            {
                log: this.log,
                clock,
                timers,
                background,
                random,
                post: { broadcast: (priority, key, produce) => this.broadcast(priority, key, produce) },
                self: identity.name,
                claim: clock.serverTime(),
                maySpeak: () => isSending() && this.admission.maySpeak(identity.name, "out"),
                mayLeave: (time, id, body) => isSending() && this.mayLeave(time, id, body),
            },
            {
                received: (time, id, eventServer, body, sender) => this.received(time, id, eventServer, body, sender),
                mayPeerSpeak: (peer) => this.admission.maySpeak(peer, "in"),
                syncChanged: () => listener.emit("syncChanged"),
            },
        );
        this.housekeeping = timers.every(HOUSEKEEPING, () => this.keepHouse());
        this.replayer.schedule();
    }

    /**
     * Gives an event its key and puts it before the gate.
     * @returns the verdict, and the event when it was admitted or is held.
     */
    submit(body: string): LuaMultiReturn<[Verdict | "clock", LedgerEvent | undefined]> {
        const [time, id] = this.keys.issue();
        if (time === undefined) {
            return $multi("clock", undefined);
        }
        const key = packKey(time, id);
        this.submitted.add(key);
        const sender = this.ports.identity.name;
        const verdict = this.admission.admit({ time, id, body, server: this.server, sender, isCreator: true });
        if (verdict !== "admitted" && verdict !== "held") {
            this.submitted.delete(key);
            return $multi(verdict, undefined);
        }
        return $multi(verdict, this.admission.toEvent(time, id, body));
    }

    /** Takes in the text of an addon message under the ledger's prefix. */
    receive(text: string, sender: string): void {
        const [type, tagOrFault, payload] = decodeFrame(text);
        if (type === undefined) {
            const fault = tagOrFault as string;
            this.faults[fault] = (this.faults[fault] ?? 0) + 1;
        } else if (tagOrFault === this.tag) {
            this.sync.receive(type, payload as string, sender);
        }
    }

    /** Looks again at everything that waits for an answer of authorize(). */
    retry(): void {
        this.admission.retry();
        this.sync.retry();
    }

    /** Brings the archive up to date at once: the game is about to write it. */
    save(): void {
        if (!this.isReadOnly && this.archive.isBehind()) {
            this.archive.save(noPause);
        }
    }

    /** Ends all activity, with the archive up to date. */
    close(): void {
        this.isClosed = true;
        this.save();
        this.housekeeping.cancel();
        this.replayer.stop();
        this.sync.stop();
        this.outbox.clear();
    }

    private load(): void {
        for (const week of this.archive.load()) {
            this.noteQuarantine(week);
        }
        const [time] = this.log.lastKey();
        this.keys.resume(time);
        if (!this.archive.loadRevocations()) {
            this.ports.background.run((pause) => this.findRevocations(pause));
        }
    }

    /** Looks for revocations in the whole log: the saved list of them was damaged. */
    private findRevocations(pause: Pause): void {
        const cursor = new LogCursor(this.log);
        while (cursor.next(pause)) {
            if (typeOf(cursor.body) === SYSTEM_TYPE) {
                this.revoke(cursor.time, cursor.id, cursor.body);
            }
            pause();
        }
    }

    private inserted(time: number, id: number, body: string): void {
        this.keys.observe(time, id);
        if (typeOf(body) === SYSTEM_TYPE) {
            this.revoke(time, id, body);
        }
        this.replayer.changed(time, id);
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
            this.replayer.changed(changedTime, changedId);
        }
        this.revoke(time, id, kept);
        this.replayer.changed(time, id);
        this.listener.emit("conflict", this.admission.toEvent(time, id, kept), this.admission.toEvent(time, id, lost));
    }

    private revoke(time: number, id: number, body: string): void {
        const [changedTime, changedId] = this.revocations.add(time, id, body);
        if (changedTime !== undefined) {
            this.replayer.changed(changedTime, changedId);
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

    private broadcast(priority: Priority, key: string, produce: Produce): void {
        this.outbox.add({ key, priority, routes: this.routes, produce: () => this.produceFrame(produce) });
    }

    private produceFrame(produce: Produce): string | undefined {
        const [type, payload] = produce();
        return type === undefined ? undefined : encodeFrame(type, this.tag, payload);
    }

    private quarantine(week: number, text: string, reason: string): void {
        this.archive.quarantine(week, text, reason);
        this.noteQuarantine(week);
        this.listener.emit("syncChanged");
    }

    private noteQuarantine(week: number): void {
        this.quarantined[this.quarantined.length] = week;
    }

    private keepHouse(): void {
        this.retry();
        if (this.isReadOnly || this.isSaving || this.isClosed || !this.archive.isBehind()) {
            return;
        }
        this.isSaving = true;
        this.ports.background.run((pause) => {
            this.archive.save(pause);
            this.isSaving = false;
        });
    }
}
