import { isKeyBefore, weekOf, WEEK_SECONDS } from "../../src/event/key";
import { BackCursor } from "../../src/log/back-cursor";
import type { Log } from "../../src/log/log";
import { SeededRandom } from "../random";
import { countSteps } from "../codec/steps";
import { noPause, runStepwise, yieldAlways } from "../support/background";
import { ChangingLog, eventsOfWeeks, newLog } from "../support/changing-log";
import { randomEvents, shuffled, type TestEvent, WEEK } from "../support/events";
import { insertAll, packWeek, withoutServer } from "../support/logs";
import { reload, savedOf, Store } from "../support/store";
import { rounds } from "../support/rounds";

const ALL = math.huge;

function cursorOf(log: Log, most = ALL): BackCursor {
    return new BackCursor(log, most, () => true);
}

/** The events that a cursor gives, in the order of the log. */
function walkBack(cursor: BackCursor): TestEvent[] {
    const events: TestEvent[] = [];
    while (cursor.next(noPause)) events.unshift({ time: cursor.time, id: cursor.id, server: 0, body: cursor.body });
    return events;
}

/** The last event in front of the cursor, of those that are in the log. */
function lastBefore(events: readonly TestEvent[], cursor: BackCursor): TestEvent | undefined {
    let last: TestEvent | undefined;
    for (const event of events) {
        if (isKeyBefore(event.time, event.id, cursor.time, cursor.id)) last = event;
    }
    return last;
}

