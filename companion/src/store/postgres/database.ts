/** A database of PostgreSQL, with its connections. */
import { type ClientConfig, Pool, type PoolClient, types } from "pg";
import type { Row } from "../driver";
import { StoreError } from "../store-error";
import { migrate } from "./migrate";
import { isLost, translated } from "./postgres-error";

/** Connections that are open at a time, beside the one that listens. */
export const CONNECTIONS = 10;
/** Milliseconds to wait for one. */
const CONNECT_MS = 20_000;
/** Milliseconds after which a query is given up. */
const QUERY_MS = 60_000;

/** Milliseconds that a change waits for another one of the same room, of whichever process. */
const LOCK_MS = 20_000;
/** Milliseconds after which PostgreSQL ends a transaction that does nothing: its process hangs, and holds up all others. */
const IDLE_MS = 30_000;

/** Whole numbers of 64 bits: ours are all below 2^53. */
const INT8 = 20;

const getTypeParser = ((oid: number, format?: "text" | "binary") =>
    oid === INT8 ? Number : (types.getTypeParser(oid, format) as unknown)) as typeof types.getTypeParser;

async function isRolledBack(client: PoolClient): Promise<boolean> {
    try {
        await client.query("ROLLBACK");
        return true;
    } catch {
        return false;
    }
}

/** A database. What it raises is a StoreError. */
export class Database {
    constructor(
        readonly pool: Pool,
        /** How a connection beside those of the pool is opened. */
        readonly connection: ClientConfig,
        /** What may be told of it: without the password. */
        readonly name: string,
        private readonly lockMs = LOCK_MS,
    ) {}

    /** Begins a transaction that changes something. (SET LOCAL: behind a pooler, the connection is another one's afterwards.) */
    get beginWriting(): string {
        return `BEGIN; SET LOCAL lock_timeout = ${this.lockMs}; SET LOCAL idle_in_transaction_session_timeout = ${IDLE_MS}`;
    }

    /** The rows that a statement gives. */
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
        // What ends the connection between two queries is found by the next one.
        const ended = (): void => undefined;
        client.on("error", ended);
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
            client.off("error", ended);
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

    close(): Promise<void> {
        return this.pool.end();
    }
}

/** What was acknowledged must be on disk. Raises a StoreError where the server is set up otherwise. */
async function checkDurable(pool: Pool, name: string): Promise<void> {
    for (const setting of ["fsync", "synchronous_commit"]) {
        const { rows } = await pool.query("SELECT current_setting($1) AS value", [setting]);
        if ((rows[0] as { value: string }).value === "off")
            throw new StoreError(
                `the database ${name} has ${setting} off: what was acknowledged could be lost. Set it on`,
            );
    }
}

/** The name of a database that may be told: without the password. Raises a StoreError for what is no url of one. */
export function nameOfDatabase(url: string): string {
    if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol))
        throw new StoreError("an url as postgres://name@host:5432/database expected for the database");
    const { hostname, port, pathname } = new URL(url);
    return `${pathname.slice(1)} at ${hostname === "" ? "this computer" : hostname}${port === "" ? "" : `:${port}`}`;
}

/**
 * Opens a database, and brings its tables to the newest form. Raises a StoreError where that cannot be.
 * @param url as `postgres://name:password@host:5432/database`. @param options.connections that are open at a time, beside the one that listens.
 */
export async function openDatabase(
    url: string,
    { connections = CONNECTIONS, lockMs = LOCK_MS } = {},
): Promise<Database> {
    const name = nameOfDatabase(url);
    const connection = { connectionString: url, connectionTimeoutMillis: CONNECT_MS, query_timeout: QUERY_MS };
    const pool = new Pool({ ...connection, max: connections, types: { getTypeParser } });
    // One that is idle may be cut: the pool drops it.
    pool.on("error", () => undefined);
    try {
        await checkDurable(pool, name);
        await migrate(pool);
    } catch (error) {
        await pool.end();
        throw translated(error, name);
    }
    return new Database(pool, connection, name, lockMs);
}
