/** Who keeps the rooms of one's own computer: what the page may have done in them. */

/** Who this computer is in a room. */
export interface OwnPlace {
    /** Number of the member, its role today, and hex of this computer's key. */
    readonly member: number;
    readonly role: string;
    readonly device: string;
}

/** What became of a command. */
export interface Done {
    /**
     * `sent`: done, and the server has it; `kept`: done here, and kept until the server is reached; `refused`: nothing was done;
     * `notAllowed`: nothing was done, since the room does not let this computer do it.
     */
    readonly outcome: "sent" | "kept" | "refused" | "notAllowed";
    readonly lines: readonly string[];
    /** Why not, or not yet. */
    readonly problems: readonly string[];
}

/** What keeps rooms. */
export interface Keeper {
    /** Who this computer is in a room; undefined where it is nobody, or nobody any more. @param room hex of the id. */
    ownIn(room: string): OwnPlace | undefined;
    /**
     * Gives a command, as a terminal does. Raises a StoreError where it cannot be stored.
     * @param options before what somebody typed; that is never taken for an option.
     */
    command(name: string, options: readonly string[], typed: readonly string[]): Promise<Done>;
}
