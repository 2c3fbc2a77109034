/** Rooms of records: the same of those in memory and of those in a database. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { nameOf } from "../../src/room/chain";
import { KIND } from "../../src/room/contents";
import { ROLE } from "../../src/room/content-items";
import { START } from "../../src/room/position";
import { KeptRoom } from "../../src/rooms/kept-room";
import type { RecordStores } from "../../src/rooms/record-store";
import { Rooms } from "../../src/rooms/rooms";
import type { Driver } from "../../src/store/driver";
import { roomInfos } from "../../src/store/local-rooms";
import { readPlayers } from "../../src/store/players";
import { openRecordStores } from "../../src/store/record-stores";
import { MIGRATIONS } from "../../src/store/sqlite/migrations";
import { MEMORY, openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { batchOf, eventOf, FOUNDER, Guild, guidOf, LEDGER, NOW, SCOPE } from "../support/guild";
import { MemoryStores } from "../support/memory-stores";
import { stateText } from "../support/room-state";
import { expectedEvents, expectedRows, storedRows } from "../support/room-rows";
import { describeDatabases, type MakeDatabase } from "../support/databases";
import { importBytes, newFolder, savedBytes } from "../support/stored";

/** Opens the same rooms again, as the next start of the program does. */
type Places = () => Promise<RecordStores>;

function inStores(): Places {
    const stores = new MemoryStores();
    return () => Promise.resolve(stores);
}

/** Opens one database again and again. */
function inDatabase(make: MakeDatabase): Places {
    const database = make();
    let open: RecordStores | undefined;
    return async () => {
        await open?.close();
        open = openRecordStores(await (await database)(), () => NOW * 1000);
        return open;
    };
}

function inSqliteMemory(): Places {
    const stores = openRecordStores(openSqlite(MEMORY), () => NOW * 1000);
    return () => Promise.resolve(stores);
}

async function kept(guild: Guild, stores: RecordStores): Promise<KeptRoom> {
    const store = await stores.open(guild.room.id);
    assert.ok(store !== undefined);
    return KeptRoom.open(guild.room.id, store);
}

function roomsOfRecords(makePlaces: () => Places): void {
    let places: Places;
    beforeEach(() => {
        places = makePlaces();
    });

    it("are there by their ids once they have records", async () => {
        const guilds = [new Guild(), new Guild()];
        const rooms = new Rooms(await places());
        expect(await rooms.ids()).toEqual([]);
        for (const guild of guilds) expect(await rooms.use(guild.room.id)).toBeUndefined();
        for (const { list } of guilds) expect(await rooms.found(list[0])).not.toBeInstanceOf(Error);
        const ids = new Set(guilds.map(({ room }) => nameOf(room.id)));
        expect((await rooms.ids()).map(nameOf)).toEqual([...ids].sort());
        expect((await (await places()).ids()).map(nameOf)).toEqual([...ids].sort());
    });

    it("are what they were when they are opened again", async () => {
        const guild = new Guild();
        guild.takeScope(true);
        const member = guild.join(1, ROLE.relay);
        const room = await KeptRoom.open(guild.room.id, await (await places()).create(guild.room.id));
        await room.follow(START, guild.list);
        await room.follow(room.room.position, [Buffer.from("no record")]);
        const offered = guild.sign(member, batchOf([eventOf(2, 1)]));
        await room.offer([offered.bytes], NOW);
        await room.sign(member, () => [batchOf([eventOf(2, 2)]), batchOf([eventOf(2, 3)])]);
        const fork = room.room.positionAt(room.room.position.n - 1);
        assert.ok(fork !== undefined);
        await room.follow(fork, [guild.sign(FOUNDER, batchOf([eventOf(1, 3)])).bytes]);
        expect(room.loose).toHaveLength(3);
        await room.drop([room.loose[2].id]);
        const again = await kept(guild, await places());
        expect(stateText(again.room)).toBe(stateText(room.room));
        expect(stateText(again.counted)).toBe(stateText(room.counted));
        expect(again.loose).toEqual(room.loose);
    });
}

