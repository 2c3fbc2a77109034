/** Which events are confirmed and refused, and which of several under one key stands. docs/companion-batches.md, "What counts". */
import { SYSTEM_TYPE } from "../format/body";
import { outranks } from "../format/rank";
import { type Evidence, isStrong } from "./evidence";

/** What an event counts as, before seals are looked at. */
export type Standing = "stands" | "unconfirmed" | "refused" | "conflict";

const isVouchedStrongly = ({ vouchers }: Evidence): boolean =>
    [...vouchers.values()].some((roles) => [...roles].some(isStrong));

/** Whether an event is confirmed. @param isOpen whether every member may write own events in the ledger. */
export function isConfirmed(evidence: Evidence, isOpen: boolean): boolean {
    if (isVouchedStrongly(evidence)) return true;
    if (evidence.vouchers.size > 1 && evidence.event.body[0] !== SYSTEM_TYPE) return true;
    return isOpen && evidence.isByCreator;
}

/** Whether a confirmed event is refused by games of those who may pass it on, and let in by none of these. */
export function isRefused(evidence: Evidence): boolean {
    return evidence.refusals.size > 0 && !isVouchedStrongly(evidence);
}

/** What each event of a scope counts as. */
export function standings(events: Iterable<Evidence>, isOpen: boolean): Map<Evidence, Standing> {
    const standing = new Map<Evidence, Standing>();
    const byKey = new Map<string, Evidence>();
    for (const evidence of events) {
        if (!isConfirmed(evidence, isOpen)) standing.set(evidence, "unconfirmed");
        else if (isRefused(evidence)) standing.set(evidence, "refused");
        else {
            const before = byKey.get(evidence.key);
            const isFirst = before === undefined || outranks(evidence.event, before.event);
            if (before !== undefined) standing.set(isFirst ? before : evidence, "conflict");
            if (!isFirst) continue;
            byKey.set(evidence.key, evidence);
            standing.set(evidence, "stands");
        }
    }
    return standing;
}
