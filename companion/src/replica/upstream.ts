/** The connection of a replica to the primary of one room. */
import type { KeptRoom } from "../rooms/kept-room";
import { RoomClient } from "../sync/client";
import type { Phase, RoomClientOptions } from "../sync/client-options";
import type { Duplex } from "../sync/duplex";
import type { Gate } from "./gate";
import type { SeatOptions } from "./seat-options";

/** What others see of a replica in presence. */
const LABEL = "Replica";

/** A connection that is not welcomed yet: a server takes 64 of these from one address. */
const OPENING: readonly Phase[] = ["connecting", "announced"];

/**
 * A client that has not started yet. With many rooms not all of them connect at once.
 * @param gate of all rooms. @param onEpoch is told of epoch records that the primary shows.
 */
export function upstreamOf(
    url: string,
    room: KeptRoom,
    { signer, clock, connect }: Pick<SeatOptions, "signer" | "clock" | "connect">,
    gate: Gate,
    onEpoch: NonNullable<RoomClientOptions["onEpoch"]>,
): RoomClient {
    let turn = 0;
    let leave = (): void => undefined;
    const inTurn = async (to: string): Promise<Duplex> => {
        const own = ++turn;
        const left = await gate.enter();
        // It may have waited for longer than it is waited for.
        if (own !== turn || client.state.phase !== "connecting") {
            left();
            throw new Error("too many connections are being opened");
        }
        leave = left;
        return connect(to);
    };
    const client = new RoomClient({ url, room, signer, clock, connect: inTurn, label: () => LABEL, onEpoch });
    client.onState(({ phase }) => {
        if (!OPENING.includes(phase)) leave();
    });
    return client;
}