describe("rooms of records in memory", () => roomsOfRecords(inStores));
describe("rooms of records in SQLite in memory", () => roomsOfRecords(inSqliteMemory));
describeDatabases("rooms of records", (make) => roomsOfRecords(() => inDatabase(make)));

/** A guild whose list a room keeps in a database. */
async function keptIn(guild: Guild, driver: Driver): Promise<KeptRoom> {
    const room = await KeptRoom.open(
        guild.room.id,
        await openRecordStores(driver, () => NOW * 1000).create(guild.room.id),
    );
    await room.follow(START, guild.list);
    return room;
}

describeDatabases("a room of records in a database", (make) => {
    const open = async (): Promise<Driver> => (await make())();

    it("has its events, ledgers and names where those of this computer's own files have theirs", async () => {
        const guild = new Guild();
        guild.takeScope(true);
        const member = guild.join(1, ROLE.own);
        guild.write(FOUNDER, {
            ...{ kind: KIND.about, ledger: LEDGER, scope: SCOPE, stateVersion: 1 },
            types: [{ id: 1, name: Buffer.from("award"), fields: [Buffer.from("points:number")] }],
            names: [{ guid: guidOf(2), name: "Anna-Realm", token: "MAGE" }],
        });
        guild.batch(member, [eventOf(2, 1, Buffer.of(1, 7))]);
        guild.batch(member, [eventOf(9, 2, Buffer.of(1, 8))]);
        const driver = await open();
        await importBytes(driver, savedBytes([eventOf(5, 1)]));
        const room = await keptIn(guild, driver);
        expect((await roomInfos(driver)).map(({ name }) => name)).toEqual(["Dawn", "guild:A"]);
        const [info] = await roomInfos(driver);
        expect(info).toMatchObject({ id: nameOf(guild.room.id), flavour: "" });
        expect(info.ledgers).toMatchObject([{ ledger: "MyDKP", scope: "guild:Dawn-Realm", events: 1, unconfirmed: 1 }]);
        const { events } = await storedRows(driver, room.id);
        expect(events.map(({ content }) => content)).toEqual(['[1,"award",{"points":7}]', '[1,"award",{"points":8}]']);
        const database = await driver.room(nameOf(room.id));
        assert.ok(database !== undefined);
        expect([...(await readPlayers(database))]).toEqual([
            ["Player-1001-00000002", { name: "Anna-Realm", class: "MAGE" }],
        ]);
        expect((await openRecordStores(driver).ids()).map(nameOf)).toEqual([nameOf(room.id)]);
    });

    it("has no names any more of a record that another one of the same author and number has taken the place of", async () => {
        const guild = new Guild();
        guild.takeScope(true);
        const driver = await open();
        const room = await keptIn(guild, driver);
        const since = room.room.position;
        const { seq, id } = room.room.heads()[0];
        const about = guild.sign(FOUNDER, {
            ...{ kind: KIND.about, ledger: LEDGER, scope: SCOPE, stateVersion: 1, types: [] },
            names: [{ guid: guidOf(2), name: "Anna-Realm", token: "MAGE" }],
        });
        guild.own.set(nameOf(FOUNDER.key), { seq, id });
        const other = guild.sign(FOUNDER, batchOf([eventOf(1, 1)]));
        await room.follow(since, [about.bytes]);
        expect((await storedRows(driver, room.id)).players).toEqual(["Player-1001-00000002 Anna-Realm MAGE"]);
        await room.follow(since, [other.bytes]);
        expect(await storedRows(driver, room.id)).toMatchObject({ players: [], loose: [nameOf(about.bytes)] });
    });

    it("has no log of a scope any more that is taken no longer", async () => {
        const guild = new Guild();
        guild.takeScope(true);
        guild.batch(FOUNDER, [eventOf(1, 1)]);
        const driver = await open();
        const room = await keptIn(guild, driver);
        const start = guild.list.length;
        guild.takeScope(true, SCOPE, Buffer.of());
        await room.follow(room.room.position, guild.list.slice(start));
        expect((await storedRows(driver, room.id)).events).toEqual([]);
        expect((await roomInfos(driver))[0].ledgers).toEqual([]);
    });

    it("has other rows for names that differ in bytes that are no text", async () => {
        const guild = new Guild();
        const scopes = [Buffer.of(0xff), Buffer.of(0xfe), Buffer.from("\\xff"), Buffer.from("�")];
        for (const scope of scopes) guild.takeScope(true, scope);
        for (const scope of scopes) guild.batch(FOUNDER, [eventOf(1, 1)], scope);
        const driver = await open();
        const room = await keptIn(guild, driver);
        expect((await roomInfos(driver))[0].ledgers.map(({ scope }) => scope).sort()).toEqual(
            ["\\xff", "\\xfe", `\\x${nameOf(Buffer.from("\\xff"))}`, "�"].sort(),
        );
        expect((await storedRows(driver, room.id)).events).toHaveLength(4);
    });

    it("has its rows made anew where another version of the program has made them", async () => {
        const guild = new Guild();
        guild.takeScope(true);
        guild.batch(FOUNDER, [eventOf(1, 1), eventOf(1, 2)]);
        const driver = await open();
        const room = await keptIn(guild, driver);
        const before = await storedRows(driver, room.id);
        const database = await driver.room(nameOf(room.id));
        const spoil = async (derived: number): Promise<void> => {
            await database?.write(async (writer) => {
                const [position] = await writer.read("position");
                await writer.put("setRoom", [{ ...position, name: "Spoilt", derived }]);
                await writer.put("dropEvents", [{}]);
                await writer.put("putPlayer", [{ guid: "x", name: "x", class: "" }]);
            });
            await kept(guild, openRecordStores(driver));
        };
        await spoil(1);
        expect((await storedRows(driver, room.id)).events).toEqual([]);
        await spoil(0);
        expect(await storedRows(driver, room.id)).toEqual(before);
        expect(await storedRows(driver, room.id)).toMatchObject({ events: expectedEvents(room.counted), players: [] });
    });

    it("is made anew where its maker was stopped before it had a record", async () => {
        const guild = new Guild();
        const driver = await open();
        await openRecordStores(driver).create(guild.room.id);
        const rooms = new Rooms(openRecordStores(driver));
        expect(await rooms.use(guild.room.id)).toBeUndefined();
        const use = await rooms.found(guild.list[0]);
        assert.ok("room" in use);
        expect(use.room.room.position.n).toBe(1);
        expect(await storedRows(driver, guild.room.id)).toEqual({
            ...expectedRows(use.room, () => Buffer.alloc(0)),
            events: [],
        });
        await rooms.close();
    });

    it("is refused in a sentence where its records are not those that were stored", async () => {
        const guild = new Guild();
        guild.takeScope(true);
        const driver = await open();
        const room = await keptIn(guild, driver);
        const database = await driver.room(nameOf(room.id));
        await database?.write((writer) => writer.put("dropRecords", [{ n: 1 }]));
        await expect(kept(guild, openRecordStores(driver))).rejects.toMatchObject({
            kind: "damaged",
            message: expect.stringContaining("do not lead to its position") as string,
        });
    });
});

describe("a room of records in a file of SQLite", () => {
    it("is refused and left alone where a newer version has made it", async () => {
        const guild = new Guild();
        guild.takeScope(true);
        const folder = newFolder();
        const newer = openSqlite(folder, { migrations: [...MIGRATIONS, "CREATE TABLE later (x INTEGER) STRICT"] });
        const room = await keptIn(guild, newer);
        await newer.close();
        const file = join(folder, `${nameOf(room.id)}.sqlite`);
        const before = readFileSync(file);
        const driver = openSqlite(folder);
        const rooms = new Rooms(openRecordStores(driver));
        for (let again = 0; again < 2; again++)
            await expect(rooms.use(room.id)).rejects.toMatchObject({ kind: "newer" });
        await rooms.close();
        expect(readFileSync(file).equals(before)).toBe(true);
        expect(readdirSync(folder).sort()).toEqual([`${nameOf(room.id)}.sqlite`, "companion.lock"].sort());
    });

    it("has other ids than 32 bytes refused", async () => {
        const stores = openRecordStores(openSqlite(MEMORY));
        await expect(stores.create(Buffer.of())).rejects.toThrow("create: 'id' - 32 bytes expected, got 0");
    });
});
