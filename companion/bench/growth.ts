/**
 * What rooms, events and commits cost a server: memory, disk, files and time. docs/companion-growth.md has the figures.
 * @example npm run bench -w lib-event-ledger-companion -- growth
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { Random } from "../../tools/random.mjs";
import { Damage } from "../src/format/damage";
import type { StoredEvent } from "../src/format/key";
import { WEEK_SECONDS } from "../src/format/key";
import { ROLE } from "../src/room/content-items";
import { START } from "../src/room/position";
import { KeptRoom } from "../src/rooms/kept-room";
import { Rooms, type RoomUse } from "../src/rooms/rooms";
import { openRecordStores } from "../src/store/record-stores";
import { openSqlite } from "../src/store/sqlite/sqlite-driver";
import { Guild, NOW } from "../test/support/guild";
import { bareLoop, eventRows } from "./bare-loop";
import { eventsOf, points, text, THIS_WEEK } from "./bench-events";
import { batchOf, begin } from "./readers/bench-room";

const EVENTS = 100_000;
const ROOMS = 400;
const COMMITS = 400;

/** Bytes that are held, once what nobody holds is gone. */
function held(): number {
    globalThis.gc?.();
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
}

const say = (what: string, value: number, unit: string, digits = 0): void =>
    console.log(`${what}: ${value.toFixed(digits)} ${unit}`);

