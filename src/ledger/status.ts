/** Gathers what `ledger:status()` tells of an open scope. */

import type { ClosedReason, LedgerStatus } from "../api/status";
import type { Session } from "./session";

/** The status of an open scope. `now` is the uptime. */
export function statusOf(session: Session, now: number): LedgerStatus {
    const { log, replay, sync, mailbox, admission } = session;
    const behind = sync.behind();
    let missing = 0;
    for (const week of behind) {
        missing += week.missing;
    }
    const rate = sync.rate();
    return {
        ...replay.status(),
        scope: session.scope,
        openSeconds: now - session.openedAt,
        sync: sync.state(),
        events: log.count(),
        weeksBehind: behind.length,
        eventsMissing: missing,
        behind,
        eventsPerSecond: rate,
        secondsLeft: missing > 0 && rate > 0 ? missing / rate : undefined,
        held: admission.waiting(),
        refusals: { ...admission.refusals },
        ignored: { ...sync.ignored, ...mailbox.faults },
        outgoing: mailbox.waiting(),
        sent: { ...mailbox.counters() },
        isSending: session.isSending(),
        isInLockdown: mailbox.isInLockdown(),
        restriction: session.restriction(),
        peers: sync.peers.all().map((peer) => ({
            name: peer.name,
            age: now - peer.lastSeen,
            version: peer.version,
            isServing: peer.claim !== undefined,
            sentAge: peer.sentAt === undefined ? undefined : now - peer.sentAt,
        })),
        quarantined: session.damage.map(({ week, read, of }) => ({
            week,
            read,
            of,
            here: log.week(week)?.count() ?? 0,
        })),
        isReadOnly: session.isReadOnly,
    };
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
