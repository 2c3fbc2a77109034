/** What becomes of saved files in the store: a set of events. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { formatTypes, namedTypes, parseTypes } from "../../src/format/event-types";
import { digestOf } from "../../src/format/hashes";
import { compareKeys, packKey, type StoredEvent } from "../../src/format/key";
import { readBytes, readSavedVariables } from "../../src/format/saved-file";
import type { Driver } from "../../src/store/driver";
import { importFile, roomInfos } from "../../src/store/local-rooms";
import { readPlayers } from "../../src/store/players";
import { MEMORY, openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { describeDatabases } from "../support/databases";
import { eventText, fixture, writeSaved, writeSavedForTools } from "../support/library";
import { randomEvents } from "../support/random-events";
import { contentOf, importBytes, newFolder, savedBytes } from "../support/stored";

const TIME = 2820 * 604800 + 100;

function event(seconds: number, body: Buffer, more: Partial<StoredEvent> = {}): StoredEvent {
    return { time: TIME + seconds, creator: 0xabcd, counter: 0, server: 1001, body, ...more };
}

/** A revocation of an event, some seconds behind it. */
function revocationOf(target: StoredEvent, seconds = 10): StoredEvent {
    return { ...target, time: target.time + seconds, body: Buffer.concat([Buffer.of(0, 0x49), packKey(target)]) };
}

