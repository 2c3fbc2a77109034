/** Several processes on one database of PostgreSQL: each with its own connections, and its own copy of a room. */
import assert from "node:assert/strict";
import { Client } from "pg";
import { expect, it } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { ROLE } from "../../src/room/content-items";
import type { Signer } from "../../src/room/keys";
import { idOfRecord } from "../../src/room/record";
import type { KeptRoom } from "../../src/rooms/kept-room";
import { Rooms } from "../../src/rooms/rooms";
import { POSTGRES_MIGRATIONS } from "../../src/store/postgres/migrations";
import { openDatabase } from "../../src/store/postgres/database";
import { openPostgres, postgresDriver } from "../../src/store/postgres/postgres-driver";
import { openRecordStores } from "../../src/store/record-stores";
import { RoomWatch } from "../../src/sync/room-watch";
import { describePostgres } from "../support/databases";
import { FakeClock } from "../support/fake-clock";
import { batchOf, deviceOf, eventOf, FOUNDER, Guild, NOW } from "../support/guild";
import { searchSize } from "../support/long";
import { RandomGuild } from "../support/random-guild";
import { stateText } from "../support/room-state";
import { expectedRows, storedRows } from "../support/room-rows";

const SEEDS = searchSize(4, 20);
const STEPS = 40;
const RECORDS = 120;

/** A process's rooms. */
async function processOn(url: string): Promise<Rooms> {
    return new Rooms(openRecordStores(await openPostgres(url), () => NOW * 1000));
}

async function roomIn(rooms: Rooms, guild: Guild): Promise<KeptRoom> {
    const use = (await rooms.use(guild.room.id)) ?? (await rooms.found(guild.list[0]));
    assert.ok("room" in use);
    return use.room;
}

/** A guild with two members who may write, founded in a database. */
function twoWriters(): { readonly guild: Guild; readonly writers: readonly Signer[] } {
    const guild = new Guild();
    guild.takeScope(true);
    return { guild, writers: [guild.join(1, ROLE.relay), guild.join(2, ROLE.relay)] };
}

const failed = (error: unknown): never => {
    throw error;
};

/** Resolves after the next change of a room. */
const nextChange = (room: KeptRoom): Promise<void> =>
    new Promise((resolve) => {
        const unlisten = room.onChange(() => {
            unlisten();
            resolve();
        });
    });

/** What a reader that is at 2 is shown of numbers that come from a sequence. */
async function readBySequence(url: string): Promise<number[]> {
    const [one, other, reader] = [1, 2, 3].map(() => new Client({ connectionString: url }));
    for (const client of [one, other, reader]) await client.connect();
    await reader.query("CREATE TABLE by_sequence (n BIGSERIAL PRIMARY KEY)");
    for (const client of [one, other]) await client.query("BEGIN");
    await one.query("INSERT INTO by_sequence DEFAULT VALUES");
    await other.query("INSERT INTO by_sequence DEFAULT VALUES");
    await other.query("COMMIT");
    const read: number[] = [];
    const readOn = async (): Promise<void> => {
        const { rows } = await reader.query("SELECT n FROM by_sequence WHERE n > $1 ORDER BY n", [read.at(-1) ?? 0]);
        read.push(...(rows as { n: string }[]).map(({ n }) => Number(n)));
    };
    await readOn();
    await one.query("COMMIT");
    await readOn();
    for (const client of [one, other, reader]) await client.end();
    return read;
}

