/** Who may write, send and speak: the question, and ready-made answers. */

import type { LedgerEvent } from "./event";

/** The direction of an event: "in" to the local log, or "out" to other clients. */
export type Direction = "in" | "out";

/**
 * Decides which events may enter the log or be sent, and who may speak for the ledger.
 * @param event the event; nil when the question is whether `sender` may advertise and answer.
 * @param sender "Name-Realm" ("First Last" in WoW Forever) of the peer that sent the event, as the game's server vouches
 * for it; this client's own name for its own events and for direction "out".
 * @param direction "in" when the event is to enter the log, "out" when it is to be sent.
 * @param isCreator whether `sender` created the event.
 * @returns true or false; nil when it is not known yet. The library then asks again later.
 */
export type Authorize = (
    this: void,
    event: LedgerEvent | undefined,
    sender: string,
    direction: Direction,
    isCreator: boolean,
) => boolean | undefined;

/**
 * Why an event was refused: authorize() said no or raised an error, the event lies in the future or cannot be read, it
 * was held for too long, or too many events were held.
 */
export type Refusal = "unauthorized" | "future" | "unparsable" | "heldTooLong" | "heldTooMany" | "authorizeError";

/** Ready-made answers to `authorize`. */
export interface Policies {
    /**
     * Lets guild members write and send from the guild master (rank 0) down to `lowestRank`, and refuses all others.
     * The answer is nil while the guild roster is empty.
     * @example authorize = LibEventLedger.policies.guildRank(1)
     */
    readonly guildRank: (this: void, lowestRank: number) => Authorize;
    /**
     * Lets the players of a list write and send. A name without realm belongs to this client's realm.
     * @example authorize = LibEventLedger.policies.names({ "Thrall", "Jaina-Proudmoore" })
     */
    readonly names: (this: void, names: readonly string[]) => Authorize;
    /** Lets everybody write and send their own events. Nobody may write or send the events of others. */
    readonly creatorOnly: Authorize;
}
