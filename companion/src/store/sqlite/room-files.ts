/** The files of rooms in a folder, also while another process has it open: they are read, and not changed. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { messageOf } from "../../command";
import { StoreError } from "../store-error";
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

/** The name of a room. */
export function roomFileName({ path }: RoomFile): string {
    return readRoomFile(
        path,
        (database) => (database.prepare("SELECT name FROM room").pluck().get() as string | undefined) ?? "",
    );
}
