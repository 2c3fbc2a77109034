/** Ready-made answers to `authorize`. */

import type { Authorize, PlayerList, Policies } from "../api/authorize";
import { expectInteger, expectList, expectString, misuse, mustBe } from "../misuse";
import type { Group, Roster } from "../ports";
import { all, any, byType } from "./combinators";
import { EVERYONE, rightsOf, toAuthorize, writersOf } from "./policy";

/** Ranks in a group, as the game counts them. */
const ASSISTANT = 1;
const LEADER = 2;

/** Most ranks that a guild can have, less one. */
const LOWEST_RANK = 20;

/** Longest "Name-Realm" that is taken, in bytes: well beyond any of the game. */
const MAX_NAME_BYTES = 128;

type Players = Roster & Group;

/** Lets members of the group write from this rank up. */
function groupRank(players: Players, lowest: number): Authorize {
    return toAuthorize(
        writersOf((_event, sender) => {
            const rank = players.groupRank(sender);
            return rank === undefined && players.isGroupDue() ? undefined : rank !== undefined && rank >= lowest;
        }),
    );
}

/** Whether a list of names and GUIDs, or a table with them as keys, has a player in it. */
function isListed(players: Players, list: PlayerList, sender: string): boolean {
    const guid = players.guidOf(sender);
    for (const [key, value] of pairs(list as unknown as LuaTable<string | number, unknown>)) {
        const player: unknown = value === true ? key : value;
        if (typeof player === "string" && (player === guid || players.canonicalName(player) === sender)) {
            return true;
        }
    }
    return false;
}

function createListed(players: Players): Policies["listed"] {
    return (list) => {
        if (type(list) !== "table" && typeof list !== "function") {
            misuse("policies.listed", "list", mustBe("a table or a function", list));
        }
        const find = (state: object | undefined): PlayerList | undefined => {
            if (typeof list !== "function") {
                return list;
            }
            return state && list(state as never);
        };
        return toAuthorize(
            writersOf((_event, sender, _direction, _isCreator, state) => {
                const found = find(state);
                return found && isListed(players, found, sender);
            }),
        );
    };
}

export function createPolicies(players: Players): Policies {
    return {
        guildRank: (lowestRank) => {
            expectInteger("policies.guildRank", "lowestRank", lowestRank, 0, LOWEST_RANK);
            return toAuthorize(
                rightsOf((_event, sender) => {
                    if (!players.hasRoster()) {
                        return undefined;
                    }
                    const member = players.member(sender);
                    return member !== undefined && member.rankIndex <= lowestRank;
                }),
            );
        },
        names: (names) => {
            expectList("policies.names", "names", names);
            for (const name of names) {
                expectString("policies.names", "names", name, 1, MAX_NAME_BYTES);
            }
            return toAuthorize(rightsOf((_event, sender) => isListed(players, names, sender)));
        },
        creatorOnly: toAuthorize(EVERYONE),
        byType,
        any,
        all,
        listed: createListed(players),
        raidLeader: groupRank(players, LEADER),
        raidAssistants: groupRank(players, ASSISTANT),
        masterLooter: toAuthorize(writersOf((_event, sender) => players.isMasterLooter(sender))),
    };
}
