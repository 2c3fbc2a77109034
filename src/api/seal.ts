/** Seals: options, results and status. docs/seals.md says what they are. */

import type { LedgerEvent } from "./event";

/** Whether a client wants the history behind a seal: all of it, in the background; or only the state that it led to. */
export type HistoryOption = "full" | "sealed";

/**
 * Why seal() wrote none: no scope is open ("closed"); `seal` does not let this player write seals ("unauthorized"); the ledger is read-only ("readOnly"); no event
 * stands before that week, or all that do are sealed ("nothing"); it is not known that this client is in step with others ("notInStep"); a stronger seal
 * is being joined ("joining"); the state cannot be sealed, or a reducer raised ("state"); more than 256 revocations of later weeks name events before
 * that week ("revocations"); old weeks kept changing ("changing"); too many events at once ("clock"); for another reason ("refused").
 */
export type SealRefusal =
    | "closed"
    | "unauthorized"
    | "readOnly"
    | "nothing"
    | "notInStep"
    | "joining"
    | "state"
    | "revocations"
    | "changing"
    | "clock"
    | "refused";

/** What seal() takes. */
export interface SealOptions {
    /** A time (Unix seconds) in the first week that is not sealed: not later than now. By default that of last week. */
    readonly before?: number;
    /** Whether to seal although this client is not known to be in step with others, or joins a seal of earlier weeks. False by default. */
    readonly force?: boolean;
}

/** What came of seal(). */
export interface SealResult {
    /** The seal; nil when there is none. */
    readonly event?: LedgerEvent | undefined;
    /** Why there is none; nil when there is one. */
    readonly reason?: SealRefusal | undefined;
    /** What is wrong, in words, where `reason` is "state". */
    readonly problem?: string | undefined;
}

/** What came of prune(). */
export interface PruneResult {
    /** Number of weeks that were dropped. */
    readonly weeks: number;
    /** Number of events in them. */
    readonly events: number;
    /**
     * Why nothing can be dropped: no seal is held whose state was checked or adopted ("noSeal"), or that state cannot be read, or is of another version of the addon and
     * cannot be upgraded ("noState").
     */
    readonly reason?: "noSeal" | "noState" | undefined;
}

/**
 * What a client knows of the state of the seal that counts here. "checked": replaying the history gave it. "rows": the history is the sealed one; its state is another, or
 * could not be compared yet. "adopted": the state came from a peer, without the history.
 */
export type SealStanding = "checked" | "rows" | "adopted";

/** A seal that this client has not come to yet. */
export interface SealJoining {
    /** The seal. */
    readonly event: LedgerEvent;
    /** Number of sealed events that are not here. */
    readonly lacking: number;
    /** Number of events here that are known not to be sealed. */
    readonly surplus: number;
    /** Whether the sealed state is being fetched. */
    readonly isFetching: boolean;
    /** Whether for ten minutes nothing has come of what is lacking, and nobody has told what else differs. */
    readonly isStalled: boolean;
}

/** A seal with which something is wrong. */
export interface SealMismatch {
    /** The seal. */
    readonly event: LedgerEvent;
    /**
     * "state": replaying the sealed events gives another state. "surplus": it leaves out so many events that are here that the player has to
     * say `ledger:acceptSeal()`.
     */
    readonly reason: "state" | "surplus";
    /** Events that it leaves out. */
    readonly surplus: number;
}

/** The seals of a ledger as this client sees them. */
export interface SealStatus {
    /** The seal that counts here; nil while there is none. */
    readonly event?: LedgerEvent | undefined;
    /** What is known of its state; nil while there is none. */
    readonly standing?: SealStanding | undefined;
    /** Of an adopted one: whether a peer that may speak, and did not write it, said that it checked the state by replay. */
    readonly isConfirmed?: boolean | undefined;
    /** Peers that said that the state of the adopted one is wrong. */
    readonly disputedBy: readonly string[];
    /** Peers that hold something else of the sealed weeks, as far as that is known: they do not have this seal, or not yet what it says. */
    readonly differing: readonly string[];
    /** A stronger seal; nil when there is none. */
    readonly joining?: SealJoining | undefined;
    /** The last mismatch; nil when there was none. */
    readonly mismatch?: SealMismatch | undefined;
    /** Why the sealed state cannot be compared or used as it is, in words; nil when it can. */
    readonly problem?: string | undefined;
    /** Number of sealed weeks whose events are not here, or not all of them. */
    readonly absentWeeks: number;
    /** Number of sealed events of these weeks. */
    readonly absentEvents: number;
    /** Number of orphans(). */
    readonly orphans: number;
    /** Number of those that there was no room for, since the scope was opened. */
    readonly lostOrphans: number;
}
