/** Events as addons see them, and which of them a query gives. */

/** The key of an event: no two events have the same. An event is one, and the field `target` of a revocation. */
export interface EventKey {
    /** Unix seconds. */
    readonly time: number;
    /** The 8 hex digits of the creator's GUID as a number. */
    readonly creator: number;
    /** 0-255: tells events of one creator and second apart. */
    readonly counter: number;
}

/** What every event has: its key and its type. */
export interface EventBase extends EventKey {
    /** Name of the type. */
    readonly type: string;
    /** Full GUID of the creator. */
    readonly creatorGuid: string;
}

/** An event as `authorize` and listeners see it: its key, its type, and the fields of the type by name. */
export interface LedgerEvent extends EventBase {
    readonly [field: string]: unknown;
}

/** Which events events() gives; what is left out does not restrict. */
export interface EventFilter {
    /** Unix seconds, inclusive. */
    readonly from?: number;
    /** Unix seconds, inclusive. */
    readonly to?: number;
    /** Name of a type. */
    readonly type?: string;
    /** The creator's GUID, or the u32 that is `event.creator`. */
    readonly creator?: string | number;
}

/** Why submit() did not put an event into the log. */
export type SubmitRefusal = "closed" | "unauthorized" | "held" | "clock" | "readOnly" | "refused";
