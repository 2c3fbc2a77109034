/** What importEvents() takes and returns. */

/** What all entries of the list that importEvents() takes have. */
export interface ImportRow {
    /** When it was written, in whole Unix seconds. */
    readonly time: number;
    /** GUID of the player who created it. */
    readonly creator: string;
    /**
     * What the entry is called where it comes from: a string, or a finite number, that no other entry has. 5 and "5" are
     * two ids. With an id an entry counts once, whoever imports it and however often; see importEvents(). It takes
     * its bytes in each event, so use a number where there is one. Whoever imports a history must do so with the same ids.
     */
    readonly id?: string | number;
}

/** An entry that becomes an event. */
export interface ImportEvent extends ImportRow {
    /** Name of a defined event type. */
    readonly type: string;
    /** The values by field name. A field that is left out is nil. */
    readonly values: Readonly<Record<string, unknown>>;
    /** Not here: see ImportRevocation. */
    readonly revokes?: undefined;
}

/** An entry that takes another one back, as ledger:revoke() does. */
export interface ImportRevocation extends ImportRow {
    /**
     * The id of the entry that it takes back, which may be in this list, in the log already, or come later. It cannot be that
     * of a revocation: leave both out of the list.
     */
    readonly revokes: string | number;
    /** Not here: see ImportEvent. */
    readonly type?: undefined;
    /** Not here: see ImportEvent. */
    readonly values?: undefined;
}

/** An entry of the list that importEvents() takes. */
export type ImportEntry = ImportEvent | ImportRevocation;

/** The result of importEvents(): number of entries by outcome. Each entry is counted once. */
export interface ImportResult {
    /** Entries that became new events in the log. */
    added: number;
    /** Entries with `revokes` that became new revocations in the log. */
    revoked: number;
    /** Entries that were in the log already, for example from an earlier import, or stood in the list before. */
    known: number;
    /**
     * Entries whose id an event in the log, or an entry before it, has with another time, creator, type or values. They
     * were not imported. A reason may be that officers' lists give the same row to different players. `errors` tells the first.
     */
    differing: number;
    /**
     * Entries that authorize() refused or could not decide yet, that lie in the future, or that were left when the
     * ledger was closed.
     */
    refused: number;
    /** Entries that are not events of a defined type, and entries beyond 256 of one creator in one second. */
    invalid: number;
    /** Messages about the first invalid and differing entries. */
    errors: string[];
}
