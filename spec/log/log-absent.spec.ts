import { isKeyBefore, packKey, weekOf, WEEK_SECONDS } from "../../src/event/key";
import { BackCursor } from "../../src/log/back-cursor";
import { LogCursor } from "../../src/log/cursor";
import { Log } from "../../src/log/log";
import { rootBefore, readyRoots } from "../../src/sync/roots";
import { rowOf, rowsBetween, type WeekSummary } from "../../src/sync/week-summary";
import { weekProduct } from "../../src/sync/week-product";
import { SeededRandom } from "../random";
import { noPause, runStepwise, SteppedBackground, yieldAlways } from "../support/background";
import { eventsOfWeeks, newLog } from "../support/changing-log";
import { isEventBefore, shuffled, type TestEvent, WEEK, writeBlock } from "../support/events";
import { RecordingListener } from "../support/log-listener";
import { insertAll, packUnit, packWeek, walk, withoutServer } from "../support/logs";
import { NO_NATIVE } from "../support/natives";
import { rounds } from "../support/rounds";

const MANY = 100_000;

function rowsOf(log: Log): WeekSummary[] {
    log.hash(noPause);
    return rowsBetween(log, 0, MANY);
}

function logOf(events: readonly TestEvent[]): Log {
    const { log } = newLog();
    insertAll(log, events);
    log.hash(noPause);
    return log;
}

/** Packs the weeks of a log one by one, or together, or not at all. */
function packSome(random: SeededRandom, log: Log): void {
    const kind = random.integer(1, 3);
    if (kind === 1 && log.absentCount() === 0) packUnit(log);
    if (kind !== 2) return;
    for (const number of log.weekNumbers) {
        if (log.countIn(number) > 0) packWeek(log, number);
    }
}

function walkBack(log: Log): TestEvent[] {
    const cursor = new BackCursor(log, 10, () => true);
    const events: TestEvent[] = [];
    while (cursor.next(noPause)) {
        table.insert(events, 1, { time: cursor.time, id: cursor.id, server: 0, body: cursor.body });
    }
    return events;
}

function outsideWeeks(events: readonly TestEvent[], numbers: readonly number[]): TestEvent[] {
    return events.filter(({ time }) => !numbers.includes(weekOf(time)));
}

