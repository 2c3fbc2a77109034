/** The condition of a ledger: what `ledger:status()` returns, and what the sentences of explain() are made from. */

import type { Refusal } from "./authorize";
import type { ReplayStatus } from "./replay";
import type { SealStatus } from "./seal";

/**
 * How this client's log compares with what others advertise. "unknown": nobody has advertised yet. "behind": weeks that differ
 * are being compared or fetched. "different": weeks differ, and talking about them changed nothing, see `differences`.
 * "unconfirmed": nothing is known to differ, but nobody else is known to have events that this client wrote, see
 * `unconfirmed`. "synced": what peers advertise is what is here.
 */
export type SyncState = "unknown" | "behind" | "different" | "unconfirmed" | "synced";

/** A week that differs from what a peer has although they have talked about it. It is looked at again now and then. */
export interface WeekDifference {
    /** Number of the week: Unix seconds divided by 604,800, rounded down. */
    readonly weekNumber: number;
    /** "Name-Realm". */
    readonly peer: string;
    /** Number of events that the peer has more; negative if it has fewer, 0 if it has other ones. */
    readonly surplus: number;
    /** How often it was looked at. */
    readonly failures: number;
    /** True when only this is known: some week up to this one differs. The surplus is 0 then. Nil otherwise. */
    readonly isOlder?: boolean;
    /** Number of events of the week that peers offered and that were refused here. */
    readonly refused: number;
}

/** Events that peers offer and that may not enter here. */
export interface RejectedEvents {
    /** How many different ones; at most 1,000 are told apart. */
    readonly count: number;
    /** "Name-Realm" of who offered the last one. */
    readonly peer: string;
    /** Why that was refused. */
    readonly reason: Refusal;
}

/** A week that is known to differ from what a peer has. */
export interface WeekBehind {
    /** Number of the week: Unix seconds divided by 604,800, rounded down. */
    readonly weekNumber: number;
    /** Number of events that this client lacks, judging by the counts alone. */
    readonly missing: number;
    /** "Name-Realm" of the peer that has them. */
    readonly peer: string;
}

/** Counts of what happened to the messages that were sent. */
export interface OutboxCounters {
    /** Messages that the game accepted. */
    messages: number;
    /** Bytes of the messages that the game accepted. */
    bytes: number;
    /** How often the game's throttle refused a message for the moment. */
    busy: number;
    /** How often sending raised an error, in the game's function or in what another addon has put in its place. */
    raised: number;
    /** How often ChatThrottleLib did not send a message in time, so that it was handed over again. */
    unanswered: number;
    /** Messages without an open route: no guild or group, or the target was offline. */
    noRoute: number;
    /** Messages that the game will never accept, and those given up after sending them had raised an error five times. */
    invalid: number;
    /** Waiting messages or transfers that were dropped because there was no room for them. */
    dropped: number;
}

/** A message that was sent or received, in words. */
export interface TraceEntry {
    /** Seconds since it was sent or received. */
    readonly age: number;
    /** "in" when it was received, "out" when it was sent. */
    readonly direction: "in" | "out";
    /** "Name-Realm" of the sender; "" for this client's own messages. */
    readonly peer: string;
    /** The message in words, such as "advertise: 3 rows since week 2953". */
    readonly text: string;
    /** Size of the payload in bytes. */
    readonly bytes: number;
}

/** Another client that uses the ledger. */
export interface PeerStatus {
    /** "Name-Realm". */
    readonly name: string;
    /** Seconds since it was last heard. */
    readonly age: number;
    /** The protocol version that it speaks. */
    readonly version: number;
    /** Whether it has advertised, so that it may answer requests. */
    readonly isServing: boolean;
    /** Seconds since it last sent events; nil if it never did. */
    readonly sentAge?: number;
}

/** A week whose saved text was damaged. */
export interface DamagedWeek {
    /** Number of the week: Unix seconds divided by 604,800, rounded down. */
    readonly weekNumber: number;
    /** Number of events that could be read from the damaged text. */
    readonly read: number;
    /** Number of events that the damaged text should hold; nil when that could not be read either. */
    readonly of?: number;
    /** Number of events of the week that are in the log now. */
    readonly here: number;
}

/**
 * Why no scope is open: start() was not called ("notStarted"), the character is in no guild ("noGuild"), the game
 * has not told yet which guild it is in ("unknownGuild"), the saved log is being read ("opening"), which takes some frames
 * where it has very many weeks or creators, or the addon's initialState() raised an error or gave no table when the scope was to be
 * opened ("initialState"): it is called again at the next start(), or in another guild.
 */
export type ClosedReason = "notStarted" | "noGuild" | "unknownGuild" | "opening" | "initialState";

