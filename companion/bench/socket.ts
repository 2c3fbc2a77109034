/**
 * 100,000 events in records of 250, signed before, through one WebSocket into a server's database, against the bare loop that stores the same rows.
 * @example npm run bench -w lib-event-ledger-companion -- socket
 */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeBlock } from "../src/format/block-writer";
import { WEEK_SECONDS } from "../src/format/key";
import { type Content, KIND } from "../src/room/contents";
import { bareLoop, eventRows } from "./bare-loop";
import { compare, lap } from "./measure";
import { start, type Usage } from "./processes";
import { begin, FIRST, LEDGER, SCOPE } from "./readers/bench-room";
import { offerAll } from "./readers/way-rooms";

const RECORDS = 400;
const SIZE = 250;

function batch(number: number): Content {
    const events = Array.from({ length: SIZE }, (_, index) => ({
        ...{ time: FIRST + (number - RECORDS) * WEEK_SECONDS + index * 60, creator: 1, counter: 0, server: 1001 },
        body: Buffer.from([1, 0x46, 0xe9, 7, 0, 0, 0xbe, index % 40, index % 24]),
    }));
    return { kind: KIND.batch, ledger: LEDGER, scope: SCOPE, block: encodeBlock(events) };
}

const { author } = begin();
const records = Array.from({ length: RECORDS }, (_, number) => author.sign(batch(number)).bytes);
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
    if (rows.length !== RECORDS * SIZE) throw new Error(`${rows.length} rows`);
    const bare = await lap("bare loop", () => bareLoop(join(folder, "bare.db"), rows));
    compare("pushed / bare loop", { wall: pushed.wall, cpu: 1000 * (after.cpu - before.cpu) }, bare);
} finally {
    server.end();
    rmSync(folder, { recursive: true });
}
