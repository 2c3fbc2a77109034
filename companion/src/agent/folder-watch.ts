/** Tells of changes below folders. */
import { basename, sep } from "node:path";
import { watch } from "chokidar";

/** Something that watches, until it is closed. */
export interface FolderWatch {
    /** Resolves once it would notice a change. */
    readonly ready: Promise<void>;
    close(): Promise<void>;
}

/**
 * Watches folders, and what is below them.
 * @param onChange called with the path of whatever has changed, come or gone. @param onError told what cannot be watched; nothing is thrown.
 */
export type WatchFolders = (
    folders: readonly string[],
    onChange: (path: string) => void,
    onError: (error: unknown) => void,
) => FolderWatch;

/** From the folder of the accounts to a file of a character: account, realm, character, SavedVariables. */
const DEPTH = 4;

const isSaved = (path: string): boolean => path.split(sep).includes("SavedVariables");

/** By the system's own notices. */
export const watchFolders: WatchFolders = (folders, onChange, onError) => {
    const watcher = watch([...folders], {
        ignoreInitial: true,
        depth: DEPTH,
        ignorePermissionErrors: true,
        // Whole files are waited for where they are read.
        awaitWriteFinish: false,
        atomic: false,
        ignored: (path, stats) => stats?.isFile() === true && !(isSaved(path) && /\.lua(\.bak)?$/.test(basename(path))),
    });
    watcher.on("all", (_, path) => onChange(path));
    watcher.on("error", onError);
    const ready = new Promise<void>((resolve) => watcher.once("ready", resolve));
    return { ready, close: () => watcher.close() };
};