describe("a log with absent weeks", () => {
    it("has their rows and none of their events, and comes to the same root", () => {
        for (const seed of $range(1, rounds(30))) {
            const random = new SeededRandom(7100 + seed);
            const full = logOf(eventsOfWeeks(random, 20));
            const absent = full.weekNumbers.filter(() => random.integer(1, 2) === 1);
            const present = outsideWeeks(walk(full), absent);
            const { log } = newLog();
            for (const number of shuffled(random, absent)) log.makeAbsent(number, rowOf(full, number));
            insertAll(log, present);
            log.hash(noPause);
            packSome(random, log);
            assert.same(full.weekNumbers, log.weekNumbers);
            assert.equal(present.length, log.count());
            assert.equal(absent.length, log.absentCount());
            assert.same(
                absent.map((number) => rowOf(full, number)),
                log.absentRows(),
            );
            assert.same(rowsOf(full), rowsOf(log));
            readyRoots(log, noPause);
            readyRoots(full, noPause);
            assert.equal(rootBefore(full, WEEK + 9), rootBefore(log, WEEK + 9));
            assert.same(present, walk(log));
            assert.same(present, walkBack(log));
            const last = present[present.length - 1];
            const [time, id] = log.lastKey();
            assert.same(last === undefined ? [-1, -1] : [last.time, last.id], [time, id]);
        }
    });

    it("is complete, and says so once, when all events of such a week are here in whatever order they come", () => {
        for (const seed of $range(1, rounds(30))) {
            const random = new SeededRandom(7200 + seed);
            const events = eventsOfWeeks(random, 12);
            const full = logOf(events);
            const { log, listener } = newLog();
            const { weekNumbers } = full;
            for (const number of weekNumbers) log.makeAbsent(number, rowOf(full, number));
            const arriving = shuffled(random, events);
            while (arriving.length > 0) {
                const { time, id, body } = arriving.pop()!;
                log.insert(time, id, body);
                if (random.integer(1, 3) === 1) log.hash(noPause);
                if (random.integer(1, 9) === 1) packWeek(log, weekOf(time));
                log.hash(noPause);
                const missing = new LuaSet<number>();
                for (const event of arriving) missing.add(weekOf(event.time));
                for (const number of weekNumbers) {
                    assert.equal(missing.has(number), log.isAbsent(number), `seed ${seed}`);
                }
                assert.same(rowsOf(full), rowsOf(log));
            }
            assert.equal(0, log.absentCount());
            assert.same([], log.absentRows());
            assert.same(
                weekNumbers,
                [...listener.completions].sort((a, b) => a - b),
            );
        }
    });

    it("does not make one absent of which it has all", () => {
        const log = logOf(eventsOfWeeks(new SeededRandom(1), 9));
        const { revision } = log;
        log.makeAbsent(WEEK, rowOf(log, WEEK));
        assert.equal(0, log.absentCount());
        log.makeAbsent(WEEK, { count: 500, hash: 1, fingerprint: 2 });
        assert.equal(1, log.absentCount());
        assert.is_true(log.revision > revision);
        assert.equal(500, rowOf(log, WEEK).count);
        assert.is_true(log.week(WEEK)!.count() > 0);
        // Another row, of what is here: then nothing is missing.
        const { count, hash, fingerprint } = log.week(WEEK)!.header();
        log.makeAbsent(WEEK, { count, hash, fingerprint });
        assert.equal(0, log.absentCount());
    });

    it("keeps the row when a part is taken in from the file, or salvaged", () => {
        const random = new SeededRandom(7300);
        const full = logOf(eventsOfWeeks(random, 12));
        const events = walk(full).filter(({ time }) => weekOf(time) === WEEK);
        const row = rowOf(full, WEEK);
        const some = logOf(events.slice(0, events.length - 1));
        const { log, listener } = newLog();
        log.makeAbsent(WEEK, row);
        const packed = packWeek(some, WEEK);
        log.addPacked(WEEK, packed);
        assert.equal(events.length - 1, log.count());
        assert.same([row], rowsOf(log));
        assert.same([row], log.absentRows());
        log.salvage(WEEK, packed, "checksum", noPause);
        assert.same([row], rowsOf(log));
        const last = events[events.length - 1];
        log.insert(last.time, last.id, last.body);
        log.hash(noPause);
        assert.same([WEEK], listener.completions);
        const { log: whole } = newLog();
        whole.makeAbsent(WEEK, row);
        whole.addBlock(WEEK, writeBlock(events), noPause);
        whole.hash(noPause);
        assert.equal(0, whole.absentCount());
    });

    it("has no product of one, since that is of its events", () => {
        const log = logOf(eventsOfWeeks(new SeededRandom(2), 9));
        assert.is_not_nil(weekProduct(log, WEEK, 1, 2, noPause));
        log.dropWeek(WEEK);
        assert.is_nil(weekProduct(log, WEEK, 1, 2, noPause));
    });
});

