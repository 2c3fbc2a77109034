/** Shared objects of a room. */

import type { Lease } from "./room-lease";

/**
 * What an object is changed with: MongoDB's update operators, each with paths and operands. A path is names and indices from 0, joined by dots.
 * $set, $unset, $inc, $mul, $min, $max, $rename, $currentDate, $push ($each, $position, $slice, $sort), $addToSet, $pop, $pull, $pullAll, $bit.
 * @example { ["$set"] = { ["boss.name"] = "Onyxia" }, ["$inc"] = { ["boss.tries"] = 1 } }
 */
export type PatchOperators = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Why a patch has changed nothing.
 * - "failed": it does not fit the data; what does not, comes with it in words.
 * - "unauthorized": its author may not patch.
 * - "outdated": a lease guards the object, and it was made under an earlier term than one before it.
 */
export type PatchFailure = "failed" | "unauthorized" | "outdated";

/**
 * Why a patch was not made, or changed nothing. Beside PatchFailure: "notHeld": this client does not hold the lease that guards the object. "full": 128 patches or 8 kB
 * of this client's have not been taken over yet. "tooLarge": it takes more than a board's cell, about 4 kB. "late": it came too late again and again. "stopped", "closed":
 * the object was stopped, or the room has closed.
 */
export type PatchRefusal = PatchFailure | "notHeld" | "full" | "tooLarge" | "late" | "stopped" | "closed";

/**
 * Told what became of a patch: first in the order that is known at the moment, and once more when `isFinal`. Others' patches that were made before and come
 * after it may change the first word. Final is what was taken over into the data from which a joiner starts, and what another member has, too: about 20 seconds after the
 * last patch. `value` is the whole object at that moment. `detail` says in words why it has failed. When the room closes before, it is told "closed".
 */
export type OnPatchOutcome = (
    this: void,
    ok: boolean,
    why: PatchRefusal | undefined,
    value: object,
    isFinal: boolean,
    detail?: string,
) => void;

/** Told of a value that has changed; nil where there is or was nothing. */
export type OnObserved = (this: void, value: unknown, old: unknown) => void;

/** The listeners of a shared object, by name. */
export interface SharedObjectListeners {
    /**
     * Called for each patch that has come, this client's own, too, with its author, "Name-Realm"; `ok` is false if it has changed nothing. Patches
     * that come with a copy of the object are not told one by one: see observe().
     */
    patched: (this: void, operators: PatchOperators, author: string, ok: boolean) => void;
    /** Called when a patch of this client came too late, and was made anew with the present time. */
    reissued: (this: void) => void;
}

/**
 * How a shared object is made. All clients have to give the same.
 * @typeParam Data what it holds.
 */
export interface SharedObjectOptions<Data extends object = object> {
    /** What it holds when nobody has it yet: a table with text as keys, at most 16 kB encoded. Only that of the client that makes it counts. */
    readonly data: Data;
    /** Who holds this lease may patch, and nobody else. */
    readonly writers?: Lease;
    /** A table in the addon's SavedVariables, in which the object lasts from one session to the next. */
    readonly saved?: object;
}

/** The condition of a shared object: see RoomStatus. */
export interface SharedObjectStatus {
    /** Name of the object. */
    readonly name: string;
    /** Whether it is known what the others have. */
    readonly isKnown: boolean;
    /** Patches that are not final yet. */
    readonly patches: number;
    /** Patches that came too late and of which it is not known that they were made anew, since the room was opened. */
    readonly lost: number;
}

/**
 * A table that all members share: any of them may patch it, and all see the patches in one order, so that all have the same. It is gone when all have gone who
 * have made it, unless it is saved. An array without elements and null are no values of Lua: see LibEventLedgerRooms.emptyArray and null.
 * @typeParam Data what it holds.
 * @example
 * local item = room:sharedObject("item", { data = { bids = 0 } })
 * item:observe("bids", function(bids) print(bids, "bids") end)
 * item:patch({ ["$inc"] = { bids = 1 } })
 */
export interface SharedObject<Data extends object = object> {
    /** Name of the object, as given to room:sharedObject(). */
    readonly name: string;
    /** Returns what it holds; its own patches are in it at once. Do not change it, nor anything in it: it stays as it is when the object changes. */
    get(): Data;
    /** Whether it is known what the others have. Until then get() gives `data` with the own patches, which are sent as soon as it is. */
    isKnown(): boolean;
    /**
     * Changes the object. All or none of a patch is applied. What cannot be a patch, whatever the data, raises an error.
     * @param operators what is done.
     * @param callback told what became of it; see OnPatchOutcome.
     * @example
     * item:patch({ ["$push"] = { history = { who = "Ann", dkp = 50 } } }, function(ok, why, value, isFinal)
     *     if not ok then print("not done: " .. why) end
     * end)
     */
    patch(operators: PatchOperators, callback?: OnPatchOutcome): void;
    /**
     * Has a function told when what is at a path has changed: by a patch to it, to what it is in, or to what is in it.
     * @param path names and indices from 0, joined by dots; "" is the whole object.
     * @param observer called with the value and the one before.
     * @returns a function that ends it.
     * @example item:observe("boss.hp", function(hp, old) bar:SetValue(hp or 0) end)
     */
    observe(path: string, observer: OnObserved): (this: void) => void;
    /**
     * Registers a listener; see SharedObjectListeners.
     * @returns a function that removes the listener.
     */
    on<Name extends keyof SharedObjectListeners>(
        name: Name,
        listener: SharedObjectListeners[Name],
    ): (this: void) => void;
    /** Ends observers and listeners; patches are refused from now on. The client still keeps the object for the others until the room closes. */
    stop(): void;
}
