/** The queries of companion/README.md, run as they stand there. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { test } from "vitest";
import { parseTypes } from "../../src/format/event-types";
import { packKey, type StoredEvent } from "../../src/format/key";
import { openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { fixture } from "../support/library";
import { importBytes, newFolder, savedBytes } from "../support/stored";

const TIME = 2820 * 604800;
const TYPES = parseTypes(
    '{ "1": { "name": "award", "fields": ["players:guid[]", "amount:number"] }, "2": { "name": "decay", "fields": ["percent:number"] } }',
);

/** An award to players 1 to `players` of server 1001. */
function award(seconds: number, players: number, amount: number): StoredEvent {
    const ids = Array.from({ length: players }, (_, index) => [0, 0, 0, index + 1]).flat();
    const list = Buffer.from([0xe9, 0x07, players, ...ids]);
    const body = Buffer.from([1, 0x40 + list.length, ...list, amount]);
    return { time: TIME + seconds, creator: 9, counter: 0, server: 1001, body };
}

test("each answers what it says", async () => {
    const folder = newFolder();
    const driver = openSqlite(folder);
    const events = [award(0, 3, 10), award(60, 2, 5), award(700000, 1, 20)];
    const taken = Buffer.concat([Buffer.of(0, 0x49), packKey(events[2])]);
    const revocation = { ...events[2], time: TIME + 700100, body: taken };
    await importBytes(driver, savedBytes([...events, revocation]), TYPES);
    await importBytes(driver, savedBytes([award(0, 3, 11)]), TYPES);
    await driver.close();
    const [file] = readdirSync(folder).filter((name) => name.endsWith(".sqlite"));
    const database = new Database(join(folder, file), { readonly: true });
    const readme = fixture("companion", "README.md").toString();
    const queries = [...readme.matchAll(/```sql\n([^]*?)```/g)].map(([, sql]) => sql);
    const answers = queries.map((sql) => database.prepare(sql).all() as Record<string, unknown>[]);
    database.close();
    const first = Number(answers[0].find(({ player }) => player === "Player-1001-00000003")?.["points"]);
    assert.ok(first === 10 || first === 11);
    const guid = (id: number): string => `Player-1001-0000000${id}`;
    assert.deepEqual(answers, [
        [
            { player: guid(1), points: first + 5 },
            { player: guid(2), points: first + 5 },
            { player: guid(3), points: first },
        ],
        [{ creator: guid(9), month: "2024-01", awards: 2, points: first + 5 }],
        [
            {
                officer: guid(9),
                when: "2024-01-26 02:28:20",
                name: "award",
                fields: `{"players":["${guid(1)}"],"amount":20}`,
            },
        ],
        [{ when: "2024-01-18 00:00:00", creator: guid(9), outranked: "award", counted: "award" }],
        [
            { week: 2820, from: "2024-01-18", events: 2, revoked: 0 },
            { week: 2821, from: "2024-01-26", events: 2, revoked: 1 },
        ],
    ]);
});