describe("BackCursor", () => {
    it("walks open weeks, packed ones, and those that are both, however few events are to be asked for", () => {
        const random = new SeededRandom(711);
        for (const _ of $range(1, 30)) {
            const events = shuffled(random, eventsOfWeeks(random, 30));
            const { log } = newLog();
            const half = math.floor(events.length / 2);
            insertAll(log, events.slice(0, half));
            for (const number of [...log.weekNumbers]) {
                if (random.integer(0, 1) === 1) packWeek(log, number);
            }
            insertAll(log, events.slice(half));
            for (const number of [...log.weekNumbers]) {
                if (random.integer(0, 2) === 0) packWeek(log, number);
            }
            const expected = withoutServer(events);
            table.sort(expected, (a, b) => isKeyBefore(a.time, a.id, b.time, b.id));
            for (const most of [1, 7, ALL]) assert.same(expected, walkBack(cursorOf(log, most)));
        }
    });

    it("reads weeks of units", () => {
        const random = new SeededRandom(712);
        const events: TestEvent[] = [];
        for (const week of $range(WEEK - 9, WEEK)) {
            for (const event of randomEvents(random, 40, week)) events.push(event);
        }
        const store = new Store(savedOf(events));
        for (const now of [0, 1000]) store.archive.saveAtRest(now, noPause);
        const { log } = new Store(reload(store.scope));
        assert.same(withoutServer(events), walkBack(cursorOf(log)));
        for (const number of log.weekNumbers) assert.is_not_nil(log.week(number)!.packed);
    });

    it("reads a unit once, however many weeks it has", () => {
        const random = new SeededRandom(714);
        const events: TestEvent[] = [];
        for (const week of $range(WEEK - 299, WEEK)) {
            for (const event of randomEvents(random, 3, week)) events.push(event);
        }
        const store = new Store(savedOf(events));
        for (const now of [0, 1000]) store.archive.saveAtRest(now, noPause);
        const { log } = new Store(reload(store.scope));
        const cursor = cursorOf(log);
        let count = 0;
        const walking = countSteps(() => {
            while (cursor.next(noPause)) count++;
        });
        assert.equal(events.length, count);
        assert.is_true(walking < 1000, `${walking} steps`);
        const opening = countSteps(() => {
            for (const number of log.weekNumbers) log.open(number, noPause);
        });
        assert.is_true(opening < 5000, `${opening} steps`);
    });

    it("goes on in front of any key, and passes over weeks that hold nothing of interest", () => {
        const events = eventsOfWeeks(new SeededRandom(713), 20);
        const { log } = newLog();
        insertAll(log, events);
        packWeek(log, WEEK);
        const { time, id } = events[events.length - 1];
        const cursor = cursorOf(log);
        cursor.seek(time, id);
        assert.same(withoutServer(events).slice(0, -1), walkBack(cursor));
        cursor.seek(0, 0);
        assert.is_false(cursor.next(noPause));
        const skipping = new BackCursor(log, ALL, (week) => weekOf(week.lastTime) !== WEEK);
        assert.same(
            withoutServer(events).filter((event) => weekOf(event.time) !== WEEK),
            walkBack(skipping),
        );
    });

    it("always gives the last event in front, whatever happens between two steps", () => {
        for (const seed of $range(1, rounds(120))) {
            const random = new SeededRandom(seed);
            const changing = new ChangingLog(random, shuffled(random, eventsOfWeeks(random, 10)));
            for (const _ of $range(1, random.integer(0, 30))) changing.insertNext();
            const cursor = cursorOf(changing.log, random.integer(1, 20));
            for (const step of $range(1, 400)) {
                if (random.integer(1, 2) === 1) changing.change();
                const expected = lastBefore(changing.present, cursor);
                const isThere = cursor.next(noPause);
                if (isThere !== (expected !== undefined)) error(`seed ${seed}, step ${step}: ${tostring(isThere)}`);
                if (expected === undefined) {
                    cursor.seek(ALL, ALL);
                } else if (
                    cursor.time !== expected.time ||
                    cursor.id !== expected.id ||
                    cursor.body !== expected.body
                ) {
                    error(`seed ${seed}, step ${step}: another event`);
                }
            }
        }
    });

    it("gives each event that was there once, whatever happens while it pauses", () => {
        for (const seed of $range(1, rounds(60))) {
            const random = new SeededRandom(700 + seed);
            const changing = new ChangingLog(random, shuffled(random, eventsOfWeeks(random, 60)));
            for (const _ of $range(1, 150)) changing.insertNext();
            for (const number of [...changing.log.weekNumbers]) packWeek(changing.log, number);
            const before = [...changing.present];
            const given = new LuaSet<string>();
            let pauses = 0;
            runStepwise(
                () => {
                    const cursor = cursorOf(changing.log);
                    let [time, id] = [ALL, ALL];
                    while (cursor.next(yieldAlways)) {
                        if (!isKeyBefore(cursor.time, cursor.id, time, id)) error(`seed ${700 + seed}: out of order`);
                        [time, id] = [cursor.time, cursor.id];
                        given.add(`${string.format("%.0f %.0f", time, id)} ${cursor.body}`);
                    }
                },
                () => {
                    pauses++;
                    if (pauses < 400) changing.change();
                },
            );
            for (const { time, id, body } of before) {
                if (!given.has(`${string.format("%.0f %.0f", time, id)} ${body}`))
                    error(`seed ${700 + seed}: one is missing`);
            }
            assert.is_true(pauses > 0);
        }
    });

    it("gives what can be read of a damaged week, which is quarantined", () => {
        const events = randomEvents(new SeededRandom(714), 30);
        const store = new Store(savedOf(events));
        const week = store.log.week(WEEK)!;
        const text = week.packed!.text;
        // One digit of the last events.
        const damaged = string.sub(text, 1, -9) + (string.sub(text, -8, -8) === "A" ? "B" : "A") + string.sub(text, -7);
        store.scope.weeks!.set(WEEK, damaged);
        const { log, listener } = new Store(reload(store.scope));
        const read = walkBack(cursorOf(log));
        assert.equal(1, listener.quarantines.length);
        assert.is_true(read.length > 0 && read.length <= events.length);
        assert.is_nil(log.week(WEEK)!.packed);
        const [first] = withoutServer(events);
        assert.same(first, read[0]);
    });

    it("ends at once in an empty log", () => {
        assert.is_false(cursorOf(newLog().log).next(noPause));
        assert.is_nil(newLog().log.weekUntil(weekOf(WEEK * WEEK_SECONDS)));
    });
});
