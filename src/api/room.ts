/** Rooms as an addon sees them: live shared state between the clients that are online. */

import type { CallHandler, CallHandlerTable, CallOptions, CallTarget, OnCalled, OnPinged } from "./room-call";
import type { Lease, LeaseOptions } from "./room-lease";
import type { EmitRefusal, RoomListener } from "./room-listeners";
import type { MeetHandle, MeetOptions, OnMet, PendingRequest } from "./room-meet";
import type { SharedObject, SharedObjectOptions, SharedObjectStatus } from "./room-object";
import type { Pool, PoolOptions, PoolValue } from "./room-pool";

/** Who belongs to a room: the guild, or the raid, party or instance group that the player is in. */
export type RoomMembers = "guild" | "group";

/** What `authorize` of a room is asked about. */
export type RoomAction = "contribute" | "meet" | "hold" | "call" | "emit" | "patch";

/**
 * Whether what a member does is shown. `subject` is the name of the pool, event of a rendezvous, lease, call, event or shared
 * object; `sender` is "Name-Realm". It is a filter on what is shown, asked again when the roster changes, and no condition of receiving.
 */
export type RoomAuthorize = (this: void, action: RoomAction, subject: string, sender: string) => boolean;

/** The options of createRoom(). */
export interface RoomOptions {
    /** Name of the room and prefix of its addon messages, 1-16 bytes. No ledger or other room may use it. */
    readonly name: string;
    /** Who belongs to it; "guild" by default. */
    readonly members?: RoomMembers;
    /**
     * Whose doings are shown; everybody's by default.
     * @example authorize = function(action, subject, sender) return action ~= "hold" or isOfficer(sender) end
     */
    readonly authorize?: RoomAuthorize;
    /** Seconds after which calls are given up, 1 to 3,600; 15 by default. More than 300 count as 300. */
    readonly timeout?: number;
}

/** Why a room is closed: the character is in no guild or group, or the game does not tell yet; or close() was called. */
export type RoomClosedReason = "noGuild" | "noGroup" | "unknown" | "closed";

/** A member of a room. */
export interface RoomMember {
    /** "Name-Realm". */
    readonly name: string;
    /** Whether it is this client. */
    readonly isSelf: boolean;
    /** Version of its library; nil when it is not known yet. */
    readonly version?: string;
}

/** The condition of a room: the result of `room:status()`. */
export interface RoomStatus {
    /** Name of the room, as given to createRoom(). */
    readonly name: string;
    /** What the room is open for: "guild:<name>-<realm>" or "group"; nil while it is closed. */
    readonly scope?: string;
    /** Why it is closed; nil while it is open. */
    readonly closedReason?: RoomClosedReason;
    /** Number of members that are present, this client included. */
    readonly members: number;
    /** Boards of which something is known to be lacking here. */
    readonly lacking: number;
    /** Members that say more than a room keeps, by name: nothing of theirs is shown. */
    readonly overLimit: readonly string[];
    /** Slots that this client uses of its board, of 256. */
    readonly slots: number;
    /** Bytes that it uses of its board, of 16,384. */
    readonly bytes: number;
    /** Whether there are more requests of a rendezvous than are tried in all combinations: a possible group may have been missed. */
    readonly isMatchingCut: boolean;
    /** Messages that wait to be sent. */
    readonly waiting: number;
    /** Whether the game refuses messages at present. */
    readonly isInLockdown: boolean;
    /** Whether this player may not speak in guild chat: then nobody hears what this client contributes. */
    readonly isMuted: boolean;
    /** The shared objects that this client has made. */
    readonly objects: readonly SharedObjectStatus[];
    /** Messages that were passed over, by reason. */
    readonly ignored: Readonly<Record<string, number>>;
    /** Why messages cannot be received, in words; nil when they can. */
    readonly prefixProblem?: string;
}

/**
 * A room: the result of createRoom(). It is shared with all clients that created a room of the same name and are online in the same guild or group,
 * and forgets everything when they have gone. A method raises an error if its arguments are invalid.
 */
