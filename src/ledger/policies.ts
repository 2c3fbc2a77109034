/** Ready-made answers to `authorize`. */

import type { Policies } from "../api/authorize";
import { expectInteger, expectTable } from "../misuse";
import type { Roster } from "../ports";

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
