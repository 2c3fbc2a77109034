/** Rooms in one database of PostgreSQL, which several processes may have open. */
import { Pool, type PoolClient, types } from "pg";
import type { Elsewhere } from "../../rooms/record-store";
import type { Driver, Params, Reader, Room, Row, Writer } from "../driver";
import type { QueryName } from "../sqlite/queries";
import { Hints } from "./hints";
import { migrate } from "./migrate";
import { isLost, translated } from "./postgres-error";
import { POSTGRES_QUERIES } from "./queries";
import { statementOf } from "./statements";

const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Connections that are open at a time, beside the one that listens. */
const CONNECTIONS = 10;
/** Milliseconds to wait for one. */
const CONNECT_MS = 20_000;
/** Milliseconds after which a query is given up. */
const QUERY_MS = 60_000;

/** Whole numbers of 64 bits: ours are all below 2^53. */
const INT8 = 20;

/** What runs queries: the pool, or a connection of it. */
type Runner = Pick<PoolClient, "query">;

class RoomQueries implements Writer {
    /** Whether anything was put. */
    hasPut = false;

    constructor(
        private readonly runner: Runner,
        private readonly room: string,
        private readonly name: string,
    ) {}

    async read(query: QueryName, params: Params = {}): Promise<Row[]> {
        return (await this.run(query, [params])).rows as Row[];
    }

    async put(query: QueryName, rows: readonly Params[]): Promise<number> {
        if (rows.length === 0) return 0;
        this.hasPut = true;
        return (await this.run(query, rows)).rowCount ?? 0;
    }

    private async run(query: QueryName, rows: readonly Params[]) {
        const { text, values } = statementOf(POSTGRES_QUERIES[query], this.room, rows);
        try {
            // Named: it is parsed once on each connection.
            return await this.runner.query({ name: query, text, values: [...values] });
        } catch (error) {
            throw translated(error, this.name);
        }
    }
}

async function isRolledBack(client: PoolClient): Promise<boolean> {
    try {
        await client.query("ROLLBACK");
        return true;
    } catch {
        return false;
    }
}

/** A database. What it raises is a StoreError. */
class Database {
    constructor(
        readonly pool: Pool,
        /** Without a password. */
        readonly name: string,
    ) {}

    async run(text: string, values: readonly unknown[] = []): Promise<Row[]> {
        try {
            return (await this.pool.query(text, [...values])).rows as Row[];
        } catch (error) {
            throw translated(error, this.name);
        }
    }

    /** Works on one connection in one transaction. @param begin the words that begin it. */
    async transaction<T>(begin: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
        const client = await this.connect();
        let lost = false;
        try {
            await client.query(begin);
            const result = await work(client);
            await client.query("COMMIT");
            return result;
        } catch (error) {
            lost = isLost(error) || !(await isRolledBack(client));
            throw translated(error, this.name);
        } finally {
            client.release(lost);
        }
    }

    private async connect(): Promise<PoolClient> {
        try {
            return await this.pool.connect();
        } catch (error) {
            throw translated(error, this.name);
        }
    }
}

class PostgresRoom implements Room {
    private readonly reader: Reader;

    constructor(
        readonly id: string,
        private readonly database: Database,
        private readonly hints: Hints,
    ) {
        this.reader = new RoomQueries(database.pool, id, database.name);
    }

    private on(client: PoolClient): RoomQueries {
        return new RoomQueries(client, this.id, this.database.name);
    }

    read(query: QueryName, params?: Params): Promise<Row[]> {
        return this.reader.read(query, params);
    }

    snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
        const begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        return this.database.transaction(begin, (client) => work(this.on(client)));
    }

    async write<T>(work: (writer: Writer) => Promise<T>): Promise<T> {
        let hasPut = false;
        const result = await this.database.transaction("BEGIN", async (client) => {
            // One at a time for each room, whichever process it is of: numbers are given behind what the one before has committed.
            await client.query("SELECT 1 FROM room WHERE id = $1 FOR UPDATE", [this.id]);
            const writer = this.on(client);
            const done = await work(writer);
            ({ hasPut } = writer);
            return done;
        });
        if (hasPut) this.hints.tell(this.id);
        return result;
    }
}

class PostgresDriver implements Driver {
    readonly elsewhere: Elsewhere;

    constructor(
        private readonly database: Database,
        private readonly hints: Hints,
    ) {
        this.elsewhere = {
            versions: (ids) => this.versions(ids),
            onHint: (listener) => hints.onHint(listener),
        };
    }

    private async versions(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
        const rows = await this.database.run("SELECT id, changes FROM room WHERE id = ANY($1)", [ids]);
        return new Map(rows.map(({ id, changes }) => [String(id), Number(changes)]));
    }

    async rooms(): Promise<string[]> {
        return (await this.database.run("SELECT id FROM room ORDER BY id")).map(({ id }) => String(id));
    }

    async room(id: string, { create = false } = {}): Promise<Room | undefined> {
        if (!ID.test(id)) return undefined;
        if (create) await this.database.run("INSERT INTO room (id) VALUES ($1) ON CONFLICT DO NOTHING", [id]);
        const there = await this.database.run("SELECT 1 FROM room WHERE id = $1", [id]);
        return there.length === 0 ? undefined : new PostgresRoom(id, this.database, this.hints);
    }

    async remove(id: string): Promise<void> {
        await this.database.run("DELETE FROM room WHERE id = $1", [id]);
    }

    async close(): Promise<void> {
        await this.hints.close();
        await this.database.pool.end();
    }
}

/** The name of a database that may be told: without the password. */
function nameOfDatabase(url: string): string {
    const { hostname, port, pathname } = new URL(url);
    return `${pathname.slice(1)} at ${hostname === "" ? "this computer" : hostname}${port === "" ? "" : `:${port}`}`;
}

/**
 * Opens a database, and brings its tables to the newest form. Raises a StoreError where that cannot be.
 * @param url as `postgres://name:password@host:5432/database`. @param connections that are open at a time, beside the one that listens.
 */
export async function openPostgres(url: string, connections = CONNECTIONS): Promise<Driver> {
    const connection = { connectionString: url, connectionTimeoutMillis: CONNECT_MS, query_timeout: QUERY_MS };
    const pool = new Pool({
        ...{ ...connection, max: connections },
        types: {
            getTypeParser: ((oid: number, format?: "text" | "binary") =>
                oid === INT8 ? Number : (types.getTypeParser(oid, format) as unknown)) as typeof types.getTypeParser,
        },
    });
    // One that is idle may be cut: the pool drops it.
    pool.on("error", () => undefined);
    const name = nameOfDatabase(url);
    try {
        await migrate(pool);
    } catch (error) {
        await pool.end();
        throw translated(error, name);
    }
    return new PostgresDriver(new Database(pool, name), new Hints(pool, connection));
}
