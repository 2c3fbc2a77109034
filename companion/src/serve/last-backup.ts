/** When the last backup of a folder was made: the command `backup` writes it down, for who watches the server. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "../store/replace-file";

const FILE = "last-backup";
const SECONDS = /^\d{1,12}\n$/;

/** Writes down that a backup is whole. Raises an Error of the system where that cannot be. @param time Unix seconds. */
export function noteBackup(folder: string, time: number): void {
    replaceFile(join(folder, FILE), Buffer.from(`${time}\n`), 0o600);
}

/** Unix seconds of the last backup of a folder; 0 where none is known. */
export function lastBackup(folder: string): number {
    try {
        const text = readFileSync(join(folder, FILE), "latin1");
        return SECONDS.test(text) ? Number(text) : 0;
    } catch {
        return 0;
    }
}
