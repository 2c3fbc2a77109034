/** What a room knows of types and names, as a database has it. */
import { type EventTypes, namedTypes } from "../format/event-types";
import { guidText } from "../format/field-kinds";
import { aboutOf } from "../room/about";
import { nameOf } from "../room/chain";
import { KIND } from "../room/contents";
import { readGuid, ROLE } from "../room/content-items";
import { speakerOf } from "../room/evidence";
import { isTaken, type TakenRecord } from "../room/history";
import type { FoldedRoom, RecordChange } from "../rooms/record-store";
import type { Player } from "./players";

/** What a room knows. */
export interface KnownAbout {
    /** By placeName(). */
    readonly types: ReadonlyMap<string, EventTypes>;
    /** By the text of the GUID. */
    readonly players: ReadonlyMap<string, Player>;
    /** The records that say so. */
    readonly told: readonly TakenRecord[];
    /** The role of each of these, and the ids of those without a number that tell something: with another text, another thing is known. */
    readonly basis: string;
}

/** What a room knows that has no records. */
export const NOTHING_KNOWN: KnownAbout = { types: new Map(), players: new Map(), told: [], basis: "" };

function guidOf(packed: string): string {
    const { server, id } = readGuid(Buffer.from(packed, "hex"));
    return guidText(server, id);
}

const isAbout = ({ record: { content } }: TakenRecord): boolean => content.kind === KIND.about;

/** Whether a record tells of types and names, or of who may, and of which scopes. */
const isTelling = (taken: TakenRecord): boolean => isAbout(taken) || taken.record.content.kind === KIND.entry;

function basisOf(told: readonly TakenRecord[], { list, counted }: Counted): string {
    const roles = told.map((taken) => speakerOf(counted, taken)?.setting.role ?? ROLE.none);
    const loose = counted === list ? [] : counted.added().filter(isTaken).filter(isTelling);
    return [...roles, ...loose.map(({ id }) => nameOf(id))].join(" ");
}

/** A list, and the same with the loose records behind it. */
export type Counted = FoldedRoom;

/** What a room knows, by all that counts in it. */
export function knownAbout(room: Counted): KnownAbout {
    const { counted } = room;
    const abouts = [...aboutOf(counted)].sort(([one], [other]) => (one < other ? -1 : 1));
    const players = new Map<string, Player>();
    for (const [, { names }] of abouts)
        for (const [packed, { name, token }] of names) players.set(guidOf(packed), { name, class: token });
    const told = [...counted.records()].filter(isTaken).filter(isAbout);
    const types = new Map(abouts.map(([place, about]) => [place, namedTypes(about.types)]));
    return { types, players, told, basis: basisOf(told, room) };
}

/** What is known after a change: the same where nothing in it can have changed that, since to read all of a room takes long. */
export function knownAfter(known: KnownAbout, change: Counted & Pick<RecordChange, "until" | "added">): KnownAbout {
    const { until, added } = change;
    const hasTold = added.some(({ numbered }) => isTaken(numbered) && isTelling(numbered));
    const isSame = until === undefined && !hasTold && basisOf(known.told, change) === known.basis;
    return isSame ? known : knownAbout(change);
}
