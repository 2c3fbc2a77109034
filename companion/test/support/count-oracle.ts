/**
 * What counts of a room, by its plain definition: one pass over all records, and one over all events. What is kept up to date is compared
 * with it. It shares with that only what looks at a whole scope at once: which events stand, which seal does, what is revoked.
 */
import { byteStringOf } from "../../src/format/items";
import { splitBody, SYSTEM_TYPE } from "../../src/format/body";
import { Damage } from "../../src/format/damage";
import { KEY_BYTES, keyHex, packKey, type StoredEvent, unpackKey, WEEK_SECONDS } from "../../src/format/key";
import { isRevoked, revocationsAmong, revokedTargets } from "../../src/format/revocations";
import { eventsOfBlock } from "../../src/room/batch-events";
import { type ChainScope, placeName } from "../../src/room/chain";
import { readGuid, ROLE } from "../../src/room/content-items";
import { type Content, type ContentOf, KIND } from "../../src/room/contents";
import type { EventStatus, RoomEvent, RoomScope } from "../../src/room/counting";
import type { Evidence } from "../../src/room/evidence";
import { isTaken, type TakenRecord } from "../../src/room/history";
import { settingOf } from "../../src/room/roles";
import type { Room } from "../../src/room/room";
import { type SealedContent, standingSeal } from "../../src/room/seal-standing";
import { standings } from "../../src/room/standing";

type Said<Kind extends Content["kind"]> = Extract<Content, { readonly kind: Kind }>;
type Refusal = ContentOf<typeof KIND.vouch>["refused"][number];

const hexOf = (bytes: Buffer): string => bytes.toString("hex");
const nameOf = (event: StoredEvent): string => hexOf(packKey(event)) + hexOf(event.body);

/** The taken records of a kind, in their order. */
function recordsOf<Kind extends Content["kind"]>(room: Room, kind: Kind): { taken: TakenRecord; said: Said<Kind> }[] {
    return [...room.records()].flatMap((numbered) =>
        isTaken(numbered) && numbered.record.content.kind === kind
            ? [{ taken: numbered, said: numbered.record.content as Said<Kind> }]
            : [],
    );
}

/** The member that a record speaks for, its role and its characters; undefined where it vouches for nothing. */
function speakerOf(room: Room, { record: { author, seq } }: TakenRecord) {
    const setting = settingOf(room.chain, room.place.idAt, author, seq);
    const member = room.chain.deviceOf(author)?.member;
    const mayVouch = setting !== undefined && [ROLE.own, ROLE.relay, ROLE.admin].some((role) => role === setting.role);
    return mayVouch && member !== undefined ? { member, ...setting } : undefined;
}
type Speaker = NonNullable<ReturnType<typeof speakerOf>>;

/** Whether an event is an own one of a speaker, which of type 0 may only take back another own one. */
function isOwn({ characters }: Speaker, { creator, server, body }: StoredEvent): boolean {
    const isByOwn = characters.some(({ guid }) => {
        const own = readGuid(guid);
        return own.id === creator && [0, own.server].includes(server);
    });
    if (body[0] !== SYSTEM_TYPE) return isByOwn;
    const items = splitBody(body) ?? [];
    const key = items.length === 1 ? byteStringOf(items[0]) : undefined;
    return isByOwn && key?.length === KEY_BYTES && unpackKey(key).creator === creator;
}

/** What members say last of batches: by hex of the batch's id, then by member. */
function wordsOf(room: Room): Map<string, Map<number, { speaker: Speaker; refusal: Refusal | undefined }>> {
    const words: ReturnType<typeof wordsOf> = new Map();
    for (const { taken, said } of recordsOf(room, KIND.vouch)) {
        const speaker = speakerOf(room, taken);
        if (speaker === undefined) continue;
        const all = [
            ...said.admitted.map((id) => ({ id, refusal: undefined })),
            ...said.refused.map((refusal) => ({ id: refusal.id, refusal })),
        ];
        for (const { id, refusal } of all) {
            const ofBatch =
                words.get(hexOf(id)) ?? new Map<number, { speaker: Speaker; refusal: Refusal | undefined }>();
            words.set(hexOf(id), ofBatch.set(speaker.member, { speaker, refusal }));
        }
    }
    return words;
}

function vouch(evidence: Evidence, event: StoredEvent, speaker: Speaker | undefined): void {
    if (speaker === undefined) return;
    const roles = new Set(evidence.vouchers.get(speaker.member)).add(speaker.role);
    evidence.vouchers = new Map(evidence.vouchers).set(speaker.member, roles);
    evidence.isByCreator ||= isOwn(speaker, event);
}

