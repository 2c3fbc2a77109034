/** Keeps two processes from writing into one folder. */
import { join } from "node:path";
import Database from "better-sqlite3";
import { StoreError } from "../store-error";
import { translated } from "./sqlite-error";

const LOCK_FILE = "companion.lock";

/**
 * Locks a folder until the lock is closed or the process ends, however it ends: the system drops the lock that SQLite holds on its file.
 * Raises a StoreError where another process has it, or this one for another time.
 */
export function lockFolder(folder: string): { close(): void } {
    const path = join(folder, LOCK_FILE);
    let lock: Database.Database | undefined;
    try {
        lock = new Database(path, { timeout: 0 });
        lock.pragma("journal_mode = MEMORY");
        lock.exec("BEGIN EXCLUSIVE");
        return lock;
    } catch (error) {
        lock?.close();
        if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY"))
            throw new StoreError(
                `${folder} is in use by another companion: end that one, or name another folder with --db-folder`,
                "locked",
            );
        throw translated(error, path);
    }
}
