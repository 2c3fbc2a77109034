/** A pool: what the members of a room contribute under keys, seen alike by all. */

import type { Entry, PoolEntries } from "./entries";
import type { ValueCodec } from "./value-codec";
import { Kind } from "../board/kinds";
import { encodeText } from "../bytes";
import type { RoomSession } from "../session";
import { encodeStamp } from "../stamp";
import type { ContributeRefusal, Pool as PoolFace, PoolKey } from "../../api/room-pool";
import { encodeCbor } from "../../codec/cbor";
import { Emitter } from "../../emitter";
import { expectFunction, misuse, mustBe } from "../../misuse";
import type { Guard } from "../../ports";

const char = string.char;

/** What a pool is made with. */
export interface PoolContext {
    readonly name: string;
    readonly guard: Guard;
    readonly codec: ValueCodec;
    /** The key under which a value stands. */
    readonly keyOf: (this: void, value: unknown) => unknown;
}

/** A pool while its room is open. */
interface Open {
    readonly session: RoomSession;
    readonly entries: PoolEntries;
    /** The slots of this client's entries by key. */
    readonly slots: LuaMap<PoolKey, number>;
}

export class Pool implements PoolFace {
    private readonly emitter: Emitter;
    /** Decoded values by entry. */
    private readonly values = setmetatable(new LuaMap<Entry, unknown>(), { __mode: "k" });
    readonly name: string;
    private open: Open | undefined;

    constructor(private readonly context: PoolContext) {
        this.name = context.name;
        this.emitter = new Emitter(context.guard);
    }

    /** The room has opened. */
    attach(session: RoomSession, entries: PoolEntries): void {
        const open = { session, entries, slots: new LuaMap<PoolKey, number>() };
        this.open = open;
        entries.onEntry = (key, old, entry) => this.changed(open, key, old, entry);
        entries.each((entry) => this.changed(open, entry.key, undefined, entry));
    }

    /** The room has closed: nothing is left of what was contributed. */
    detach(): void {
        const { open } = this;
        this.open = undefined;
        open?.entries.each((entry) => {
            this.emitter.emit("changed", entry.key, undefined, undefined, this.decoded(entry));
        });
    }

    replaceContribution(value: unknown): LuaMultiReturn<[ok: boolean, why?: ContributeRefusal]> {
        const { keyOf, codec, name } = this.context;
        const [bytes, problem] = codec.encode(value);
        if (bytes === undefined) {
            return misuse("replaceContribution", "value", problem);
        }
        const key = keyOf(value);
        if (typeof key !== "string" && typeof key !== "number") {
            return misuse("replaceContribution", "key", `of pool "${name}" ${mustBe("a string or a number", key)}`);
        }
        const { open } = this;
        if (open === undefined) {
            return $multi(false, "closed");
        }
        const winner = open.entries.winner(key);
        if (winner !== undefined && winner.owner === open.session.context.self && winner.bytes === bytes) {
            return $multi(true);
        }
        const why = this.write(open, key, bytes);
        if (why !== undefined) {
            return $multi(false, why);
        }
        return $multi(true);
    }

    removeContribution(key: PoolKey): boolean {
        const { open } = this;
        const winner = open?.entries.winner(key);
        if (open === undefined || winner === undefined || winner.bytes === "" || !isOwn(open, winner)) {
            return false;
        }
        if (open.entries.hasOther(key, winner.owner)) {
            // Another one has an older entry still: it must not come back.
            this.write(open, key, "");
        } else {
            this.clear(open, key);
        }
        return true;
    }

    getContribution(key: PoolKey): unknown {
        const winner = this.open?.entries.winner(key);
        return winner === undefined || winner.bytes === "" ? undefined : this.decoded(winner);
    }

    getAllContributions(): LuaTable<PoolKey, unknown> {
        const all = new LuaTable<PoolKey, unknown>();
        this.open?.entries.each((entry) => {
            all.set(entry.key, this.decoded(entry));
        });
        return all;
    }

    ownerOf(key: PoolKey): string | undefined {
        const winner = this.open?.entries.winner(key);
        return winner === undefined || winner.bytes === "" ? undefined : winner.owner;
    }

    on(name: "changed", listener: Parameters<PoolFace["on"]>[1]): (this: void) => void {
        if (name !== "changed") {
            misuse("on", "name", mustBe('"changed"', name));
        }
        expectFunction("on", "listener", listener);
        return this.emitter.on(name, listener as (this: void, ...args: unknown[]) => void);
    }

    private write(open: Open, key: PoolKey, bytes: string): ContributeRefusal | undefined {
        const { own, stamps } = open.session;
        const [keyBytes] = encodeCbor(key);
        const stamp = encodeStamp(stamps.issue(), own.incarnation);
        const cell = char(Kind.Entry) + encodeText(this.context.name) + keyBytes! + stamp + bytes;
        const slot = open.slots.get(key);
        if (slot !== undefined) {
            return own.write(slot, cell);
        }
        const [free, why] = own.reserve();
        if (free === undefined) {
            return why;
        }
        open.slots.set(key, free);
        const refusal = own.write(free, cell);
        if (refusal !== undefined) {
            open.slots.delete(key);
        }
        return refusal;
    }

    private clear(open: Open, key: PoolKey): void {
        const slot = open.slots.get(key);
        if (slot !== undefined) {
            open.slots.delete(key);
            open.session.own.clear(slot);
        }
    }

    private changed(open: Open, key: PoolKey, old: Entry | undefined, entry: Entry | undefined): void {
        const isSame = old?.owner === entry?.owner && old?.bytes === entry?.bytes;
        const before = old === undefined || old.bytes === "" ? undefined : this.decoded(old);
        const value = entry === undefined || entry.bytes === "" ? undefined : this.decoded(entry);
        this.tidy(open, key, entry);
        if (!isSame && (before !== undefined || value !== undefined)) {
            this.emitter.emit("changed", key, value, value === undefined ? undefined : entry?.owner, before);
        }
    }

    /** An own entry that another one has overtaken goes, and so does a withdrawal that has nothing left to keep down. */
    private tidy(open: Open, key: PoolKey, entry: Entry | undefined): void {
        if (entry === undefined || !open.slots.has(key)) {
            return;
        }
        const isOvertaken = !isOwn(open, entry);
        const isSpent = !isOvertaken && entry.bytes === "" && !open.entries.hasOther(key, entry.owner);
        if (isOvertaken || isSpent) {
            this.clear(open, key);
        }
    }

    private decoded(entry: Entry): unknown {
        if (!this.values.has(entry)) {
            const [ok, value] = this.context.codec.decode(entry.bytes);
            this.values.set(entry, ok ? value : undefined);
            if (!ok) {
                this.open?.session.context.port.ignore("undecodableValue");
            }
        }
        return this.values.get(entry);
    }
}

function isOwn({ session }: Open, { owner }: Entry): boolean {
    return owner === session.context.self;
}
