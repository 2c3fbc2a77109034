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
