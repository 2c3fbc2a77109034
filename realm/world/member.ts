/** What a client says when a member of its guild has gone offline: ERR_FRIEND_OFFLINE_S. */
export const OFFLINE_TEXT = "%s has gone offline.";

/** How UnitName gives the two names of a character where there are surnames: as two values, or as one. */
export type Surnames = "separate" | "joined";

/** What guilds and groups show of a character. */
export interface Member {
    readonly name: string;
    /** "Name-Realm", the realm without spaces and hyphens; "First Last" where there are surnames. */
    readonly fullName: string;
    readonly normalizedRealm: string;
    readonly guid: string;
    /** Index of the guild rank; 0 is the guild master. */
    readonly rank: number;
    readonly isOnline: boolean;
}

/** A creature: its GUID begins with "Creature-". */
export interface Creature {
    readonly name: string;
    readonly guid: string;
}

/** A creature as functions that take units see it. */
export function asMember(creature: Creature, normalizedRealm: string): Member {
    const { name, guid } = creature;
    return { name, fullName: name, normalizedRealm, guid, rank: 0, isOnline: true };
}

/** Whether a unit is a player and no creature. */
export function isPlayer({ guid }: Member): boolean {
    return string.sub(guid, 1, 7) === "Player-";
}
