/** Who vouches for which events, and who refuses them: docs/companion-batches.md, "What counts". */
import { Damage } from "../format/damage";
import { byteStringOf } from "../format/items";
import { splitBody, SYSTEM_TYPE } from "../format/body";
import { copyBytes } from "../format/bytes";
import { KEY_BYTES, type StoredEvent, unpackKey, writeKey } from "../format/key";
import { eventsOfBlock } from "./batch-events";
import { type ChainScope, nameOf, placeName, type RoleSetting } from "./chain";
import { type ContentOf, KIND } from "./contents";
import { readGuid, ROLE } from "./content-items";
import type { TakenRecord } from "./history";
import type { Room } from "./room";
import { settingOf } from "./roles";

/** Roles by member. Events with one voucher share theirs: only one that holds more members is changed in place. */
type Vouchers = Map<number, ReadonlySet<number>>;

/** What is known of an event: a pair of key and body. */
export interface Evidence {
    /** With the largest server id that a block says of its creator. */
    event: StoredEvent;
    /** Hex of key and body: events in the order of these are in that of the log. */
    readonly name: string;
    /** Hex of the key: events of one key differ in their bodies. */
    readonly key: string;
    /** The number of the first record that holds it. */
    readonly first: number;
    /** By member: the roles of records that vouch for it. */
    vouchers: Vouchers;
    /** Whether one of these is its creator. */
    isByCreator: boolean;
    /** By member with the role relay or admin: the reason for which its game refused it. */
    refusals: Map<number, number>;
    /** The batches that hold it, and where in them it is. */
    readonly holders: { readonly batch: Batch; readonly index: number }[];
}

/** The evidence of one ledger and scope. */
export interface ScopeEvidence {
    readonly scope: ChainScope;
    /** By the name of the event. */
    readonly events: Map<string, Evidence>;
}

/** Who says something, and by which right. */
interface Speaker {
    readonly member: number;
    readonly setting: RoleSetting;
    /** What an event has that it alone vouches for: one for all of these. */
    readonly alone: Vouchers;
}

/** A batch of a scope that is taken. */
interface Batch {
    /** Hex of its id. */
    readonly name: string;
    readonly speaker: Speaker | undefined;
    readonly events: readonly StoredEvent[];
    /** Of each of the events. */
    readonly evidence: readonly Evidence[];
    readonly scope: ScopeEvidence;
}

type Refusal = ContentOf<typeof KIND.vouch>["refused"][number];

/** What a member says last of a batch. */
interface Word {
    readonly speaker: Speaker;
    /** Undefined: all of it was admitted. */
    readonly refusal: Refusal | undefined;
}

const VOUCHING: readonly number[] = [ROLE.own, ROLE.relay, ROLE.admin];

/** Whether a role makes all events count that it vouches for. */
export const isStrong = (role: number): boolean => role === ROLE.relay || role === ROLE.admin;

/** The member that a record speaks for; undefined where its role lets it vouch for nothing. */
export function speakerOf(room: Room, { record: { author, seq } }: TakenRecord): Speaker | undefined {
    const { chain, idAt } = room.place;
    const setting = settingOf(chain, idAt, author, seq);
    if (setting === undefined || !VOUCHING.includes(setting.role)) return undefined;
    const member = chain.deviceOf(author)?.member;
    if (member === undefined) return undefined;
    return { member, setting, alone: new Map([[member, new Set([setting.role])]]) };
}

/** Whether a speaker is the creator of an event, as its role says who it is. */
function isCreator({ setting }: Speaker, { creator, server }: StoredEvent): boolean {
    return setting.characters.some(({ guid }) => {
        const own = readGuid(guid);
        return own.id === creator && (server === 0 || server === own.server);
    });
}

/** Of type 0 a member may by itself write only a revocation by key of an own event. */
function isOwnAffair({ body, creator }: StoredEvent): boolean {
    if (body[0] !== SYSTEM_TYPE) return true;
    const items = splitBody(body) ?? [];
    const key = items.length === 1 ? byteStringOf(items[0]) : undefined;
    return key?.length === KEY_BYTES && unpackKey(key).creator === creator;
}

/** The vouchers of an event with one more role of a member. */
function withVoucher(vouchers: Vouchers, { member, setting: { role }, alone }: Speaker): Vouchers {
    if (vouchers.size === 0) return alone;
    const roles = vouchers.get(member);
    if (roles?.has(role) === true) return vouchers;
    const own = vouchers.size === 1 ? new Map(vouchers) : vouchers;
    return own.set(member, new Set([...(roles ?? []), role]));
}

function vouch(evidence: Evidence, event: StoredEvent, speaker: Speaker): void {
    evidence.vouchers = withVoucher(evidence.vouchers, speaker);
    if (isCreator(speaker, event) && isOwnAffair(event)) evidence.isByCreator = true;
}

