/** Files that are there whole, before and after a change, for the eyes of one user. */
import { readFileSync, rmSync } from "node:fs";
import { messageOf } from "../command";
import { makeFolders } from "../store/make-folders";
import { replaceFile } from "../store/replace-file";
import { StoreError } from "../store/store-error";

/** Its user may read and write it, and nobody else, where there are modes. */
const PRIVATE = 0o600;

function failed(error: unknown): StoreError {
    return new StoreError(
        `${messageOf(error)}: this user has to be able to write there, or name another --db-folder`,
        "away",
        { cause: error },
    );
}

/** Makes a folder for its user alone, where there is none. Raises a StoreError where that cannot be. */
export function makeFolder(folder: string): void {
    try {
        makeFolders(folder);
    } catch (error) {
        throw failed(error);
    }
}

/** Writes a file beside its place, to the disk, and renames it. Raises a StoreError where that cannot be; then the old one is there as it was. */
export function writeWhole(path: string, text: string): void {
    try {
        replaceFile(path, Buffer.from(text), PRIVATE);
    } catch (error) {
        throw failed(error);
    }
}

/** The text of a file; undefined where there is none. Raises a StoreError where it cannot be read. */
export function readWhole(path: string): string | undefined {
    try {
        return readFileSync(path, "utf8");
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw failed(error);
    }
}

/** Takes a file away, where it is. Raises a StoreError where that cannot be. */
export function removeWhole(path: string): void {
    try {
        rmSync(path, { force: true });
    } catch (error) {
        throw failed(error);
    }
}
