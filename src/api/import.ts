/** What importEvents() takes and returns. */

/** An entry of the list that importEvents() takes. */
export interface ImportEntry {
    /** Name of a defined event type. */
    readonly type: string;
    /** When it was written, in whole Unix seconds. */
    readonly time: number;
    /** GUID of the player who created it. */
    readonly creator: string;
    /** The values by field name. A field that is left out is nil. */
    readonly values: Readonly<Record<string, unknown>>;
}

/** The result of importEvents(): number of entries by outcome. */
export interface ImportResult {
    /** Entries that became new events in the log. */
    added: number;
    /** Entries that were in the log already, for example from an earlier import. */
    known: number;
    /**
     * Entries that authorize() refused or could not decide yet, that lie in the future, or that were left when the
     * ledger was closed.
     */
    refused: number;
    /** Entries that are not events of a defined type, and entries beyond 256 of one creator in one second. */
    invalid: number;
    /** Messages about the first invalid entries. */
    errors: string[];
}
