/** Ready-made answers to `authorize`. */

import { expectInteger, expectTable } from "./check";
import type { Authorize } from "./log/admission";
import type { Roster } from "./platform/ports";

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

export function createPolicies(roster: Roster): Policies {
    return {
        guildRank: (lowestRank) => {
            expectInteger("policies.guildRank", "lowestRank", lowestRank, 0, 20);
            return (_event, sender) => {
                if (!roster.hasRoster()) {
                    return undefined;
                }
                const member = roster.member(sender);
                return member !== undefined && member.rankIndex <= lowestRank;
            };
        },
        names: (names) => {
            expectTable("policies.names", "names", names);
            return (_event, sender) => {
                for (const name of names) {
                    if (roster.canonicalName(name) === sender) {
                        return true;
                    }
                }
                return false;
            };
        },
        creatorOnly: (event, _sender, _direction, isCreator) => event === undefined || isCreator,
    };
}
