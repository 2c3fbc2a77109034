/** Loose records of others that can never follow, because the list has another one at their seq or at one before. */
import { nameOf } from "../room/chain";
import { type Content, KIND } from "../room/contents";
import { ROLE } from "../room/content-items";
import { type Signer, ZERO } from "../room/keys";
import type { RoomRecord } from "../room/record";
import type { KeptRoom } from "../rooms/kept-room";
import { lackingOf, listedEvents } from "./listed-events";

/** Records that are signed in one transaction. */
const AT_ONCE = 64;

const WRITERS: readonly number[] = [ROLE.own, ROLE.relay, ROLE.admin];

/** The stranded ones. @param isOwn whether a record is by a key of this computer: those are signed anew. */
export function strandedOf(room: KeptRoom, isOwn: (record: RoomRecord) => boolean): RoomRecord[] {
    const { place } = room.room;
    const stranded = new Set<string>();
    return room.loose.filter((record) => {
        const { author, seq, previous } = record;
        const name = nameOf(author);
        const before = seq === 1 ? ZERO : place.idAt(name, seq - 1);
        const isBehind = before === undefined ? stranded.has(nameOf(previous)) : !before.equals(previous);
        const isStranded = isBehind || place.idAt(name, seq) !== undefined;
        if (isStranded) stranded.add(nameOf(record.id));
        return isStranded && !isOwn(record);
    });
}

/**
 * Gives up stranded records all of whose events are in the list. The events of the others are uploaded in the own name, where the
 * own role lets that be.
 * @param done hex of the ids of those that were uploaded before: it is added to.
 */
export async function saveStranded(
    room: KeptRoom,
    signer: Signer | undefined,
    isOwn: (record: RoomRecord) => boolean,
    done: Set<string>,
): Promise<void> {
    const stranded = strandedOf(room, isOwn);
    if (stranded.length === 0) return;
    const listed = listedEvents(room.room);
    const over = stranded.filter(({ content }) =>
        content.kind === KIND.batch ? lackingOf(content, listed) === undefined : content.kind !== KIND.epoch,
    );
    if (over.length > 0) await room.drop(over.map(({ id }) => id));
    if (signer === undefined || !WRITERS.includes(room.counted.roleOf(signer.key, Infinity))) return;
    const left = stranded.filter((record) => !over.includes(record) && !done.has(nameOf(record.id))).slice(0, AT_ONCE);
    if (left.length === 0) return;
    await room.sign(signer, (counted) => {
        const known = listedEvents(counted);
        return left.flatMap(({ content }): Content[] => {
            const lacking = content.kind === KIND.batch ? lackingOf(content, known) : undefined;
            return lacking === undefined ? [] : [lacking];
        });
    });
    for (const { id } of left) done.add(nameOf(id));
}
