/** Reads saved files again when the game has written them anew, while they are shown. */
import { stat } from "node:fs/promises";
import { watch } from "chokidar";
import type { EventTypes } from "../format/event-types";
import { mayHoldLedger, readBytes, readSavedVariables } from "../format/saved-file";
import type { Driver } from "../store/driver";
import { importFile } from "../store/local-rooms";
import type { StoredChanges } from "../store/stored-changes";
import type { FileProblems } from "./file-problems";

/** Milliseconds for which a file has to be left alone: the game writes a large one in several goes. */
const REST_MS = 150;

/** What is done with a file that has changed. */
export interface FileWatch {
    readonly paths: readonly string[];
    readonly driver: Driver;
    readonly types: EventTypes;
    readonly stored: StoredChanges;
    readonly problems: FileProblems;
    readonly tell: (line: string) => void;
}

async function sizeOf(path: string): Promise<string> {
    const { size, mtimeMs } = await stat(path);
    return `${size} ${mtimeMs}`;
}

const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, REST_MS));

/** Stores what a file has now, once it is left alone. A file that does not parse whole is one that is still being written. */
async function storeAgain(path: string, { driver, types, stored, problems }: FileWatch): Promise<void> {
    for (let before = ""; ;) {
        const now = await sizeOf(path);
        if (now === before) break;
        before = now;
        await rest();
    }
    const bytes = readBytes(path);
    if (!mayHoldLedger(bytes)) return;
    const file = readSavedVariables(bytes);
    if (file.problems.length > 0) return;
    const { rooms } = await importFile(driver, path, file, types);
    problems.put(path, file);
    for (const room of rooms) stored.changed(room);
}

/** Watches files until it is closed. @returns what ends it, once what is under way is done. */
export function watchFiles(options: FileWatch): () => Promise<void> {
    /** One after the other. */
    let work = Promise.resolve();
    const waiting = new Set<string>();
    const watcher = watch([...options.paths], { ignoreInitial: true });
    watcher.on("all", (_, path) => {
        if (waiting.has(path)) return;
        waiting.add(path);
        work = work
            .then(() => {
                waiting.delete(path);
                return storeAgain(path, options);
            })
            // It is gone, or is read again with its next change.
            .catch((error: unknown) => {
                if ((error as NodeJS.ErrnoException).code !== "ENOENT") options.tell(String(error));
            });
    });
    watcher.on("error", (error) => options.tell(String(error)));
    return async () => {
        await watcher.close();
        await work;
    };
}
