import { LogCursor } from "../../src/log/cursor";
import { WEEK_SECONDS } from "../../src/event/key";
import { Log } from "../../src/log/log";
import { formatWeek, type PackedWeek, parseWeek, type WeekHeader } from "../../src/block/packed-week";
import { SeededRandom } from "../random";
import { ImmediateBackground, noPause } from "../support/background";
import { randomEvents, type TestEvent, WEEK, writeBlock } from "../support/events";
import { RecordingListener } from "../support/log-listener";
import { insertAll, textOf, walk, withoutServer } from "../support/logs";
import { NO_NATIVE } from "../support/natives";

function newLog(): { log: Log; listener: RecordingListener } {
    const listener = new RecordingListener();
    return { log: new Log(new ImmediateBackground(), NO_NATIVE, listener), listener };
}

describe("LogCursor in a damaged week", () => {
    const events = randomEvents(new SeededRandom(117), 60);
    const { log: source } = newLog();
    insertAll(source, events);
    source.hash(noPause);
    const header = source.week(WEEK)!.header();
    const block = writeBlock(withoutServer(events));

    function walkPacked(packed: PackedWeek): LuaMultiReturn<[events: TestEvent[], listener: RecordingListener]> {
        const { log, listener } = newLog();
        log.addPacked(WEEK, packed);
        const walked = walk(log);
        return $multi(walked, listener);
    }

    function packedOf(changes: Partial<WeekHeader>, bytes: string): PackedWeek {
        return parseWeek(formatWeek({ ...header, ...changes }, bytes, NO_NATIVE, noPause), WEEK)!;
    }

    it("gives what can be read, and has it quarantined", () => {
        for (const length of [block.length - 1, block.length - 40, 30, 2, 1]) {
            const [walked, { quarantines }] = walkPacked(packedOf({}, string.sub(block, 1, length)));
            assert.equal(1, quarantines.length);
            assert.is_true(walked.length < events.length);
            assert.same(withoutServer(events.slice(0, walked.length)), walked);
        }
    });

    it("gives all events when it is the header that is wrong, and has it quarantined", () => {
        for (const changes of [
            { count: events.length - 1 },
            { count: events.length + 1 },
            { lastTime: header.lastTime - 1 },
            { lastId: header.lastId - 1 },
        ] as Partial<WeekHeader>[]) {
            const [walked, { quarantines }] = walkPacked(packedOf(changes, block));
            assert.equal(1, quarantines.length);
            assert.same(withoutServer(events), walked);
        }
    });

    it("gives no event that was altered without a word", () => {
        const text = textOf(source.week(WEEK)!);
        for (const at of $range(text.length - 400, text.length - 4, 3)) {
            const other = string.sub(text, at, at) === "A" ? "B" : "A";
            const packed = parseWeek(string.sub(text, 1, at - 1) + other + string.sub(text, at + 1), WEEK)!;
            const [, { quarantines }] = walkPacked(packed);
            assert.equal(1, quarantines.length);
            assert.equal("checksum", quarantines[0].reason);
        }
    });

    it("gives no events of another week", () => {
        const others = randomEvents(new SeededRandom(118), 60, WEEK + 1);
        const [walked, { quarantines }] = walkPacked(packedOf({}, writeBlock(others)));
        assert.same([], walked);
        assert.equal("week", quarantines[0].reason);
    });

    it("does not miss what comes in when another has it salvaged on the way", () => {
        const half = math.floor(events.length / 2);
        const { log } = newLog();
        const last = { count: half, lastTime: events[half - 1].time, lastId: events[half - 1].id };
        const damaged = packedOf({ hash: header.hash - 1, ...last }, writeBlock(withoutServer(events.slice(0, half))));
        log.addPacked(WEEK, damaged);
        log.insert((WEEK + 1) * WEEK_SECONDS, 0, "\x01");
        const cursor = new LogCursor(log);
        for (const _ of $range(1, half)) assert.is_true(cursor.next(noPause));
        log.open(WEEK, noPause);
        insertAll(log, events.slice(half));
        for (const event of events.slice(half)) {
            assert.is_true(cursor.next(noPause));
            assert.same([event.time, event.id], [cursor.time, cursor.id]);
        }
        assert.is_true(cursor.next(noPause));
        assert.is_false(cursor.next(noPause));
    });
});
