/** Reads saved files of the game, and what they hold of ledgers. They are never run, and never changed. */
import { readFile, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { messageOf } from "../command";
import { mayHoldLedger, readSavedVariables } from "../format/saved-file";
import { type FilePlace, type SavedScope, savedScopesOf } from "./saved-scope";

/** The largest file that is read, in bytes. */
export const MAX_SAVED = 268_435_456;

/** Copies that something else than the game has made: a tool that brings folders together, or a person. */
const COPIES = [/conflict/i, / - copy( \(\d+\))?\.lua$/i, / \(\d+\)\.lua$/i];

/** What a file is by its name; undefined where it is none that is read. */
export function kindOf(path: string): FilePlace["kind"] | undefined {
    const name = basename(path);
    if (name.endsWith(".lua.bak")) return "backup";
    if (!name.endsWith(".lua")) return undefined;
    return COPIES.some((copy) => copy.test(name)) ? "backup" : "current";
}

/** What tells one version of a file from the next. */
export interface Version {
    readonly size: number;
    /** Milliseconds since 1970. */
    readonly changed: number;
}

/** A file that was read. */
export interface ReadSaved {
    readonly version: Version;
    readonly scopes: readonly SavedScope[];
    /** Why it does not count: it does not parse whole, is too large, or cannot be read. */
    readonly problem: string | undefined;
}

/** What a file is now; undefined where there is none. */
export async function versionOf(path: string): Promise<Version | undefined> {
    try {
        const stats = await stat(path);
        return stats.isFile() ? { size: stats.size, changed: stats.mtimeMs } : undefined;
    } catch {
        return undefined;
    }
}

export const isSameVersion = (one: Version | undefined, other: Version | undefined): boolean =>
    one?.size === other?.size && one?.changed === other?.changed;

function scopesIn(path: string, install: string, version: Version, bytes: Buffer): Omit<ReadSaved, "version"> {
    const kind = kindOf(path);
    if (kind === undefined || !mayHoldLedger(bytes)) return { scopes: [], problem: undefined };
    const file = readSavedVariables(bytes);
    if (file.problems.length > 0)
        return { scopes: [], problem: `${path} is broken, and is left out: ${file.problems[0]}` };
    const changed = Math.floor(version.changed / 1000);
    const place = { install, account: dirname(dirname(path)), changed, kind };
    return { scopes: savedScopesOf(place, file), problem: undefined };
}

/**
 * Reads a file. Never raises.
 * @param install the folder of the flavour that it is of. @param version as it is now.
 * @returns undefined where it changes while it is read: it is to be read once more.
 */
export async function readSaved(path: string, install: string, version: Version): Promise<ReadSaved | undefined> {
    if (version.size > MAX_SAVED) {
        const problem = `${path} has ${version.size} bytes, and is left out: the game does not load more than ${MAX_SAVED}`;
        return { version, scopes: [], problem };
    }
    try {
        const bytes = await readFile(path);
        if (!isSameVersion(await versionOf(path), version)) return undefined;
        return { version, ...scopesIn(path, install, version, bytes) };
    } catch (error) {
        return { version, scopes: [], problem: `${path} cannot be read: ${messageOf(error)}` };
    }
}
