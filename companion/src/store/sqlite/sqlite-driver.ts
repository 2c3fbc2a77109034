/** Rooms in SQLite: a file each in one folder, or all in memory. */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../../command";
import type { Driver, Params, Reader, Room, Row, Writer } from "../driver";
import { makeFolders } from "../make-folders";
import { StoreError } from "../store-error";
import { Connection, type ConnectionOptions, MEMORY } from "./connection";
import { lockFolder } from "./folder-lock";
import type { QueryName } from "./queries";
import { EXTENSION } from "./room-files";

export { MEMORY };

/** Most rooms whose file is open at a time. One that is closed and opened again for a commit costs five fsyncs in the place of one. */
const MAX_OPEN = 1024;

const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** A room, which has a connection while it is used, and for some time after. */
class SqliteRoom implements Room {
    private last: Promise<unknown> = Promise.resolve();
    private users = 0;
    private connection: Connection | undefined;

    constructor(
        readonly id: string,
        private readonly open: () => Connection,
        private readonly touched: (room: SqliteRoom) => void,
    ) {}

    get isOpen(): boolean {
        return this.connection !== undefined;
    }

    get isIdle(): boolean {
        return this.users === 0;
    }

    /** What uses the connection waits for what came before: a transaction is seen by nobody before it is committed. */
    private async use<T>(act: (connection: Connection) => Promise<T>): Promise<T> {
        this.users++;
        const turn = this.last.then(() => {
            this.connection ??= this.open();
            this.touched(this);
            return act(this.connection);
        });
        this.last = turn.catch(() => undefined);
        try {
            return await turn;
        } finally {
            this.users--;
        }
    }

    /** Opens it now, so that what keeps it from that is told. */
    async check(): Promise<void> {
        await this.use(() => Promise.resolve());
    }

    read(query: QueryName, params?: Params): Promise<Row[]> {
        return this.use((connection: Reader) => connection.read(query, params));
    }

    snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
        return this.use(work);
    }

    write<T>(work: (writer: Writer) => Promise<T>): Promise<T> {
        return this.use(async (connection) => {
            await connection.control("BEGIN IMMEDIATE");
            try {
                const result = await work(connection);
                await connection.control("COMMIT");
                return result;
            } catch (error) {
                await connection.control("ROLLBACK");
                throw error;
            }
        });
    }

    close(): void {
        this.connection?.close();
        this.connection = undefined;
    }

    /** Resolves once what was asked for before is done. */
    settled(): Promise<unknown> {
        return this.last;
    }
}

class SqliteDriver implements Driver {
    /** The ones that were used last stand last. */
    private readonly known = new Map<string, SqliteRoom>();

    constructor(
        private readonly folder: string,
        private readonly options: ConnectionOptions,
        private readonly maxOpen: number,
        private readonly lock: { close(): void } | undefined,
    ) {}

    private get isInMemory(): boolean {
        return this.folder === MEMORY;
    }

    private pathOf(id: string): string {
        return this.isInMemory ? MEMORY : join(this.folder, id + EXTENSION);
    }

    /** Closes what was not used for the longest time. One in memory would be lost by that. */
    private touched(room: SqliteRoom): void {
        this.known.delete(room.id);
        this.known.set(room.id, room);
        if (this.isInMemory) return;
        let open = [...this.known.values()].filter(({ isOpen }) => isOpen).length;
        for (const other of this.known.values()) {
            if (open <= this.maxOpen) return;
            if (other === room || !other.isOpen || !other.isIdle) continue;
            other.close();
            open--;
        }
    }

    private has(id: string): boolean {
        return this.known.has(id) || (!this.isInMemory && existsSync(this.pathOf(id)));
    }

    rooms(): Promise<string[]> {
        const names = this.isInMemory ? [] : readdirSync(this.folder);
        const ids = names.filter((name) => name.endsWith(EXTENSION)).map((name) => name.slice(0, -EXTENSION.length));
        const all = new Set([...ids.filter((id) => ID.test(id)), ...this.known.keys()]);
        return Promise.resolve([...all].sort());
    }

    async room(id: string, { create = false } = {}): Promise<Room | undefined> {
        if (!ID.test(id)) return undefined;
        if (!create && !this.has(id)) return undefined;
        const open = (): Connection => new Connection(this.pathOf(id), id, this.options);
        const room = this.known.get(id) ?? new SqliteRoom(id, open, (used) => this.touched(used));
        this.known.set(id, room);
        try {
            await room.check();
        } catch (error) {
            // The next one may be luckier.
            this.known.delete(id);
            throw error;
        }
        return room;
    }

    async remove(id: string): Promise<void> {
        const room = this.known.get(id);
        this.known.delete(id);
        await room?.settled();
        room?.close();
        if (this.isInMemory || !ID.test(id)) return;
        const path = this.pathOf(id);
        try {
            // The room is gone with its own file; what else SQLite has laid beside it means nothing without that.
            for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(path + end, { force: true });
        } catch (error) {
            throw new StoreError(`${messageOf(error)}: see to the rights of the folder`, "away", { cause: error });
        }
    }

    async close(): Promise<void> {
        await Promise.all([...this.known.values()].map((room) => room.settled()));
        for (const room of this.known.values()) room.close();
        this.known.clear();
        this.lock?.close();
    }
}

/** For tests: other connections, fewer files. */
export interface SqliteOptions extends ConnectionOptions {
    readonly maxOpen?: number;
}

/**
 * Opens a folder of rooms, which is made where there is none. Raises a StoreError where that cannot be, or another process has it open.
 * @param folder its path, or ":memory:".
 * @example const driver = openSqlite("/home/name/ledgers"); await driver.rooms(); await driver.close();
 */
export function openSqlite(folder: string, options: SqliteOptions = {}): Driver {
    const { maxOpen = MAX_OPEN } = options;
    if (folder === MEMORY) return new SqliteDriver(folder, options, maxOpen, undefined);
    try {
        makeFolders(folder);
    } catch (error) {
        throw new StoreError(`${messageOf(error)}: name a folder that may be written with --db-folder`, "away");
    }
    return new SqliteDriver(folder, options, maxOpen, lockFolder(folder));
}
