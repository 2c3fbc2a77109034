/** A companion on this computer: real files, network and time. */
import { hostname, homedir } from "node:os";
import { SavedFiles } from "../agent/saved-files";
import { watchFolders } from "../agent/folder-watch";
import { findInstalls, type FoundInstalls } from "../look/folders";
import { findGames } from "../look/game-folders";
import { defaultFolder, type Home } from "../profile/folder";
import { makeFolder } from "../profile/whole-file";
import { openRecordStores } from "../store/record-stores";
import { MEMORY, openSqlite } from "../store/sqlite/sqlite-driver";
import type { Driver } from "../store/driver";
import { systemClock } from "../sync/clock";
import { connectWebSocket } from "../sync/websocket";
import { Companion, type MakeSource } from "./companion";

/** Longest label that a device may have. */
const MOST_LABEL = 64;

export const ownHome = (): Home => ({ platform: process.platform, home: homedir(), env: process.env });

/** The folder of the companion. @param typed with --db-folder. */
export const folderOf = (typed: string | undefined): string => typed ?? defaultFolder(ownHome());

/** The installs of all folders of the game. */
function findAll(games: readonly string[]): FoundInstalls {
    const folders = games.length > 0 ? games : findGames(process.platform, homedir());
    const found = folders.map(findInstalls);
    return { installs: found.flatMap((each) => each.installs), problems: found.flatMap((each) => each.problems) };
}

const savedFiles: MakeSource = (games, onChange, onProblem) =>
    new SavedFiles({
        ...{ find: () => findAll(games()), watch: watchFolders, onChange, onProblem },
        after: (ms, call) => systemClock.after(ms, call),
    });

/** The name of this computer, as a label may be. */
function computerName(): string {
    const name = hostname()
        .replaceAll(/[^\w.-]/g, "")
        .slice(0, MOST_LABEL);
    return name === "" ? "computer" : name;
}

/** A companion, and the database that it has its rooms in. */
export interface OwnCompanion {
    readonly companion: Companion;
    readonly driver: Driver;
}

/** Opens the companion of a folder. Raises a StoreError, also where another process has it. */
export async function openOwn(folder: string, tell: (line: string) => void): Promise<OwnCompanion> {
    makeFolder(folder);
    const driver = openSqlite(folder);
    try {
        const companion = await Companion.open({
            ...{ folder, tell, stores: openRecordStores(driver), files: savedFiles, clock: systemClock },
            scratch: () => openRecordStores(openSqlite(MEMORY)),
            connect: connectWebSocket,
            label: computerName(),
        });
        return { companion, driver };
    } catch (error) {
        await driver.close();
        throw error;
    }
}
