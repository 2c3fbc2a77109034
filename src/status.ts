/** What `ledger:status()` tells. */

import type { Refusal } from "./log/admission";
import type { OutboxCounters } from "./comm/outbox";
import type { ReplayStatus } from "./replay/replay";
import type { Session } from "./session";
import type { SyncState } from "./sync/sync";

export interface PeerStatus {
    readonly name: string;
    /** Seconds since it was last heard. */
    readonly age: number;
    /** Version of the protocol that it speaks. */
    readonly version: number;
    /** Whether it advertises. */
    readonly isServing: boolean;
}

export interface LedgerStatus extends ReplayStatus {
    /** Name of the open scope; nothing while none is: not started, in no guild, or the guild not known yet. */
    readonly scope?: string;
    /** How the log stands to what others advertise. */
    readonly sync: SyncState;
    /** Events in the log. */
    readonly events: number;
    /** Weeks that are known to differ from what a peer has. */
    readonly weeksBehind: number;
    /** Events that these weeks lack, as far as counts tell. */
    readonly eventsMissing: number;
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
    readonly sent?: OutboxCounters;
    readonly isInLockdown: boolean;
    readonly peers: readonly PeerStatus[];
    /** Weeks whose saved text was damaged. */
    readonly quarantined: readonly number[];
    /** `saved` is of a newer version of the library: it is left untouched. */
    readonly isReadOnly: boolean;
}

/** The status of a ledger without an open scope. */
export function closedStatus(): LedgerStatus {
    return {
        sync: "unknown",
        events: 0,
        lag: 0,
        skipped: [],
        checkpoints: 0,
        checkpointBytes: 0,
        restored: 0,
        weeksBehind: 0,
        eventsMissing: 0,
        eventsPerSecond: 0,
        held: 0,
        refusals: {},
        ignored: {},
        outgoing: 0,
        isInLockdown: false,
        peers: [],
        quarantined: [],
        isReadOnly: false,
    };
}

/** The status of an open scope. `now` is the uptime. */
export function statusOf(session: Session, now: number): LedgerStatus {
    const { log, replay, sync, mailbox, admission } = session;
    const missing = sync.eventsMissing();
    const rate = sync.rate();
    return {
        ...replay.status(),
        scope: session.scope,
        sync: sync.state(),
        events: log.count(),
        weeksBehind: sync.weeksBehind(),
        eventsMissing: missing,
        eventsPerSecond: rate,
        secondsLeft: missing > 0 && rate > 0 ? missing / rate : undefined,
        held: admission.waiting(),
        refusals: { ...admission.refusals },
        ignored: { ...sync.ignored, ...mailbox.faults },
        outgoing: mailbox.waiting(),
        sent: { ...mailbox.counters() },
        isInLockdown: mailbox.isInLockdown(),
        peers: sync.peers.all().map((peer) => ({
            name: peer.name,
            age: now - peer.lastSeen,
            version: peer.version,
            isServing: peer.claim !== undefined,
        })),
        quarantined: [...session.quarantined],
        isReadOnly: session.isReadOnly,
    };
}
