/** Finds the game's SavedVariables under a folder. */
import { type Dirent, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../command";

/** Folders between the one that is given and WTF: the game's own folder has one of each flavour, as `_classic_era_`. */
const ABOVE = 2;
/** Folders between an account and SavedVariables: none, or the realm and the character. */
const BELOW = 2;

/** The files that were found, and folders that could not be looked into. */
export interface FoundFiles {
    /** Paths, in the order of their names. */
    readonly files: readonly string[];
    readonly problems: readonly string[];
}

class Search {
    readonly files: string[] = [];
    readonly problems: string[] = [];

    /** The folders or files in a folder, by their names. */
    private entries(folder: string): Dirent[] {
        try {
            const entries = readdirSync(folder, { withFileTypes: true });
            return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
        } catch (error) {
            this.problems.push(messageOf(error));
            return [];
        }
    }

    private folders(folder: string): { name: string; path: string }[] {
        return this.entries(folder)
            .map((entry) => ({ entry, name: entry.name, path: join(folder, entry.name) }))
            .filter(({ entry, path }) => entry.isDirectory() || (entry.isSymbolicLink() && isFolder(path)));
    }

    /** Looks for WTF in a folder that is not in one. */
    lookFor(folder: string, depth = 0): void {
        for (const { name, path } of this.folders(folder)) {
            if (name.toUpperCase() === "WTF") this.lookInto(join(path, "Account"));
            else if (depth < ABOVE && !name.startsWith(".")) this.lookFor(path, depth + 1);
        }
    }

    /** Looks into the folder of the accounts. */
    lookInto(folder: string): void {
        if (isFolder(folder)) for (const { path } of this.folders(folder)) this.lookBelow(path, 0);
    }

    private lookBelow(folder: string, depth: number): void {
        for (const { name, path } of this.folders(folder)) {
            if (name === "SavedVariables") this.addFiles(path);
            else if (depth < BELOW) this.lookBelow(path, depth + 1);
        }
    }

    addFiles(folder: string): void {
        for (const entry of this.entries(folder)) {
            if (entry.name.endsWith(".lua") && !entry.isDirectory()) this.files.push(join(folder, entry.name));
        }
    }
}

function isFolder(path: string): boolean {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * Finds SavedVariables files, those of accounts (`WTF/Account/NAME/SavedVariables`) and those of characters, in the folder of the game, of one
 * of its flavours, or in WTF itself; in a folder that has none of that, the files that lie in it.
 */
export function findSavedVariables(folder: string): FoundFiles {
    const search = new Search();
    if (isFolder(join(folder, "Account"))) search.lookInto(join(folder, "Account"));
    else search.lookFor(folder);
    if (search.files.length === 0) search.addFiles(folder);
    return search;
}
