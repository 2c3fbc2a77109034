/** Finds the game's SavedVariables under a folder. */
import { type Dirent, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
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

/** A flavour of the game: the folder that holds WTF. */
export interface Install {
    readonly path: string;
    /** The folder of its accounts. */
    readonly accounts: string;
    /** Its SavedVariables folders, those of accounts and those of characters, in the order of their names. */
    readonly saved: readonly string[];
}

/** What was found of the game, and folders that could not be looked into. */
export interface FoundInstalls {
    readonly installs: readonly Install[];
    readonly problems: readonly string[];
}

class Search {
    readonly installs: Install[] = [];
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
            if (name.toUpperCase() === "WTF") this.lookInto(join(path, "Account"), folder);
            else if (depth < ABOVE && !name.startsWith(".")) this.lookFor(path, depth + 1);
        }
    }

    /** Looks into the folder of the accounts. @param install that it is of. */
    lookInto(folder: string, install: string): void {
        const saved: string[] = [];
        this.installs.push({ path: install, accounts: folder, saved });
        if (isFolder(folder)) for (const { path } of this.folders(folder)) this.lookBelow(path, 0, saved);
    }

    private lookBelow(folder: string, depth: number, saved: string[]): void {
        for (const { name, path } of this.folders(folder)) {
            if (name === "SavedVariables") saved.push(path);
            else if (depth < BELOW) this.lookBelow(path, depth + 1, saved);
        }
    }

    filesIn(folder: string): string[] {
        return this.entries(folder)
            .filter((entry) => entry.name.endsWith(".lua") && !entry.isDirectory())
            .map(({ name }) => join(folder, name));
    }
}

function isFolder(path: string): boolean {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function search(folder: string): Search {
    const found = new Search();
    if (isFolder(join(folder, "Account"))) found.lookInto(join(folder, "Account"), dirname(folder));
    else found.lookFor(folder);
    return found;
}

/** Finds the installs in the folder of the game, in that of one of its flavours, or in WTF itself. */
export function findInstalls(folder: string): FoundInstalls {
    const { installs, problems } = search(folder);
    return { installs, problems };
}

/**
 * Finds SavedVariables files, those of accounts (`WTF/Account/NAME/SavedVariables`) and those of characters, in the folder of the game, of one
 * of its flavours, or in WTF itself; in a folder that has none of that, the files that lie in it.
 */
export function findSavedVariables(folder: string): FoundFiles {
    const found = search(folder);
    const files = found.installs.flatMap(({ saved }) => saved.flatMap((each) => found.filesIn(each)));
    return { files: files.length > 0 ? files : found.filesIn(folder), problems: found.problems };
}
