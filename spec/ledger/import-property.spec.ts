/**
 * Officers import lists that differ, offline from each other, crash, and exchange what they have in any order. No row is
 * lost, none is doubled, and all end with the same log and the same state.
 */

import type { ImportEntry, ImportEvent } from "../../src/api/import";
import { parseField } from "../../src/event/field";
import { Schema } from "../../src/event/schema";
import { Importer } from "../../src/ledger/importer";
import { Admission } from "../../src/log/admission";
import { Log } from "../../src/log/log";
import { SeededRandom } from "../random";
import { ImmediateBackground, noPause } from "../support/background";
import { CollectingGuard } from "../support/collecting-guard";
import { shuffled, type TestEvent } from "../support/events";
import { createGuild, dump, startAll } from "../support/ledgers";
import { RecordingListener } from "../support/log-listener";
import { packWeek, walk } from "../support/logs";
import { ManualClock } from "../support/manual-clock";
import { NO_NATIVE } from "../support/natives";
import { rounds } from "../support/rounds";
import { FakeIdentity, START } from "../support/world";

const WEEK = math.floor(START / 604800);
const CREATORS = ["Player-1001-00000001", "Player-1001-0000BEEF", "Player-4440-FFFFFFFF"];

function newSchema(): Schema {
    const schema = new Schema();
    schema.add({ name: "note", id: 1, fields: [parseField("text")!, parseField("amount")!] });
    return schema;
}

/** An officer's client: a log, what of it was saved, and every body that it ever had. */
class Officer {
    log!: Log;
    readonly ever = new LuaSet<string>();
    private saved: TestEvent[] = [];

    constructor() {
        this.reload();
    }

    /** What a /reload or a crash leaves: the log as it was saved. */
    reload(): void {
        const listener = new RecordingListener();
        this.log = new Log(new ImmediateBackground(), NO_NATIVE, {
            inserted: (_time, _id, body) => this.ever.add(body),
            conflict: () => {},
            yields: () => false,
            moves: () => true,
            quarantined: (week, packed, reason) => listener.quarantined(week, packed, reason),
        });
        this.take(this.saved);
        if (this.log.week(WEEK) !== undefined) packWeek(this.log, WEEK);
    }

    save(): void {
        this.saved = walk(this.log);
    }

    import(entries: readonly ImportEntry[]): void {
        const clock = new ManualClock(START + 604800);
        const schema = newSchema();
        const admission = new Admission(this.log, schema, clock, new CollectingGuard(), () => true, {
            refused: () => {},
            isCreator: () => false,
            state: () => undefined,
            serverTold: () => {},
        });
        const identity = new FakeIdentity("Thrall-Realm", CREATORS[0]);
        new Importer(this.log, schema, admission, identity, () => false).run(entries, noPause);
    }

    take(events: readonly TestEvent[]): void {
        for (const { time, id, body } of events) this.log.insert(time, id, body);
    }

    lines(): string {
        const lines: string[] = [];
        for (const { time, id, body } of walk(this.log)) lines.push(string.format("%.0f %.0f %q", time, id, body));
        return lines.join("\n");
    }
}

/** Rows of few seconds and creators, some of them equal but for their ids. */
function randomRows(random: SeededRandom, hasIds: boolean): ImportEvent[] {
    const rows: ImportEvent[] = [];
    const perSecond = [4, 40, 150, 300][random.integer(0, 3)];
    const seconds = random.integer(1, 3);
    for (const index of $range(1, seconds * perSecond)) {
        rows.push({
            type: "note",
            time: START + 100 + random.integer(0, seconds - 1),
            creator: CREATORS[random.integer(0, 1)],
            values: { text: `row ${random.integer(1, perSecond)}`, amount: 1 },
            id: hasIds ? index : undefined,
        });
    }
    return rows;
}

/** The rows of which no more than 256 are of one creator and second: no list can have more. */
function withoutExcess(rows: readonly ImportEvent[]): ImportEvent[] {
    const counts = new LuaMap<string, number>();
    return rows.filter(({ time, creator }) => {
        const key = string.format("%.0f %s", time, creator);
        counts.set(key, (counts.get(key) ?? 0) + 1);
        return counts.get(key)! <= 256;
    });
}

function textOf({ time, creator, values, id }: ImportEvent): string {
    return string.format("%.0f %s %s %s", time, creator, values.text as string, tostring(id));
}

/** How often each row is in a list, by its text. */
function countRows(rows: readonly ImportEvent[]): LuaMap<string, number> {
    const counts = new LuaMap<string, number>();
    for (const row of rows) counts.set(textOf(row), (counts.get(textOf(row)) ?? 0) + 1);
    return counts;
}

