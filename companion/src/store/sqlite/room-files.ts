/** The files of rooms in a folder, also while another process has it open: they are read, and not changed. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { messageOf } from "../../command";
import { StoreError } from "../store-error";
import { MIGRATIONS } from "./migrations";
import { translated } from "./sqlite-error";

/** How the name of a room's file ends. */
export const EXTENSION = ".sqlite";

const BUSY_MS = 5000;

/** A room's file. */
export interface RoomFile {
    readonly id: string;
    readonly path: string;
}

/** All of a folder, ascending by id. Raises a StoreError where it cannot be read. */
export function roomFiles(folder: string): RoomFile[] {
    try {
        const names = readdirSync(folder).filter((name) => name.endsWith(EXTENSION));
        return names.sort().map((name) => ({ id: name.slice(0, -EXTENSION.length), path: join(folder, name) }));
    } catch (error) {
        throw new StoreError(`${messageOf(error)}: name the folder of the rooms with --db-folder`);
    }
}

/** Reads a room's file, and gives what `read` does. Raises a StoreError where that cannot be. */
export function readRoomFile<T>(path: string, read: (database: Database.Database) => T): T {
    let database: Database.Database | undefined;
    try {
        database = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
        return read(database);
    } catch (error) {
        throw translated(error, path);
    } finally {
        database?.close();
    }
}

/** Tables and indexes by their names, as SQLite keeps what made them. */
function schemaOf(database: Database.Database): string {
    const rows = database
        .prepare(
            "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name",
        )
        .raw()
        .all();
    return JSON.stringify(rows);
}

/**
 * Whether a database has the tables that this program makes in its format, and nothing else: what else there can be, as triggers, would be run
 * when the room is written.
 */
export function hasOwnSchema(database: Database.Database): boolean {
    const format = Number(database.prepare("SELECT format FROM room").pluck().get());
    const made = new Database(":memory:");
    try {
        for (const step of MIGRATIONS.slice(0, format)) made.exec(step);
        return schemaOf(made) === schemaOf(database);
    } finally {
        made.close();
    }
}

/** Has the rows that follow from a room's records made anew when it is opened. Raises a StoreError. */
export function dropDerived(path: string): void {
    let database: Database.Database | undefined;
    try {
        database = new Database(path, { fileMustExist: true });
        const hasRecords = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'record'").get() !== undefined;
        if (hasRecords) database.exec("UPDATE room SET derived = 0");
    } catch (error) {
        throw translated(error, path);
    } finally {
        database?.close();
    }
}

/** The name of a room. */
export function roomFileName({ path }: RoomFile): string {
    return readRoomFile(
        path,
        (database) => (database.prepare("SELECT name FROM room").pluck().get() as string | undefined) ?? "",
    );
}
