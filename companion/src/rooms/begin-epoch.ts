/** A new epoch of a room, with this server as its primary: docs/companion-protocol.md, "Promote". */
import { KIND } from "../room/contents";
import { ROLE } from "../room/content-items";
import { epochOf } from "../room/epoch";
import type { Signer } from "../room/keys";
import type { KeptRoom } from "./kept-room";
import { KnownEpochs } from "./known-epochs";

/** Begins an epoch above all that the room knows. @returns it; undefined where the key has no role server in the room, and nothing is changed. */
export async function beginEpoch(room: KeptRoom, signer: Signer, url: string): Promise<number | undefined> {
    if (room.room.roleOf(signer.key, Infinity) !== ROLE.server) return undefined;
    const known = new KnownEpochs(room);
    const [record] = await room.lead(signer, ({ position }) => {
        const newest = Math.max(epochOf(known.strongest()).epoch, position.epoch);
        return [{ kind: KIND.epoch, epoch: newest + 1, url }];
    });
    return epochOf(record).epoch;
}