/** How often each row is in a log. One that had to go on to a later second still counts as that of its own. */
function countEvents(log: Log, rows: readonly ImportEvent[]): LuaMap<string, number> {
    const schema = newSchema();
    const own = new LuaMap<string, ImportEvent>();
    for (const row of rows) own.set(tostring(row.id), row);
    const counts = new LuaMap<string, number>();
    for (const { time, id, body } of walk(log)) {
        const [event] = schema.decode(time, id, body, "");
        const { text, importId } = event!;
        const row = own.get(tostring(importId));
        const creator = CREATORS.find((guid) => string.sub(guid, -8) === string.format("%08X", event!.creator))!;
        const written = importId === undefined ? time : row!.time;
        const key = string.format("%.0f %s %s %s", written, creator, text as string, tostring(importId));
        counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
}

/** Lets officers exchange all they have until nothing changes, as the sync does in the end. */
function exchangeAll(random: SeededRandom, officers: readonly Officer[]): void {
    for (const _ of $range(1, 6)) {
        for (const from of shuffled(random, officers)) {
            for (const to of shuffled(random, officers)) to.take(shuffled(random, walk(from.log)));
        }
    }
}

/** Imports, losses of connection, saves, crashes and partial exchanges, in any order. */
function live(random: SeededRandom, officers: readonly Officer[], lists: readonly ImportEntry[][]): void {
    for (const _ of $range(1, 12)) {
        const index = random.integer(0, officers.length - 1);
        const officer = officers[index];
        const other = officers[random.integer(0, officers.length - 1)];
        const act = random.integer(1, 6);
        if (act === 1) {
            officer.import(shuffled(random, lists[index]));
        } else if (act === 2) {
            officer.save();
        } else if (act === 3) {
            officer.reload();
        } else {
            officer.take(walk(other.log).filter(() => random.integer(1, 4) < act - 1));
        }
    }
}

describe("importing by several officers", () => {
    for (const hasIds of [true, false]) {
        const kind = hasIds ? "with ids" : "without ids";
        it(`${kind} loses no row, doubles none, and makes one log`, () => {
            for (const seed of $range(1, rounds(200))) {
                const random = new SeededRandom(seed);
                const rows = randomRows(random, hasIds);
                const officers = [new Officer(), new Officer(), new Officer()];
                // Without ids, rows beyond 256 that move on would have another time: less of them, then.
                const most = hasIds ? rows : withoutExcess(rows);
                const lists = officers.map(() => withoutExcess(most.filter(() => random.integer(1, 3) > 1)));
                live(random, officers, lists);
                for (const index of $range(0, 2)) {
                    officers[index].import(lists[index]);
                    officers[index].save();
                }
                live(random, officers, [[], [], []]);
                exchangeAll(random, officers);
                const [first] = officers;
                for (const other of officers) assert.equal(first.lines(), other.lines(), `seed ${seed}`);
                const counts = countEvents(first.log, rows);
                const expected = new LuaMap<string, number>();
                for (const list of lists) {
                    for (const [text, count] of countRows(list)) {
                        expected.set(text, math.max(expected.get(text) ?? 0, count));
                    }
                }
                assert.same(expected, counts, `seed ${seed}`);
                // Who imports everything now adds nothing.
                const before = first.lines();
                first.import(lists[0]);
                first.import(lists[1]);
                assert.equal(before, first.lines(), `seed ${seed}: imported again`);
            }
        });
    }

    it("keeps what others had of one who is never seen again", () => {
        for (const seed of $range(1, rounds(100))) {
            const random = new SeededRandom(seed);
            const rows = randomRows(random, true);
            const officers = [new Officer(), new Officer(), new Officer()];
            const lists = officers.map(() => withoutExcess(rows.filter(() => random.integer(1, 2) === 1)));
            for (const index of $range(0, 2)) officers[index].import(lists[index]);
            const [gone, ...left] = officers;
            for (const officer of left) officer.take(walk(gone.log).filter(() => random.integer(1, 3) === 1));
            for (const officer of officers) officer.save();
            live(random, left, [[], []]);
            exchangeAll(random, left);
            assert.equal(left[0].lines(), left[1].lines(), `seed ${seed}`);
            const bodies = new LuaSet<string>();
            for (const { body } of walk(left[0].log)) {
                assert.is_false(bodies.has(body), `seed ${seed}: a row twice`);
                bodies.add(body);
            }
            for (const officer of left) {
                for (const body of officer.ever) assert.is_true(bodies.has(body), `seed ${seed}: a row was lost`);
            }
        }
    });

    it("ends with one state on all clients, members included, each row in it once", () => {
        for (const seed of $range(1, rounds(20, 3))) {
            const random = new SeededRandom(seed);
            const clients = createGuild(4, 400 + seed);
            startAll(clients);
            const rows = randomRows(random, true).slice(0, 240);
            const lists = [0, 1, 2].map(() => rows.filter(() => random.integer(1, 3) > 1));
            for (const client of clients) client.isConnected = false;
            for (const index of $range(0, 2)) {
                clients[index].ledger.importEvents(shuffled(random, lists[index]), () => {});
            }
            // One of the lists has other creators, one other values.
            const [other] = rows;
            clients[1].ledger.importEvents([{ ...other, id: "x", creator: CREATORS[2] }], () => {});
            clients[2].ledger.importEvents([{ ...other, id: "x", values: { text: "mapped", amount: 1 } }], () => {});
            clients[0].ledger.importEvents([{ ...other, id: "x" }], () => {});
            clients[0].ledger.importEvents(
                [{ time: START + 110, creator: CREATORS[0], revokes: rows[1].id! }],
                () => {},
            );
            clients[0].world.time.advance(30);
            for (const client of clients) client.isConnected = true;
            clients[0].world.time.advance(1200);
            const distinct = new LuaSet<string | number>();
            let expected = 1;
            for (const list of lists) {
                for (const { id } of list) {
                    if (!distinct.has(id!) && id !== rows[1].id) expected++;
                    distinct.add(id!);
                }
            }
            const [first] = clients;
            for (const { ledger } of clients) {
                assert.equal(dump(first.ledger), dump(ledger), `seed ${seed}`);
                assert.same(first.ledger.getState(), ledger.getState(), `seed ${seed}`);
                assert.equal(expected, ledger.getState().sum, `seed ${seed}`);
                assert.equal("note", ledger.status().importRepeat?.type, `seed ${seed}`);
            }
        }
    });
});
