/** A room as an addon has it. It outlives the scopes for which it is open. */

import { Handlers } from "./call/handlers";
import { explainRoom } from "./explain";
import { Lease } from "./lease/lease";
import { checkLeaseOptions } from "./lease/options";
import { checkOptions as checkMeetOptions } from "./meet/options";
import { NEVER_SAID } from "./meet/rendezvous";
import { OpenRoom, PING_CALL, type RoomParts } from "./open-room";
import { checkRoomOptions, type CheckedRoomOptions } from "./options";
import { checkPoolOptions, NUMBER_POOL, type PoolForm, STRING_POOL } from "./pool/options";
import { Pool } from "./pool/pool";
import { OBJECT_LIMIT, OBJECT_NAME_BYTES } from "./shared/constants";
import { CHECKPOINT_CALL } from "./shared/fetcher";
import { checkObjectOptions } from "./shared/options";
import { SharedObject } from "./shared/shared-object";
import type { Room as RoomFace, RoomClosedReason, RoomMember, RoomOptions, RoomStatus } from "../api/room";
import type { CallHandler, CallHandlerTable, CallOptions, CallTarget, OnCalled, OnPinged } from "../api/room-call";
import type { LeaseOptions } from "../api/room-lease";
import type { EmitRefusal, RoomListener } from "../api/room-listeners";
import type { MeetHandle, MeetOptions, OnMet, PendingRequest } from "../api/room-meet";
import type { SharedObject as SharedObjectFace, SharedObjectOptions } from "../api/room-object";
import type { Pool as PoolFace, PoolOptions, PoolValue } from "../api/room-pool";
import { Emitter } from "../emitter";
import type { Outlets } from "../link/outlets";
import type { LinkHost, Tenant } from "../link-host";
import { expectFunction, expectString, misuse, show } from "../misuse";
import type { Arrival } from "../ports";

const max = math.max;

/** Most bytes of the name of a pool, lease or event. */
const NAME_BYTES = 64;
const EVENT_NAME_BYTES = 100;

export class Room implements RoomFace, Tenant {
    private readonly parts: RoomParts;
    /** In the order in which they were made. */
    private readonly pools: Pool[] = [];
    private readonly leases: Lease[] = [];
    private readonly objects: SharedObject[] = [];
    private open: OpenRoom | undefined;
    private closedReason: RoomClosedReason = "unknown";
    private incarnation = 0;

    /** @param options as checkRoomOptions() gives them. */
    constructor(options: CheckedRoomOptions, host: LinkHost, outlets: Outlets) {
        const emitter = new Emitter(host.ports.guard);
        this.parts = { options, host, outlets, emitter, handlers: new Handlers() };
        this.parts.handlers.add(PING_CALL, () => true);
        this.parts.handlers.add(CHECKPOINT_CALL, (args, caller) => this.open?.objects.answer(args, caller));
        // Not at once: "opened" has to find the listeners that the addon adds next.
        host.ports.timers.after(0, () => this.onScopeChanged());
    }

    /** Creates a room; raises an error for what is wrong with the options. */
    static create(options: RoomOptions, host: LinkHost): Room {
        const checked = checkRoomOptions(options);
        const user = host.userOf(checked.name);
        if (user !== undefined) {
            misuse("createRoom", "name", `is already used by another ${user}, got ${show(checked.name)}`);
        }
        return host.open(checked.name, (outlets) => new Room(checked, host, outlets));
    }

    pool<Value = unknown, const Fields extends readonly string[] | undefined = undefined>(
        name: string,
        options: PoolOptions<Value, Fields>,
    ): PoolFace<PoolValue<Value, Fields>> {
        return this.poolOf(
            "pool",
            name,
            checkPoolOptions(options as PoolOptions<unknown, readonly string[] | undefined>),
        );
    }

    stringPool(name: string): PoolFace<string> {
        return this.poolOf("stringPool", name, STRING_POOL);
    }

    numberPool(name: string): PoolFace<number> {
        return this.poolOf("numberPool", name, NUMBER_POOL);
    }

