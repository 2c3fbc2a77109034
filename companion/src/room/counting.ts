/** What counts of a room: a function of the list of its records. docs/companion-batches.md, "What counts". */
import { keyHex, type StoredEvent, WEEK_SECONDS } from "../format/key";
import { isRevoked, revocationsAmong, revokedTargets } from "../format/revocations";
import type { SealTerms } from "../format/seal-entries";
import { type ChainScope, placeName } from "./chain";
import { KIND } from "./contents";
import { collectEvidence, type Evidence, type ScopeEvidence } from "./evidence";
import { isTaken } from "./history";
import type { Room } from "./room";
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

function sealedRecords(room: Room): Map<string, SealedContent[]> {
    const records = new Map<string, SealedContent[]>();
    for (const numbered of room.records()) {
        if (!isTaken(numbered) || numbered.record.content.kind !== KIND.sealed) continue;
        const { content } = numbered.record;
        const scope = room.chain.scopeOf(content.ledger, content.scope);
        if (scope === undefined) continue;
        const place = placeName(content.ledger, scope.scope);
        records.set(place, [...(records.get(place) ?? []), content]);
    }
    return records;
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

function countScope({ scope, events: all }: ScopeEvidence, records: readonly SealedContent[]): RoomScope {
    const ordered = [...all.values()].sort(({ name: one }, { name: other }) => (one < other ? -1 : 1));
    const standing = standings(ordered, scope.open);
    const standingOnes = ordered.filter((evidence) => standing.get(evidence) === "stands");
    const seal = standingSeal(standingOnes, records);
    const counted = standingOnes.filter((evidence) => seal?.orphans.has(evidence) !== true);
    const terms = termsOf(seal);
    const revoked = revokedTargets(revocationsAmong(counted.map(({ event }) => event)), terms);
    const isCounted = new Set(counted);
    const statusOf = (evidence: Evidence): EventStatus => {
        const own = standing.get(evidence) ?? "unconfirmed";
        return own !== "stands" ? own : isCounted.has(evidence) ? "counted" : "orphan";
    };
    const events = ordered.map((evidence): RoomEvent => {
        const { event, vouchers, refusals } = evidence;
        const first = [...refusals].sort(([one], [other]) => one - other).at(0);
        return {
            ...{ event, status: statusOf(evidence), reason: first?.[1] },
            vouchers: [...vouchers.keys()].sort((one, other) => one - other),
            isRevoked: isCounted.has(evidence) && isRevoked(event, revoked, terms),
        };
    });
    return {
        ...{ scope, events, incomplete: seal?.incomplete ?? [] },
        seal: seal === undefined ? undefined : keyHex(seal.evidence.event),
    };
}

/** What counts in each ledger and scope that the room takes and has batches of, by placeName(). */
export function countRoom(room: Room): ReadonlyMap<string, RoomScope> {
    const records = sealedRecords(room);
    const scopes = [...collectEvidence(room)].sort(([one], [other]) => (one < other ? -1 : 1));
    return new Map(scopes.map(([place, evidence]) => [place, countScope(evidence, records.get(place) ?? [])]));
}
