/** What a computer says of the batches of others: docs/companion-batches.md, "Kind 2". */
import { nameOf } from "../room/chain";
import { type Content, type ContentOf, KIND } from "../room/contents";
import { isStrong } from "../room/evidence";
import { type Author, isSpeaking } from "./author";
import { isInOneLog, type PlaceView, type RoomBatch, type RoomView } from "./room-view";
import type { Outcome } from "../format/tool-entries";
import type { SavedScope } from "./saved-scope";

/** Members with relay or admin that stand for a batch: with so many others it needs no more. */
const ENOUGH = 4;
/** Ids that one list of a vouch holds at most. */
const MOST_IDS = 1000;
/** Bytes of the id of a batch that an outcome names. */
const OUTCOME_ID_BYTES = 16;

type Refusal = ContentOf<typeof KIND.vouch>["refused"][number];

/** What is to be said of batches. */
export interface Due {
    /** At once. */
    readonly admitted: readonly Buffer[];
    readonly refused: readonly Refusal[];
    /** After a wait. */
    readonly later: readonly Buffer[];
}

/** Outcomes by hex of the half id that they name. Of several accounts' the first by their names. */
export function outcomesOf(files: readonly SavedScope[]): Map<string, Outcome> {
    const outcomes = new Map<string, Outcome>();
    const current = files.filter(({ kind }) => kind === "current");
    current.sort(({ account: one }, { account: other }) => (one < other ? -1 : 1));
    for (const { outcomes: own = [] } of current) {
        for (const outcome of own) {
            const name = nameOf(outcome.id);
            if (outcome.reason !== 0 && !outcomes.has(name)) outcomes.set(name, outcome);
        }
    }
    return outcomes;
}

/** The name under which outcomesOf() has that of a batch. */
export const outcomeName = ({ id }: Pick<RoomBatch, "id">): string => nameOf(id.subarray(0, OUTCOME_ID_BYTES));

/** Whether an outcome can be of a batch: it has bits for all of its events. */
export const isOutcomeOf = ({ bits }: Outcome, { events }: Pick<RoomBatch, "events">): boolean =>
    bits.length === Math.ceil(events.length / 8);

/** The roles today of other members that have uploaded a batch or admitted it. */
function othersFor(view: RoomView, batch: RoomBatch, author: Author): number[] {
    const members = new Set([batch.member]);
    for (const [member, { refusal }] of view.words.get(nameOf(batch.id))?.byMember ?? []) {
        if (refusal === undefined) members.add(member);
    }
    members.delete(author.member);
    return [...members].map((member) => view.room.chain.members[member].setting.role);
}

function isSame(one: Refusal, other: Omit<Refusal, "id"> | undefined): boolean {
    return other !== undefined && one.reason === other.reason && one.bits.equals(other.bits);
}

/** Whether one of its events waits for a word of this member. */
function isAwaited(place: PlaceView, { names }: RoomBatch, { member }: Author): boolean {
    return names.some((name) => {
        const event = place.events.get(name);
        return event?.status === "unconfirmed" && !event.vouchers.includes(member);
    });
}

/** What is due in one place of a room. @param files of that place. */
export function dueIn(view: RoomView, place: PlaceView, files: readonly SavedScope[], author: Author): Due {
    const outcomes = outcomesOf(files);
    const due = { admitted: [] as Buffer[], refused: [] as Refusal[], later: [] as Buffer[] };
    for (const batch of place.batches.filter(({ member }) => member !== author.member)) {
        const words = view.words.get(nameOf(batch.id));
        const [ofMember, ofDevice] = [words?.byMember.get(author.member), words?.byDevice.get(nameOf(author.device))];
        if (isInOneLog(batch, files)) {
            const isSaid = [ofMember, ofDevice].some((word) => word !== undefined && word.refusal === undefined);
            if (isSaid) continue;
            // What this member has refused before is put right at once.
            const others = othersFor(view, batch, author);
            // What nobody else may speak for today can be offered to no game.
            const isAlone = !others.some(isSpeaking);
            if (ofMember !== undefined || isAlone || isAwaited(place, batch, author)) due.admitted.push(batch.id);
            else if (author.isStrong && others.filter(isStrong).length < ENOUGH) due.later.push(batch.id);
            continue;
        }
        const outcome = outcomes.get(outcomeName(batch));
        if (outcome === undefined || !isOutcomeOf(outcome, batch)) continue;
        const refusal = { id: batch.id, reason: outcome.reason, bits: outcome.bits };
        if (!isSame(refusal, ofDevice?.refusal)) due.refused.push(refusal);
    }
    return due;
}

/** Records that say so, one where that is enough. */
export function vouchesOf(admitted: readonly Buffer[], refused: readonly Refusal[]): Content[] {
    const ids = [...admitted].sort((one, other) => Buffer.compare(one, other));
    const refusals = [...refused].sort((one, other) => Buffer.compare(one.id, other.id));
    const records = Math.ceil(Math.max(ids.length, refusals.length) / MOST_IDS);
    return Array.from({ length: records }, (_, index) => {
        const part = [MOST_IDS * index, MOST_IDS * (index + 1)] as const;
        return { kind: KIND.vouch, admitted: ids.slice(...part), refused: refusals.slice(...part) };
    });
}
