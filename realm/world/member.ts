/** What guilds and groups show of a character. */
export interface Member {
    readonly name: string;
    /** "Name-Realm", the realm without spaces and hyphens. */
    readonly fullName: string;
    readonly normalizedRealm: string;
    readonly guid: string;
    /** Index of the guild rank; 0 is the guild master. */
    readonly rank: number;
    readonly isOnline: boolean;
}
