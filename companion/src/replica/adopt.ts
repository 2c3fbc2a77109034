/** What a server has loose of a room whose primary it has become: nobody else may have it. */
import { nameOf } from "../room/chain";
import type { KeptRoom } from "../rooms/kept-room";

/**
 * Gives numbers to loose records, as far as they pass the checks of a server. What does not stays loose.
 * @param now Unix seconds by the server's clock.
 */
export async function adoptLoose(room: KeptRoom, now: number): Promise<void> {
    const loose = room.waiting;
    if (loose.length === 0) return;
    // Each by itself: those behind one that is refused may be good.
    await Promise.all(loose.map(({ bytes }) => room.offer([bytes], now)));
    const listed = loose.filter(({ id }) => room.room.byId(id) !== undefined);
    if (listed.length > 0) await room.drop(listed.map(({ id }) => id));
}

/** Names the loose records and the end of the chain: what was refused before is so again while neither has changed. */
export function looseState({ waiting, room }: KeptRoom): string {
    const ids = waiting.map(({ id }) => nameOf(id));
    return ids.length === 0 ? "" : [nameOf(room.chain.last), ...ids].join(" ");
}
