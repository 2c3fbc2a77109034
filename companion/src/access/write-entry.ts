/** Writing an entry: only where it takes effect as the room is here. */
import { Misuse } from "../command";
import type { Action } from "../room/actions";
import { type Content, KIND } from "../room/contents";
import type { VoidReason } from "../room/entry-rules";
import { isTaken } from "../room/history";
import { type Signer, ZERO } from "../room/keys";
import { type RoomRecord, signRecord } from "../room/record";
import type { Room } from "../room/room";
import type { KeptRoom } from "../rooms/kept-room";
import { VOID_WORDS } from "./words";

/** The room does not let this computer do what was asked. */
export class NotAllowed extends Misuse {}

/** What an entry says, by the room as it is then. */
export type Say = (room: Room) => Action;

/** Why an entry would change nothing behind all that a room has; undefined where it takes effect. */
export function voidReasonOf(room: Room, signer: Signer, content: Content): VoidReason | "refused" | undefined {
    const own = room.heads().find(({ key }) => key.equals(signer.key)) ?? { seq: 0, id: ZERO };
    const head = { room: room.id, seq: own.seq + 1, previous: own.id, sight: room.position };
    const numbered = room.branch().takeVerified(signRecord(signer, head, content));
    return isTaken(numbered) ? numbered.void : "refused";
}

/**
 * Signs an entry, and keeps it loose until the server has it. Raises Misuse where it would change nothing, NotAllowed where that is for want of
 * rights; then nothing is signed.
 * @param now Unix seconds: it is shown. @param dropped ids of loose records that go for it.
 * @example await writeEntry(kept, signer, now, (room) => removal(room, 3));
 */
export async function writeEntry(
    kept: KeptRoom,
    signer: Signer,
    now: number,
    say: Say,
    dropped: readonly Buffer[] = [],
): Promise<RoomRecord> {
    const make = (room: Room): Content[] => {
        const content: Content = { kind: KIND.entry, parent: room.chain.last, time: now, said: say(room) };
        const reason = voidReasonOf(room, signer, content);
        // A key that is none of the chain may sign nothing but what makes it one.
        if (reason === "role" || reason === "refused") throw new NotAllowed(VOID_WORDS.role);
        if (reason !== undefined) throw new Misuse(VOID_WORDS[reason]);
        return [content];
    };
    const [record] = await kept.sign(signer, make, dropped);
    return record;
}
