/**
 * 100,000 events in records of 250, signed before, through one WebSocket into a server's rooms in PostgreSQL, against `pg` alone that stores the same
 * rows of events in the same table with the same indexes: 250 of them by one unnest in each transaction.
 * @example npm run bench -w lib-event-ledger-companion -- postgres
 */
import { join } from "node:path";
import { openDatabase } from "../src/store/postgres/database";
import { PostgresServer } from "../test/support/postgres";
import { postgresPrograms } from "../test/support/postgres-programs";
import { EVENTS, signedBatches } from "./batches";
import { compare, lap } from "./measure";
import { start, type Usage } from "./processes";
import { benchRooms } from "./readers/bench";
import { offerAll } from "./readers/way-rooms";

const BATCH = 250;

type Row = Readonly<Record<string, unknown>>;

const COLUMNS = {
    ...{ room: "text", ledger: "text", scope: "text", key: "bytea", hash: "bytea", digest: "bigint", type: "bigint" },
    ...{ name: "text", time: "bigint", creator: "text", server: "bigint", counter: "bigint", fields: "text" },
    ...{ status: "text", revoked: "bigint", vouchers: "text", reason: "bigint", touched: "bigint", body: "bytea" },
};

/** Stores rows of events with nothing but `pg`. */
async function bareUnnest(url: string, rows: readonly Row[]): Promise<void> {
    const database = await openDatabase(url, { connections: 1 });
    await database.run("INSERT INTO room (id) VALUES ($1)", [rows[0]["room"]]);
    const names = Object.keys(COLUMNS);
    const arrays = Object.values(COLUMNS).map((type, index) => `$${index + 1}::${type}[]`);
    const text = `INSERT INTO event (${names.join(", ")}) SELECT * FROM unnest(${arrays.join(", ")})`;
    for (let start = 0; start < rows.length; start += BATCH) {
        const part = rows.slice(start, start + BATCH);
        const values = names.map((name) => part.map((row) => row[name]));
        await database.transaction("BEGIN", (client) => client.query({ name: "put", text, values }));
    }
    await database.close();
}

async function measure(postgres: PostgresServer): Promise<void> {
    const url = await postgres.database();
    const records = signedBatches();
    const server = start(join(import.meta.dirname, "readers", "server-rooms.mjs"), ["1", url]);
    try {
        const port = await server.ask<number>("port");
        const before = await server.ask<Usage>("usage");
        const pushed = await lap("pushed, with what the sender takes", () => offerAll(port, records));
        const after = await server.ask<Usage>("usage");
        const rows = await postgres.run("SELECT * FROM event ORDER BY key, row", new URL(url).pathname.slice(1));
        if (rows.length !== EVENTS) throw new Error(`${rows.length} rows`);
        const empty = await postgres.database();
        const bare = await lap("bare unnest", () => bareUnnest(empty, rows));
        compare("pushed / bare unnest", { wall: pushed.wall, cpu: 1000 * (after.cpu - before.cpu) }, bare);
    } finally {
        server.end();
    }
}

if (postgresPrograms === undefined) console.log("skipped: no PostgreSQL here that can be run");
else {
    const postgres = await PostgresServer.start();
    try {
        await measure(postgres);
        await benchRooms(await postgres.database());
    } finally {
        await postgres.stop();
    }
}
