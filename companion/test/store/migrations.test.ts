/** Databases of earlier steps: what they hold is there afterwards. */
import assert from "node:assert/strict";
import { join } from "node:path";
import Database from "better-sqlite3";
import { test } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { MIGRATIONS } from "../../src/store/sqlite/migrations";
import { openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { contentOf, importBytes, newFolder, savedBytes } from "../support/stored";
import { randomEvents } from "../support/random-events";

const FIRST_COLUMNS =
    "row, ledger, scope, key, hash, digest, type, name, time, creator, server, counter, fields, revoked, body";

test("a database of the first step is migrated with its rows, and 'stands' is 'counted' then", async () => {
    const seed = 61;
    const random = new Random(seed);
    const events = randomEvents(random, "guild:A", 3, 60);
    const others = events.slice(0, 20).map((event) => ({ ...event, body: Buffer.of(1, random.integer(0, 23)) }));
    const folder = newFolder();
    const now = openSqlite(folder);
    await importBytes(now, savedBytes(events));
    await importBytes(now, savedBytes(others));
    const expected = await contentOf(now);
    const [id] = await now.rooms();
    await now.close();

    const database = new Database(join(folder, `${id}.sqlite`));
    database.exec(`
        ALTER TABLE event RENAME TO later;
        ALTER TABLE log RENAME TO later_log;
        ALTER TABLE directory RENAME TO later_directory;
        ALTER TABLE revocation RENAME TO later_revocation;
        DROP INDEX event_identity; DROP INDEX event_order; DROP INDEX event_system;
        DROP TABLE room; DROP TABLE record; DROP TABLE loose; DROP TABLE player;`);
    database.exec(MIGRATIONS[0]);
    database.exec(`
        INSERT INTO room (id, format, name) VALUES ('${id}', 1, 'guild:A');
        INSERT INTO event (${FIRST_COLUMNS}, status)
            SELECT ${FIRST_COLUMNS}, iif(status = 'counted', 'stands', status) FROM later;
        INSERT INTO log SELECT * FROM later_log;
        INSERT INTO directory SELECT * FROM later_directory;
        INSERT INTO revocation SELECT * FROM later_revocation;
        DROP TABLE later; DROP TABLE later_log; DROP TABLE later_directory; DROP TABLE later_revocation;`);
    const words = database.prepare("SELECT DISTINCT status FROM event ORDER BY status").pluck().all();
    assert.deepEqual(words, ["conflict", "stands"], `seed ${seed}`);
    database.close();

    const migrated = openSqlite(folder);
    assert.deepEqual(await contentOf(migrated), expected, `seed ${seed}`);
    assert.equal(await importBytes(migrated, savedBytes(events)), 0);
    const room = await migrated.room(id);
    assert.deepEqual(await room?.read("roomName"), [{ id, flavour: "", name: "guild:A" }]);
    await migrated.close();
});
