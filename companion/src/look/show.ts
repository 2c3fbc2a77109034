/** Keeps what was read in a database, and shows it on a page. */
import { statSync } from "node:fs";
import { messageOf, Misuse } from "../command";
import type { EventTypes } from "../format/event-types";
import type { SavedFile } from "../format/saved-file";
import { serve } from "../http/server";
import type { Driver } from "../store/driver";
import { Rooms } from "../rooms/rooms";
import { openStates } from "../state/open-states";
import type { States } from "../state/states";
import { importFile } from "../store/local-rooms";
import { StoredChanges } from "../store/stored-changes";
import { openRecordStores } from "../store/record-stores";
import { MEMORY, openSqlite } from "../store/sqlite/sqlite-driver";
import { FileProblems } from "./file-problems";
import { watchFiles } from "./watch-files";
import { systemClock } from "../sync/clock";

/** A file with ledgers. */
export interface FoundFile {
    readonly path: string;
    readonly file: SavedFile;
}

/** Where to keep the events, and where to show them. */
export interface ShowOptions {
    readonly dbFolder: string | undefined;
    readonly port: number | undefined;
    /** Whether programs of this computer are answered without signing in. */
    readonly isOpen: boolean;
    readonly types: EventTypes;
    /** A folder of modules, and flavours of the game whose addons may have some. */
    readonly modules: string | undefined;
    readonly installs: readonly string[];
}

async function serveUntil(
    driver: Driver,
    options: {
        readonly port: number;
        readonly isOpen: boolean;
        readonly rooms: Rooms;
        readonly fileProblems: (room: string) => readonly string[];
        readonly stored: StoredChanges;
        readonly states: States;
    },
    tell: (line: string) => void,
    stop: AbortSignal,
): Promise<void> {
    const tellLink = (link: string): void => tell(`somebody has opened the page without signing in: ${link} signs in`);
    const server = await serve(driver, { ...options, tellLink }).catch((error: unknown) => {
        throw new Misuse(messageOf(error));
    });
    const isStopped = new Promise<void>((resolve) => {
        if (stop.aborted) resolve();
        else stop.addEventListener("abort", () => resolve(), { once: true });
    });
    tell(`open ${server.link()} in a browser; Ctrl+C ends it`);
    await isStopped;
    await server.close();
}

/** Stores files and serves them until it is stopped. Raises a StoreError, and Misuse for a port that is taken. */
export async function show(
    files: readonly FoundFile[],
    { dbFolder = MEMORY, port, isOpen, types, modules, installs }: ShowOptions,
    tell: (line: string) => void,
    stop: AbortSignal,
): Promise<void> {
    const driver = openSqlite(dbFolder);
    try {
        let added = 0;
        const problems = new FileProblems();
        for (const { path, file } of files) {
            added += (await importFile(driver, path, file, types)).added;
            problems.put(path, file);
        }
        const fileProblems = (room: string): readonly string[] => problems.of(room);
        tell(`${added} new event${added === 1 ? "" : "s"} stored`);
        if (port === undefined) return;
        const written = (path: string): number | null => {
            const stats = statSync(path, { throwIfNoEntry: false });
            return stats === undefined ? null : Math.floor(stats.mtimeMs / 1000);
        };
        const saved = files.map((each) => ({ ...each, written: written(each.path) }));
        const places = { modules, installs, files: saved, now: () => systemClock.now() };
        const states = await openStates(places, tell);
        // A folder of databases may also hold rooms of guilds.
        const rooms = new Rooms(openRecordStores(driver));
        const stored = new StoredChanges();
        const endWatch = watchFiles({ paths: files.map(({ path }) => path), driver, types, stored, problems, tell });
        try {
            await serveUntil(driver, { port, isOpen, rooms, stored, states, fileProblems }, tell, stop);
        } finally {
            await endWatch();
            await states.stop();
            await rooms.close();
        }
    } finally {
        await driver.close();
    }
}
