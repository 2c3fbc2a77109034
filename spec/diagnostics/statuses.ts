/** Statuses for the specs of this folder. */

import type { LedgerStatus, PeerStatus } from "../../src/api/status";
import { closedStatus } from "../../src/ledger/status";
import { PROTOCOL_VERSION } from "../../src/link/frame";
import type { LedgerEvent } from "../../src/api/event";

/** An open ledger with 20 events and nothing to complain of, but for the changes. */
export function openStatus(changes: Partial<LedgerStatus> = {}): LedgerStatus {
    const { closedReason: _reason, ...status } = closedStatus("notStarted");
    return {
        ...status,
        scope: "guild:Secret Guild-Realm",
        openSeconds: 1000,
        sync: "synced",
        events: 20,
        peers: [peer("Bob-Realm")],
        ...changes,
    };
}

/** A peer that may answer and was heard 12 seconds ago, but for the changes. */
export function peer(name: string, changes: Partial<PeerStatus> = {}): PeerStatus {
    return { name, age: 12, version: PROTOCOL_VERSION, isServing: true, ...changes };
}

/** An award of creator 10. */
export const AWARD: LedgerEvent = {
    type: "award",
    time: 1700000000,
    creator: 10,
    counter: 3,
    creatorGuid: "Player-1001-0000000A",
};
