/** Rendezvous of a room: requests of several members that find each other. */

/** What somebody looks for: what `room:meet()` takes. */
export interface MeetOptions {
    /** What for: requests of one event find each other. 1 to 255 bytes. */
    readonly event: string;
    /** How many others are wanted: 0 to 39, 1 by default. With 0 the result is there at once. */
    readonly mates?: number;
    /** For whom: 1 to 255 bytes, this client's name by default. */
    readonly actor?: string;
    /** What the request says of itself: { role = "tank" } or "role=tank". By default the actor, as "actor". */
    readonly labels?: string | Readonly<Record<string, string>>;
    /**
     * What the labels of the others have to be, as Kubernetes writes it: `=`, `==`, `!=`, `in (a, b)`, `notin (a, b)`, `key`, `!key`, with
     * commas for "and". By default another actor than the own one.
     * @example "role in (tank, healer), !busy"
     */
    readonly selector?: string;
    /** What the others get, as an event's field could be; up to about 4,000 bytes. */
    readonly payload?: unknown;
    /** Seconds until the request ends without result: 60 by default, a day at most; false waits. */
    readonly timeout?: number | false;
}

/**
 * What has become of a request. "open": it looks for mates. "promised": it is bound to a match of another one who has not decided yet.
 * "matched": it has its result. "aborted": it ended without one. "unknown": it was promised, and what came of that cannot be found out.
 */
export type MeetState = "open" | "promised" | "matched" | "aborted" | "unknown";

/**
 * Why a request ended without result. "timeout", "cancelled": as it says. "unknown": its coordinator has gone after this client's promise, others may have been matched.
 * "closed": the room was closed. "tooLarge": it takes more than 4,096 bytes. "full": this client says 16,384 bytes already, or fills all of its 256 slots.
 */
export type MeetFailure = "timeout" | "cancelled" | "unknown" | "closed" | "tooLarge" | "full";

/** One member of a group. */
export interface MeetMate {
    /** That of the request in the list of pending ones. */
    readonly id: string;
    /** The player who asked: "Name-Realm". */
    readonly owner: string;
    /** For whom; what the owner said of itself. */
    readonly actor: string;
    /** What the request said of itself. */
    readonly labels: Readonly<Record<string, string>>;
    /** What it gives the others; nil when that is nothing. */
    readonly payload: unknown;
}

/** A group that was formed. All members get the same. */
export interface MeetResult {
    /** All members, the oldest request first, this client's own among them. */
    readonly requests: readonly MeetMate[];
    /** The payloads by actor. */
    readonly payloads: Readonly<Record<string, unknown>>;
}

/** Called once, when a request has ended: with the result, or with nil and why there is none. */
export type OnMet = (this: void, result: MeetResult | undefined, why: MeetFailure | undefined) => void;

/** A request that is open, or whose match is not decided. */
export interface PendingRequest {
    /** Unique in the room. */
    readonly id: string;
    /** The player who asks: "Name-Realm". */
    readonly owner: string;
    /** What for. */
    readonly event: string;
    /** For whom; what the owner says of itself. */
    readonly actor: string;
    /** What the request says of itself. */
    readonly labels: Readonly<Record<string, string>>;
    /** What the labels of the others have to be, as it was given. */
    readonly selector: string;
    /** How many others are wanted. */
    readonly mates: number;
    /** What it gives the others; nil when that is nothing. */
    readonly payload: unknown;
    /** Unix seconds. */
    readonly createdAt: number;
}

/** A request of this client: the result of `room:meet()`. */
export interface MeetHandle {
    /** As in the list of pending requests; "" for one that never was in it. */
    readonly id: string;
    /**
     * Ends the request, unless a match of another client was promised it: its callback gets "cancelled".
     * @returns whether it did.
     */
    cancel(): boolean;
    /** What has become of it. */
    state(): MeetState;
}