    meet(options: MeetOptions, callback: OnMet): MeetHandle {
        const { host } = this.parts;
        if (this.open !== undefined) {
            return this.open.meets.meet(options, callback);
        }
        checkMeetOptions(options, callback, host.ports.identity.name);
        host.ports.guard.call(callback, undefined, "closed");
        return NEVER_SAID;
    }

    pending(): PendingRequest[] {
        return this.open?.meets.pending() ?? [];
    }

    lease(name: string, options: LeaseOptions = {}): Lease {
        const { options: ownOptions, host } = this.parts;
        expectString("lease", "name", name, 1, NAME_BYTES);
        const known = this.leases.find((lease) => lease.name === name);
        if (known !== undefined) {
            return known;
        }
        const checked = checkLeaseOptions(options, ownOptions.members === "guild");
        const lease = new Lease(name, checked, host.ports.guard);
        this.leases[this.leases.length] = lease;
        this.open?.leases.open(lease);
        return lease;
    }

    sharedObject<Data extends object>(name: string, options: SharedObjectOptions<Data>): SharedObjectFace<Data> {
        expectString("sharedObject", "name", name, 1, OBJECT_NAME_BYTES);
        const known = this.objects.find((object) => object.name === name);
        if (known !== undefined) {
            return known as SharedObjectFace as SharedObjectFace<Data>;
        }
        const checked = checkObjectOptions(options);
        if (this.objects.length >= OBJECT_LIMIT) {
            misuse("sharedObject", "name", string.format("is one too many: %.0f are the most", OBJECT_LIMIT));
        }
        const { open } = this;
        const object = new SharedObject(name, checked, this.parts.host.ports.guard);
        this.objects[this.objects.length] = object;
        if (open !== undefined) {
            object.attach(open.objects, open.scope);
        }
        return object as SharedObjectFace as SharedObjectFace<Data>;
    }

    handle(name: string, handler: CallHandler | CallHandlerTable): (this: void) => void {
        return this.parts.handlers.add(name, handler);
    }

    call(target: CallTarget, name: string, args: unknown, callback: OnCalled, options: CallOptions = {}): void {
        if (this.open !== undefined) {
            this.open.calls.call(target, name, args, callback, options);
            return;
        }
        expectFunction("call", "callback", callback);
        this.parts.host.ports.guard.call(callback, undefined, "closed");
    }

    ping(name: string, callback: OnPinged): void {
        expectString("ping", "name", name, 1, EVENT_NAME_BYTES);
        expectFunction("ping", "callback", callback);
        const { clock } = this.parts.host.ports;
        const start = clock.uptime();
        this.call(name, PING_CALL, undefined, (answer, why) => {
            callback(answer === true ? clock.uptime() - start : undefined, why);
        });
    }

    emit(name: string, value?: unknown): LuaMultiReturn<[ok: boolean, why?: EmitRefusal]> {
        if (this.open === undefined) {
            expectString("emit", "name", name, 1, EVENT_NAME_BYTES);
            return $multi(false, "closed");
        }
        return this.open.events.emit(name, value);
    }

    on<Name extends string>(name: Name, listener: RoomListener<Name>): (this: void) => void {
        expectString("on", "name", name, 1, EVENT_NAME_BYTES);
        expectFunction("on", "listener", listener);
        return this.parts.emitter.on(name, listener as (this: void, ...args: unknown[]) => void);
    }

    members(): RoomMember[] {
        const { open } = this;
        const { name: self } = this.parts.host.ports.identity;
        return (open?.session.names() ?? []).map((name) => ({
            name,
            isSelf: name === self,
            version: open?.calls.directory.versionOf(name),
        }));
    }

    handles(name: string, call: string): boolean | undefined {
        expectString("handles", "name", name, 1, EVENT_NAME_BYTES);
        expectString("handles", "call", call, 1, EVENT_NAME_BYTES);
        return this.open?.calls.directory.handles(name, call);
    }

    close(): void {
        this.shut("closed");
    }

