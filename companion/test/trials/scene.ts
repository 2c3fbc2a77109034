/** What the actors of a trial know of their stage. */

/** The programs: one file each. */
export interface Bundles {
    readonly companion: string;
    readonly writer: string;
}

export interface Scene {
    readonly folder: string;
    /** Unix seconds at which it began. */
    readonly began: number;
    readonly bundles: Bundles;
    /** Environment by which processes trust the certificates of the stage's servers. */
    readonly trust: Readonly<Record<string, string>>;
    /** Hex of the room's id. */
    readonly room: string;
    /** Says what was done. */
    note(what: string): void;
    /** Something has changed in one of the actors. */
    changed(): void;
    /** The file that says by how many seconds a process's date is ahead. */
    clockOf(name: string): string;
}
