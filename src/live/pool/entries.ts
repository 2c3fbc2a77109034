/** What members contribute to pools, as the boards show it, and which contribution counts under each key. */

import type { Cell } from "../board/cells";
import { Kind } from "../board/kinds";
import { ByteReader } from "../bytes";
import type { RoomSession } from "../session";
import type { PoolKey } from "../../api/room-pool";
import { isBefore, readStamp, type Stamp } from "../stamp";

const sub = string.sub;

/** Most bytes of the name of a pool. */
export const POOL_NAME_BYTES = 64;

/** One member's contribution under a key. */
export interface Entry {
    readonly pool: string;
    readonly owner: string;
    readonly key: PoolKey;
    readonly stamp: Stamp;
    /** The coded value; "" when it was withdrawn. */
    readonly bytes: string;
    readonly cell: Cell;
}

/** Told after each change under a key which entry counted before it and which does now; it may be the same one. */
export type OnEntry = (this: void, key: PoolKey, old: Entry | undefined, entry: Entry | undefined) => void;

/** The contributions to one pool. */
export class PoolEntries {
    private readonly byKey = new LuaMap<PoolKey, Entry[]>();
    private readonly winners = new LuaMap<PoolKey, Entry>();
    /** Told of each change; there may be none yet. */
    onEntry: OnEntry | undefined;

    constructor(
        private readonly session: RoomSession,
        private readonly isAllowed: (this: void, entry: Entry) => boolean,
    ) {}

    /** The entry that counts under a key, one that was withdrawn, too. */
    winner(key: PoolKey): Entry | undefined {
        return this.winners.get(key);
    }

    /** Visits the entries that count and have a value. */
    each(visit: (this: void, entry: Entry) => void): void {
        for (const [, entry] of this.winners) {
            if (entry.bytes !== "") {
                visit(entry);
            }
        }
    }

    /** Whether another member than `owner` has an entry under a key. */
    hasOther(key: PoolKey, owner: string): boolean {
        return (this.byKey.get(key) ?? []).some((entry) => entry.owner !== owner);
    }

    /** Takes an entry out and another one in, either of which may be nil. */
    change(old: Entry | undefined, entry: Entry | undefined): void {
        if (old !== undefined) {
            const rest = (this.byKey.get(old.key) ?? []).filter((other) => other !== old);
            if (rest.length === 0) {
                this.byKey.delete(old.key);
            } else {
                this.byKey.set(old.key, rest);
            }
        }
        if (entry !== undefined) {
            const entries = this.byKey.get(entry.key) ?? [];
            entries[entries.length] = entry;
            this.byKey.set(entry.key, entries);
            this.session.stamps.see(entry.stamp);
        }
        if (old !== undefined) {
            this.settle(old.key);
        }
        if (entry !== undefined && entry.key !== old?.key) {
            this.settle(entry.key);
        }
    }

    /** Looks again which entries count: who may contribute has changed. */
    settleAll(): void {
        const keys: PoolKey[] = [];
        for (const [key] of this.byKey) {
            keys[keys.length] = key;
        }
        for (const key of keys) {
            this.settle(key);
        }
    }

    private settle(key: PoolKey): void {
        let best: Entry | undefined;
        for (const entry of this.byKey.get(key) ?? []) {
            const isLater = best === undefined || isBefore(best.stamp, best.owner, entry.stamp, entry.owner);
            if (this.isInTime(entry) && this.isAllowed(entry) && isLater) {
                best = entry;
            }
        }
        const old = this.winners.get(key);
        if (best === undefined) {
            this.winners.delete(key);
        } else {
            this.winners.set(key, best);
        }
        this.onEntry?.(key, old, best);
    }

    /** Whether an entry counts already; if not, it is looked at again when it does. */
    private isInTime({ key, stamp }: Entry): boolean {
        const { stamps, context } = this.session;
        const wait = stamps.secondsUntil(stamp.seconds);
        if (wait > 0) {
            context.timers.after(wait, () => this.settle(key));
        }
        return wait === 0;
    }
}

/** All pools of a session. */
export class Pools {
    private readonly byName = new LuaMap<string, PoolEntries>();
    private readonly entries = new LuaMap<Cell, Entry>();

    /** @param isAllowed whether a member's contribution to a pool is shown. */
    constructor(
        private readonly session: RoomSession,
        private readonly isAllowed: (this: void, pool: string, owner: string) => boolean,
    ) {
        session.whenShown(Kind.Entry, (owner, old, cell) => this.shown(owner, old, cell));
    }

    pool(name: string): PoolEntries {
        let pool = this.byName.get(name);
        if (pool === undefined) {
            pool = new PoolEntries(this.session, (entry) => this.isAllowed(entry.pool, entry.owner));
            this.byName.set(name, pool);
        }
        return pool;
    }

    /** Looks again what is shown: who may contribute has changed. */
    settleAll(): void {
        for (const [, pool] of this.byName) {
            pool.settleAll();
        }
    }

    private shown(owner: string, old: Cell | undefined, cell: Cell | undefined): void {
        const before = old === undefined ? undefined : this.entries.get(old);
        const after = cell === undefined ? undefined : this.read(owner, cell);
        if (old !== undefined) {
            this.entries.delete(old);
        }
        if (before !== undefined && before.pool === after?.pool) {
            this.pool(before.pool).change(before, after);
            return;
        }
        if (before !== undefined) {
            this.pool(before.pool).change(before, undefined);
        }
        if (after !== undefined) {
            this.pool(after.pool).change(undefined, after);
        }
    }

    private read(owner: string, cell: Cell): Entry | undefined {
        const reader = new ByteReader(cell.bytes, 2);
        const pool = reader.text(POOL_NAME_BYTES);
        const key = reader.value();
        const stamp = readStamp(reader, cell.incarnation);
        if (reader.isBad || (typeof key !== "string" && typeof key !== "number")) {
            this.session.context.port.ignore("malformedCell");
            return undefined;
        }
        const entry = { pool, owner, key, stamp, bytes: sub(cell.bytes, reader.position), cell };
        this.entries.set(cell, entry);
        return entry;
    }
}
