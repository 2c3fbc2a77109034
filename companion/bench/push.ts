/**
 * 100,000 events in records of 250, offered to a room in SQLite one behind the other, against the bare loop that stores the same rows.
 * @example node companion/bench/run.mjs push
 */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Random } from "../../tools/random.mjs";
import { WEEK_SECONDS } from "../src/format/key";
import { ROLE } from "../src/room/content-items";
import { START } from "../src/room/position";
import { KeptRoom } from "../src/rooms/kept-room";
import { openRecordStores } from "../src/store/record-stores";
import { openSqlite } from "../src/store/sqlite/sqlite-driver";
import { Guild, NOW } from "../test/support/guild";
import { bareLoop, eventRows } from "./bare-loop";
import { eventsOf, points, text, THIS_WEEK } from "./bench-events";
import { compare, lap } from "./measure";

const EVENTS = Number(process.argv[3] ?? 100_000);
const SIZE = 250;
/** Offers that are on their way at a time. */
const IN_FLIGHT = 4;

async function measure(what: string, body: (random: Random) => Buffer): Promise<void> {
    const random = new Random(91);
    const guild = new Guild();
    guild.takeScope(true);
    const writer = guild.join(1, ROLE.relay);
    const founded = guild.list.length;
    for (let number = 0; number < EVENTS / SIZE; number++) {
        const start = THIS_WEEK - (EVENTS / SIZE - number) * WEEK_SECONDS;
        guild.batch(writer, eventsOf(random, start, SIZE, body));
    }
    const bytes = guild.list.reduce((sum, each) => sum + each.length, 0);
    console.log(`${what}: ${EVENTS} events, ${guild.list.length} records, ${bytes} bytes`);

    const folder = mkdtempSync(join(tmpdir(), "companion-bench-"));
    try {
        const stores = openRecordStores(openSqlite(folder));
        const room = await KeptRoom.open(guild.room.id, await stores.create(guild.room.id));
        await room.follow(START, guild.list.slice(0, founded));
        const offered = await lap("offered", async () => {
            for (let at = founded; at < guild.list.length; at += IN_FLIGHT) {
                const part = guild.list.slice(at, at + IN_FLIGHT);
                await Promise.all(part.map((one) => room.offer([one], NOW)));
            }
        });
        if (room.room.position.n !== guild.list.length) throw new Error("not all were taken");
        await stores.close();
        const [file] = readdirSync(folder).filter((name) => name.endsWith(".sqlite"));
        const rows = eventRows(join(folder, file));
        if (rows.length !== EVENTS) throw new Error(`${rows.length} rows`);
        const bare = await lap("bare loop", () => bareLoop(join(folder, "bare.db"), rows));
        compare("offered / bare loop", offered, bare);
    } finally {
        rmSync(folder, { recursive: true });
    }
}

await measure("points", points);
await measure("text", text);
