/** Ties replicas to the primary of a room: its key makes theirs devices of its own member. docs/companion-protocol.md, "Primary and replicas". */
import { deviceOf } from "../access/entries";
import { voidReasonOf } from "../access/write-entry";
import { type Content, KIND } from "../room/contents";
import { ROLE } from "../room/content-items";
import type { Signer } from "../room/keys";
import type { KeptRoom } from "../rooms/kept-room";

const LABEL = "Replica";

/**
 * Signs what replicas lack to read and write the room. One that an admin has dropped stays so.
 * @param keys of the replicas, 32 bytes each. @param now Unix seconds: it is shown.
 * @returns how many were tied: 0 where the own key has no role server in the room, or all are.
 */
export async function tieReplicas(
    room: KeptRoom,
    signer: Signer,
    keys: readonly Buffer[],
    now: number,
): Promise<number> {
    let tied = 0;
    for (const key of keys) {
        const member = room.room.chain.deviceOf(signer.key)?.member;
        const isServer = room.room.roleOf(signer.key, Infinity) === ROLE.server;
        if (member === undefined || !isServer || room.room.chain.hasKey(key)) continue;
        const records = await room.lead(signer, (list) => {
            const said = deviceOf(key, member, LABEL);
            const content: Content = { kind: KIND.entry, parent: list.chain.last, time: now, said };
            return voidReasonOf(list, signer, content) === undefined ? [content] : [];
        });
        tied += records.length;
    }
    return tied;
}
