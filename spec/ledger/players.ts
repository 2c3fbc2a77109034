/** Guild and group for specs of policies, and what a policy says to each of the three questions. */

import type { Authorize } from "../../src/api/authorize";
import type { LedgerEvent } from "../../src/api/event";
import type { Group, Roster, RosterMember } from "../../src/ports";

/** A guild of a master, an officer and a raider, and a group that each spec fills. All are of the realm "Realm". */
export class FakePlayers implements Roster, Group {
    readonly members = new LuaMap<string, RosterMember>();
    readonly ranks = new LuaMap<string, number>();
    isThere = true;
    isDue = false;
    looter: string | undefined;

    constructor() {
        this.members.set("Master-Realm", { rankIndex: 0, guid: "Player-1-00000001", isOnline: true });
        this.members.set("Officer-Realm", { rankIndex: 1, guid: "Player-1-00000002", isOnline: true });
        this.members.set("Raider-Realm", { rankIndex: 2, guid: "Player-1-00000003", isOnline: true });
    }

    hasRoster(): boolean {
        return this.isThere;
    }

    member(name: string): RosterMember | undefined {
        return this.isThere ? this.members.get(name) : undefined;
    }

    canonicalName(name: string): string {
        return name.includes("-") ? name : `${name}-Realm`;
    }

    guidOf(name: string): string | undefined {
        return this.member(name)?.guid;
    }

    groupRank(name: string): number | undefined {
        return this.ranks.get(name);
    }

    isGroupDue(): boolean {
        return this.isDue;
    }

    isMasterLooter(name: string): boolean {
        return this.looter === name;
    }
}

export const MASTER = "Master-Realm";
export const OFFICER = "Officer-Realm";
export const RAIDER = "Raider-Realm";
export const STRANGER = "Stranger-Realm";

/** An event of a type, by the creator with the number 1. */
export function eventOf(type: string, fields: object = {}): LedgerEvent {
    return { type, time: 1, creator: 1, counter: 0, creatorGuid: "", ...fields };
}

/** What a policy says of a player: "write relay speak", each "yes", "no" or "nil", for an event of a type. */
export function answers(policy: Authorize, sender: string, type = "award", state?: object): string {
    const event = eventOf(type);
    const word = (answer: boolean | undefined): string => (answer === undefined ? "nil" : answer ? "yes" : "no");
    const given = [
        policy(event, sender, "in", true, state),
        policy(event, sender, "in", false, state),
        policy(undefined, sender, "in", false, state),
    ];
    if (given[0] !== policy(event, sender, "out", true, state)) error("an own event enters and may not leave", 0);
    return `${word(given[0])} ${word(given[1])} ${word(given[2])}`;
}
