/** What counts of a room: a function of the list of its records. docs/companion-batches.md, "What counts". */
import { keyHex, type StoredEvent, WEEK_SECONDS } from "../format/key";
import { isRevoked, type Revoked, revocationsAmong, revokedTargets } from "../format/revocations";
import type { SealTerms } from "../format/seal-entries";
import type { ChainScope } from "./chain";
import type { Evidence, ScopeEvidence } from "./evidence";
import { type SealedContent, type StandingSeal, standingSeal } from "./seal-standing";
import { type Standing, standings } from "./standing";

/** What an event counts as. Only counted ones make state, pages, exports and the inbox. */
export type EventStatus = "counted" | "orphan" | Exclude<Standing, "stands">;

/** An event of a room. */
export interface RoomEvent {
    readonly event: StoredEvent;
    readonly status: EventStatus;
    /** Numbers of the members that vouch for it, ascending. */
    readonly vouchers: readonly number[];
    /** Why it was refused: Outcomes in the document. Of several members that of the one with the smallest number. */
    readonly reason: number | undefined;
    /** Whether it is counted and taken back. */
    readonly isRevoked: boolean;
}

/** A ledger's scope in a room. */
export interface RoomScope {
    readonly scope: ChainScope;
    /** In the order of keys, then of bodies. */
    readonly events: readonly RoomEvent[];
    /** Packed key of the seal that stands, in hex. */
    readonly seal: string | undefined;
    /** Sealed weeks whose row is not reached, ascending. */
    readonly incomplete: readonly number[];
}

/** What decides about revocations in a scope. */
export interface RevocationRule {
    readonly revoked: Revoked;
    readonly terms: SealTerms | undefined;
}

/** All that counts in a scope. */
export interface ScopeCount {
    /** By the name of the event, in the order of keys, then of bodies. */
    readonly events: Map<string, RoomEvent>;
    readonly seal: StandingSeal | undefined;
    rule: RevocationRule;
}

/** What the standing seal says of revocations. What is undone without an undo that is here, only a sealed state says. */
function termsOf(seal: StandingSeal | undefined): SealTerms | undefined {
    if (seal === undefined) return undefined;
    const { week, revocations, late, boundaries } = seal.content;
    return {
        ...{ before: week * WEEK_SECONDS, listed: revocations, late, undone: new Set<string>() },
        boundaries: boundaries.map((boundary) => boundary * WEEK_SECONDS),
    };
}

const ascending = (one: number, other: number): number => one - other;

/** An event of a room, as it is then. */
export function roomEvent(evidence: Evidence, status: EventStatus, { revoked, terms }: RevocationRule): RoomEvent {
    const { event, vouchers, refusals } = evidence;
    return {
        event,
        status,
        vouchers: [...vouchers.keys()].sort(ascending),
        reason: refusals.size === 0 ? undefined : refusals.get(Math.min(...refusals.keys())),
        isRevoked: status === "counted" && isRevoked(event, revoked, terms),
    };
}

/** Counts a scope. @param records what _sealed_ records of it say. */
export function countScope({ scope, events: all }: ScopeEvidence, records: readonly SealedContent[]): ScopeCount {
    const ordered = [...all.values()].sort(({ name: one }, { name: other }) => (one < other ? -1 : 1));
    const standing = standings(ordered, scope.open);
    const standingOnes = ordered.filter((evidence) => standing.get(evidence) === "stands");
    const seal = standingSeal(standingOnes, records);
    const counted = standingOnes.filter((evidence) => seal?.orphans.has(evidence) !== true);
    const terms = termsOf(seal);
    const rule = { terms, revoked: revokedTargets(revocationsAmong(counted.map(({ event }) => event)), terms) };
    const statusOf = (evidence: Evidence): EventStatus => {
        const own = standing.get(evidence) ?? "unconfirmed";
        if (own !== "stands") return own;
        return seal?.orphans.has(evidence) === true ? "orphan" : "counted";
    };
    const events = new Map<string, RoomEvent>();
    for (const evidence of ordered) events.set(evidence.name, roomEvent(evidence, statusOf(evidence), rule));
    return { events, seal, rule };
}

/** What a scope shows. */
export function roomScope(scope: ChainScope, { events, seal }: ScopeCount): RoomScope {
    const ordered = [...events].sort(([one], [other]) => (one < other ? -1 : 1));
    return {
        ...{ scope, events: ordered.map(([, event]) => event), incomplete: seal?.incomplete ?? [] },
        seal: seal === undefined ? undefined : keyHex(seal.evidence.event),
    };
}
