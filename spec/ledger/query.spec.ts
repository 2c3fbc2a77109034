import type { EventFilter, LedgerEvent } from "../../src/api/event";
import type { PackedWeek } from "../../src/block/packed-week";
import { parseField } from "../../src/event/field";
import { formatGuid } from "../../src/event/guid";
import { toId, WEEK_SECONDS, weekOf } from "../../src/event/key";
import { encodeBody, Schema, type TypeDefinition } from "../../src/event/schema";
import { Query, type QuerySource, visitEvents } from "../../src/ledger/query";
import { LogCursor } from "../../src/log/cursor";
import type { Log } from "../../src/log/log";
import { SeededRandom } from "../random";
import { noPause, runStepwise, yieldAlways } from "../support/background";
import { CollectingGuard } from "../support/collecting-guard";
import { isEventBefore, type TestEvent, WEEK } from "../support/events";
import { reload, Store } from "../support/store";
import { rounds } from "../support/rounds";

function define(name: string, id: number, ...fields: string[]): TypeDefinition {
    return { name, id, fields: fields.map((text) => parseField(text)!) };
}

const AWARD = define("award", 1, "player:guid", "amount:number");
const RAID = define("raid", 2, "members:guid[]", "note");
/** Of a type that this version of the addon does not define. */
const UNKNOWN = define("unknown", 3, "text");

const WEEKS = 12;

function playerOf(number: number): string {
    return formatGuid(1001, 0x0a000000 + number);
}

function sourceOf(log: Log): QuerySource {
    const schema = new Schema();
    schema.add(AWARD);
    schema.add(RAID);
    return {
        log,
        schema,
        admission: {
            toEventOfRow(time, id, row) {
                const type = row.pieces[row.offset];
                const [event] = schema.decodeRow(time, id, row, "");
                return event ?? schema.describeUnknown(time, id, type, "");
            },
        },
    };
}

function randomEvent(random: SeededRandom, time: number): TestEvent {
    // Each week has players, types and creators of its own besides those that are in all.
    const week = weekOf(time) % 5;
    const player = (): string => playerOf(random.integer(0, 1) === 0 ? week : 10 + random.integer(0, 3));
    const kind = random.integer(0, 2) === 0 ? week % 3 : 0;
    const bodies = [
        () => encodeBody(AWARD, { player: player(), amount: random.integer(0, 99) })[0]!,
        () => encodeBody(RAID, { members: [player(), player(), player()], note: "x" })[0]!,
        () => encodeBody(UNKNOWN, { text: "y" })[0]!,
    ];
    return {
        time,
        id: toId(random.integer(0, 1) === 0 ? 7 : week, random.integer(0, 9)),
        server: 1,
        body: bodies[kind](),
    };
}

/** A log of some weeks: of units, of their own lines, with open events behind packed ones, and open. */
function randomLog(random: SeededRandom): Log {
    const store = new Store({});
    const events = (from: number, to: number, count: number): void => {
        const list: TestEvent[] = [];
        const keys = new LuaSet<string>();
        for (const _ of $range(1, count)) {
            const event = randomEvent(random, random.integer(from * WEEK_SECONDS, to * WEEK_SECONDS - 1));
            const key = string.format("%.0f %.0f", event.time, event.id);
            if (!keys.has(key)) list.push(event);
            keys.add(key);
        }
        table.sort(list, isEventBefore);
        store.insert(list);
    };
    events(WEEK - WEEKS, WEEK - 1, 150);
    for (const now of [0, 1000]) store.archive.saveAtRest(now, noPause);
    events(WEEK - 2, WEEK, 20);
    store.archive.save(noPause);
    const again = new Store(reload(store.scope));
    again.insert([randomEvent(random, WEEK * WEEK_SECONDS + 5), randomEvent(random, WEEK * WEEK_SECONDS + 50)]);
    return again.log;
}

function listOf(query: Query): LedgerEvent[] {
    const events: LedgerEvent[] = [];
    let event = query.next(noPause);
    while (event !== undefined) {
        events.push(event);
        event = query.next(noPause);
    }
    return events;
}

/** The same by looking at each event. */
function select(source: QuerySource, filter: EventFilter): LedgerEvent[] {
    const events: LedgerEvent[] = [];
    const cursor = new LogCursor(source.log);
    while (cursor.next(noPause)) {
        const event = source.admission.toEventOfRow(cursor.time, cursor.id, cursor.row());
        const players = [event.player, ...((event.members as string[] | undefined) ?? [])];
        const isSelected =
            event.time >= (filter.from ?? 0) &&
            event.time <= (filter.to ?? math.huge) &&
            (filter.type === undefined || event.type === filter.type) &&
            (filter.creator === undefined || event.creator === filter.creator) &&
            (filter.player === undefined || players.includes(filter.player));
        if (isSelected) events.push(event);
    }
    if (filter.newestFirst === true) events.reverse();
    return filter.limit === undefined ? events : events.slice(0, filter.limit);
}

