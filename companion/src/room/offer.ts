/** Records without a number: what a server is offered, and what a client holds loose behind its list. */
import type { Refusal } from "./reasons";
import type { RoomRecord } from "./record";
import type { Room } from "./room";

/** Why a record of an Offer is refused. @param index in the Offer, from 0. */
export interface OfferRefusal extends Refusal {
    readonly index: number;
}

/** What a server makes of an Offer. */
export interface OfferAnswer {
    /** One for each record that fails; with any, nothing of the Offer is taken. */
    readonly refusals: readonly OfferRefusal[];
    /** The room with the Offer: what it has added is to be stored, then absorb() it. Without meaning where there are refusals. */
    readonly branch: Room;
}

/**
 * Checks an Offer as a server does: all records of it or none. The room is not changed.
 * @param now Unix seconds by the server's clock.
 */
export function checkOffer(room: Room, records: readonly Buffer[], now: number): OfferAnswer {
    const branch = room.branch();
    const refusals: OfferRefusal[] = [];
    records.forEach((all, index) => {
        const refusal = branch.takeIfGood(all, now);
        if (refusal !== undefined && refusal.reason !== "known") refusals.push({ index, ...refusal });
    });
    return { refusals, branch };
}

/**
 * The room as a client counts it: its loose records stand behind the list, each that passes the checks there.
 * @param loose in their order; their signatures were seen to hold.
 */
export function withLoose(room: Room, loose: Iterable<RoomRecord>): Room {
    const branch = room.branch();
    for (const record of loose) branch.takeVerifiedIfGood(record);
    return branch;
}
