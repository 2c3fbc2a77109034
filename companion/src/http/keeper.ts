/** Who keeps the rooms of one's own computer: what the page may have done in them. */

/** Who this computer is in a room. */
export interface OwnPlace {
    /** Number of the member, its role, and hex of this computer's key. */
    readonly member: number;
    readonly role: string;
    readonly device: string;
}

/** What became of a command. */
export interface Done {
    /** 0: done, and the server has it; 1: done here, and kept until the server is reached; 2: refused. */
    readonly code: number;
    readonly lines: readonly string[];
    /** Why not, or not yet. */
    readonly problems: readonly string[];
}

/** What keeps rooms. */
export interface Keeper {
    /** Who this computer is in a room; undefined where it is nobody. @param room hex of the id. */
    ownIn(room: string): OwnPlace | undefined;
    /** Gives a command, as a terminal does. @param options before what somebody typed; that is never taken for an option. */
    command(name: string, options: readonly string[], typed: readonly string[]): Promise<Done>;
}
