/** What kind of fault a StoreError tells of, so that another side can be told whether to come again. */
export type StoreErrorKind =
    /** The disk is full, or the database cannot be written. */
    | "full"
    /** The database cannot be reached. */
    | "away"
    /** It is of a newer version of the program, and was left as it is. */
    | "newer"
    /** What it holds is no database, or not what was stored. */
    | "damaged"
    /** Another program has it. */
    | "locked"
    | "other";

/** What keeps a store from being used, in a sentence that says what to do. */
export class StoreError extends Error {
    constructor(
        message: string,
        readonly kind: StoreErrorKind = "other",
        options?: ErrorOptions,
    ) {
        super(message, options);
    }
}
