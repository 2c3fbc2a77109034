/** Collects what `ledger:status()` returns. */

import type { ClosedReason, LedgerStatus } from "../api/status";
import type { Session } from "./session";

/** The status of an open scope. `now` is the uptime in seconds. */
export function statusOf(session: Session, now: number): LedgerStatus {
    const { log, replay, sync, link, admission } = session;
    const channel = session.channel();
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
        differences: sync
            .differences()
            .map((difference) => ({ ...difference, refused: session.rejections.ofWeek(difference.weekNumber) })),
        unconfirmed: sync.unconfirmed(),
        seals: session.seals.status(sync.sealedOtherwise()),
        inbox: session.inbox(),
        recoverable: session.recoverableCount(),
        eventsPerSecond: rate,
        secondsLeft: missing > 0 && rate > 0 ? missing / rate : undefined,
        conflicts: session.conflicts.count,
        held: admission.waiting(),
        refusals: { ...admission.refusals },
        rejected: session.rejections.all(),
        ignored: { ...link.ignored },
        outgoing: link.waiting(),
        sent: { ...link.counters },
        sendError: channel.sendError,
        prefixProblem: channel.prefixProblem,
        isSending: session.isSending(),
        isInLockdown: link.isInLockdown(),
        restriction: channel.restriction(),
        peers: link.peers.all().map(({ name, lastSeen, version }) => {
            const { claim, sentAt } = sync.reputation.get(name) ?? {};
            return {
                name,
                age: now - lastSeen,
                version,
                isServing: claim !== undefined,
                sentAge: sentAt === undefined ? undefined : now - sentAt,
            };
        }),
        quarantined: session.damage.map(({ weekNumber, read, of }) => ({
            weekNumber,
            read,
            of,
            here: log.countIn(weekNumber),
        })),
        damagedParts: session.allDamagedParts(),
        isReadOnly: session.isReadOnly,
    };
}

/** The status of a ledger without an open scope. */
export function closedStatus(closedReason: ClosedReason, openProblem?: string): LedgerStatus {
    return {
        closedReason,
        openProblem,
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
        differences: [],
        unconfirmed: 0,
        recoverable: 0,
        eventsPerSecond: 0,
        conflicts: 0,
        held: 0,
        refusals: {},
        ignored: {},
        outgoing: 0,
        isSending: true,
        isInLockdown: false,
        peers: [],
        quarantined: [],
        damagedParts: [],
        isReadOnly: false,
    };
}
