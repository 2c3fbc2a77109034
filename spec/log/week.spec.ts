import { adler32 } from "../../src/codec/adler32";
import { digestOf } from "../../src/event/body";
import { packKey, toId, WEEK_SECONDS } from "../../src/event/key";
import { Week } from "../../src/log/week";
import { BlockReader } from "../../src/block/reader";
import { formatWeek, type PackedWeek, parseWeek, type WeekHeader } from "../../src/block/packed-week";
import { SeededRandom } from "../random";
import { noPause, runStepwise, yieldAlways } from "../support/background";
import { randomBody, randomEvents, shuffled, type TestEvent, WEEK, writeBlock } from "../support/events";
import { textOf, withoutServer } from "../support/logs";
import { NO_NATIVE } from "../support/natives";

const START = WEEK * WEEK_SECONDS;

/** What a header must say of events in order, computed from nothing but their keys and digests. */
function headerOf(events: readonly TestEvent[]): WeekHeader {
    let keys = "";
    let fingerprint = 0;
    for (const { time, id, body } of events) {
        keys += packKey(time, id);
        fingerprint = (fingerprint + digestOf(time, id, body)) % 2 ** 32;
    }
    const last = events[events.length - 1];
    const lastKey = last === undefined ? { lastTime: -1, lastId: -1 } : { lastTime: last.time, lastId: last.id };
    return { count: events.length, hash: adler32(keys), fingerprint, ...lastKey };
}

function insertAll(week: Week, events: readonly TestEvent[]): void {
    for (const { time, id, body } of events) assert.equal("added", week.insert(time, id, body));
}

/** Events of the open part. */
function eventsOf(week: Week): TestEvent[] {
    const events: TestEvent[] = [];
    for (const index of $range(0, week.size - 1)) {
        events.push({ time: week.times[index], id: week.ids[index], server: 0, body: week.bodies[index] });
    }
    return events;
}

/** The saved form of events, read back. */
function packedOf(events: readonly TestEvent[]): PackedWeek {
    const week = new Week();
    insertAll(week, events);
    return parseWeek(textOf(week), WEEK)!;
}

