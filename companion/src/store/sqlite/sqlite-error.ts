/** What SQLite raises, in sentences. */
import Database from "better-sqlite3";
import { messageOf } from "../../command";
import { StoreError, type StoreErrorKind } from "../store-error";

/** By the start of SQLite's code: what it means, and the sentence for it. */
const FAULTS: readonly (readonly [string, StoreErrorKind, string])[] = [
    [
        "SQLITE_FULL",
        "full",
        "there is no room left on the disk: free some, and start again. What was stored before is whole",
    ],
    ["SQLITE_NOTADB", "damaged", "is no database of the companion: move it elsewhere, and start again"],
    [
        "SQLITE_CORRUPT",
        "damaged",
        "is damaged: move it elsewhere, and start again. It is then made anew from the game's files",
    ],
    ["SQLITE_BUSY", "locked", "is in use by another program: end that, and start again"],
    ["SQLITE_READONLY", "full", "may not be written: change its rights, or name another folder"],
    ["SQLITE_CANTOPEN", "away", "cannot be opened: see to the rights of its folder, or name another one"],
    ["SQLITE_IOERR", "away", "cannot be read or written: see to the disk"],
];

/** A StoreError for what SQLite has raised of a file; anything else as it is. */
export function translated(error: unknown, path: string): unknown {
    if (!(error instanceof Database.SqliteError)) return error;
    const [, kind, sentence] = FAULTS.find(([code]) => error.code.startsWith(code)) ?? [];
    return new StoreError(`${path}: ${sentence ?? messageOf(error)} (${error.code})`, kind, { cause: error });
}
