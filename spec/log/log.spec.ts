import { bytesLess } from "../../src/codec/compare";
import { digestOf } from "../../src/event/body";
import { creatorOf, toId, WEEK_SECONDS, weekOf } from "../../src/event/key";
import { nextPlace } from "../../src/event/place";
import { Log } from "../../src/log/log";
import { formatWeek, type PackedWeek, parseWeek } from "../../src/block/packed-week";
import type { Background } from "../../src/ports";
import { SeededRandom } from "../random";
import { ImmediateBackground, noPause, runStepwise, SteppedBackground, yieldAlways } from "../support/background";
import { isEventBefore, randomEvents, shuffled, type TestEvent, WEEK, writeBlock } from "../support/events";
import { RecordingListener } from "../support/log-listener";
import { insertAll, packWeek, textOf, walk, withoutServer } from "../support/logs";
import { NO_NATIVE } from "../support/natives";
import { rounds } from "../support/rounds";

const START = WEEK * WEEK_SECONDS;

function newLog(background: Background = new ImmediateBackground()): { log: Log; listener: RecordingListener } {
    const listener = new RecordingListener();
    return { log: new Log(background, NO_NATIVE, listener), listener };
}

/** Events of several weeks, in order. */
function eventsOfWeeks(random: SeededRandom, ...weeks: number[]): TestEvent[] {
    const events: TestEvent[] = [];
    for (const week of weeks) {
        for (const event of randomEvents(random, random.integer(1, 25), week)) events.push(event);
    }
    return events;
}

function packedOf(events: readonly TestEvent[]): PackedWeek {
    const { log } = newLog();
    insertAll(log, events);
    const number = weekOf(events[0].time);
    return parseWeek(textOf(log.week(number)!), number)!;
}

/** A saved week whose block is cut off behind so many of its events. */
function cutOff(events: readonly TestEvent[], kept: number): PackedWeek {
    const whole = packedOf(events);
    const block = string.sub(
        writeBlock(withoutServer(events)),
        1,
        writeBlock(withoutServer(events.slice(0, kept))).length,
    );
    return parseWeek(formatWeek(whole, block, NO_NATIVE, noPause), weekOf(events[0].time))!;
}

