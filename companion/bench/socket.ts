/**
 * 100,000 events in records of 250, signed before, through one WebSocket into a server's database, against the bare loop that stores the same rows.
 * @example npm run bench -w lib-event-ledger-companion -- socket
 */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EVENTS, signedBatches } from "./batches";
import { bareLoop, eventRows } from "./bare-loop";
import { compare, lap } from "./measure";
import { start, type Usage } from "./processes";
import { offerAll } from "./readers/way-rooms";

const records = signedBatches();
const server = start(join(import.meta.dirname, "readers", "server-rooms.mjs"), []);
const folder = mkdtempSync(join(tmpdir(), "companion-bench-"));
try {
    const port = await server.ask<number>("port");
    const before = await server.ask<Usage>("usage");
    const pushed = await lap("pushed, with what the sender takes", () => offerAll(port, records));
    const after = await server.ask<Usage>("usage");
    const place = await server.ask<string>("folder");
    const [file] = readdirSync(place).filter((name) => name.endsWith(".sqlite"));
    const rows = eventRows(join(place, file));
    if (rows.length !== EVENTS) throw new Error(`${rows.length} rows`);
    const bare = await lap("bare loop", () => bareLoop(join(folder, "bare.db"), rows));
    compare("pushed / bare loop", { wall: pushed.wall, cpu: 1000 * (after.cpu - before.cpu) }, bare);
} finally {
    server.end();
    rmSync(folder, { recursive: true });
}
