/** A folder of rooms: what is refused, what is kept, how many files are open. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { hash } from "node:crypto";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { MIGRATIONS } from "../../src/store/sqlite/migrations";
import { StoreError } from "../../src/store/store-error";
import { openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { contentOf, importBytes, newFolder, savedBytes } from "../support/stored";
import { Random } from "../../../tools/random.mjs";
import { randomEvents } from "../support/random-events";

const EVENTS = randomEvents(new Random(51), "guild:A", 2, 30);
const NEWER = [...MIGRATIONS, "ALTER TABLE event ADD COLUMN later INTEGER NOT NULL DEFAULT 0"];

const bytesOf = (folder: string): Map<string, string> =>
    new Map(readdirSync(folder).map((name) => [name, hash("sha256", readFileSync(join(folder, name)))]));

test("what is stored is there when the folder is opened again", async () => {
    const folder = join(newFolder(), "made", "at", "once");
    const driver = openSqlite(folder);
    await importBytes(driver, savedBytes(EVENTS));
    const content = await contentOf(driver);
    await driver.close();
    const again = openSqlite(folder);
    assert.deepEqual(await contentOf(again), content);
    assert.equal(await importBytes(again, savedBytes(EVENTS)), 0);
    await again.close();
});

test("an older database is brought forward with all that it holds", async () => {
    const folder = newFolder();
    const old = openSqlite(folder);
    await importBytes(old, savedBytes(EVENTS));
    const content = await contentOf(old);
    await old.close();
    const newer = openSqlite(folder, { migrations: NEWER });
    assert.deepEqual(await contentOf(newer), content);
    const [id] = await newer.rooms();
    assert.equal(await importBytes(newer, savedBytes(EVENTS)), 0);
    assert.ok((await newer.room(id)) !== undefined);
    await newer.close();
});

test("a newer database is refused in a sentence, and no byte of it changes", async () => {
    const folder = newFolder();
    const newer = openSqlite(folder, { migrations: NEWER });
    await importBytes(newer, savedBytes(EVENTS));
    await newer.close();
    const before = bytesOf(folder);
    const driver = openSqlite(folder);
    const refused = (error: unknown): boolean =>
        error instanceof StoreError &&
        error.kind === "newer" &&
        error.message.includes(
            `is of a newer version of the companion (format ${NEWER.length}, this one knows ${MIGRATIONS.length}): update this one`,
        );
    await assert.rejects(importBytes(driver, savedBytes(EVENTS)), refused);
    const [id] = await driver.rooms();
    await assert.rejects(driver.room(id), refused);
    await driver.close();
    assert.deepEqual(bytesOf(folder), before);
});

test("a second one on the folder is refused in a sentence, in this process and in another", async () => {
    const folder = newFolder();
    const driver = openSqlite(folder);
    const refused = /is in use by another companion: end that one, or name another folder/;
    assert.throws(() => openSqlite(folder), refused);
    assert.throws(
        () => openSqlite(folder),
        (error: unknown) => error instanceof StoreError && error.kind === "locked",
    );
    const script = `
        const lock = new (require("better-sqlite3"))(process.argv[1], { timeout: 0 });
        try { lock.exec("BEGIN EXCLUSIVE"); } catch (error) { console.log(error.code); }`;
    const run = (): string =>
        spawnSync(process.execPath, ["-e", script, join(folder, "companion.lock")], { encoding: "utf8" }).stdout;
    assert.equal(run(), "SQLITE_BUSY\n");
    await driver.close();
    assert.equal(run(), "");
    await openSqlite(folder).close();
});

test("what is no database is refused in a sentence and left alone, and other rooms are served", async () => {
    const folder = newFolder();
    writeFileSync(join(folder, "rubbish.sqlite"), "no database, ".repeat(100));
    const driver = openSqlite(folder);
    await importBytes(driver, savedBytes(EVENTS));
    await assert.rejects(driver.room("rubbish"), /rubbish\.sqlite: is no database of the companion: move it elsewhere/);
    assert.equal(readFileSync(join(folder, "rubbish.sqlite"), "utf8"), "no database, ".repeat(100));
    await driver.close();
});

test("a folder that cannot be made is refused in a sentence", () => {
    const folder = newFolder();
    writeFileSync(join(folder, "file"), "");
    assert.throws(
        () => openSqlite(join(folder, "file", "below")),
        /name a folder that may be written with --db-folder/,
    );
});

test.skipIf(process.getuid?.() === 0)("a folder without rights is refused in a sentence", () => {
    const folder = join(newFolder(), "closed");
    mkdirSync(folder);
    chmodSync(folder, 0o500);
    assert.throws(() => openSqlite(folder), /cannot be opened: see to the rights of its folder/);
});

test("ids that would leave the folder are those of no room", async () => {
    const driver = openSqlite(newFolder());
    for (const id of ["", "..", "../a", "a/b", "a\\b", "a\0", "x".repeat(65)])
        assert.equal(await driver.room(id, { create: true }), undefined);
    assert.deepEqual(await driver.rooms(), []);
    await driver.close();
});

test("no more files are open than may be, and rooms that were closed are opened again", async () => {
    const folder = newFolder();
    const driver = openSqlite(folder, { maxOpen: 3 });
    const open = (): number => readdirSync(folder).filter((name) => name.endsWith(".sqlite-wal")).length;
    for (let index = 0; index < 12; index++) {
        await importBytes(driver, savedBytes(EVENTS, `guild:${index}`));
        assert.ok(open() <= 3, `${open()} are open`);
    }
    assert.equal((await driver.rooms()).length, 12);
    assert.equal((await contentOf(driver)).flat().length, 12 * EVENTS.length);
    assert.ok(open() <= 3);
    await driver.close();
});

test("a transaction whose work raises leaves nothing, and the next one is served", async () => {
    const driver = openSqlite(newFolder());
    await importBytes(driver, savedBytes(EVENTS));
    const [id] = await driver.rooms();
    const room = await driver.room(id);
    const before = await contentOf(driver);
    const work = room?.write(async (writer) => {
        await writer.put("nameRoom", [{ flavour: "x", name: "y" }]);
        throw new Error("on purpose");
    });
    await assert.rejects(work ?? Promise.resolve(), /on purpose/);
    assert.deepEqual(await room?.read("roomName"), [{ id, flavour: "", name: "guild:A" }]);
    assert.deepEqual(await contentOf(driver), before);
    await driver.close();
});