describe("Log.dropWeek", () => {
    it("forgets the events of weeks, packed or open, and keeps their rows", () => {
        for (const seed of $range(1, rounds(40))) {
            const random = new SeededRandom(7400 + seed);
            const log = logOf(eventsOfWeeks(random, 20));
            const before = walk(log);
            const rows = rowsOf(log);
            packSome(random, log);
            log.setFloor(WEEK);
            const dropped = log.weekNumbers.filter(() => random.integer(1, 2) === 1);
            for (const number of shuffled(random, dropped)) {
                const { revision } = log;
                assert.is_true(log.dropWeek(number));
                assert.is_true(log.revision > revision);
                assert.is_false(log.dropWeek(number));
            }
            const kept = outsideWeeks(before, dropped);
            assert.equal(kept.length, log.count());
            assert.equal(kept.filter(({ time }) => weekOf(time) >= WEEK).length, log.countFromFloor());
            assert.same(rows, rowsOf(log));
            assert.same(
                dropped,
                log.absentRows().map(({ weekNumber }) => weekNumber),
            );
            assert.same(kept, walk(log));
            assert.same(kept, walkBack(log));
            insertAll(log, shuffled(random, before));
            log.hash(noPause);
            assert.equal(0, log.absentCount());
            assert.same(before, walk(log));
            assert.same(rows, rowsOf(log));
        }
    });

    it("refuses what is not hashed, not here, or waits for events", () => {
        const log = logOf(eventsOfWeeks(new SeededRandom(3), 9));
        assert.is_false(log.dropWeek(WEEK + 50));
        log.insert(WEEK * WEEK_SECONDS + 604799, 2 ** 40 - 1, "\x01");
        assert.is_false(log.dropWeek(WEEK));
        log.hash(noPause);
        assert.is_true(log.dropWeek(WEEK));
        assert.is_false(log.dropWeek(WEEK));
        const background = new SteppedBackground();
        const waiting = new Log(background, NO_NATIVE, new RecordingListener());
        waiting.addPacked(WEEK, packWeek(logOf(eventsOfWeeks(new SeededRandom(3), 9)), WEEK));
        waiting.insert(WEEK * WEEK_SECONDS, 0, "\x01");
        assert.is_false(waiting.dropWeek(WEEK));
        background.finish();
        waiting.hash(noPause);
        assert.is_true(waiting.dropWeek(WEEK));
        assert.equal(0, waiting.count());
    });

    it("leaves no week behind: what comes of one that was dropped is found by a cursor that was in it", () => {
        for (const seed of $range(1, rounds(100))) {
            const random = new SeededRandom(7900 + seed);
            const log = logOf(eventsOfWeeks(random, 12));
            const before = walk(log);
            packSome(random, log);
            const forward = new LogCursor(log);
            const seen = new LuaSet<string>();
            const lost: TestEvent[] = [];
            const expected = new LuaMap<string, number>();
            runStepwise(
                () => {
                    while (forward.next(yieldAlways)) {
                        seen.add(packKey(forward.time, forward.id));
                        yieldAlways();
                    }
                },
                () => {
                    const numbers = log.weekNumbers;
                    const number = numbers[random.integer(0, numbers.length - 1)];
                    if (random.integer(1, 4) === 1 && log.dropWeek(number)) {
                        lost.push(...before.filter(({ time }) => weekOf(time) === number));
                        for (const [key, weekNumber] of expected) {
                            if (weekNumber === number) expected.delete(key);
                        }
                    }
                    const event = lost[random.integer(0, math.max(0, lost.length - 1))];
                    if (event !== undefined && isKeyBefore(forward.time, forward.id, event.time, event.id)) {
                        log.insert(event.time, event.id, event.body);
                        log.hash(noPause);
                        expected.set(packKey(event.time, event.id), weekOf(event.time));
                    }
                },
            );
            for (const [key] of expected) assert.is_true(seen.has(key), `seed ${seed}`);
        }
    });

    it("is noticed by cursors on the way, which give every event that stays, in order", () => {
        for (const seed of $range(1, rounds(60))) {
            const random = new SeededRandom(7500 + seed);
            const log = logOf(eventsOfWeeks(random, 12));
            const before = walk(log);
            packSome(random, log);
            const dropped: number[] = [];
            const seen: TestEvent[] = [];
            const isBack = seed % 2 === 0;
            runStepwise(
                () => {
                    const forward = new LogCursor(log);
                    const back = new BackCursor(log, 5, () => true);
                    while (isBack ? back.next(yieldAlways) : forward.next(yieldAlways)) {
                        const { time, id } = isBack ? back : forward;
                        seen.push({ time, id, server: 0, body: isBack ? back.body : forward.body() });
                        yieldAlways();
                    }
                },
                () => {
                    const numbers = log.weekNumbers;
                    const number = numbers[random.integer(0, numbers.length - 1)];
                    if (random.integer(1, 8) === 1 && log.dropWeek(number)) dropped.push(number);
                },
            );
            const sorted = [...seen];
            table.sort(sorted, isEventBefore);
            const ordered = isBack ? sorted.map((_, at) => sorted[sorted.length - 1 - at]) : sorted;
            assert.same(ordered, seen, `seed ${seed}`);
            const keys = new LuaSet<string>();
            for (const { time, id } of seen) keys.add(packKey(time, id));
            for (const { time, id } of outsideWeeks(before, dropped)) {
                assert.is_true(keys.has(packKey(time, id)), `seed ${seed}`);
            }
        }
    });
});