/** What became of the events that the companion offered: see the option `inbox`. */
export interface InboxStatus {
    /** Number of offers that were read to their end. */
    readonly offers: number;
    /** Number of their events that entered the log. */
    readonly entered: number;
    /** Number of their events that were in the log already. */
    readonly known: number;
    /** Number of the events that entered and that this character might not pass on then: it keeps them to itself. */
    readonly staying: number;
    /** Number of their events that were refused, by reason. */
    readonly refused: Partial<Record<Refusal, number>>;
    /** Number of parts of the inbox that were out of form. They were passed over. */
    readonly malformed: number;
    /** Number of weeks that are not read to their end yet. */
    readonly waiting: number;
    /** Whether reading waits until authorize() knows who may bring an event. */
    readonly isHeld: boolean;
}

/** The condition of a ledger: the result of `ledger:status()`. */
export interface LedgerStatus extends ReplayStatus {
    /** Name of the open scope; nil when none is open. */
    readonly scope?: string;
    /** Why no scope is open; nil when one is. */
    readonly closedReason?: ClosedReason;
    /** What initialState() did wrong, in words; nil unless `closedReason` is "initialState". */
    readonly openProblem?: string;
    /** Seconds since the scope was opened; 0 when none is open. */
    readonly openSeconds: number;
    /** How the log compares with what others advertise. */
    readonly sync: SyncState;
    /** Number of events in the log. */
    readonly events: number;
    /** Number of weeks that are known to differ from what a peer has. */
    readonly weeksBehind: number;
    /** Number of events that are missing in these weeks, judging by the counts alone. */
    readonly eventsMissing: number;
    /** The weeks that are known to differ from what a peer has, newest first. */
    readonly behind: readonly WeekBehind[];
    /** Weeks that differ from what a peer has although they have talked about it, newest first. */
    readonly differences: readonly WeekDifference[];
    /**
     * Number of events that this client wrote in this session, the newest 500, of which nobody else is known to have them
     * although there was time to hear of it.
     */
    readonly unconfirmed: number;
    /** The seals: nil when no scope is open. */
    readonly seals?: SealStatus;
    /** The inbox: nil without the option `inbox`, and when no scope is open. */
    readonly inbox?: InboxStatus;
    /** Own events that were lost and that one peer has sent back: see ledger:recoverable(). */
    readonly recoverable: number;
    /** Events received per second, over the last 20 seconds. */
    readonly eventsPerSecond: number;
    /**
     * Estimated seconds until the missing events have arrived, at the current rate; nil when none are missing or none
     * are coming in.
     */
    readonly secondsLeft?: number;
    /** Number of events that wait for authorize(). */
    readonly held: number;
    /**
     * Number of events, in this session and at most 1,000, that came with another body under the key of an event that was here. Listeners of
     * "conflict" got both bodies.
     */
    readonly conflicts: number;
    /** Number of refused events by reason. */
    readonly refusals: Partial<Record<Refusal, number>>;
    /** Events that peers offer and that were refused; nil when there are none. */
    readonly rejected?: RejectedEvents;
    /**
     * Number of ignored messages by reason: a text that is no frame ("malformedFrame"), a payload not of its type's form
     * ("malformedMessage"), events of which one cannot be read, or that unfold to too much ("malformedBlock", "malformedUnit";
     * those before are taken in; of a unit that cannot be inflated, none), a unit of a peer of whom several are being read
     * ("surplusUnit"), another version of the protocol ("version"), a type that is not known ("unknownType"), too many at
     * once ("flood"), a whisper of somebody neither in the guild nor in the group ("stranger"), a sender who may not speak
     * ("unauthorized"), too many that wait until that is known ("heldTooMany"), what a peer says of its log after its rows were
     * wrong ("distrusted"), an advertisement of weeks to come ("future"), and requests or comparisons beyond a peer's allowance
     * ("requests", "rowsRequests", "comparisons").
     */
    readonly ignored: Record<string, number>;
    /** Number of messages or transfers waiting to be sent. */
    readonly outgoing: number;
    /** What happened to the messages since the scope was opened; nil when none is open. */
    readonly sent?: OutboxCounters;
    /** The last error that sending raised; nil when there was none. */
    readonly sendError?: string;
    /**
     * Why the game could not register the addon message prefix, so that nothing is heard of others, in words; nil when it
     * could.
     */
    readonly prefixProblem?: string;
    /** Whether this client may send: false after disableSending(). */
    readonly isSending: boolean;
    /** Whether the game refuses addon messages at present, for example in boss fights. */
    readonly isInLockdown: boolean;
    /**
     * The game's restriction that refuses messages, such as "encounter"; nil when there is none or the game does not
     * tell.
     */
    readonly restriction?: string;
    /** The other clients that were heard. */
    readonly peers: readonly PeerStatus[];
    /** The weeks whose saved text was damaged. */
    readonly quarantined: readonly DamagedWeek[];
    /** Other saved parts that were damaged and made anew from the log: "directory", "revocations"; and "names", "seal", "sealState", "seals", "orphans". */
    readonly damagedParts: readonly string[];
    /** Whether `saved` was written by a newer version of the library. If so, it is not changed. */
    readonly isReadOnly: boolean;
}
