/**
 * What the rooms' bundle uses of the ledger's: types only. Of the two, an addon may bring one that is older or newer, so this is a contract: what
 * stands here keeps its meaning, and `contract` grows when something is added that rooms cannot do without. Rooms take any host of at least the
 * contract that they need, and createRoom() raises where there is none.
 */

import type { Link, LinkContext } from "./link/link";
import type { Outlets } from "./link/outlets";
import type { Arrival, Ports, Presence } from "./ports";

/** Who uses an addon message prefix: a ledger, or a room. */
export interface Tenant {
    /** Takes in the text of an addon message with the prefix. */
    receive(text: string, sender: string, arrival: Arrival): void;
    /** The guild may have changed or is known now. */
    onScopeChanged(): void;
    /** The guild's roster has changed. */
    onRosterChanged(): void;
    /** A restriction of the game has ended. */
    onRestrictionEnd(): void;
    /** The client logs out or reloads: no frame follows. */
    save(): void;
    /** Players of the group have come, gone, or lost their connection. */
    onGroupChanged?(): void;
    /** The game says that a player has gone offline. */
    onPlayerOffline?(name: string): void;
}

export interface LinkHost {
    readonly contract: number;
    readonly ports: Ports;
    readonly presence: Presence;
    /** What uses a prefix already; nil when nothing does. */
    userOf(this: void, prefix: string): "ledger" | "room" | undefined;
    /**
     * Opens a prefix that nothing uses and gives it to the tenant that `make` returns.
     * @param make is given the prefix's outboxes.
     */
    open<T extends Tenant>(this: void, prefix: string, make: (this: void, outlets: Outlets) => T): T;
    /** Creates the link of a scope. */
    createLink(this: void, context: LinkContext): Link;
}
