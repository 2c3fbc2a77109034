/** One room's database, open. */
import { closeSync, existsSync, openSync, rmSync } from "node:fs";
import Database from "better-sqlite3";
import type { Params, Row, Writer } from "../driver";
import { StoreError } from "../store-error";
import { MIGRATIONS } from "./migrations";
import { QUERIES, type QueryName } from "./queries";
import { translated } from "./sqlite-error";

/** The name of a folder, or a file, that is none: what goes away with the process. */
export const MEMORY = ":memory:";

/** How long to wait for another program that reads the file, in milliseconds. */
const BUSY_MS = 5000;

/** The format of a database's tables; 0 of an empty one. */
function formatOf(database: Database.Database): number {
    const isThere = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'room'").get();
    if (isThere === undefined) return 0;
    const [format] = database.prepare("SELECT format FROM room").pluck().all();
    return Number(format);
}

/**
 * Whether who made the file was killed before it had tables: SQLite has a journal of its own beside it only until WAL is set, and that comes first.
 * Who may write takes back what was begun.
 */
function isBarelyBegun(error: unknown): boolean {
    return error instanceof Database.SqliteError && error.code === "SQLITE_READONLY_ROLLBACK";
}

/** Refuses what a newer program has made, before anything of it is changed. */
function refuseNewer(path: string, known: number): void {
    // Also who only reads makes these two, and leaves them there.
    const made = ["-wal", "-shm"].map((end) => path + end).filter((file) => !existsSync(file));
    const database = new Database(path, { readonly: true });
    try {
        const format = formatOf(database);
        if (!(format <= known))
            throw new StoreError(
                `${path} is of a newer version of the companion (format ${format}, this one knows ${known}): ` +
                    "update this one. Nothing of it was changed",
                "newer",
            );
    } catch (error) {
        if (!isBarelyBegun(error)) throw error;
    } finally {
        database.close();
        for (const file of made) rmSync(file, { force: true });
    }
}

function migrate(database: Database.Database, id: string, migrations: readonly string[]): void {
    const format = formatOf(database);
    if (format === migrations.length) return;
    database.transaction(() => {
        for (const step of migrations.slice(format)) database.exec(step);
        database
            .prepare("INSERT INTO room (id, format) VALUES (@id, @format) ON CONFLICT DO UPDATE SET format = @format")
            .run({ id, format: migrations.length });
    })();
}

/** For tests: other tables than the program's, less room than the disk has. */
export interface ConnectionOptions {
    readonly migrations?: readonly string[];
    /** Pages that the file may have. */
    readonly maxPages?: number;
}

/** Of a file, where there are modes: what SQLite lays beside it gets the same. */
const PRIVATE_FILE = 0o600;

/** Makes the file of a database that is new for its user alone, whoever may enter the folder. */
export function makePrivate(path: string): void {
    if (path === MEMORY) return;
    try {
        closeSync(openSync(path, "a", PRIVATE_FILE));
    } catch {
        // SQLite finds out as well, and says why.
    }
}

function openDatabase(
    path: string,
    id: string,
    { migrations = MIGRATIONS, maxPages }: ConnectionOptions,
): Database.Database {
    if (existsSync(path)) refuseNewer(path, migrations.length);
    else makePrivate(path);
    const database = new Database(path, { timeout: BUSY_MS });
    try {
        database.pragma("journal_mode = WAL");
        database.pragma("synchronous = FULL");
        if (maxPages !== undefined) database.pragma(`max_page_count = ${maxPages}`);
        migrate(database, id, migrations);
        return database;
    } catch (error) {
        database.close();
        throw error;
    }
}

/** A database that is open, with its statements. What it raises is a StoreError. */
export class Connection implements Writer {
    private readonly database: Database.Database;
    private readonly statements = new Map<QueryName, Database.Statement>();

    /** @param path of its file, or ":memory:". Applies the migrations that are lacking. */
    constructor(
        private readonly path: string,
        id: string,
        options: ConnectionOptions = {},
    ) {
        try {
            this.database = openDatabase(path, id, options);
        } catch (error) {
            throw translated(error, path);
        }
    }

    private statement(query: QueryName): Database.Statement {
        const statement = this.statements.get(query) ?? this.database.prepare(QUERIES[query]);
        this.statements.set(query, statement);
        return statement;
    }

    private attempt<T>(act: () => T): Promise<T> {
        return new Promise((resolve) => {
            try {
                resolve(act());
            } catch (error) {
                throw translated(error, this.path);
            }
        });
    }

    read(query: QueryName, params: Params = {}): Promise<Row[]> {
        return this.attempt(() => this.statement(query).all(params) as Row[]);
    }

    put(query: QueryName, rows: readonly Params[]): Promise<number> {
        return this.attempt(() => {
            const statement = this.statement(query);
            return rows.reduce((sum, row) => sum + statement.run(row).changes, 0);
        });
    }

    /** Begins, commits or rolls back. */
    control(word: "BEGIN IMMEDIATE" | "COMMIT" | "ROLLBACK"): Promise<void> {
        return this.attempt(() => {
            // After some failures SQLite has rolled back by itself.
            if (word !== "ROLLBACK" || this.database.inTransaction) this.database.exec(word);
        });
    }

    close(): void {
        this.database.close();
    }
}