describe("Log.removeEvents", () => {
    it("leaves a log as if these events had never come, and gives them back in order", () => {
        for (const seed of $range(1, rounds(60))) {
            const random = new SeededRandom(7600 + seed);
            const events = eventsOfWeeks(random, 20);
            const { log } = newLog();
            for (const { id } of events) log.directory.note(math.floor(id / 256), 7, false);
            insertAll(log, shuffled(random, events));
            if (random.integer(1, 2) === 1) log.hash(noPause);
            packSome(random, log);
            log.setFloor(random.integer(WEEK, WEEK + 2));
            const number = log.weekNumbers[random.integer(0, log.weekNumbers.length - 1)];
            const share = random.integer(1, 4);
            const gone = walk(log).filter(({ time }) => weekOf(time) === number && random.integer(1, 4) <= share);
            const keys = new LuaSet<string>();
            for (const { time, id } of gone) keys.add(packKey(time, id));
            const kept = walk(log).filter(({ time, id }) => !keys.has(packKey(time, id)));
            keys.add(packKey(number * WEEK_SECONDS + 604799, 12345));
            const { revision } = log;
            const removed = log.removeEvents(number, keys, noPause);
            assert.same(
                gone.map(({ time, id, body }) => ({
                    time,
                    id,
                    body,
                    server: log.directory.server(math.floor(id / 256)),
                })),
                removed,
            );
            assert.equal(gone.length > 0, log.revision > revision);
            assert.same(kept, walk(log));
            assert.equal(kept.length, log.count());
            assert.equal(kept.filter(({ time }) => weekOf(time) >= log.floorWeek).length, log.countFromFloor());
            assert.same(rowsOf(logOf(kept)), rowsOf(log));
            const rest = shuffled(random, gone);
            insertAll(log, rest);
            assert.same(rowsOf(logOf(events)), rowsOf(log));
        }
    });

    it("takes nothing out of a week that is not here", () => {
        const keys = new LuaSet<string>();
        keys.add(packKey(1, 1));
        keys.add("short");
        assert.same([], newLog().log.removeEvents(0, keys, noPause));
        const log = logOf(withoutServer(eventsOfWeeks(new SeededRandom(5), 3)));
        const { revision } = log;
        assert.same([], log.removeEvents(WEEK, keys, noPause));
        assert.equal(revision, log.revision);
    });

    it("is noticed by a cursor that is in the week", () => {
        for (const seed of $range(1, rounds(40))) {
            const random = new SeededRandom(7700 + seed);
            const log = logOf(eventsOfWeeks(random, 12));
            packSome(random, log);
            const gone = new LuaSet<string>();
            const seen: TestEvent[] = [];
            const before = walk(log);
            runStepwise(
                () => {
                    const cursor = new LogCursor(log);
                    while (cursor.next(yieldAlways)) {
                        seen.push({ time: cursor.time, id: cursor.id, server: 0, body: cursor.body() });
                        yieldAlways();
                    }
                },
                () => {
                    const { time, id } = before[random.integer(0, before.length - 1)];
                    if (random.integer(1, 3) > 1) return;
                    const keys = new LuaSet<string>();
                    keys.add(packKey(time, id));
                    gone.add(packKey(time, id));
                    log.removeEvents(weekOf(time), keys, noPause);
                },
            );
            const sorted = [...seen];
            table.sort(sorted, isEventBefore);
            assert.same(sorted, seen, `seed ${seed}`);
            const keys = new LuaSet<string>();
            for (const { time, id } of seen) keys.add(packKey(time, id));
            for (const { time, id } of before) {
                const key = packKey(time, id);
                assert.is_true(keys.has(key) || gone.has(key), `seed ${seed}`);
            }
        }
    });
});

describe("Log.countFromFloor", () => {
    it("is the number of events from a week on, whatever comes and goes", () => {
        for (const seed of $range(1, rounds(30))) {
            const random = new SeededRandom(7800 + seed);
            const { log } = newLog();
            for (const { time, id, body } of shuffled(random, eventsOfWeeks(random, 12))) {
                log.insert(time, id, body);
                if (random.integer(1, 6) === 1) log.setFloor(WEEK + random.integer(-1, 6));
                if (random.integer(1, 6) === 1) packWeek(log, weekOf(time));
                if (random.integer(1, 9) === 1) {
                    log.hash(noPause);
                    log.dropWeek(weekOf(time));
                }
                const expected = walk(log).filter((event) => weekOf(event.time) >= log.floorWeek).length;
                assert.equal(expected, log.countFromFloor(), `seed ${seed}`);
            }
        }
    });
});

describe("Log.isClosed", () => {
    it("is so before a week but for single ones, until all are opened again; an absent one can still be entered", () => {
        const { log } = newLog();
        assert.is_false(log.isClosed(0));
        const open = new LuaSet<number>();
        open.add(5);
        open.add(7);
        log.closeBefore(9, open);
        const closed = (): number[] => [3, 4, 5, 6, 7, 8, 9, 10].filter((number) => log.isClosed(number));
        assert.same([3, 4, 6, 8], closed());
        log.makeAbsent(4, { count: 1, hash: 2, fingerprint: 3 });
        assert.is_true(log.mayEnter(4));
        assert.is_false(log.mayEnter(3));
        assert.is_true(log.mayEnter(5));
        assert.is_true(log.mayEnter(9));
        assert.is_false(log.mayEnter(8));
        log.closeBefore(6);
        assert.same([3, 4, 5], closed());
        log.closeBefore(0);
        assert.same([], closed());
        assert.is_true(log.mayEnter(3));
    });
});
