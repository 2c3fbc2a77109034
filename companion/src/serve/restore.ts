/** Brings a backup back. */
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../command";
import { counted } from "../format/counted";
import { beginEpoch } from "../rooms/begin-epoch";
import { Rooms } from "../rooms/rooms";
import { openRecordStores } from "../store/record-stores";
import { dropDerived, EXTENSION, roomFileName } from "../store/sqlite/room-files";
import { openSqlite } from "../store/sqlite/sqlite-driver";
import { StoreError } from "../store/store-error";
import { backupName, checkCopy, readBackupFile, readManifest } from "./backup";
import type { Place } from "./places";
import { KEY_FILE, serverKey } from "./server-key";

/** What else SQLite keeps of a file. */
const COMPANIONS = ["", "-wal", "-shm"];

/** How a backup is brought back. */
export interface RestoreOptions {
    readonly folder: string;
    readonly place: Place;
    /** Whether rooms that are there are replaced; they are kept under another name. */
    readonly isReplacing: boolean;
    /** How the server is reached, for the new epoch; "" where that is not known. */
    readonly url: string;
    /** Unix seconds. */
    readonly time: number;
    readonly tell: (line: string) => void;
}

/** Reads all files into a folder of their own, and checks them. @returns ids of the rooms. */
async function fetchAll(place: Place, own: string): Promise<string[]> {
    const ids: string[] = [];
    for (const file of (await readManifest(place)).files) {
        writeFileSync(join(own, file.name), await readBackupFile(place, file), { mode: 0o600, flush: true });
        if (!file.name.endsWith(EXTENSION)) continue;
        const id = file.name.slice(0, -EXTENSION.length);
        checkCopy(join(own, file.name), id);
        // What is shown has to follow from the records, which alone are signed.
        dropDerived(join(own, file.name));
        ids.push(id);
    }
    return ids;
}

/** Puts a room's file into its place. */
function putRoom(own: string, id: string, { folder, time }: RestoreOptions): void {
    const path = join(folder, id + EXTENSION);
    // With what SQLite keeps beside it, or the new one would get what was written to the old one.
    for (const end of COMPANIONS)
        if (existsSync(path + end)) renameSync(path + end, `${path}.before-${backupName(time)}${end}`);
    renameSync(join(own, id + EXTENSION), path);
}

/** Begins new epochs where the server's key is in the chain, so that sights of what is lost are not taken for a split view. */
async function beginEpochs(rooms: Rooms, ids: readonly string[], options: RestoreOptions): Promise<void> {
    const { folder, url, tell } = options;
    const signer = serverKey(folder);
    for (const id of ids) {
        const use = /^[0-9a-f]{64}$/.test(id) ? await rooms.use(Buffer.from(id, "hex")) : undefined;
        const name = roomFileName({ id, path: join(folder, id + EXTENSION) });
        if (use === undefined) {
            tell(`${name} (${id}): restored`);
            continue;
        }
        const epoch = await beginEpoch(use.room, signer, url);
        use.release();
        const rest =
            epoch === undefined
                ? "members bring back what is lacking"
                : `epoch ${epoch} begins; members bring back what is lacking`;
        tell(`${name} (${id}): restored, ${counted(use.room.room.position.n, "record")}; ${rest}`);
    }
}

/**
 * Restores all rooms of a backup. Everything is read and checked before the first file is put into its place. Raises a StoreError where it cannot be
 * read, a server runs on the folder, or a room is there already and is not to be replaced.
 */
export async function restore(options: RestoreOptions): Promise<void> {
    const { folder, place, isReplacing } = options;
    const driver = openSqlite(folder);
    const rooms = new Rooms(openRecordStores(driver));
    let own: string | undefined;
    try {
        own = mkdtempSync(join(folder, "restore-"));
        const ids = await fetchAll(place, own);
        const there = ids.filter((id) => existsSync(join(folder, id + EXTENSION)));
        if (there.length > 0 && !isReplacing)
            throw new StoreError(
                `${folder} has ${there.join(", ")} already: name another folder, or replace with --replace; they are kept under another name then`,
            );
        for (const id of ids) putRoom(own, id, options);
        const key = join(own, KEY_FILE);
        if (existsSync(key) && !existsSync(join(folder, KEY_FILE))) renameSync(key, join(folder, KEY_FILE));
        await beginEpochs(rooms, ids, options);
    } catch (error) {
        if (error instanceof StoreError || (error as NodeJS.ErrnoException).code === undefined) throw error;
        throw new StoreError(`${messageOf(error)}: see to the folder, its rights and its disk`);
    } finally {
        if (own !== undefined) rmSync(own, { recursive: true, force: true });
        await rooms.close();
    }
}
