import { packKey, weekOf } from "../../src/event/key";
import { rowsBetween, type WeekSummary } from "../../src/sync/week-summary";
import { SeededRandom } from "../random";
import { noPause, runStepwise, yieldAlways } from "../support/background";
import { isEventBefore, randomEvents, shuffled, type TestEvent, WEEK } from "../support/events";
import { walk, withoutServer } from "../support/logs";
import { reload, Store } from "../support/store";
import { rounds } from "../support/rounds";

/** Seconds for which a week has to be at rest; more than that. */
const LONG = 1000;

/** Events of `count` weeks in a row, the last one WEEK. */
function eventsOf(random: SeededRandom, count: number, perWeek: number): TestEvent[] {
    const events: TestEvent[] = [];
    for (const week of $range(WEEK - count + 1, WEEK)) {
        for (const event of randomEvents(random, random.integer(1, perWeek), week)) events.push(event);
    }
    return events;
}

function rest(store: Store): void {
    store.archive.saveAtRest(0, noPause);
    store.archive.saveAtRest(LONG, noPause);
}

function rowsOf({ log }: Store): WeekSummary[] {
    log.hash(noPause);
    return rowsBetween(log, 0, WEEK + 1);
}

function outsideWeeks(events: readonly TestEvent[], numbers: readonly number[]): TestEvent[] {
    return withoutServer(events.filter(({ time }) => !numbers.includes(weekOf(time))));
}

function someOf<T>(random: SeededRandom, list: readonly T[]): T[] {
    return list.filter(() => random.integer(1, 3) > 1);
}

/** What an interrupted session leaves is whole: each week has its events or, if it was to go, its row. */
function checkFile(
    store: Store,
    events: readonly TestEvent[],
    going: readonly number[],
    rows: readonly WeekSummary[],
): void {
    const again = new Store(reload(store.scope));
    assert.same([], again.damaged);
    assert.same([], again.archive.sealed.damagedParts);
    assert.same(rows, rowsOf(again));
    const gone = again.log.absentRows().map(({ weekNumber }) => weekNumber);
    for (const weekNumber of gone) assert.is_true(going.includes(weekNumber));
    assert.same(outsideWeeks(events, gone), walk(again.log));
}

