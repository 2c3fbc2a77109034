/** Where a server of a trial keeps its rooms, and how a trial looks at it without the server. */
import { cpSync, mkdtempSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import type { Driver } from "../../src/store/driver";
import { openPostgres } from "../../src/store/postgres/postgres-driver";
import { openSqlite } from "../../src/store/sqlite/sqlite-driver";
import type { PostgresServer } from "../support/postgres";

/** What is counted in a database by its own statements, not by those of the program. */
export interface Counts {
    /** Records that are not right: a number that is missing, an id twice, one that was refused. */
    readonly wrongRecords: number;
    /** Events of one ledger, scope and key that are there more than once. */
    readonly twice: number;
    readonly events: number;
}

/** A record of a list: in hex its id, and the hash of its position. */
export interface Listed {
    readonly id: string;
    readonly hash: string;
}

/** A database of rooms. */
export interface Database {
    /** What `serve` is told of it. */
    readonly args: readonly string[];
    /** A driver for what is in it at this moment. */
    open(): Promise<Driver>;
    /** @param room hex of its id. */
    count(room: string): Promise<Counts>;
    /** The list of a room as it is on disk, whatever ended the server. */
    list(room: string): Promise<readonly Listed[]>;
}

const COUNTS = `SELECT
    abs(count(*) - (SELECT n FROM room)) + abs(count(*) - coalesce(max(n), 0)) + count(*) - count(DISTINCT id) + count(reason) AS wrongRecords,
    (SELECT count(*) FROM (SELECT 1 FROM event GROUP BY ledger, scope, key HAVING count(*) > 1)) AS twice,
    (SELECT count(*) FROM event) AS events
FROM record`;

/** Files in one folder: of a server, or of a client. */
export class FolderDatabase implements Database {
    constructor(private readonly folder: string) {}

    get args(): readonly string[] {
        return ["--db-folder", this.folder];
    }

    /** A copy: what was left behind stays as it is, for the next start. */
    private copy(): string {
        const target = mkdtempSync(`${this.folder}-copy-`);
        for (const name of readdirSync(this.folder))
            // The index of a journal is made anew from the journal.
            if (/\.sqlite(-wal|-journal)?$/.test(name)) cpSync(join(this.folder, name), join(target, name));
        return target;
    }

    open(): Promise<Driver> {
        return Promise.resolve(openSqlite(this.copy()));
    }

    private read<T>(room: string, look: (database: Sqlite.Database) => T): T {
        const database = new Sqlite(join(this.copy(), `${room}.sqlite`));
        try {
            const state = database.pragma("integrity_check", { simple: true });
            if (state !== "ok") throw new Error(`${this.folder}: ${String(state)}`);
            return look(database);
        } finally {
            database.close();
        }
    }

    count(room: string): Promise<Counts> {
        return Promise.resolve(this.read(room, (database) => database.prepare(COUNTS).get() as Counts));
    }

    list(room: string): Promise<readonly Listed[]> {
        const list = (database: Sqlite.Database): Listed[] =>
            database
                .prepare("SELECT lower(hex(id)) AS id, lower(hex(hash)) AS hash FROM record ORDER BY n")
                .all() as Listed[];
        return Promise.resolve(this.read(room, list));
    }
}

const POSTGRES_COUNTS = `SELECT
    abs(count(*) - (SELECT n FROM room WHERE id = 'ROOM')) + abs(count(*) - coalesce(max(n), 0)) + count(*) - count(DISTINCT id)
        + count(reason) AS "wrongRecords",
    (SELECT count(*) FROM (SELECT 1 FROM event WHERE room = 'ROOM' GROUP BY ledger, scope, key HAVING count(*) > 1) AS twice) AS twice,
    (SELECT count(*) FROM event WHERE room = 'ROOM') AS events
FROM record WHERE room = 'ROOM'`;

/** A database of PostgreSQL, which any number of servers have. */
export class PostgresDatabase implements Database {
    private constructor(
        private readonly server: PostgresServer,
        private readonly url: string,
    ) {}

    static async on(server: PostgresServer): Promise<PostgresDatabase> {
        return new PostgresDatabase(server, await server.database());
    }

    get args(): readonly string[] {
        return ["--database", this.url];
    }

    open(): Promise<Driver> {
        return openPostgres(this.url);
    }

    private run(sql: string): Promise<Record<string, unknown>[]> {
        return this.server.run(sql, new URL(this.url).pathname.slice(1));
    }

    async count(room: string): Promise<Counts> {
        const [{ wrongRecords, twice, events }] = await this.run(POSTGRES_COUNTS.replaceAll("ROOM", room));
        return { wrongRecords: Number(wrongRecords), twice: Number(twice), events: Number(events) };
    }

    async list(room: string): Promise<readonly Listed[]> {
        const columns = "encode(id, 'hex') AS id, encode(hash, 'hex') AS hash";
        return (await this.run(
            `SELECT ${columns} FROM record WHERE room = '${room}' ORDER BY n`,
        )) as unknown as Listed[];
    }
}