/** The name of an event, in the order of keys and then of bodies. */
function nameOfEvent(event: StoredEvent): string {
    const bytes = Buffer.allocUnsafe(KEY_BYTES + event.body.length);
    writeKey(bytes, 0, event);
    copyBytes(event.body, bytes, KEY_BYTES);
    return nameOf(bytes);
}

/** Vouchers and refusals of an event without any: one for all of these, never changed. */
const NONE = new Map<number, never>();

/** The evidence of an event, made where it is the first time that it is met. */
function evidenceOf({ events }: ScopeEvidence, event: StoredEvent, first: number): Evidence {
    const name = nameOfEvent(event);
    const known = events.get(name);
    if (known !== undefined) {
        if (event.server > known.event.server) known.event = event;
        return known;
    }
    const evidence: Evidence = {
        event,
        name,
        key: name.slice(0, 2 * KEY_BYTES),
        first,
        vouchers: NONE,
        isByCreator: false,
        refusals: NONE,
        holders: [],
    };
    events.set(name, evidence);
    return evidence;
}

/** What a word about a batch says of the event at an index of it. */
function hear(evidence: Evidence, { events }: Batch, index: number, { speaker, refusal }: Word): void {
    if (refusal !== undefined && refusal.bits.length !== Math.ceil(events.length / 8)) return;
    const isRefused = refusal !== undefined && ((refusal.bits[index >> 3] >> (index & 7)) & 1) === 1;
    if (!isRefused) vouch(evidence, events[index], speaker);
    else if (isStrong(speaker.setting.role)) {
        if (evidence.refusals.size === 0) evidence.refusals = new Map();
        evidence.refusals.set(speaker.member, refusal.reason);
    }
}

/** Evidence by the place (placeName()) and the name of the event. */
export type EvidenceByPlace = ReadonlyMap<string, ReadonlySet<Evidence>>;

/** The evidence of a room, kept up to date as records are added. Whose words count is looked up as they are: what changes rights needs a new book. */
export class EvidenceBook {
    /** By placeName(). */
    readonly scopes = new Map<string, ScopeEvidence>();
    /** By hex of the id. */
    private readonly batches = new Map<string, Batch>();
    /** By hex of the batch's id: by member, its newest word. */
    private readonly words = new Map<string, Map<number, Word>>();
    private dirty = new Map<string, Set<Evidence>>();

    /** Takes in a record of a room. */
    add(room: Room, taken: TakenRecord): void {
        const { content } = taken.record;
        if (content.kind === KIND.batch) this.addBatch(room, taken, content);
        if (content.kind === KIND.vouch) this.addVouch(room, taken, content);
    }

    /** The evidence that is new or may have changed since this was asked last. */
    renewed(): EvidenceByPlace {
        const renewed = this.dirty;
        this.dirty = new Map();
        for (const each of renewed.values()) for (const evidence of each) this.renew(evidence);
        return renewed;
    }

    private renew(evidence: Evidence): void {
        evidence.vouchers = NONE;
        evidence.refusals = NONE;
        evidence.isByCreator = false;
        for (const { batch, index } of evidence.holders) {
            if (batch.speaker !== undefined) vouch(evidence, batch.events[index], batch.speaker);
        }
        for (const { batch, index } of evidence.holders) {
            for (const word of this.words.get(batch.name)?.values() ?? []) hear(evidence, batch, index, word);
        }
    }

    private touch({ evidence, scope: { scope } }: Batch): void {
        const place = placeName(scope.ledger, scope.scope);
        const dirty = this.dirty.get(place) ?? new Set();
        this.dirty.set(place, dirty);
        for (const each of evidence) dirty.add(each);
    }

    private addBatch(
        room: Room,
        taken: TakenRecord,
        { ledger, scope: named, block }: ContentOf<typeof KIND.batch>,
    ): void {
        const scope = room.chain.scopeOf(ledger, named);
        const events = eventsOfBlock(block);
        if (scope === undefined || events instanceof Damage) return;
        const place = placeName(ledger, scope.scope);
        const all = this.scopes.get(place) ?? { scope, events: new Map<string, Evidence>() };
        this.scopes.set(place, all);
        const evidence = events.map((event) => evidenceOf(all, event, taken.position.n));
        const batch = { name: nameOf(taken.id), speaker: speakerOf(room, taken), events, evidence, scope: all };
        this.batches.set(batch.name, batch);
        evidence.forEach(({ holders }, index) => holders.push({ batch, index }));
        this.touch(batch);
    }

    private addVouch(room: Room, taken: TakenRecord, { admitted, refused }: ContentOf<typeof KIND.vouch>): void {
        const speaker = speakerOf(room, taken);
        if (speaker === undefined) return;
        const say = (id: Buffer, refusal?: Refusal): void => {
            const name = nameOf(id);
            const words = this.words.get(name) ?? new Map<number, Word>();
            this.words.set(name, words.set(speaker.member, { speaker, refusal }));
            const batch = this.batches.get(name);
            if (batch !== undefined) this.touch(batch);
        };
        for (const id of admitted) say(id);
        for (const refusal of refused) say(refusal.id, refusal);
    }
}