function randomFilter(random: SeededRandom): EventFilter {
    const maybe = <Value>(value: Value): Value | undefined => (random.integer(0, 1) === 0 ? value : undefined);
    const start = (WEEK - random.integer(0, WEEKS)) * WEEK_SECONDS;
    return {
        from: random.integer(0, 3) === 0 ? start + random.integer(0, 9) / 2 : undefined,
        to: random.integer(0, 3) === 0 ? start + random.integer(0, 3 * WEEK_SECONDS) : undefined,
        type: maybe(["award", "raid", "#3", "#1", "#300", "nobody", "revoke"][random.integer(0, 6)]),
        creator: maybe(random.integer(0, 7)),
        player: maybe(playerOf(random.integer(0, 14))),
        newestFirst: maybe(random.integer(0, 1) === 1),
        limit: maybe(random.integer(1, 30)),
    };
}

/** Counts how often packed weeks of a log are read. */
function countReads(log: Log): { reads: number } {
    const counter = { reads: 0 };
    for (const number of log.weekNumbers) {
        const packed = log.week(number)?.packed as { read: PackedWeek["read"] } | undefined;
        if (packed === undefined) continue;
        const read = packed.read;
        packed.read = function (this: PackedWeek, native, pause, before) {
            counter.reads++;
            return read.call(this, native, pause, before);
        };
    }
    return counter;
}

describe("Query", () => {
    it("selects what a look at each event selects, the first time and from then on", () => {
        const random = new SeededRandom(731);
        let found = 0;
        for (const round of $range(1, rounds(60))) {
            const source = sourceOf(randomLog(random));
            for (const step of $range(1, 40)) {
                const filter = randomFilter(random);
                const expected = select(source, filter);
                found += expected.length;
                assert.same(expected, listOf(new Query(source, filter)), `round ${round}, step ${step}`);
            }
        }
        assert.is_true(found > 100);
    });

    it("takes a time between two seconds in either order", () => {
        const source = sourceOf(randomLog(new SeededRandom(736)));
        const [{ time }] = select(source, { limit: 1 });
        for (const newestFirst of [false, true]) {
            for (const from of [time - 0.5, time + 0.5]) {
                const expected = select(source, { from, newestFirst });
                assert.is_true(expected.length > 0);
                assert.same(expected, listOf(new Query(source, { from, newestFirst })));
            }
        }
    });

    it("does not read again what cannot hold what is asked for", () => {
        const source = sourceOf(randomLog(new SeededRandom(732)));
        const counter = countReads(source.log);
        const all = source.log.weekNumbers.length;
        for (const filter of [{ player: playerOf(99) }, { type: "#9" }, { creator: 99 }]) {
            assert.same([], listOf(new Query(source, filter)));
        }
        assert.is_true(counter.reads <= all, `${counter.reads} reads`);
        counter.reads = 0;
        assert.same([], listOf(new Query(source, { player: playerOf(98), newestFirst: true })));
        assert.same([], listOf(new Query(source, { type: "nobody" })));
        // Only where there are open events, too, a week has to be looked at.
        assert.is_true(counter.reads <= 1, `${counter.reads} reads`);
    });

    it("reads the last weeks alone for the newest events", () => {
        const source = sourceOf(randomLog(new SeededRandom(733)));
        const counter = countReads(source.log);
        assert.equal(3, listOf(new Query(source, { newestFirst: true, limit: 3 })).length);
        assert.is_true(counter.reads <= 1, `${counter.reads} reads`);
    });

    it("reads in slices", () => {
        const source = sourceOf(randomLog(new SeededRandom(734)));
        let pauses = 0;
        let sum = 0;
        runStepwise(
            () => {
                const query = new Query(source, { player: playerOf(11) });
                while (query.next(yieldAlways) !== undefined) sum++;
            },
            () => {
                pauses++;
            },
        );
        assert.equal(select(source, { player: playerOf(11) }).length, sum);
        // More than one for each unit: the events between those that it gives do not count for nothing.
        assert.is_true(pauses >= 5, `${pauses} pauses`);
    });
});

describe("visitEvents", () => {
    it("calls with each event, until it is told to stop or an error is raised, which is reported", () => {
        const source = sourceOf(randomLog(new SeededRandom(735)));
        const guard = new CollectingGuard();
        const all = select(source, {});
        for (const isRaising of [true, false]) {
            const seen: LedgerEvent[] = [];
            const count = visitEvents(
                new Query(source, {}),
                (event) => {
                    seen.push(event);
                    if (isRaising && seen.length === 5) error("oops");
                    return seen.length < 5;
                },
                guard,
                noPause,
            );
            assert.equal(5, count);
            assert.same(all.slice(0, 5), seen);
            assert.equal(1, guard.reports.length);
        }
        assert.equal(
            all.length,
            visitEvents(new Query(source, {}), () => {}, guard, noPause),
        );
    });
});
