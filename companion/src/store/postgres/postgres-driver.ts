/** Rooms in one database of PostgreSQL, which several processes may have open. */
import type { PoolClient } from "pg";
import type { Elsewhere } from "../../rooms/record-store";
import type { Driver, Params, Reader, Room, Row, Writer } from "../driver";
import type { QueryName } from "../sqlite/queries";
import { type Database, openDatabase } from "./database";
import { Hints } from "./hints";
import { translated } from "./postgres-error";
import { POSTGRES_QUERIES } from "./queries";
import { statementOf } from "./statements";

const ID = /^[A-Za-z0-9_-]{1,64}$/;

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
            // Not named, though it is parsed anew each time: behind a pooler, the next transaction may be on another connection.
            return await this.runner.query(text, [...values]);
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
        const result = await this.database.transaction(this.database.beginWriting, async (client) => {
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
        await this.database.close();
    }
}

/** The rooms of a database, which is closed with them. */
export function postgresDriver(database: Database): Driver {
    return new PostgresDriver(database, new Hints(database.pool, database.connection));
}

/** Opens a database of rooms: see openDatabase(). */
export async function openPostgres(url: string): Promise<Driver> {
    return postgresDriver(await openDatabase(url));
}
