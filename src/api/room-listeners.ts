/** The listeners of `room:on()`. */

/** Called with what was emitted, which may be nil, and "Name-Realm" of who emitted it. */
export type RoomEventListener = (this: void, value: unknown, sender: string) => void;

/** Why a member has left: it said goodbye, or the game says that it is offline or not in the guild or group any more. */
export type LeaveReason = "bye" | "offline";

/** The listeners that `room:on()` takes by these names, with their arguments. All other names are those of events: see emit(). */
export interface RoomListeners {
    /** Called when a member, "Name-Realm", has come. */
    joined: (this: void, name: string) => void;
    /** Called when a member, "Name-Realm", has gone. A /reload is no leaving, if the member is back within half a minute. */
    left: (this: void, name: string, reason: LeaveReason) => void;
    /** Called when the room has opened: see `scope` in RoomStatus. */
    opened: (this: void, scope: string) => void;
    /** Called when the room has closed: the character left the guild or group, or close() was called. */
    closed: (this: void, scope: string) => void;
    /** Called when a member, "Name-Realm", has emitted events that will never come, with their number. */
    gap: (this: void, sender: string, count: number) => void;
}

/** The listener that `room:on()` takes for a name. */
export type RoomListener<Name extends string> = Name extends keyof RoomListeners
    ? RoomListeners[Name]
    : RoomEventListener;

/**
 * Why an event was not emitted: the room is closed; this client has no room for it ("full": 64 events or 8 kB have not been sent yet, or
 * its board has none); or name and value take more than 4,080 bytes.
 */
export type EmitRefusal = "closed" | "full" | "tooLarge";