describePostgres("processes on one database", (database) => {
    it("number what they take one behind the other, whatever both take at once", async () => {
        const { guild, writers } = twoWriters();
        const url = await database();
        const processes = await Promise.all([processOn(url), processOn(url)]);
        const rooms = await Promise.all(processes.map((rooms) => roomIn(rooms, guild)));
        await rooms[0].offer(guild.list.slice(1), NOW);
        const records = writers.map((writer) =>
            Array.from({ length: 20 }, (_, counter) => guild.sign(writer, batchOf([eventOf(1, counter)])).bytes),
        );
        const outcomes = await Promise.all(
            records.flatMap((all, index) => all.map((record) => rooms[index].offer([record], NOW))),
        );
        for (const outcome of outcomes) assert.ok("position" in outcome, JSON.stringify(outcome));
        // Who was answered finds it in the room at once, whatever had to be read before.
        const [one, other] = rooms;
        const last = guild.sign(writers[1], batchOf([eventOf(1, 20)])).bytes;
        await one.offer([guild.sign(writers[0], batchOf([eventOf(1, 21)])).bytes], NOW);
        const outcome = await other.offer([last], NOW);
        assert.ok("position" in outcome);
        expect(other.room.position).toEqual(outcome.position);
        outcomes.push(outcome);
        for (const rooms of processes) await rooms.look();
        expect(rooms[0].room.position.n).toBe(guild.list.length + 42);
        expect(stateText(rooms[0].room)).toBe(stateText(rooms[1].room));
        for (const outcome of outcomes)
            if ("position" in outcome) expect(rooms[0].room.positionAt(outcome.position.n)).toEqual(outcome.position);
        for (const rooms of processes) await rooms.close();
    });

    it("lose nothing that a sequence would lose: who has read 2 is never shown a 1 that is committed later", async () => {
        const url = await database();
        expect(await readBySequence(url)).toEqual([2]);
        const { guild, writers } = twoWriters();
        const driver = await openPostgres(url);
        const [slow, quick] = await Promise.all([processOn(url), processOn(url)]);
        const [one, other] = await Promise.all([roomIn(slow, guild), roomIn(quick, guild)]);
        await one.offer(guild.list.slice(1), NOW);
        // Somebody holds the room: a second one does not get a number before the first has committed.
        const held = await driver.room(guild.room.id.toString("hex"));
        const order: string[] = [];
        let taken: Promise<unknown> = Promise.resolve();
        await held?.write(async (writer) => {
            const record = guild.sign(writers[1], batchOf([eventOf(2, 1)])).bytes;
            taken = other.offer([record], NOW).then(() => order.push("second"));
            await writer.read("position");
            await new Promise((resolve) => setImmediate(resolve));
            order.push("first");
        });
        await taken;
        expect(order).toEqual(["first", "second"]);
        for (const rooms of [slow, quick]) await rooms.close();
        await driver.close();
    });

    it("hear of what others store by a hint, and where that is lost by looking", async () => {
        const { guild, writers } = twoWriters();
        const url = await database();
        const [writing, reading] = await Promise.all([processOn(url), processOn(url)]);
        const written = await roomIn(writing, guild);
        const read = await roomIn(reading, guild);
        const watch = new RoomWatch(reading, new FakeClock(new Random(1)), failed);
        const seen = nextChange(read);
        await written.offer(guild.list.slice(1), NOW);
        await seen;
        expect(read.room.position).toEqual(written.room.position);
        watch.stop();
        const clock = new FakeClock(new Random(1));
        const deaf = { ...reading.elsewhere, onHint: () => () => undefined };
        assert.ok(deaf.versions !== undefined);
        const { versions, onHint } = deaf;
        const looked = { elsewhere: { versions, onHint }, look: () => reading.look() };
        const looking = new RoomWatch(looked, clock, failed);
        await written.offer([guild.sign(writers[0], batchOf([eventOf(1, 1)])).bytes], NOW);
        expect(read.room.position.n).toBe(written.room.position.n - 1);
        const late = nextChange(read);
        await clock.advance(5000);
        await late;
        expect(read.room.position).toEqual(written.room.position);
        looking.stop();
        for (const rooms of [writing, reading]) await rooms.close();
    });

    it("look at all rooms again when the connection that listens was lost", async () => {
        const { guild } = twoWriters();
        const url = await database();
        const [writing, reading] = await Promise.all([processOn(url), processOn(url)]);
        const written = await roomIn(writing, guild);
        const read = await roomIn(reading, guild);
        const watch = new RoomWatch(reading, new FakeClock(new Random(1)), () => undefined);
        const admin = new Client({ connectionString: url });
        await admin.connect();
        const seen = nextChange(read);
        await written.offer(guild.list.slice(1), NOW);
        await seen;
        const again = nextChange(read);
        const { rowCount } = await admin.query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %' AND datname = current_database()",
        );
        expect(rowCount).toBe(1);
        await written.offer([guild.sign(FOUNDER, batchOf([eventOf(1, 1)])).bytes], NOW);
        await again;
        expect(read.room.position).toEqual(written.room.position);
        watch.stop();
        await admin.end();
        for (const rooms of [writing, reading]) await rooms.close();
    });

    it("have one room where both found it, and its rows once", async () => {
        const { guild } = twoWriters();
        const url = await database();
        const processes = await Promise.all([processOn(url), processOn(url), processOn(url)]);
        const rooms = await Promise.all(processes.map((each) => roomIn(each, guild)));
        expect(rooms.map(({ room }) => room.position)).toEqual(Array.from(rooms, () => rooms[0].room.position));
        await Promise.all(rooms.map((room) => room.offer(guild.list, NOW)));
        for (const each of processes) await each.look();
        for (const { room } of rooms) expect(room.position.n).toBe(guild.list.length);
        for (const each of processes) await each.close();
    });

    it("open an empty database at once, and its tables are made once", async () => {
        const url = await database();
        const all = await Promise.all(Array.from({ length: 5 }, () => openPostgres(url)));
        for (const driver of all) expect(await driver.rooms()).toEqual([]);
        for (const driver of all) await driver.close();
        const opened = await openDatabase(url);
        const formats = await opened.run("SELECT format FROM companion_format ORDER BY format");
        expect(formats.map(({ format }) => format)).toEqual(POSTGRES_MIGRATIONS.map((_, index) => index + 1));
        await opened.run("INSERT INTO companion_format (format) VALUES (1000)");
        await opened.close();
        await expect(openPostgres(url)).rejects.toMatchObject({
            kind: "newer",
            message: expect.stringContaining("of a newer version of the companion") as string,
        });
    });

    it("wait for one that hangs in a change only for a while, and go on when that has ended", async () => {
        const { guild } = twoWriters();
        const url = await database();
        const rooms = new Rooms(openRecordStores(postgresDriver(await openDatabase(url, { lockMs: 50 }))));
        const room = await roomIn(rooms, guild);
        const hanging = new Client({ connectionString: url });
        await hanging.connect();
        await hanging.query("BEGIN; SELECT 1 FROM room FOR UPDATE");
        await expect(room.offer(guild.list.slice(1), NOW)).rejects.toMatchObject({
            kind: "away",
            message: expect.stringContaining("a change of the same room that does not end") as string,
        });
        expect(room.room.position.n).toBe(1);
        await hanging.query("ROLLBACK");
        expect(await room.offer(guild.list.slice(1), NOW)).toEqual({ position: guild.room.position });
        await hanging.end();
        await rooms.close();
    });

    it("refuse a server that loses what it has acknowledged", async () => {
        const url = await database();
        const admin = new Client({ connectionString: url });
        await admin.connect();
        await admin.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET synchronous_commit = off`);
        await admin.end();
        await expect(openPostgres(url)).rejects.toThrow(
            /has synchronous_commit off: what was acknowledged could be lost/,
        );
    });

    it("say what is wrong with an url, a database that is not there, and a server that is away", async () => {
        const url = await database();
        await expect(openPostgres("mysql://x/y")).rejects.toThrow("an url as postgres://");
        await expect(openPostgres(`${url}none`)).rejects.toThrow(/is not there: make it with createdb/);
        await expect(openPostgres("postgres://x:secret@127.0.0.1:1/y")).rejects.toMatchObject({
            kind: "away",
            message: expect.stringMatching(/^the database y at 127\.0\.0\.1:1 cannot be reached(?!.*secret)/) as string,
        });
    });
});

/** Three processes that do at random what servers and clients do. */
class Walk {
    readonly guild: RandomGuild;
    private readonly bytes = new Map<string, Buffer>();

    constructor(
        private readonly random: Random,
        private readonly processes: readonly Rooms[],
    ) {
        this.guild = new RandomGuild(new Random(random.integer(1, 1_000_000)));
        while (this.guild.list.length < RECORDS) this.guild.step();
    }

    private noted(records: readonly Buffer[]): readonly Buffer[] {
        for (const all of records) this.bytes.set(idOfRecord(all).toString("hex"), all);
        return records;
    }

    private page(start: number): readonly Buffer[] {
        return this.noted(this.guild.list.slice(start, start + this.random.integer(1, 12)));
    }

    private async act(room: KeptRoom): Promise<void> {
        const { random } = this;
        const { n } = room.room.position;
        const kind = random.integer(1, 10);
        if (kind <= 5) await room.offer(this.page(random.integer(0, 2) > 0 ? n : random.integer(0, RECORDS - 1)), NOW);
        else if (kind === 6) await this.rewind(room);
        else if (kind <= 8) await room.sign(deviceOf(random.integer(1, 3)), () => [this.batch()]);
        else if (kind === 9) await room.drop(room.loose.filter(() => random.integer(1, 2) === 1).map(({ id }) => id));
        else await room.refresh();
    }

    /** As who finds that its list is another one: by then another process may have rewound it further. */
    private async rewind(room: KeptRoom): Promise<void> {
        const since = room.room.positionAt(Math.max(1, room.room.position.n - this.random.integer(1, 10)));
        if (since === undefined) return;
        await room.follow(since, this.page(since.n)).catch((error: unknown) => {
            assert.match(String(error), /'since' - a position of the list expected/);
        });
    }

    private batch() {
        return batchOf([eventOf(this.random.integer(1, 4), this.random.integer(0, 15))]);
    }

    async run(): Promise<readonly KeptRoom[]> {
        const rooms = await Promise.all(this.processes.map((each) => roomIn(each, this.guild)));
        this.noted(this.guild.list.slice(0, 1));
        await rooms[0].follow(rooms[0].room.position, this.noted(this.guild.list.slice(1, 20)));
        for (let step = 0; step < STEPS; step++) await Promise.all(rooms.map((room) => this.act(room)));
        for (const each of this.processes) await each.look();
        return rooms;
    }

    bytesOf(id: Buffer): Buffer {
        const bytes = this.bytes.get(id.toString("hex"));
        assert.ok(bytes !== undefined);
        return bytes;
    }
}

describePostgres("a walk at random of three processes", (database) => {
    it("leaves the same room in each of them, and on disk what its records say", async () => {
        for (let seed = 1; seed <= SEEDS; seed++) {
            const url = await database();
            const processes = await Promise.all([processOn(url), processOn(url), processOn(url)]);
            const walk = new Walk(new Random(seed), processes);
            try {
                const [one, ...others] = await walk.run();
                for (const other of others) {
                    assert.equal(stateText(other.room), stateText(one.room));
                    assert.equal(stateText(other.counted), stateText(one.counted));
                    assert.deepEqual(other.loose, one.loose);
                }
                const driver = await openPostgres(url);
                const { events, ...rest } = await storedRows(driver, one.id);
                const expected = expectedRows(one, (id) => walk.bytesOf(id));
                assert.deepEqual({ events: events.map(({ touched: _, ...row }) => row), ...rest }, expected);
                await driver.close();
            } catch (error) {
                throw new Error(`seed ${seed}`, { cause: error });
            }
            for (const each of processes) await each.close();
        }
    });
});