/** The events of a batch, each beside what is known of it. */
type Held = { event: StoredEvent; evidence: Evidence }[];

function hold(all: Map<string, Evidence>, event: StoredEvent, first: number): Held[number] {
    const name = nameOf(event);
    const known = all.get(name);
    const evidence = known ?? {
        ...{ event, name, key: keyHex(event), first, isByCreator: false, holders: [] },
        ...{ vouchers: new Map<number, Set<number>>(), refusals: new Map<number, number>() },
    };
    if (event.server > evidence.event.server) evidence.event = event;
    all.set(name, evidence);
    return { event, evidence };
}

function evidenceOf(room: Room): Map<string, { scope: ChainScope; events: Map<string, Evidence> }> {
    const scopes: ReturnType<typeof evidenceOf> = new Map();
    const words = wordsOf(room);
    const batches: { id: string; held: Held }[] = [];
    for (const { taken, said } of recordsOf(room, KIND.batch)) {
        const scope = room.chain.scopeOf(said.ledger, said.scope);
        const events = eventsOfBlock(said.block);
        if (scope === undefined || events instanceof Damage) continue;
        const place = placeName(said.ledger, scope.scope);
        const all = scopes.get(place) ?? { scope, events: new Map<string, Evidence>() };
        scopes.set(place, all);
        const held = events.map((event) => hold(all.events, event, taken.position.n));
        for (const { event, evidence } of held) vouch(evidence, event, speakerOf(room, taken));
        batches.push({ id: hexOf(taken.id), held });
    }
    for (const { id, held } of batches) {
        for (const { speaker, refusal } of words.get(id)?.values() ?? []) {
            if (refusal !== undefined && refusal.bits.length !== Math.ceil(held.length / 8)) continue;
            held.forEach(({ event, evidence }, index) => {
                const isRefused = refusal !== undefined && ((refusal.bits[index >> 3] >> (index & 7)) & 1) === 1;
                if (!isRefused) vouch(evidence, event, speaker);
                else if ([ROLE.relay, ROLE.admin].some((role) => role === speaker.role))
                    evidence.refusals = new Map(evidence.refusals).set(speaker.member, refusal.reason);
            });
        }
    }
    return scopes;
}

function scopeOf(scope: ChainScope, all: Map<string, Evidence>, records: readonly SealedContent[]): RoomScope {
    const ordered = [...all.values()].sort(({ name: one }, { name: other }) => (one < other ? -1 : 1));
    const standing = standings(ordered, scope.open);
    const standingOnes = ordered.filter((evidence) => standing.get(evidence) === "stands");
    const seal = standingSeal(standingOnes, records);
    const counted = new Set(standingOnes.filter((evidence) => seal?.orphans.has(evidence) !== true));
    const terms = seal && {
        ...{ before: seal.content.week * WEEK_SECONDS, listed: seal.content.revocations, late: seal.content.late },
        ...{ undone: new Set<string>(), boundaries: seal.content.boundaries.map((week) => week * WEEK_SECONDS) },
    };
    const revoked = revokedTargets(revocationsAmong([...counted].map(({ event }) => event)), terms);
    const events = ordered.map((evidence): RoomEvent => {
        const own = standing.get(evidence) ?? "unconfirmed";
        const status: EventStatus = own !== "stands" ? own : counted.has(evidence) ? "counted" : "orphan";
        const members = [...evidence.refusals.keys()].sort((one, other) => one - other);
        return {
            ...{ event: evidence.event, status, reason: evidence.refusals.get(members[0]) },
            vouchers: [...evidence.vouchers.keys()].sort((one, other) => one - other),
            isRevoked: counted.has(evidence) && isRevoked(evidence.event, revoked, terms),
        };
    });
    return { scope, events, incomplete: seal?.incomplete ?? [], seal: seal && keyHex(seal.evidence.event) };
}

/** What counts in each ledger and scope that the room takes and has batches of, by placeName(), in the order of these. */
export function countPlainly(room: Room): Map<string, RoomScope> {
    const sealed = new Map<string, SealedContent[]>();
    for (const { said } of recordsOf(room, KIND.sealed)) {
        const scope = room.chain.scopeOf(said.ledger, said.scope);
        if (scope === undefined) continue;
        const place = placeName(said.ledger, scope.scope);
        sealed.set(place, [...(sealed.get(place) ?? []), said]);
    }
    const scopes = [...evidenceOf(room)].sort(([one], [other]) => (one < other ? -1 : 1));
    return new Map(
        scopes.map(([place, { scope, events }]) => [place, scopeOf(scope, events, sealed.get(place) ?? [])]),
    );
}