describeDatabases("saved files in the store", (make) => {
    const open = async (): Promise<Driver> => (await make())();

    async function stored(...files: readonly Buffer[]): Promise<Driver> {
        const driver = await open();
        for (const file of files) await importBytes(driver, file);
        return driver;
    }

    test("every event of a file is there once, with the marks of what is revoked", async () => {
        const bytes = fixture("spec", "fixtures", "saved-1.lua.txt");
        const file = readSavedVariables(bytes);
        const driver = await open();
        assert.equal(await importBytes(driver, bytes), 27);
        assert.equal(await importBytes(driver, bytes), 0);
        const rows = (await contentOf(driver)).flat();
        const textOf = (row: (typeof rows)[number]): string =>
            [row["scope"], row["time"], row["creator"], row["counter"], row["body"], row["revoked"]].join(" ");
        const expected = file.ledgers.flatMap(({ scopes }) =>
            scopes.flatMap((scope) =>
                scope.weeks.flatMap(({ events }) =>
                    events.map((each) => {
                        const { time, creator, counter, server, body } = each;
                        const guid = `Player-${server}-${creator.toString(16).toUpperCase().padStart(8, "0")}`;
                        const revoked = scope.isRevoked(each) ? 1 : 0;
                        return [scope.name, time, guid, counter, body.toString("hex"), revoked].join(" ");
                    }),
                ),
            ),
        );
        assert.deepEqual(rows.map(textOf).sort(), expected.sort());
        const [first, second] = await roomInfos(driver);
        assert.deepEqual(
            [first, second].map(({ name, ledgers }) => [name, ledgers[0].events, ledgers[0].revoked]),
            [
                ["guild:Zwölf Wächter-Realm", 25, 3],
                ['raid "two"\\', 2, 0],
            ],
        );
    });

    test("files of several computers give the same in any order, and again", async () => {
        const seed = 41;
        const random = new Random(seed);
        const all = randomEvents(random, "guild:A", 4, 120);
        const parts = [0, 1, 2].map(() => all.filter(() => random.integer(1, 3) < 3));
        const whole = await stored(savedBytes(all));
        const files = parts.map((part) => savedBytes(part));
        const one = await stored(...files);
        const other = await stored(...files.toReversed(), ...files);
        assert.deepEqual(await contentOf(other), await contentOf(one), `seed ${seed}`);
        const union = all.filter((each) => parts.some((part) => part.includes(each)));
        assert.deepEqual(await contentOf(await stored(savedBytes(union))), await contentOf(one), `seed ${seed}`);
        assert.notEqual((await contentOf(whole)).flat().filter((row) => row["revoked"] === 1).length, 0);
    });

    test("of two events under one key the one with the larger digest stands, whichever came first", async () => {
        const bodies = [1, 2, 3].map((byte) => event(0, Buffer.of(1, byte)));
        const largest = bodies.reduce((one, other) => (digestOf(other) > digestOf(one) ? other : one));
        for (const order of [bodies, bodies.toReversed()]) {
            const driver = await stored(...order.map((each) => savedBytes([each])));
            const rows = (await contentOf(driver)).flat();
            assert.equal(rows.length, 3);
            const standing = rows.filter((row) => row["status"] === "counted");
            assert.deepEqual(
                standing.map((row) => row["body"]),
                [largest.body.toString("hex")],
            );
        }
    });

    test("a revocation that another computer has counts, and one that is outranked does not", async () => {
        const [target, other] = [event(0, Buffer.of(1, 1)), event(1, Buffer.of(1, 2))];
        const revocation = revocationOf(target);
        const driver = await stored(savedBytes([target, other]), savedBytes([revocation]));
        const revoked = async (): Promise<unknown[]> =>
            (await contentOf(driver))
                .flat()
                .filter((row) => row["revoked"] === 1)
                .map((row) => row["body"]);
        assert.deepEqual(await revoked(), ["0101"]);
        // Under its key stands another event, whose digest is larger.
        const bodies = Array.from({ length: 255 }, (_, byte) => ({ ...revocation, body: Buffer.of(1, 24, byte + 24) }));
        const larger = bodies.find((each) => digestOf(each) > digestOf(revocation) && each.body[2] < 128);
        assert.ok(larger !== undefined);
        await importBytes(driver, savedBytes([larger]));
        assert.deepEqual(await revoked(), []);
    });

    test("the server of a creator is taken up where one file knows it", async () => {
        const unknown = event(0, Buffer.of(1), { server: 0 });
        const driver = await stored(savedBytes([unknown]), savedBytes([event(5, Buffer.of(1))]));
        const rows = (await contentOf(driver)).flat();
        assert.deepEqual([...new Set(rows.map((row) => row["creator"]))], ["Player-1001-0000ABCD"]);
    });

    test("names of types come later, and change what is stored", async () => {
        const driver = await stored(savedBytes([event(0, Buffer.of(1, 5))]));
        const nameAndFields = async (): Promise<unknown[]> => {
            const [row] = (await contentOf(driver)).flat();
            return [row["name"], row["fields"]];
        };
        assert.deepEqual(await nameAndFields(), ["#1", '{"1":5}']);
        const types = parseTypes('{ "1": { "name": "award", "fields": ["amount:number"] } }');
        assert.equal(await importBytes(driver, savedBytes([event(0, Buffer.of(1, 5))]), types), 0);
        assert.deepEqual(await nameAndFields(), ["award", '{"amount":5}']);
        await importBytes(driver, savedBytes([event(1, Buffer.of(1, 6))]));
        assert.deepEqual(await nameAndFields(), ["award", '{"amount":5}']);
    });

    test("events that came too late for a seal are kept as that", async () => {
        const path = join(newFolder(), "Sealed.lua");
        writeSaved(path, randomEvents(new Random(31), "guild:A", 5, 30), ["seal"]);
        const file = readSavedVariables(readBytes(path));
        const [scope] = file.ledgers[0].scopes;
        const driver = await open();
        await importFile(driver, path, file, new Map());
        assert.equal((await importFile(driver, path, file, new Map())).added, 0);
        const rows = (await contentOf(driver)).flat();
        const orphans = rows.filter((row) => row["status"] === "orphan").map((row) => row["body"]);
        assert.deepEqual(orphans.sort(), scope.orphans.map(({ body }) => body.toString("hex")).sort());
        const here = scope.weeks.flatMap(({ events }) => events);
        const isRevoked = new Map(here.map((each) => [packKey(each).toString("hex"), scope.isRevoked(each) ? 1 : 0]));
        for (const row of rows.filter(({ status }) => status === "counted"))
            assert.equal(row["revoked"], isRevoked.get(String(row["key"])), String(row["key"]));
    });

    test("guilds of one name in two flavours are two rooms", async () => {
        const driver = await open();
        const bytes = savedBytes([event(0, Buffer.of(1))]);
        for (const flavour of ["_retail_", "_classic_era_"])
            await importBytes(driver, bytes, new Map(), `/game/${flavour}/WTF/Account/ONE/SavedVariables/My.lua`);
        const rooms = await roomInfos(driver);
        assert.deepEqual(
            rooms.map(({ flavour, name }) => [flavour, name]),
            [
                ["_classic_era_", "guild:A"],
                ["_retail_", "guild:A"],
            ],
        );
    });

    test("of mutated files what is read is stored, and nothing is raised", async () => {
        const seed = 43;
        const random = new Random(seed);
        const events = randomEvents(random, "guild:A", 3, 40);
        const whole = savedBytes(events);
        for (let index = 0; index < 10; index++) {
            const bytes = Buffer.from(whole);
            for (let change = 0; change < 1 + index; change++)
                bytes[random.integer(0, bytes.length - 1)] = random.integer(0, 255);
            const file = readSavedVariables(index % 3 === 2 ? bytes.subarray(0, bytes.length / 2) : bytes);
            const driver = await open();
            await importFile(driver, "", file, new Map());
            const read = file.ledgers.flatMap(({ scopes }) =>
                scopes.flatMap(({ weeks }) => weeks.flatMap((week) => week.events)),
            );
            const rows = (await contentOf(driver)).flat();
            const texts = new Set(read.map((each) => `${packKey(each).toString("hex")} ${each.body.toString("hex")}`));
            assert.deepEqual(
                rows.map((row) => `${String(row["key"])} ${String(row["body"])}`).sort(),
                [...texts].sort(),
                `seed ${seed}, file ${index}`,
            );
        }
    });

    test("the events of the library's own file are those that the library reads of it", async () => {
        const events = randomEvents(new Random(44), "guild:A", 3, 60);
        const path = join(newFolder(), "Own.lua");
        writeSaved(path, events, ["deflate", "units"]);
        const driver = await open();
        assert.equal(
            (await importFile(driver, path, readSavedVariables(readBytes(path)), new Map())).added,
            events.length,
        );
        const rows = (await contentOf(driver)).flat().map((row) => `${String(row["time"])} ${String(row["body"])}`);
        const written = events.toSorted(compareKeys).map((each) => eventText(each).split(" "));
        assert.deepEqual(
            rows,
            written.map(([time, , , body]) => `${time} ${body}`),
        );
    });
});

test("types and names are those that the file tells, where none are given", async () => {
    const path = join(newFolder(), "Tools.lua");
    writeSavedForTools(path);
    const driver = openSqlite(MEMORY);
    await importFile(driver, path, readSavedVariables(readBytes(path)), new Map());
    const room = await driver.room((await driver.rooms())[0]);
    if (room === undefined) throw new Error("a room expected");
    const file = readSavedVariables(readBytes(path));
    const names = file.ledgers.flatMap(({ scopes }) => scopes.flatMap((scope) => scope.names));
    const known = await readPlayers(room);
    assert.deepEqual([...known.values()].map(({ name }) => name).sort(), names.map(({ name }) => name).sort());
    const [log] = await room.read("logs");
    const [{ types }] = await room.read("log", { ledger: log["ledger"], scope: log["scope"] });
    assert.equal(types, formatTypes(namedTypes(file.ledgers[0].types?.types ?? [])));
    assert.ok(known.size > 0 && types !== "{}");
    await driver.close();
});
