/** Pools of a room: what members contribute under keys. */

import type { CheckedKind, FieldValues } from "./event-type";

/**
 * Why a contribution to a pool is not made: the room is closed, this client has no room for it ("full": 256 entries, requests, claims
 * and calls or 16 kB in all), or the value takes more than 4 kB.
 */
export type ContributeRefusal = "closed" | "full" | "tooLarge";

/** A key of a pool. The string "5" and the number 5 are two keys. */
export type PoolKey = string | number;

/** The fields of a pool as given, each of them checked: see CheckedKind. */
export type PoolFields<Fields extends readonly string[] | undefined> = {
    readonly [Index in keyof Fields]: Fields[Index] extends string ? CheckedKind<Fields[Index]> : Fields[Index];
};

/** What a pool holds: what its fields say; without fields, what the type argument or its key function says. */
export type PoolValue<Value, Fields extends readonly string[] | undefined> = Fields extends readonly string[]
    ? FieldValues<Fields>
    : Value;

/**
 * How the values of a pool are keyed and coded: what `room:pool()` takes. All clients have to give the same.
 * @typeParam Value what is contributed, without fields.
 * @typeParam Fields the texts of the fields.
 */
export interface PoolOptions<Value = unknown, Fields extends readonly string[] | undefined = undefined> {
    /** Gives the key of a value: a string or a number. It is called by replaceContribution(), with a value that fits the fields. */
    readonly key: (this: void, value: PoolValue<Value, Fields>) => PoolKey;
    /**
     * The fields of the values, like those of events: "item:string", "amount:number", "note:string?". A value is then a table with
     * these fields and no others, and their names do not travel. Add new fields only at the end: clients that do not know them yet
     * pass them over. Without fields a value is anything that CBOR can hold, but nil.
     */
    readonly fields?: PoolFields<Fields>;
}

/**
 * A pool: what members contribute under keys, seen alike by all. Who contributes under a key takes it over; only who contributed last may withdraw. What
 * a member has contributed goes when it goes offline, and stays over a /reload if it is contributed again within half a minute.
 * @typeParam Value what is contributed.
 * @example
 * local bids = room:pool("bids", {
 *     key = function(bid) return bid.item end,
 *     fields = { "item:string", "amount:number" },
 * })
 * bids:on("changed", function(item, bid, owner) print(item, bid and bid.amount, owner) end)
 */
export interface Pool<Value = unknown> {
    /**
     * Contributes a value, in the place of what stands under its key. The pool shows it at once; it is sent as soon as it can be, and what is
     * replaced before is not sent at all. Raises an error if the value does not fit the pool, or has no key.
     * @param value what is contributed; nothing over 4 kB. Do not change it afterwards.
     * @returns true; or false and why not.
     * @example bids:replaceContribution({ item = "Ashkandi", amount = 120 })
     */
    replaceContribution(value: Value): LuaMultiReturn<[ok: boolean, why?: ContributeRefusal]>;
    /**
     * Withdraws what this client has contributed under a key.
     * @returns false when what stands there is not its own, or nothing stands there.
     * @example bids:removeContribution("Ashkandi")
     */
    removeContribution(key: PoolKey): boolean;
    /** Returns the value under a key; nil when there is none, or the room is closed. Do not change it. */
    getContribution(key: PoolKey): Value | undefined;
    /**
     * Returns all values by key, in a new table, which is empty while the room is closed. Do not change the values.
     * @example for item, bid in pairs(bids:getAllContributions()) do print(item, bid.amount, bids:ownerOf(item)) end
     */
    getAllContributions(): LuaTable<PoolKey, Value>;
    /** Returns "Name-Realm" of who contributed the value under a key; nil when there is none. */
    ownerOf(key: PoolKey): string | undefined;
    /**
     * Registers a listener for each change under a key. When the room closes, it is called for every key.
     * @param listener called with the key, the value and its owner, which are nil when there is none any more, and the value before.
     * @returns a function that removes the listener.
     */
    on(
        name: "changed",
        listener: (
            this: void,
            key: PoolKey,
            value: Value | undefined,
            owner: string | undefined,
            old: Value | undefined,
        ) => void,
    ): (this: void) => void;
}
