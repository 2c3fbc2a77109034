/** Brings the tables of a database to the newest form, whoever else does so at the same time. */
import type { Pool, PoolClient } from "pg";
import { StoreError } from "../store-error";
import { POSTGRES_MIGRATIONS } from "./migrations";

/** The number of the advisory lock: "lelc" as a number. */
const LOCK = 0x6c656c63;

async function formatOf(client: PoolClient): Promise<number> {
    const { rows } = await client.query("SELECT max(format) AS format FROM companion_format");
    return Number((rows[0] as { format: number | null }).format ?? 0);
}

async function apply(client: PoolClient, migrations: readonly string[]): Promise<void> {
    await client.query("SELECT pg_advisory_xact_lock($1)", [LOCK]);
    await client.query("CREATE TABLE IF NOT EXISTS companion_format (format BIGINT PRIMARY KEY)");
    const format = await formatOf(client);
    if (format > migrations.length)
        throw new StoreError(
            `the database is of a newer version of the companion (format ${format}, this one knows ${migrations.length}): ` +
                "update this one. Nothing of it was changed",
            "newer",
        );
    for (const [index, step] of migrations.entries()) {
        if (index < format) continue;
        await client.query(step);
        await client.query("INSERT INTO companion_format (format) VALUES ($1)", [index + 1]);
    }
}

/** Applies the steps that are lacking, in one transaction, under a lock that only one process has at a time. */
export async function migrate(pool: Pool, migrations: readonly string[] = POSTGRES_MIGRATIONS): Promise<void> {
    const client = await pool.connect();
    try {
        await client.query("BEGIN");
        await apply(client, migrations);
        await client.query("COMMIT");
    } catch (error) {
        await client.query("ROLLBACK").catch(() => undefined);
        throw error;
    } finally {
        client.release();
    }
}
