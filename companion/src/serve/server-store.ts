/** Where a server keeps its rooms and what it has beside them: a folder, or a database of PostgreSQL that several processes may have. */
import { existsSync } from "node:fs";
import { Misuse } from "../command";
import type { Driver } from "../store/driver";
import { openDatabase } from "../store/postgres/database";
import { postgresDriver } from "../store/postgres/postgres-driver";
import { PostgresShared } from "./postgres-shared";
import { roomFileName, roomFiles } from "../store/sqlite/room-files";
import { openSqlite } from "../store/sqlite/sqlite-driver";
import { StoreError } from "../store/store-error";
import type { Clock } from "../sync/clock";
import type { Shared } from "../sync/shared";
import { PostgresData } from "./postgres-data";
import type { ServerData } from "./server-data";
import { ServerFile } from "./server-file";

/** Which one. */
export type Where = { readonly folder: string } | { readonly database: string };

/** It, open. */
export interface ServerStore {
    /** What may be told of it. */
    readonly name: string;
    readonly driver: Driver;
    readonly data: ServerData;
    /** What processes tell each other; undefined where one has it alone. */
    readonly shared?: Shared;
}

/** A room, by its id in hex and its name. */
export interface NamedRoom {
    readonly id: string;
    readonly name: string;
}

/** What commands need that are run beside a server. */
export interface ServerFiles {
    readonly data: ServerData;
    rooms(): Promise<readonly NamedRoom[]>;
    /** The rooms, to be changed; undefined where a server has them for itself. They are closed by who opens them. */
    open(): Promise<Driver | undefined>;
    close(): Promise<void>;
}

const ID = /^[0-9a-f]{64}$/;

/** Opens it, for the server itself. Raises a StoreError. */
export async function openServerStore(where: Where, clock: Clock): Promise<ServerStore> {
    if ("database" in where) {
        const database = await openDatabase(where.database);
        const driver = postgresDriver(database);
        const store = await opened(driver, database.name, () => PostgresData.open(database, clock));
        return { ...store, shared: new PostgresShared(database) };
    }
    return opened(openSqlite(where.folder), where.folder, () => Promise.resolve(new ServerFile(where.folder)));
}

async function opened(driver: Driver, name: string, open: () => Promise<ServerData>): Promise<ServerStore> {
    try {
        return { name, driver, data: await open() };
    } catch (error) {
        await driver.close();
        throw error;
    }
}

/** Opens what a command needs, also while servers run. Raises a StoreError, and Misuse where no server has been there. */
export async function openServerFiles(where: Where, clock: Clock): Promise<ServerFiles> {
    if ("database" in where) {
        const { driver, data } = await openServerStore(where, clock);
        const close = async (): Promise<void> => {
            await data.close();
            await driver.close();
        };
        const open = async (): Promise<Driver> => postgresDriver(await openDatabase(where.database));
        return { data, rooms: () => namedRooms(driver), open, close };
    }
    const { folder } = where;
    if (!existsSync(folder)) throw new Misuse(`--db-folder: there is no ${folder}: start the server first`);
    const data = new ServerFile(folder);
    const rooms = (): NamedRoom[] =>
        roomFiles(folder)
            .filter(({ id }) => ID.test(id))
            .map((file) => ({ id: file.id, name: roomFileName(file) }));
    const open = (): Promise<Driver | undefined> => new Promise((resolve) => resolve(openFree(folder)));
    return { data, rooms: () => Promise.resolve(rooms()), open, close: () => data.close() };
}

/** A folder's rooms, where no server has them. */
function openFree(folder: string): Driver | undefined {
    try {
        return openSqlite(folder);
    } catch (error) {
        if (error instanceof StoreError && error.kind === "locked") return undefined;
        throw error;
    }
}

async function namedRooms(driver: Driver): Promise<NamedRoom[]> {
    const rooms: NamedRoom[] = [];
    for (const id of (await driver.rooms()).filter((each) => ID.test(each))) {
        const [row] = (await (await driver.room(id))?.read("roomName")) ?? [];
        if (row !== undefined) rooms.push({ id, name: String(row["name"]) });
    }
    return rooms;
}
