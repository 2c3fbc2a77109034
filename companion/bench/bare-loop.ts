/** What a database takes by itself: the same rows, bare, in transactions of 250. */
import Database from "better-sqlite3";
import { MIGRATIONS } from "../src/store/sqlite/migrations";

const BATCH = 250;

/** All rows of the events of a database. */
export function eventRows(path: string): readonly Record<string, unknown>[] {
    const database = new Database(path, { readonly: true });
    const rows = database.prepare("SELECT * FROM event ORDER BY key, row").all() as Record<string, unknown>[];
    database.close();
    return rows;
}

/** Stores rows of events as the store's tables have them, with the same indexes and synchronous FULL. */
export function bareLoop(path: string, rows: readonly Record<string, unknown>[]): void {
    const database = new Database(path);
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    for (const step of MIGRATIONS) database.exec(step);
    const columns = Object.keys(rows[0]).filter((name) => name !== "row");
    const insert = database.prepare(
        `INSERT INTO event (${columns.join(", ")}) VALUES (${columns.map((name) => `@${name}`).join(", ")})`,
    );
    const batch = database.transaction((part: readonly Record<string, unknown>[]) => {
        for (const row of part) insert.run(row);
    });
    for (let start = 0; start < rows.length; start += BATCH) batch(rows.slice(start, start + BATCH));
    database.close();
}