describe("Week", () => {
    it("is empty at first", () => {
        const week = new Week();
        assert.equal(0, week.count());
        assert.is_true(week.isHashed());
        assert.same({ count: 0, hash: 1, fingerprint: 0, lastTime: -1, lastId: -1 }, week.header());
    });

    it("has the same order, hash and fingerprint in whatever order events come", () => {
        const random = new SeededRandom(61);
        for (const _ of $range(1, 60)) {
            const events = randomEvents(random, random.integer(1, 60));
            const week = new Week();
            for (const { time, id, body } of shuffled(random, events)) {
                assert.equal("added", week.insert(time, id, body));
                // Hashing now and then puts inserts in front of, into and behind what is hashed.
                if (random.integer(0, 3) === 0) week.hash(noPause);
            }
            week.hash(noPause);
            assert.same(withoutServer(events), eventsOf(week));
            assert.same(headerOf(events), week.header());
        }
    });

    it("takes each event once", () => {
        const random = new SeededRandom(62);
        const events = randomEvents(random, 50);
        const week = new Week();
        insertAll(week, events);
        week.hash(noPause);
        const { revision, generation } = week;
        for (const { time, id, body } of shuffled(random, events)) {
            assert.equal("duplicate", week.insert(time, id, body));
        }
        assert.equal(revision, week.revision);
        assert.equal(generation, week.generation);
        assert.same(headerOf(events), week.header());
    });

    it("keeps of several bodies under one key the same one, in every order of arrival", () => {
        const random = new SeededRandom(63);
        for (const _ of $range(1, 100)) {
            const around = randomEvents(random, 20);
            const { time, id } = around[random.integer(0, around.length - 1)];
            const bodies = [randomBody(random), randomBody(random), randomBody(random)];
            let expected: string | undefined;
            for (const order of ["123", "132", "213", "231", "312", "321"]) {
                const week = new Week();
                const others = around.filter((event) => event.time !== time || event.id !== id);
                insertAll(week, others);
                for (const place of $range(1, 3)) {
                    if (random.integer(0, 1) === 0) week.hash(noPause);
                    week.insert(time, id, bodies[tonumber(string.sub(order, place, place))! - 1]);
                }
                week.hash(noPause);
                const kept = week.bodyAt(time, id)!;
                expected ??= kept;
                assert.equal(expected, kept);
                for (const body of bodies) assert.is_true(digestOf(time, id, body) <= digestOf(time, id, kept));
                assert.same(headerOf(eventsOf(week)), week.header());
            }
        }
    });

    it("tells what became of the present body and of the new one", () => {
        const id = toId(7, 0);
        const [small, large] =
            digestOf(START, id, "\x01\x01") < digestOf(START, id, "\x01\x02")
                ? ["\x01\x01", "\x01\x02"]
                : ["\x01\x02", "\x01\x01"];
        const week = new Week();
        week.insert(START, id, small);
        const { revision, generation } = week;
        assert.equal("replaced", week.insert(START, id, large));
        assert.equal(small, week.present);
        assert.is_true(week.revision > revision && week.generation > generation);
        const replaced = week.revision;
        assert.equal("kept", week.insert(START, id, small));
        assert.equal(large, week.present);
        assert.equal(replaced, week.revision);
        assert.equal(1, week.count());
    });

    it("raises the revision with each change, and the generation when an index changes", () => {
        const week = new Week();
        week.insert(START + 1, 0, "\x01");
        assert.same([1, 0], [week.revision, week.generation]);
        week.insert(START + 2, 0, "\x01");
        assert.same([2, 0], [week.revision, week.generation]);
        week.insert(START, 0, "\x01");
        assert.same([3, 1], [week.revision, week.generation]);
    });

    it("finds the first event that is not before a key", () => {
        const events = randomEvents(new SeededRandom(64), 100);
        const week = new Week();
        insertAll(week, events);
        for (const index of $range(0, events.length - 1)) {
            const { time, id, body } = events[index];
            assert.equal(index, week.find(time, id));
            assert.equal(index + 1, week.find(time, id + 0.5));
            assert.equal(body, week.bodyAt(time, id));
            assert.is_nil(week.bodyAt(time, id + 0.5));
        }
        assert.equal(0, week.find(0, 0));
        assert.equal(events.length, week.find(START + WEEK_SECONDS, 0));
    });

    it("has the same hash when events come while it is being hashed", () => {
        const random = new SeededRandom(65);
        for (const _ of $range(1, 40)) {
            const events = randomEvents(random, 120);
            const order = shuffled(random, events);
            const week = new Week();
            insertAll(week, order.slice(0, 60));
            let next = 60;
            runStepwise(
                () => week.hash(yieldAlways),
                () => {
                    const event = order[next];
                    next++;
                    if (event !== undefined) week.insert(event.time, event.id, event.body);
                },
            );
            insertAll(week, order.slice(next));
            week.hash(noPause);
            assert.same(headerOf(events), week.header());
        }
    });

    it("goes on hashing behind a packed part without opening it", () => {
        const random = new SeededRandom(66);
        for (const _ of $range(1, 40)) {
            const events = randomEvents(random, 60);
            const cut = random.integer(1, events.length);
            const week = new Week(packedOf(events.slice(0, cut)));
            assert.is_true(week.isHashed());
            assert.equal(cut, week.count());
            insertAll(week, shuffled(random, events.slice(cut)));
            week.hash(noPause);
            assert.is_not_nil(week.packed);
            assert.same(headerOf(events), week.header());
        }
    });

    it("is the same packed with events behind it, opened, and never packed", () => {
        const random = new SeededRandom(67);
        for (const _ of $range(1, 40)) {
            const events = randomEvents(random, 60);
            const cut = random.integer(1, events.length);
            const week = new Week(packedOf(events.slice(0, cut)));
            const appended = shuffled(random, events.slice(cut));
            for (const { time, id, body } of appended) {
                week.insert(time, id, body);
                if (random.integer(0, 5) === 0) week.hash(noPause);
            }
            const { revision } = week;
            assert.is_nil(week.open(NO_NATIVE, noPause));
            assert.equal(revision, week.revision);
            assert.is_nil(week.packed);
            assert.same(withoutServer(events), eventsOf(week));
            week.hash(noPause);
            assert.same(headerOf(events), week.header());
            // And it goes on as any other.
            assert.equal("added", week.insert(START + WEEK_SECONDS - 1, 2 ** 40 - 1, "\x01"));
            assert.equal("duplicate", week.insert(events[0].time, events[0].id, events[0].body));
        }
    });

    it("takes nothing between packed events", () => {
        const events = randomEvents(new SeededRandom(68), 20);
        const week = new Week(packedOf(events));
        const last = events[events.length - 1];
        assert.equal("packed", week.insert(START, 0, "\x01"));
        assert.equal("packed", week.insert(last.time, last.id, last.body));
        assert.equal("packed", week.insert(last.time, last.id, "\x01\x18\x63"));
        assert.equal(events.length, week.count());
        assert.equal(0, week.revision);
        assert.equal("added", week.insert(last.time, last.id + 1, "\x01"));
        assert.equal("packed", week.insert(START, 0, "\x01"));
        assert.equal("duplicate", week.insert(last.time, last.id + 1, "\x01"));
    });

    it("opens while events come in behind the packed part", () => {
        const events = randomEvents(new SeededRandom(69), 200);
        const week = new Week(packedOf(events.slice(0, 120)));
        let next = 120;
        runStepwise(
            () => assert.is_nil(week.open(NO_NATIVE, yieldAlways)),
            () => {
                const event = events[next];
                next++;
                if (event !== undefined) week.insert(event.time, event.id, event.body);
            },
        );
        assert.is_true(next > 121);
        insertAll(week, events.slice(next));
        week.hash(noPause);
        assert.same(withoutServer(events), eventsOf(week));
        assert.same(headerOf(events), week.header());
    });

    it("is packed and opened again and again without a change", () => {
        const random = new SeededRandom(70);
        const events = randomEvents(random, 80);
        const week = new Week();
        let next = 0;
        while (next < events.length) {
            insertAll(week, events.slice(next, next + 20));
            next += 20;
            assert.is_nil(week.open(NO_NATIVE, noPause));
            week.pack(parseWeek(textOf(week), WEEK)!);
            assert.equal(0, week.size);
            assert.is_true(week.isHashed());
            assert.same(headerOf(events.slice(0, next)), week.header());
        }
        assert.is_nil(week.open(NO_NATIVE, noPause));
        assert.same(withoutServer(events), eventsOf(week));
    });

    it("does not open when the header says anything else than the events do", () => {
        const events = randomEvents(new SeededRandom(71), 30);
        const block = writeBlock(events);
        const right = headerOf(events);
        const wrong: WeekHeader[] = [
            { ...right, count: right.count - 1 },
            { ...right, count: right.count + 1 },
            { ...right, hash: right.hash - 1 },
            { ...right, fingerprint: (right.fingerprint + 1) % 2 ** 32 },
            { ...right, lastTime: right.lastTime - 1 },
            { ...right, lastId: right.lastId - 1 },
        ];
        for (const header of wrong) {
            const week = new Week(parseWeek(formatWeek(header, block, NO_NATIVE, noPause), WEEK));
            assert.equal("header", week.open(NO_NATIVE, noPause));
            assert.is_not_nil(week.packed);
            assert.equal(0, week.size);
        }
        const week = new Week(parseWeek(formatWeek(right, block, NO_NATIVE, noPause), WEEK));
        assert.is_nil(week.open(NO_NATIVE, noPause));
    });

    it("gives the events of a block up to its fault", () => {
        const events = randomEvents(new SeededRandom(72), 30);
        const whole = writeBlock(events.slice(0, 12));
        const week = Week.fromReader(new BlockReader(string.sub(writeBlock(events), 1, whole.length + 1), 1), noPause);
        assert.same(withoutServer(events.slice(0, 12)), eventsOf(week));
        assert.equal(0, Week.fromReader(new BlockReader("", 1), noPause).count());
    });
});
