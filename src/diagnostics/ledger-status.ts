/** How a ledger stands: what `ledger:status()` tells, and what all else in this folder is made of. */

import type { OutboxCounters } from "../comm/outbox";
import type { Refusal } from "../log/admission";
import type { ReplayStatus } from "../replay/replay";
import type { WeekBehind } from "../sync/targets";
import type { SyncState } from "../sync/sync";

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

/** The status of a ledger without an open scope. */
export function closedStatus(closedReason: ClosedReason): LedgerStatus {
    return {
        closedReason,
        openSeconds: 0,
        sync: "unknown",
        events: 0,
        lag: 0,
        skipped: [],
        checkpoints: 0,
        checkpointBytes: 0,
        isPaused: false,
        restored: 0,
        weeksBehind: 0,
        eventsMissing: 0,
        behind: [],
        eventsPerSecond: 0,
        held: 0,
        refusals: {},
        ignored: {},
        outgoing: 0,
        isSending: true,
        isInLockdown: false,
        peers: [],
        quarantined: [],
        isReadOnly: false,
    };
}
