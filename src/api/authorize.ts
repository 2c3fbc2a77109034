/** Who may write, send and speak: the question and ready-made answers. */

import type { LedgerEvent } from "./event";

/** Which way an event is going: into the local log, or out on a channel. */
export type Direction = "in" | "out";

/**
 * Decides what may enter the log or go out, and who may speak for the ledger.
 * @param event the event; nothing when the question is whether `sender` may advertise and answer.
 * @param sender "Name-Realm" of the peer that sent it, as the server vouches for; the own name when going out.
 * @param isCreator whether that peer is the event's creator.
 * @returns true, false, or nothing: not known yet, ask again later.
 */
export type Authorize = (
    this: void,
    event: LedgerEvent | undefined,
    sender: string,
    direction: Direction,
    isCreator: boolean,
) => boolean | undefined;

/** Why an event was refused. */
export type Refusal = "unauthorized" | "future" | "unparsable" | "heldTooLong" | "heldTooMany" | "authorizeError";

/** Ready-made answers to `authorize`. */
export interface Policies {
    /**
     * Members of the guild from guild master (0) down to a rank may write and send; all others may not.
     * Not known yet while the guild roster is empty.
     * @example authorize = LibEventLedger.policies.guildRank(1)
     */
    readonly guildRank: (this: void, lowestRank: number) => Authorize;
    /**
     * The players of a list may write and send. A name without realm is one of the own realm.
     * @example authorize = LibEventLedger.policies.names({ "Thrall", "Jaina-Proudmoore" })
     */
    readonly names: (this: void, names: readonly string[]) => Authorize;
    /** Everybody may write events of their own and send them, and nobody those of others. */
    readonly creatorOnly: Authorize;
}
