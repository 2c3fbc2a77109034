/** How a ledger stands: what `ledger:status()` tells, and what all else in this folder is made of. */

import type { Refusal } from "./authorize";
import type { ReplayStatus } from "./replay";

/** How this client's log stands to what others advertise. "unknown": nobody has advertised yet. */
export type SyncState = "unknown" | "behind" | "synced";

/** A week that is known to differ from what a peer has; part of the ledger's status. */
export interface WeekBehind {
    /** Its number: Unix seconds over 604,800, rounded down. */
    readonly week: number;
    /** Events that it lacks, as far as counts tell. */
    readonly missing: number;
    /** Who has them. */
    readonly peer: string;
}

/** Counters for the status. */
export interface OutboxCounters {
    /** Messages that the game took. */
    messages: number;
    /** Bytes of these. */
    bytes: number;
    /** Times that the game asked to try again later. */
    busy: number;
    /** Messages that had no way to go: in no group or guild, or the target offline. */
    noRoute: number;
    /** Messages that the game will never take. */
    invalid: number;
    /** Entries that were given up. */
    dropped: number;
}

/** One message in words. */
export interface TraceEntry {
    /** Seconds ago. */
    readonly age: number;
    /** "in": received; "out": sent. */
    readonly direction: "in" | "out";
    /** Who sent it; "" for own messages. */
    readonly peer: string;
    /** Such as "advertise: 3 rows since week 2953". */
    readonly text: string;
    /** Of the payload. */
    readonly bytes: number;
}

/** Another client of the ledger. */
export interface PeerStatus {
    /** "Name-Realm". */
    readonly name: string;
    /** Seconds since it was last heard. */
    readonly age: number;
    /** Version of the protocol that it speaks. */
    readonly version: number;
    /** Whether it advertises. */
    readonly isServing: boolean;
    /** Seconds since it last sent events; nothing when it never did. */
    readonly sentAge?: number;
}

/** A week whose saved text was damaged. */
export interface DamagedWeek {
    /** Its number: Unix seconds over 604,800, rounded down. */
    readonly week: number;
    /** Events that could be read. */
    readonly read: number;
    /** Events that the text's header told of; nothing when it could not be read either. */
    readonly of?: number;
    /** Events of the week that are here now. */
    readonly here: number;
}

/**
 * Why no scope is open: start() was not called, the character is in no guild, or the game has not told yet what guild
 * it is in.
 */
export type ClosedReason = "notStarted" | "noGuild" | "unknownGuild";

/** What `ledger:status()` gives. */
export interface LedgerStatus extends ReplayStatus {
    /** Name of the open scope; nothing while none is. */
    readonly scope?: string;
    /** Why none is. */
    readonly closedReason?: ClosedReason;
    /** Seconds since it was opened. */
    readonly openSeconds: number;
    /** How the log stands to what others advertise. */
    readonly sync: SyncState;
    /** Events in the log. */
    readonly events: number;
    /** Weeks that are known to differ from what a peer has. */
    readonly weeksBehind: number;
    /** Events that these weeks lack, as far as counts tell. */
    readonly eventsMissing: number;
    /** These weeks, newest first. */
    readonly behind: readonly WeekBehind[];
    /** Events that came in a second, over the last 20 seconds. */
    readonly eventsPerSecond: number;
    /** Seconds until what is missing is here, at that rate; nothing when nothing is missing or nothing comes in. */
    readonly secondsLeft?: number;
    /** Events that wait for an answer of authorize(). */
    readonly held: number;
    /** Refused events by reason. */
    readonly refusals: Partial<Record<Refusal, number>>;
    /** Ignored messages by reason. */
    readonly ignored: Record<string, number>;
    /** Entries that wait to be sent. */
    readonly outgoing: number;
    /** What became of the messages since the scope was opened. */
    readonly sent?: OutboxCounters;
    /** False after disableSending(). */
    readonly isSending: boolean;
    /** Whether the game refuses addon messages at present, as in boss fights. */
    readonly isInLockdown: boolean;
    /** The game's restriction that refuses messages, such as "encounter"; nothing when there is none or it does not tell. */
    readonly restriction?: string;
    /** Other clients that were heard of. */
    readonly peers: readonly PeerStatus[];
    /** Weeks whose saved text was damaged. */
    readonly quarantined: readonly DamagedWeek[];
    /** `saved` is of a newer version of the library: it is left untouched. */
    readonly isReadOnly: boolean;
}
