/** What importEvents() takes and gives. */

/** An event of a list that importEvents() takes. */
export interface ImportEntry {
    /** Name of a defined type. */
    readonly type: string;
    /** Unix seconds, whole. */
    readonly time: number;
    /** GUID of the creator. */
    readonly creator: string;
    /** The fields by name. */
    readonly values: Readonly<Record<string, unknown>>;
}

/** What became of a list. */
export interface ImportResult {
    /** Events that are new in the log. */
    added: number;
    /** Events that were in the log already, as after an earlier import. */
    known: number;
    /**
     * Events that authorize() refused or that wait for its answer, that lie in the future, or that were left when the
     * ledger was closed.
     */
    refused: number;
    /** Entries that are no events of a defined type, and those beyond 256 of one creator and second. */
    invalid: number;
    /** What was wrong with the first of them. */
    errors: string[];
}
