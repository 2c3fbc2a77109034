import { LogCursor } from "../../src/log/cursor";
import { isKeyBefore, WEEK_SECONDS, weekOf } from "../../src/event/key";
import { Log } from "../../src/log/log";
import { SeededRandom } from "../random";
import { ImmediateBackground, noPause, runStepwise, yieldAlways } from "../support/background";
import { ChangingLog, eventsOfWeeks, newLog } from "../support/changing-log";
import { randomEvents, shuffled, type TestEvent, WEEK } from "../support/events";
import { RecordingListener } from "../support/log-listener";
import { insertAll, packWeek, walk, withoutServer } from "../support/logs";
import { rounds } from "../support/rounds";

/** The first event behind the cursor, of those that are in the log. */
function firstBehind(events: readonly TestEvent[], cursor: LogCursor): TestEvent | undefined {
    for (const event of events) {
        if (isKeyBefore(cursor.time, cursor.id, event.time, event.id)) return event;
    }
    return undefined;
}

describe("LogCursor", () => {
    it("walks open and packed weeks in order", () => {
        const random = new SeededRandom(111);
        for (const _ of $range(1, 30)) {
            const events = eventsOfWeeks(random, 30);
            const { log, listener } = newLog();
            insertAll(log, shuffled(random, events));
            for (const number of log.weekNumbers) {
                if (random.integer(0, 1) === 1) packWeek(log, number);
            }
            assert.same(withoutServer(events), walk(log));
            assert.equal(0, listener.quarantines.length);
        }
    });

    it("leaves packed weeks packed, also with events behind them", () => {
        const events = randomEvents(new SeededRandom(112), 60);
        const { log } = newLog();
        insertAll(log, events.slice(0, 40));
        packWeek(log, WEEK);
        insertAll(log, events.slice(40));
        assert.same(withoutServer(events), walk(log));
        assert.is_not_nil(log.week(WEEK)!.packed);
    });

    it("goes on behind any key", () => {
        const random = new SeededRandom(113);
        const events = eventsOfWeeks(random, 20);
        const { log } = newLog();
        insertAll(log, events);
        packWeek(log, WEEK);
        packWeek(log, WEEK + 3);
        const cursor = new LogCursor(log);
        for (const index of shuffled(
            random,
            events.map((_, at) => at),
        )) {
            const { time, id } = events[index];
            cursor.seek(time, id);
            assert.equal(index + 1 < events.length, cursor.next(noPause));
            if (index + 1 < events.length) {
                assert.same([events[index + 1].time, events[index + 1].id], [cursor.time, cursor.id]);
                assert.equal(events[index + 1].body, cursor.body());
            }
            cursor.seek(time, id - 0.5);
            assert.is_true(cursor.next(noPause));
            assert.same([time, id], [cursor.time, cursor.id]);
        }
        cursor.seek(-1, math.huge);
        assert.is_true(cursor.next(noPause));
        assert.equal(events[0].time, cursor.time);
        cursor.seek(WEEK * WEEK_SECONDS + 20 * WEEK_SECONDS, 0);
        assert.is_false(cursor.next(noPause));
    });

    it("goes on at the end when events are appended, in the last week and in new ones", () => {
        const random = new SeededRandom(114);
        const events = eventsOfWeeks(random, 12);
        const { log } = newLog();
        const cursor = new LogCursor(log);
        assert.is_false(cursor.next(noPause));
        for (const event of events) {
            log.insert(event.time, event.id, event.body);
            assert.is_true(cursor.next(noPause));
            assert.same([event.time, event.id, event.body], [cursor.time, cursor.id, cursor.body()]);
            assert.is_false(cursor.next(noPause));
            if (random.integer(1, 4) === 1) packWeek(log, weekOf(event.time));
        }
    });

    it("always gives the first event behind the last, whatever happens between two steps", () => {
        for (const seed of $range(1, rounds(120))) {
            const random = new SeededRandom(seed);
            const changing = new ChangingLog(random, shuffled(random, eventsOfWeeks(random, 10)));
            for (const _ of $range(1, random.integer(0, 20))) changing.insertNext();
            const cursor = new LogCursor(changing.log);
            let steps = 0;
            while (steps < 400) {
                steps++;
                if (random.integer(1, 2) === 1) changing.change();
                if (random.integer(1, 12) === 1) cursor.seek(cursor.time, cursor.id);
                const expected = firstBehind(changing.present, cursor);
                const isThere = cursor.next(noPause);
                if (isThere !== (expected !== undefined)) error(`seed ${seed}, step ${steps}: ${tostring(isThere)}`);
                if (expected === undefined) {
                    cursor.seek(-1, math.huge);
                } else if (
                    expected.time !== cursor.time ||
                    expected.id !== cursor.id ||
                    expected.body !== cursor.body()
                ) {
                    error(`seed ${seed}, step ${steps}: another event`);
                }
            }
        }
    });

    it("gives the first event behind the last also when something happens while it pauses", () => {
        for (const seed of $range(1, rounds(60))) {
            const random = new SeededRandom(500 + seed);
            // Long enough for base64 to pause in the middle of a week.
            const events = shuffled(random, eventsOfWeeks(random, 60));
            const changing = new ChangingLog(random, events);
            for (const _ of $range(1, 150)) changing.insertNext();
            for (const number of changing.log.weekNumbers) packWeek(changing.log, number);
            const cursor = new LogCursor(changing.log);
            let given = 0;
            let pauses = 0;
            runStepwise(
                () => {
                    while (true) {
                        const { time, id } = cursor;
                        const isThere = cursor.next(yieldAlways);
                        const here = { time: cursor.time, id: cursor.id, body: cursor.body() };
                        cursor.seek(time, id);
                        const expected = firstBehind(changing.present, cursor);
                        cursor.seek(here.time, here.id);
                        if (isThere !== (expected !== undefined)) error(`seed ${500 + seed}: ${tostring(isThere)}`);
                        if (expected === undefined) break;
                        if (expected.time !== here.time || expected.id !== here.id || expected.body !== here.body) {
                            error(`seed ${500 + seed}: another event`);
                        }
                        given++;
                    }
                },
                () => {
                    pauses++;
                    if (pauses < 400) changing.change();
                },
            );
            assert.is_true(given > 0 && pauses > 0);
        }
    });

    it("finds an event of the week before that comes up while it unpacks a later one", () => {
        const events = randomEvents(new SeededRandom(116), 200, WEEK + 5);
        const { log } = newLog();
        log.insert(WEEK * WEEK_SECONDS, 0, "\x01");
        insertAll(log, events);
        packWeek(log, WEEK + 5);
        const cursor = new LogCursor(log);
        assert.is_true(cursor.next(noPause));
        let isInserted = false;
        runStepwise(
            () => assert.is_true(cursor.next(yieldAlways)),
            () => {
                if (isInserted) return;
                isInserted = true;
                log.insert(WEEK * WEEK_SECONDS + 1, 0, "\x02");
            },
        );
        assert.is_true(isInserted);
        assert.equal(WEEK * WEEK_SECONDS + 1, cursor.time);
        assert.is_true(cursor.next(noPause));
        assert.equal(events[0].id, cursor.id);
    });

    it("finds the first event of a week that comes up while it unpacks a later one", () => {
        const random = new SeededRandom(115);
        const events = randomEvents(random, 200, WEEK + 5);
        const { log } = newLog();
        log.insert(WEEK * WEEK_SECONDS, 0, "\x01");
        insertAll(log, events);
        packWeek(log, WEEK + 5);
        const cursor = new LogCursor(log);
        assert.is_true(cursor.next(noPause));
        let isInserted = false;
        runStepwise(
            () => assert.is_true(cursor.next(yieldAlways)),
            () => {
                if (isInserted) return;
                isInserted = true;
                log.insert((WEEK + 2) * WEEK_SECONDS, 0, "\x02");
            },
        );
        assert.is_true(isInserted);
        assert.equal((WEEK + 2) * WEEK_SECONDS, cursor.time);
        assert.is_true(cursor.next(noPause));
        assert.equal(events[0].id, cursor.id);
    });

    it("does not unpack a week again when it is told to go on where it stands", () => {
        const events = randomEvents(new SeededRandom(116), 40);
        let calls = 0;
        const listener = new RecordingListener();
        const native = {
            decodeBase64: () => {
                calls++;
                return undefined;
            },
        };
        const log = new Log(new ImmediateBackground(), native, listener);
        insertAll(log, events);
        packWeek(log, WEEK);
        calls = 0;
        const cursor = new LogCursor(log);
        let count = 0;
        while (cursor.next(noPause)) {
            count++;
            cursor.seek(cursor.time, cursor.id);
        }
        assert.equal(events.length, count);
        assert.equal(1, calls);
    });
});
