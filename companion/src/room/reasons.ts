/** Why a record is not taken: docs/companion-batches.md, "What a receiver checks". */

/** The codes that stand in RejectChanges, and with the record in the store. */
export type Reason =
    | "malformed"
    | "room"
    | "signature"
    | "unknownAuthor"
    | "fork"
    | "doesNotFollow"
    /** A server alone. */
    | "scope"
    /** A server alone. */
    | "notAllowed"
    /** A server alone. */
    | "future"
    /** The id has a number already. */
    | "known";

/** A reason, and words for it, for people. */
export interface Refusal {
    readonly reason: Reason;
    readonly text: string;
}
