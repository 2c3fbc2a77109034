/** A room as the agent looks at it: which batches hold which events, and who says what of them. */
import { Damage } from "../format/damage";
import type { StoredEvent } from "../format/key";
import { weekOf } from "../format/key";
import { eventsOfBlock } from "../room/batch-events";
import { type ChainScope, nameOf, placeName } from "../room/chain";
import { type Content, type ContentOf, KIND } from "../room/contents";
import type { RoomEvent, RoomScope } from "../room/counting";
import { countRoom } from "../room/running-count";
import { speakerOf } from "../room/evidence";
import { isTaken, type TakenRecord } from "../room/history";
import type { Room } from "../room/room";
import { eventName } from "./event-name";
import { logOf, type SavedScope } from "./saved-scope";

/** A batch of a scope that the room takes. */
export interface RoomBatch {
    readonly id: Buffer;
    readonly n: number;
    /** placeName() of what the room takes its scope as. */
    readonly place: string;
    readonly block: Buffer;
    readonly week: number;
    readonly events: readonly StoredEvent[];
    /** eventName() of each. */
    readonly names: readonly string[];
    /** Member whose device has signed it. */
    readonly member: number;
    /** The role of the record, ROLE.none where it has none that vouches. */
    readonly role: number;
}

/** What was said last of a batch. */
export interface Word {
    /** Number of the record that says it. */
    readonly n: number;
    readonly role: number;
    /** Undefined: all of it was admitted. */
    readonly refusal: { readonly reason: number; readonly bits: Buffer } | undefined;
}

/** What is said of one batch. */
export interface Words {
    /** By member: the newest word of a record whose role lets it vouch. */
    readonly byMember: Map<number, Word>;
    /** By hex of the device, the same. */
    readonly byDevice: Map<string, Word>;
}

/** A scope that the room takes and has batches of. */
export interface PlaceView {
    readonly scope: ChainScope;
    /** By eventName(). */
    readonly events: ReadonlyMap<string, RoomEvent>;
    readonly seal: string | undefined;
    readonly incomplete: readonly number[];
    /** In the order of the list. */
    readonly batches: readonly RoomBatch[];
}

export interface RoomView {
    readonly room: Room;
    /** By placeName(). */
    readonly places: ReadonlyMap<string, PlaceView>;
    /** By hex of the id of the batch. */
    readonly words: ReadonlyMap<string, Words>;
}

/** What a block holds. */
interface Held {
    readonly events: readonly StoredEvent[];
    readonly names: readonly string[];
}

/** What was read of batches before: the list that a room is looked at in grows, and its records stay. */
const read = new WeakMap<Content, Held | Damage>();

function heldBy(content: ContentOf<typeof KIND.batch>): Held | Damage {
    const known = read.get(content);
    if (known !== undefined) return known;
    const events = eventsOfBlock(content.block);
    const held = events instanceof Damage ? events : { events, names: events.map(eventName) };
    read.set(content, held);
    return held;
}

function batchOf(room: Room, taken: TakenRecord, content: ContentOf<typeof KIND.batch>): RoomBatch | undefined {
    const scope = room.chain.scopeOf(content.ledger, content.scope);
    const device = room.chain.deviceOf(taken.record.author);
    const held = heldBy(content);
    if (scope === undefined || device === undefined || held instanceof Damage) return undefined;
    return {
        ...{ id: taken.id, n: taken.position.n, place: placeName(content.ledger, scope.scope), block: content.block },
        ...{ events: held.events, names: held.names, week: weekOf(held.events[0].time), member: device.member },
        role: speakerOf(room, taken)?.setting.role ?? 0,
    };
}

function hear(words: Map<string, Words>, room: Room, taken: TakenRecord, content: ContentOf<typeof KIND.vouch>): void {
    const speaker = speakerOf(room, taken);
    if (speaker === undefined) return;
    const say = (id: Buffer, refusal: Word["refusal"]): void => {
        const name = nameOf(id);
        const said = words.get(name) ?? { byMember: new Map<number, Word>(), byDevice: new Map<string, Word>() };
        const word = { n: taken.position.n, role: speaker.setting.role, refusal };
        words.set(name, said);
        said.byMember.set(speaker.member, word);
        said.byDevice.set(nameOf(taken.record.author), word);
    };
    for (const id of content.admitted) say(id, undefined);
    for (const refusal of content.refused) say(refusal.id, refusal);
}

/** Whether one of the games has let in all of a batch. Backups tell nothing of that. */
export function isInOneLog({ names }: Pick<RoomBatch, "names">, files: readonly SavedScope[]): boolean {
    return files.some((saved) => saved.kind === "current" && names.every((name) => logOf(saved).names.has(name)));
}

/**
 * Looks at a room.
 * @param counts what counts in it, by placeName(): countRoom(), or a running count of the same list.
 */
export function viewOf(room: Room, counts: ReadonlyMap<string, RoomScope> = countRoom(room)): RoomView {
    const words = new Map<string, Words>();
    const batches = new Map<string, RoomBatch[]>();
    for (const numbered of room.records()) {
        if (!isTaken(numbered)) continue;
        const { content } = numbered.record;
        if (content.kind === KIND.vouch) hear(words, room, numbered, content);
        const batch = content.kind === KIND.batch ? batchOf(room, numbered, content) : undefined;
        if (batch === undefined) continue;
        const all = batches.get(batch.place) ?? [];
        batches.set(batch.place, all);
        all.push(batch);
    }
    const places = new Map<string, PlaceView>();
    for (const [place, { scope, seal, incomplete, events }] of counts) {
        const byName = new Map(events.map((each) => [eventName(each.event), each]));
        places.set(place, { scope, events: byName, seal, incomplete, batches: batches.get(place) ?? [] });
    }
    return { room, places, words };
}