export interface Room {
    /**
     * Makes a pool: what members contribute under keys. With a name that was used before, it gives the same pool as then.
     * @param name name of the pool, 1-64 bytes.
     * @param options key and fields of the values.
     * @example
     * local bids = room:pool("bids", {
     *     key = function(bid) return bid.item end,
     *     fields = { "item:string", "amount:number" },
     * })
     */
    pool<Value = unknown, const Fields extends readonly string[] | undefined = undefined>(
        name: string,
        options: PoolOptions<Value, Fields>,
    ): Pool<PoolValue<Value, Fields>>;
    /**
     * Makes a pool of strings: each is its own key.
     * @param name name of the pool, 1-64 bytes.
     * @example room:stringPool("wanted"):replaceContribution("Ashkandi")
     */
    stringPool(name: string): Pool<string>;
    /**
     * Makes a pool of finite numbers: each is its own key.
     * @param name name of the pool, 1-64 bytes.
     */
    numberPool(name: string): Pool<number>;
    /**
     * Looks for others who look for the same. A group comes about when all want one event, the selector of each one matches the labels of each other one, and
     * there are as many as the one that wants the most mates wants. A request is in one group at most, whatever messages are lost; all members get the same result.
     * @param options what is looked for.
     * @param callback called once, with the result, or with nil and why there is none. With mates = 0, and when the request cannot be made, that is before this method returns.
     * @returns the request.
     * @example
     * room:meet({ event = "pull", mates = 2, labels = { role = "tank" }, selector = "role in (tank, healer)" }, function(result, why)
     *     print(result and #result.requests or why)
     * end)
     */
    meet(options: MeetOptions, callback: OnMet): MeetHandle;
    /** Returns all requests that are open, or whose match is not decided, oldest first; this client's, too. None while the room is closed. */
    pending(): PendingRequest[];
    /**
     * Makes a lease: the right to do something that only one client, or a few, may do at a time. With a name that was used before, it gives the same
     * lease as then.
     * @param name name of the lease, 1-64 bytes.
     * @param options most holders, and who decides; by default one holder, and no electors.
     * @example local auctioneer = room:lease("auctioneer", { electors = { 0, 1 } })
     */
    lease(name: string, options?: LeaseOptions): Lease;
    /**
     * Makes a shared object: a table that all members patch. With a name that was used before, it gives the same object as then. A room has 32 at most.
     * @param name name of the object, 1-64 bytes.
     * @param options what it holds at the beginning, and who may patch it.
     * @example
     * local boss = room:sharedObject("boss", { data = { hp = 100 } })
     * boss:observe("hp", function(hp) print("Boss at", hp) end)
     */
    sharedObject<Data extends object>(name: string, options: SharedObjectOptions<Data>): SharedObject<Data>;
    /**
     * Handles calls. At most 255 can be handled; one that is handled already raises an error.
     * @param name name of the call, 1 to 100 bytes; with a table of functions, what is in front of their names.
     * @param handler what answers: a function, or a table of functions.
     * @returns a function that ends it.
     * @example room:handle("raid", { getFoo = function(args, caller) return foo[args.item] end })
     */
    handle(name: string, handler: CallHandler | CallHandlerTable): (this: void) => void;
    /**
     * Calls a handler of another member, or of this client. It is executed at most once, whatever is lost.
     * @param target who is called.
     * @param name name of the call, 1 to 100 bytes.
     * @param args anything that an event's field may be, or nil; with the name at most 4,080 bytes encoded. What cannot be encoded raises an error.
     * @param callback called once, never before this returns unless the room is closed.
     * @param options how long it may take.
     * @example room:call("any", "raid.getFoo", { item = 19019 }, function(result, why) print(result or why) end)
     */
    call(target: CallTarget, name: string, args: unknown, callback: OnCalled, options?: CallOptions): void;
    /**
     * Asks a member for an answer, which every room gives.
     * @param name "Name-Realm".
     * @param callback called once, with the seconds that it took; or with nil and why there is no answer.
     */
    ping(name: string, callback: OnPinged): void;
    /**
     * Says an event to all members, this client included. All see the events of one sender in one order, and none twice. A member that has missed one
     * gets it within two minutes, or is told of the gap.
     * @param name name of the event, 1 to 100 bytes; none of RoomListeners.
     * @param value anything that an event's field may be, or nil; with the name at most 4,080 bytes encoded. What cannot be encoded raises an error.
     * @returns true; or false and why it was not said.
     * @example room:emit("countdown", { seconds = 5 })
     */
    emit(name: string, value?: unknown): LuaMultiReturn<[ok: boolean, why?: EmitRefusal]>;
    /**
     * Registers a listener; see RoomListeners for the names of what the room itself tells. Any other name is that of an event.
     * @param name what to listen for, 1 to 100 bytes.
     * @param listener called each time.
     * @returns a function that removes the listener.
     * @example room:on("countdown", function(value, sender) print(sender, value.seconds) end)
     */
    on<Name extends string>(name: Name, listener: RoomListener<Name>): (this: void) => void;
    /** Returns the members that are present, this client included; none while the room is closed. */
    members(): RoomMember[];
    /**
     * Returns whether a member handles a call; nil when that is not known, or it is not here. Calls are told apart by 16 bits of a hash: once in
     * 65,536 names true stands for another call.
     * @param name "Name-Realm".
     * @param call name of the call, 1 to 100 bytes.
     * @example if room:handles("Jaina-Proudmoore", "raid.getFoo") then askHer() end
     */
    handles(name: string, call: string): boolean | undefined;
    /** Leaves the room for good: the others are told, and requests, calls and leases end with "closed". */
    close(): void;
    /** Returns the condition of the room, as a new table each time. */
    status(): RoomStatus;
    /**
     * Describes the condition of the room and what to do about it, in plain English sentences. The most important comes first; there is at
     * least one.
     * @example for _, sentence in ipairs(room:explain()) do print(sentence) end
     */
    explain(): string[];
}
