/** Events as addons see them, and filters for queries. */

/**
 * The key of an event. No two events have the same key. Every event has these three fields; the field `target` of a
 * revocation holds them, too.
 */
export interface EventKey {
    /** When the event was written, in Unix seconds. */
    readonly time: number;
    /** The creator as a number: the last 8 hex digits of the GUID. */
    readonly creator: number;
    /** 0-255. It distinguishes events of one creator in the same second. */
    readonly counter: number;
}

/** What every event has: its key, its type and its creator. */
export interface EventBase extends EventKey {
    /** Name of the event's type. */
    readonly type: string;
    /** GUID of the player who created the event. */
    readonly creatorGuid: string;
    /** The `id` that it was imported with; nil for all other events. */
    readonly importId?: string | number;
    /**
     * When it was first written, in Unix seconds, of an event that came too late for a seal and was written again by
     * `ledger:resubmit()`; nil for all other events.
     */
    readonly originalTime?: number;
}

/** An event as `authorize` and listeners get it: key, type, creator, and the type's fields by name. */
export interface LedgerEvent extends EventBase {
    readonly [field: string]: unknown;
}

/**
 * Selects events in events() and eachEvent(). A field that is nil does not restrict the selection. Of old events `type`,
 * `creator` and `player` are quick from the second time on: what a week holds is remembered when it was read for one of them.
 */
export interface EventFilter {
    /** Earliest time, inclusive, in Unix seconds: a finite number. */
    readonly from?: number;
    /** Latest time, inclusive, in Unix seconds: a finite number. */
    readonly to?: number;
    /** Name of an event type. */
    readonly type?: string;
    /** The creator: a GUID, or a whole number as in `event.creator`. */
    readonly creator?: string | number;
    /** GUID of a player that a field of kind guid or guid[] has to hold. */
    readonly player?: string;
    /** Whether the newest event comes first. It reads old events only when it comes to them. */
    readonly newestFirst?: boolean;
    /** Most events: a whole number from 1 on. */
    readonly limit?: number;
}

/**
 * Why submit() did not put an event into the log: "closed" (no scope is open), "unauthorized" (authorize() said no),
 * "held" (authorize() does not know yet; the event enters the log when it says yes), "clock" (too many events at once),
 * "readOnly" (`saved` is of a newer version of the library), "sealed" (of revoke() and resubmit(): see there), "refused" (for another reason).
 */
export type SubmitRefusal = "closed" | "unauthorized" | "held" | "clock" | "readOnly" | "sealed" | "refused";

/** What is known of where an event is besides here: the result of `ledger:delivery()`. */
export interface Delivery {
    /**
     * "here": nobody else is known to have it. "sent": the game has passed its message on to all who were there; of whom that
     * was, it says nothing. "held": peers advertise the same events of its week as are here.
     */
    readonly state: "here" | "sent" | "held";
    /** Number of peers that are known to hold it, as far as advertisements tell: those who stay silent may hold it as well. */
    readonly holders: number;
}
