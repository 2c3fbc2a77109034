/** Makes a folder with those above it, for its user alone. */
import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** Rights of a folder that is for its user alone. */
const PRIVATE_FOLDER = 0o700;

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/**
 * Makes a folder where there is none, and those above it first: Node's own way to do so never ends where the system says of one that nothing can be
 * made there, as below /proc.
 * @throws Error of the system where it cannot be made.
 */
export function makeFolders(path: string): void {
    if (isFolder(path)) return;
    const parent = dirname(path);
    if (parent !== path) makeFolders(parent);
    try {
        mkdirSync(path, { mode: PRIVATE_FOLDER });
    } catch (error) {
        // Another process was faster.
        if (!isFolder(path)) throw error;
    }
}