describe("an archive of which weeks are dropped", () => {
    it("has the rows of these and the events of the others after a reload, whether they stood in units or alone", () => {
        for (const seed of $range(1, rounds(25))) {
            const random = new SeededRandom(9500 + seed);
            const events = eventsOf(random, 14, 30);
            let store = new Store({});
            store.insert(shuffled(random, events));
            if (seed % 3 > 0) rest(store);
            if (seed % 3 > 1) store.archive.save(noPause);
            // What was never saved is not there after a reload.
            if (seed % 2 === 0 && seed % 3 > 0) store = new Store(reload(store.scope));
            const rows = rowsOf(store);
            const going = someOf(random, store.log.weekNumbers);
            assert.equal(going.length, store.archive.dropWeeks(going, noPause));
            assert.equal(0, store.archive.dropWeeks(going, noPause));
            assert.same(rows, rowsOf(store));
            assert.same(outsideWeeks(events, going), walk(store.log));
            for (const weekNumber of going) assert.is_nil(store.scope.weeks!.get(weekNumber));
            store.archive.save(noPause);
            assert.is_false(store.archive.isBehind());
            const again = new Store(reload(store.scope));
            assert.same(
                going,
                again.log.absentRows().map(({ weekNumber }) => weekNumber),
            );
            assert.same(rows, rowsOf(again));
            assert.same(outsideWeeks(events, going), walk(again.log));
            assert.same([], store.listener.quarantines);
        }
    });

    it("is whole at every moment", () => {
        for (const seed of $range(1, rounds(12))) {
            const random = new SeededRandom(9600 + seed);
            const events = eventsOf(random, 9, 15);
            const store = new Store({});
            store.insert(shuffled(random, events));
            rest(store);
            store.archive.save(noPause);
            const rows = rowsOf(store);
            const going = someOf(random, store.log.weekNumbers);
            runStepwise(
                () => store.archive.dropWeeks(going, yieldAlways),
                () => checkFile(store, events, going, rows),
            );
            checkFile(store, events, going, rows);
            assert.same(
                going,
                store.log.absentRows().map(({ weekNumber }) => weekNumber),
            );
        }
    });

    it("loses nothing when events come and other weeks are saved on the way", () => {
        for (const seed of $range(1, rounds(12))) {
            const random = new SeededRandom(9700 + seed);
            const events = eventsOf(random, 9, 15);
            const arriving = shuffled(random, events);
            const late = arriving.slice(0, 8);
            const present = arriving.slice(8);
            const store = new Store({});
            store.insert(present);
            rest(store);
            store.log.hash(noPause);
            const going = store.log.weekNumbers.slice(0, 5);
            const came: TestEvent[] = [];
            let now = 2 * LONG;
            const saving = coroutine.create(() => {
                while (late.length > 0) {
                    now += LONG;
                    store.archive.saveAtRest(now, yieldAlways);
                }
            });
            runStepwise(
                () => store.archive.dropWeeks(going, yieldAlways),
                () => {
                    if (random.integer(1, 6) === 1 && late.length > 0) {
                        const event = late.pop()!;
                        came.push(event);
                        store.insert([event]);
                        store.log.hash(noPause);
                    }
                    if (coroutine.status(saving) === "suspended") assert.is_true(coroutine.resume(saving)[0]);
                },
            );
            const dropped = store.log.absentRows().map(({ weekNumber }) => weekNumber);
            store.archive.save(noPause);
            const again = new Store(reload(store.scope));
            assert.same(walk(store.log), walk(again.log), `seed ${seed}`);
            assert.same(rowsOf(store), rowsOf(again), `seed ${seed}`);
            const all = [...present, ...came];
            table.sort(all, isEventBefore);
            for (const weekNumber of going.filter((number) => !dropped.includes(number))) {
                const expected = withoutServer(all.filter(({ time }) => weekOf(time) === weekNumber));
                assert.same(
                    expected,
                    walk(again.log).filter(({ time }) => weekOf(time) === weekNumber),
                );
            }
        }
    });

    it("drops none that is not hashed, and none while server ids are still to be read", () => {
        const store = new Store({});
        store.insert(eventsOf(new SeededRandom(4), 5, 9));
        assert.equal(0, store.archive.dropWeeks([WEEK], noPause));
        store.log.hash(noPause);
        store.archive.isDirectoryDamaged = true;
        assert.equal(0, store.archive.dropWeeks([WEEK], noPause));
        store.archive.isDirectoryDamaged = false;
        assert.equal(1, store.archive.dropWeeks([WEEK, WEEK + 7], noPause));
    });

    it("takes weeks that come back, one event by one, for what they are", () => {
        for (const seed of $range(1, rounds(8))) {
            const random = new SeededRandom(9800 + seed);
            const events = eventsOf(random, 8, 12);
            let store = new Store({});
            store.insert(events);
            rest(store);
            const rows = rowsOf(store);
            store.archive.dropWeeks(someOf(random, store.log.weekNumbers), noPause);
            const missing = shuffled(
                random,
                events.filter(({ time }) => store.log.countIn(weekOf(time)) === 0),
            );
            let now = LONG;
            while (missing.length > 0) {
                for (const _ of $range(1, math.min(missing.length, 9))) store.insert([missing.pop()!]);
                store.log.hash(noPause);
                for (const __ of $range(1, 2)) {
                    now += LONG;
                    store.archive.saveAtRest(now, noPause);
                }
                store.archive.save(noPause);
                store = new Store(reload(store.scope));
                assert.same(rows, rowsOf(store), `seed ${seed}`);
            }
            assert.equal(0, store.log.absentCount());
            assert.same(withoutServer(events), walk(store.log));
            assert.is_nil(store.scope.seal);
        }
    });

    it("drops the rest of a partly absent week as well", () => {
        const store = new Store({});
        const events = eventsOf(new SeededRandom(6), 5, 9);
        store.insert(events);
        const rows = rowsOf(store);
        store.archive.dropWeeks([WEEK - 2], noPause);
        store.insert(events.filter(({ time }) => weekOf(time) === WEEK - 2).slice(0, 1));
        rest(store);
        store.log.hash(noPause);
        store.archive.dropWeeks([WEEK - 2], noPause);
        const again = new Store(reload(store.scope));
        assert.same(rows, rowsOf(again));
        assert.equal(0, again.log.countIn(WEEK - 2));
    });
});