/** Does something in a folder that goes away. */
async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "companion-bench-"));
    try {
        await work(folder);
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** Bytes of the databases of rooms, which were closed. */
const sizesOf = (folder: string): number[] =>
    readdirSync(folder)
        .filter((name) => name.endsWith(".sqlite"))
        .map((name) => statSync(join(folder, name)).size);

/** A room of so many events in records of a size: on disk, opened, and in memory; beside the bare table of the same rows. */
async function ofEvents(what: string, size: number, body: (random: Random) => Buffer): Promise<void> {
    const random = new Random(17);
    const guild = new Guild();
    guild.takeScope(true);
    const writer = guild.join(1, ROLE.relay);
    const inWeek = Math.floor(10_000 / size);
    const weeks = Math.ceil(EVENTS / size / inWeek);
    const start = (number: number): number =>
        THIS_WEEK - (weeks - Math.floor(number / inWeek)) * WEEK_SECONDS + (number % inWeek) * size * 60;
    const events = (number: number): StoredEvent[] => eventsOf(random, start(number), size, body);
    for (let number = 0; number < EVENTS / size; number++) guild.batch(writer, events(number));
    const { id } = guild.room;
    const list = guild.list.splice(0);
    await inFolder(async (folder) => {
        const stores = openRecordStores(openSqlite(folder));
        const room = await KeptRoom.open(id, await stores.create(id));
        await room.follow(START, list);
        await stores.close();
        const records = list.length;
        say(
            `${what}: signed records, an event`,
            list.splice(0).reduce((sum, each) => sum + each.length, 0) / EVENTS,
            "bytes",
            1,
        );
        say(`${what}: on disk, an event`, sizesOf(folder)[0] / EVENTS, "bytes");
        const [file] = readdirSync(folder).filter((name) => name.endsWith(".sqlite"));
        const rows = eventRows(join(folder, file));
        bareLoop(join(folder, "bare.db"), rows);
        say(
            `${what}: bare table with the same rows, an event`,
            statSync(join(folder, "bare.db")).size / rows.length,
            "bytes",
        );
        await openAgain(what, folder, id, records);
    });
}

async function openAgain(what: string, folder: string, id: Buffer, records: number): Promise<void> {
    const stores = openRecordStores(openSqlite(folder));
    const before = held();
    const begun = performance.now();
    const store = await stores.open(id);
    if (store === undefined) throw new Error("no room");
    const room = await KeptRoom.open(id, store);
    const took = performance.now() - begun;
    const bytes = held() - before;
    say(`${what}: opened, ${records} records`, took, "ms");
    say(`${what}: in memory, an event`, bytes / EVENTS, "bytes");
    say(`${what}: in memory, a record`, bytes / records / 1000, "kB", 1);
    if (room.room.position.n !== records) throw new Error("not all is there");
    await stores.close();
}

/** A room, and who writes in it. */
interface UsedRoom {
    readonly use: RoomUse;
    readonly author: ReturnType<typeof begin>["author"];
}

/** Rooms that were just founded: on disk, and in memory while somebody uses them. @param maxOpen rooms whose files are open at a time. */
async function ofRooms(what: string, maxOpen: number): Promise<void> {
    await inFolder(async (folder) => {
        const rooms = new Rooms(openRecordStores(openSqlite(folder, { maxOpen })));
        const resident = process.memoryUsage.rss();
        const used: UsedRoom[] = [];
        const begun = performance.now();
        for (let number = 0; number < ROOMS; number++) {
            const { records } = begin(number);
            const use = await rooms.found(records[0]);
            if (use instanceof Damage) throw use;
            await use.room.offer(records.slice(1), NOW);
            use.release();
        }
        say(`${what}: founded, with its scope`, (performance.now() - begun) / ROOMS, "ms", 1);
        const authors = Array.from({ length: ROOMS }, (_, number) => begin(number).author);
        const before = held();
        for (const author of authors) {
            const use = await rooms.use(author.room);
            if (use !== undefined) used.push({ use, author });
        }
        // 64 of them stay in memory though nobody uses them.
        say(`${what}: in the heap while it is used`, (held() - before) / (used.length - 64) / 1000, "kB", 1);
        await oneEach(what, used);
        held();
        say(`${what}: of the process's memory`, (process.memoryUsage.rss() - resident) / ROOMS / 1000, "kB");
        for (const { use } of used) use.release();
        await rooms.close();
        say(`${what}: its file`, Math.min(...sizesOf(folder)) / 1000, "kB");
    });
}

/** One record in each of many rooms, more than have their file open; then all in one, and in a bare table, as many commits each. */
async function oneEach(what: string, rooms: readonly UsedRoom[]): Promise<void> {
    const timed = async (part: string, work: (at: number) => unknown): Promise<void> => {
        const [begun, cpu] = [performance.now(), process.cpuUsage()];
        for (let at = 0; at < COMMITS; at++) await work(at);
        const { user, system } = process.cpuUsage(cpu);
        say(
            part,
            (performance.now() - begun) / COMMITS,
            `ms, ${((user + system) / 1000 / COMMITS).toFixed(2)} ms of CPU`,
            2,
        );
    };
    const offer = async ({ use, author }: UsedRoom, event: number): Promise<void> => {
        const outcome = await use.room.offer([author.sign(batchOf(event)).bytes], NOW);
        if (!("position" in outcome)) throw new Error(outcome.refusals[0].text);
    };
    await timed(`${what}: a commit of one event, each in another room`, (at) => offer(rooms[at % rooms.length], 0));
    const [first] = rooms;
    await timed(`${what}: a commit of one event, all in one room`, (at) => offer(first, 1 + at));
    await inFolder(async (folder) => {
        const database = new Database(join(folder, "bare.db"));
        database.pragma("journal_mode = WAL");
        database.pragma("synchronous = FULL");
        database.exec("CREATE TABLE one (bytes BLOB)");
        const insert = database.prepare("INSERT INTO one VALUES (?)");
        const bytes = Buffer.alloc(300, 1);
        await timed("a commit of a bare table", () => insert.run(bytes));
        database.close();
    });
}

console.log(`${cpus().length} x ${cpus()[0].model}, Node ${process.version}`);
// First, before other memory comes and goes.
await ofRooms("rooms whose files are closed", 1);
await ofRooms("rooms whose files are open", ROOMS);
await ofEvents("points, 250 a record", 250, points);
await ofEvents("text, 250 a record", 250, text);
await ofEvents("points, 10 a record", 10, points);
