/** Ready-made answers to `authorize`. */

import type { Policies } from "../api/authorize";
import { expectInteger, expectList, expectString } from "../misuse";
import type { Roster } from "../ports";

/** Longest "Name-Realm" that is taken, in bytes: well beyond any of the game. */
const MAX_NAME_BYTES = 128;

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
            expectList("policies.names", "names", names);
            for (const name of names) {
                expectString("policies.names", "names", name, 1, MAX_NAME_BYTES);
            }
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