describe("Log", () => {
    it("is empty at first", () => {
        const { log } = newLog();
        assert.equal(0, log.count());
        assert.same([], log.weekNumbers);
        const [time, id] = log.lastKey();
        assert.same([-1, -1], [time, id]);
        assert.is_nil(log.week(WEEK));
        assert.is_nil(log.weekFrom(0));
        assert.is_nil(log.open(WEEK, noPause));
        assert.is_true(log.isHashed());
    });

    it("holds the same in whatever order events of several weeks come, and tells of each once", () => {
        const random = new SeededRandom(101);
        for (const _ of $range(1, 40)) {
            const events = eventsOfWeeks(random, 3, WEEK - 1, WEEK, WEEK + 1, WEEK + 40);
            const { log, listener } = newLog();
            insertAll(log, shuffled(random, events));
            insertAll(log, shuffled(random, events));
            assert.same([3, WEEK - 1, WEEK, WEEK + 1, WEEK + 40], log.weekNumbers);
            assert.equal(events.length, log.count());
            assert.equal(events.length, listener.keys.length);
            assert.same(withoutServer(events), walk(log));
            const last = events[events.length - 1];
            const [time, id] = log.lastKey();
            assert.same([last.time, last.id], [time, id]);
        }
    });

    it("finds the first week from a number on", () => {
        const { log } = newLog();
        for (const week of [7, 3, 5]) log.insert(week * WEEK_SECONDS, 0, "\x01");
        const found: (number | string)[] = [];
        for (const from of $range(0, 8)) found.push(log.weekFrom(from) ?? "none");
        assert.same([3, 3, 3, 3, 5, 5, 7, 7, "none"], found);
    });

    it("tells of a conflict which body is kept, whatever the order, and moves the other to its next place", () => {
        const id = toId(7, 0);
        const isFirstLarger = digestOf(START, id, "\x01\x01") > digestOf(START, id, "\x01\x02");
        const [kept, lost] = isFirstLarger ? ["\x01\x01", "\x01\x02"] : ["\x01\x02", "\x01\x01"];
        for (const order of [
            [kept, lost],
            [lost, kept],
        ]) {
            const { log, listener } = newLog();
            for (const body of order) log.insert(START, id, body);
            assert.same([{ time: START, id, kept, lost }], listener.conflicts);
            assert.equal(2, listener.keys.length);
            assert.equal(2, log.count());
            assert.equal(kept, log.week(WEEK)!.bodyAt(START, id));
            const [nextTime, nextId] = nextPlace(START, id, lost);
            assert.equal(lost, log.week(WEEK)!.bodyAt(nextTime, nextId));
            // The one that lost is known where it stands now, whoever sends it under which of the two keys.
            log.insert(START, id, lost);
            assert.equal(2, log.count());
        }
    });

    it("puts a body with a smaller digest in the place of one that gives way, also in a packed week", () => {
        const id = toId(1, 0);
        const bodies = ["\x01\x01", "\x01\x02"];
        table.sort(bodies, (a, b) => digestOf(START, id, a) < digestOf(START, id, b));
        const [smaller, larger] = bodies;
        for (const isPacked of [false, true]) {
            const { log, listener } = newLog();
            log.insert(START, id, larger);
            log.hash(noPause);
            const { revision } = log;
            listener.isMoving = false;
            if (isPacked) packWeek(log, WEEK);
            log.insert(START, id, smaller);
            assert.equal(revision, log.revision);
            listener.isYielding = true;
            log.insert(START, id, smaller);
            assert.equal(smaller, log.week(WEEK)!.bodyAt(START, id));
            assert.same({ time: START, id, kept: smaller, lost: larger }, listener.conflicts[1]);
            assert.is_true(log.revision > revision);
            log.hash(noPause);
            const { log: fresh } = newLog();
            fresh.insert(START, id, smaller);
            fresh.hash(noPause);
            assert.same(fresh.week(WEEK)!.header(), log.week(WEEK)!.header());
        }
    });

    it("lets what comes from elsewhere replace what was read from a damaged text, and does not keep that", () => {
        const [event, other] = randomEvents(new SeededRandom(104), 40);
        const { log, listener } = newLog();
        log.addBlock(WEEK, writeBlock([event, other]), noPause);
        assert.is_true(log.isDoubtful(event.time, event.id));
        assert.is_false(log.isDoubtful(event.time + 1, event.id));
        for (const body of ["\x01\x01", "\x01\x02"]) log.insert(event.time, event.id, body);
        log.insert(other.time, other.id, other.body);
        assert.is_false(log.isDoubtful(event.time, event.id));
        assert.is_false(log.isDoubtful(other.time, other.id));
        assert.equal(3, log.count());
        assert.equal(2, listener.conflicts.length);
        assert.equal(event.body, listener.conflicts[0].lost);
        const bodies = walk(log).map(({ body }) => body);
        table.sort(bodies);
        const expected = ["\x01\x01", "\x01\x02", other.body];
        table.sort(expected);
        assert.same(expected, bodies);
    });

    it("loses none of any number of bodies under one key", () => {
        const { log, listener } = newLog();
        const bodies = new LuaSet<string>();
        for (const index of $range(0, 299)) {
            const body = string.char(1, 0x19, 1 + math.floor(index / 256), index % 256);
            bodies.add(body);
            log.insert(START, toId(7, 3), body);
        }
        assert.equal(300, log.count());
        assert.equal(300, listener.keys.length);
        for (const { time, id, body } of walk(log)) {
            assert.is_true(bodies.has(body));
            bodies.delete(body);
            assert.equal(7, creatorOf(id));
            assert.is_true(time === START || time === START + 1);
        }
    });

    it("moves a few bodies on at once, and the rest of a full second in slices; settle() does it all", () => {
        const id = toId(7, 0);
        const bodies: string[] = [];
        // Integers of three bytes each.
        for (const index of $range(0, 319)) {
            bodies[index] = string.char(1, 0x19, 1 + math.floor(index / 256), index % 256);
        }
        const run = (settleAt?: number): TestEvent[] => {
            const background = new SteppedBackground();
            const { log, listener } = newLog(background);
            let settled = 0;
            for (const body of bodies) {
                let before = listener.conflicts.length;
                log.insert(START, id, body);
                const step = (): void => {
                    assert.is_true(listener.conflicts.length - before <= 24);
                    before = listener.conflicts.length;
                };
                step();
                while (background.waiting() > 0) {
                    if (settled === settleAt) log.settle();
                    settled++;
                    before = listener.conflicts.length;
                    background.step();
                    step();
                }
            }
            assert.is_true(settled > 100);
            assert.equal(bodies.length, log.count());
            return walk(log);
        };
        const events = run();
        assert.same(events, run(50));
        const moved = events.map(({ body }) => body);
        table.sort(moved, bytesLess);
        assert.same(bodies, moved);
    });

    it("settles at once what waits for its week to be opened, as when the game writes the file", () => {
        const background = new SteppedBackground();
        const { log } = newLog(background);
        const events = randomEvents(new SeededRandom(103), 40);
        const [first] = events;
        log.addPacked(WEEK, packedOf(events.slice(1)));
        log.insert(first.time, first.id, first.body);
        assert.equal(events.length - 1, log.count());
        log.settle();
        assert.same(withoutServer(events), walk(log));
        background.finish();
        assert.same(withoutServer(events), walk(log));
    });

    it("puts in what waits event by event, and settles at once what is left on the way", () => {
        const random = new SeededRandom(105);
        const events = randomEvents(random, 60);
        const late = events.slice(0, 30);
        for (const isSettled of [false, true]) {
            const background = new SteppedBackground();
            const { log, listener } = newLog(background);
            log.addPacked(WEEK, packedOf(events.slice(30)));
            insertAll(log, shuffled(random, late));
            let before = 0;
            while (background.waiting() > 0) {
                background.step();
                const count = listener.keys.length;
                assert.is_true(count - before <= 1);
                before = count;
                if (isSettled && count === 10) {
                    packWeek(log, WEEK);
                    log.settle();
                    before = listener.keys.length;
                    assert.equal(late.length, before);
                }
            }
            assert.equal(late.length, listener.keys.length);
            assert.same(withoutServer(events), walk(log));
        }
    });

    it("puts what belongs between packed events there once the week is open", () => {
        const random = new SeededRandom(102);
        for (const _ of $range(1, 30)) {
            const events = randomEvents(random, 60);
            const late = events.filter(() => random.integer(1, 3) === 1);
            const early = events.filter((event) => !late.includes(event));
            if (early.length === 0) continue;
            const background = new SteppedBackground();
            const { log, listener } = newLog(background);
            log.addPacked(WEEK, packedOf(early));
            const last = early[early.length - 1];
            insertAll(log, shuffled(random, late));
            const atOnce = late.filter((event) => isEventBefore(last, event));
            assert.equal(early.length + atOnce.length, log.count());
            assert.equal(atOnce.length, listener.keys.length);
            assert.equal(atOnce.length < late.length ? 1 : 0, background.waiting());
            background.finish();
            assert.same(withoutServer(events), walk(log));
            assert.equal(late.length, listener.keys.length);
            log.hash(noPause);
            assert.same(packedOf(events).hash, log.week(WEEK)!.header().hash);
        }
    });

    it("loses nothing when a week is packed anew while events wait for it", () => {
        const random = new SeededRandom(103);
        for (const _ of $range(1, rounds(30))) {
            const events = randomEvents(random, 120);
            const late = events.filter(() => random.integer(1, 3) === 1);
            const early = events.filter((event) => !late.includes(event));
            const background = new SteppedBackground();
            const { log } = newLog(background);
            log.addPacked(WEEK, packedOf(early));
            for (const { time, id, body } of shuffled(random, late)) {
                log.insert(time, id, body);
                if (background.waiting() > 0 && random.integer(1, 3) > 1) background.step();
                if (random.integer(1, 6) === 1) packWeek(log, WEEK);
            }
            background.finish();
            assert.same(withoutServer(events), walk(log));
            assert.equal(events.length, log.count());
        }
    });

    it("opens a week that is packed anew by another meanwhile", () => {
        const events = randomEvents(new SeededRandom(104), 200);
        const { log } = newLog();
        log.addPacked(WEEK, packedOf(events));
        let repacked = 0;
        runStepwise(
            () => {
                const week = log.open(WEEK, yieldAlways)!;
                assert.is_nil(week.packed);
                assert.equal(events.length, week.size);
            },
            () => {
                if (repacked < 2) {
                    repacked++;
                    packWeek(log, WEEK);
                }
            },
        );
        assert.equal(2, repacked);
    });

    it("keeps what can be read of a damaged week, and what stood behind it", () => {
        const events = randomEvents(new SeededRandom(105), 60);
        const { log, listener } = newLog();
        const damaged = cutOff(events.slice(0, 40), 25);
        log.addPacked(WEEK, damaged);
        insertAll(log, events.slice(40));
        assert.equal(events.length, log.count());
        log.open(WEEK, noPause);
        assert.same([{ week: WEEK, text: damaged.text, reason: "header" }], listener.quarantines);
        const expected = [...events.slice(0, 25), ...events.slice(40)];
        assert.same(withoutServer(expected), walk(log));
        // What was lost comes back as any other event.
        insertAll(log, events.slice(25, 40));
        assert.same(withoutServer(events), walk(log));
        assert.equal(1, listener.quarantines.length);
    });

    it("keeps nothing of a text that is no base64, and still knows its last key", () => {
        const events = eventsOfWeeks(new SeededRandom(106), WEEK - 1, WEEK);
        const first = events.filter((event) => weekOf(event.time) === WEEK - 1);
        const { log, listener } = newLog();
        insertAll(log, first);
        const { text } = packedOf(events.slice(first.length));
        log.addPacked(WEEK, parseWeek(`${text}!`, WEEK)!);
        log.open(WEEK, noPause);
        assert.equal(1, listener.quarantines.length);
        assert.same(withoutServer(first), walk(log));
        const last = first[first.length - 1];
        const [time, id] = log.lastKey();
        assert.same([last.time, last.id], [time, id]);
        assert.equal(first.length, log.count());
    });

    it("keeps no events of another week in a week", () => {
        const [ours, theirs] = [
            randomEvents(new SeededRandom(107), 20),
            randomEvents(new SeededRandom(107), 20, WEEK + 1),
        ];
        const header = packedOf(ours);
        const mixed = formatWeek(header, writeBlock(theirs), NO_NATIVE, noPause);
        const { log, listener } = newLog();
        log.addPacked(WEEK, parseWeek(mixed, WEEK)!);
        insertAll(log, theirs);
        assert.same(withoutServer(theirs), walk(log));
        assert.equal(1, listener.quarantines.length);
    });

    it("quarantines a week once when two open it at the same time, and loses nothing that came in between", () => {
        const events = randomEvents(new SeededRandom(108), 200);
        const { log, listener } = newLog();
        log.addPacked(WEEK, cutOff(events.slice(0, 150), 100));
        const opener = () => coroutine.create(() => log.open(WEEK, yieldAlways));
        const openers = [opener(), opener()];
        let next = 150;
        let isRunning = true;
        while (isRunning) {
            isRunning = false;
            for (const thread of openers) {
                if (coroutine.status(thread) === "dead") continue;
                isRunning = true;
                const [ok, message] = coroutine.resume(thread);
                assert.is_true(ok, tostring(message));
                const event = events[next];
                next++;
                if (event !== undefined) log.insert(event.time, event.id, event.body);
            }
        }
        insertAll(log, events.slice(next));
        assert.equal(1, listener.quarantines.length);
        assert.same(withoutServer([...events.slice(0, 100), ...events.slice(150)]), walk(log));
    });

    it("hashes all weeks", () => {
        const random = new SeededRandom(109);
        const events = eventsOfWeeks(random, WEEK, WEEK + 1, WEEK + 2);
        const { log } = newLog();
        insertAll(log, shuffled(random, events));
        assert.is_false(log.isHashed());
        log.hash(noPause);
        assert.is_true(log.isHashed());
        for (const week of log.weekNumbers) {
            const packed = packedOf(events.filter((event) => weekOf(event.time) === week));
            assert.is_true(log.week(week)!.matches(packed));
        }
    });
});