describe("an archive of a log with absent weeks", () => {
    it("lets a text outrank a row, and drops one that it equals", () => {
        const store = new Store({});
        const events = eventsOf(new SeededRandom(7), 4, 9);
        store.insert(events);
        store.archive.save(noPause);
        const rows = rowsOf(store);
        store.archive.sealed.announce(rows, noPause);
        const again = new Store(reload(store.scope));
        assert.equal(0, again.log.absentCount());
        assert.same(withoutServer(events), walk(again.log));
        assert.is_true(again.archive.isBehind());
        again.archive.save(noPause);
        assert.is_nil(again.scope.seal);
    });

    it("finds no damage where only rows are left", () => {
        const store = new Store({});
        store.log.makeAbsent(WEEK, { count: 3, hash: 4, fingerprint: 5 });
        store.archive.saveAtRest(0, noPause);
        store.archive.save(noPause);
        const again = new Store(reload(store.scope));
        assert.is_false(again.archive.isDirectoryDamaged);
        assert.equal(1, again.log.absentCount());
    });

    it("names what is damaged, and asks for those weeks as for any", () => {
        const store = new Store({});
        store.insert(eventsOf(new SeededRandom(8), 4, 9));
        store.log.hash(noPause);
        store.archive.dropWeeks([WEEK - 3], noPause);
        store.archive.save(noPause);
        const scope = reload(store.scope);
        scope.seal = "damaged";
        scope.orphans = "damaged";
        const again = new Store(scope);
        assert.same(["seal", "orphans"], again.archive.sealed.damagedParts);
        assert.same(["seal damaged", "orphans damaged"], scope.quarantine);
        assert.equal(0, again.log.absentCount());
        assert.is_nil(again.log.week(WEEK - 3));
    });

    it("has no text of a week any more from which all events were taken", () => {
        for (const isInUnit of [true, false]) {
            const store = new Store({});
            const events = eventsOf(new SeededRandom(9), 6, 9);
            store.insert(events);
            if (isInUnit) rest(store);
            store.archive.save(noPause);
            const keys = new LuaSet<string>();
            for (const { time, id } of events) {
                if (weekOf(time) === WEEK - 3) keys.add(packKey(time, id));
            }
            store.log.removeEvents(WEEK - 3, keys, noPause);
            assert.is_true(store.archive.isBehind());
            store.archive.save(noPause);
            assert.is_false(store.archive.isBehind());
            const again = new Store(reload(store.scope));
            assert.same(outsideWeeks(events, [WEEK - 3]), walk(again.log));
            assert.is_nil(again.log.week(WEEK - 3));
            // Some events of a week alone are saved as any change.
            const one = new LuaSet<string>();
            const first = events.find(({ time }) => weekOf(time) === WEEK - 2)!;
            one.add(packKey(first.time, first.id));
            again.log.removeEvents(WEEK - 2, one, noPause);
            again.archive.save(noPause);
            const kept = outsideWeeks(events, [WEEK - 3]).filter(
                ({ time, id }) => time !== first.time || id !== first.id,
            );
            assert.same(kept, walk(new Store(reload(again.scope)).log));
        }
    });
});