    status(): RoomStatus {
        const { open } = this;
        const { options, outlets, host } = this.parts;
        const others = open?.session.members.present() ?? [];
        return {
            name: options.name,
            scope: open?.scope,
            closedReason: open === undefined ? this.closedReason : undefined,
            members: open === undefined ? 0 : others.length + 1,
            lacking: others.filter(({ board }) => board.isLacking()).length,
            overLimit: others.filter(({ board }) => board.isOverLimit).map(({ board }) => board.name),
            slots: open?.session.own.used() ?? 0,
            bytes: open?.session.own.cells.bytes ?? 0,
            isMatchingCut: open?.meets.status().isCut ?? false,
            waiting: outlets.waiting(),
            isInLockdown: outlets.isInLockdown(),
            isMuted: options.members === "guild" && !host.presence.maySpeakInGuild(),
            objects: this.objects.map((object) => object.status()),
            ignored: open?.link.ignored ?? {},
            prefixProblem: outlets.channel.prefixProblem,
        };
    }

    explain(): string[] {
        return explainRoom(this.status());
    }

    receive(text: string, sender: string, arrival: Arrival): void {
        this.open?.link.receive(text, sender, arrival);
    }

    onScopeChanged(): void {
        if (this.closedReason === "closed") {
            return;
        }
        const [isKnown, scope] = this.currentScope();
        if (!isKnown || (this.open !== undefined && scope === this.open.scope)) {
            return;
        }
        this.shut(this.parts.options.members === "guild" ? "noGuild" : "noGroup");
        if (scope !== undefined) {
            this.begin(scope);
        }
    }

    onRosterChanged(): void {
        this.open?.onRoster();
    }

    onGroupChanged(): void {
        if (this.parts.options.members === "group") {
            this.onScopeChanged();
            this.onRosterChanged();
        }
    }

    onPlayerOffline(name: string): void {
        this.open?.session.members.onOffline(name);
    }

    onRestrictionEnd(): void {
        this.open?.link.onRestrictionEnd();
    }

    save(): void {
        this.saveObjects();
        this.open?.sayBye();
    }

    private currentScope(): LuaMultiReturn<[isKnown: boolean, scope: string | undefined]> {
        const { options, host } = this.parts;
        const [isKnown, scope] = host.ports.identity.scope(options.members);
        if (options.members === "guild" || !isKnown) {
            return $multi(isKnown, scope);
        }
        return $multi(true, host.presence.isInGroup() ? scope : undefined);
    }

    private begin(scope: string): void {
        this.incarnation = max(this.parts.host.ports.clock.serverTime(), this.incarnation + 1);
        const open = new OpenRoom(this.parts, scope, this.incarnation);
        this.open = open;
        for (const pool of this.pools) {
            pool.attach(open.session, open.pools.pool(pool.name));
        }
        for (const lease of this.leases) {
            open.leases.open(lease);
        }
        for (const object of this.objects) {
            object.attach(open.objects, scope);
        }
        this.parts.emitter.emit("opened", scope);
    }

    private shut(reason: RoomClosedReason): void {
        const { open } = this;
        this.closedReason = reason;
        if (open === undefined) {
            return;
        }
        this.open = undefined;
        this.saveObjects();
        open.close();
        for (const pool of this.pools) {
            pool.detach();
        }
        for (const object of this.objects) {
            object.detach();
        }
        this.parts.emitter.emit("closed", open.scope);
    }

    private saveObjects(): void {
        for (const object of this.objects) {
            object.save();
        }
    }

    private poolOf<Value>(method: string, name: string, form: PoolForm): PoolFace<Value> {
        expectString(method, "name", name, 1, NAME_BYTES);
        const known = this.pools.find((pool) => pool.name === name);
        if (known !== undefined) {
            return known as PoolFace as PoolFace<Value>;
        }
        const { open } = this;
        const pool = new Pool({ name, guard: this.parts.host.ports.guard, ...form });
        this.pools[this.pools.length] = pool;
        if (open !== undefined) {
            pool.attach(open.session, open.pools.pool(name));
        }
        return pool as PoolFace as PoolFace<Value>;
    }
}
