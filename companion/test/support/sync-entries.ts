/** Entries that agents under test sign. */
import type { Action } from "../../src/room/actions";
import { KIND } from "../../src/room/contents";
import type { RoomRecord } from "../../src/room/record";
import { NOW } from "./guild";
import type { Agent } from "./sync-net";

export { inviteSigner } from "../../src/room/invite";

/** Signs an entry on the end of the chain, loose ones included. */
export async function signAction({ room, signer }: Pick<Agent, "room" | "signer">, said: Action): Promise<RoomRecord> {
    const [record] = await room.sign(signer, ({ chain }) => [
        { kind: KIND.entry, parent: chain.last, time: NOW, said },
    ]);
    return record;
}
