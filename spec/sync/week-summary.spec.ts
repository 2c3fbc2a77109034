import { Log } from "../../src/log/log";
import { WEEK_SECONDS } from "../../src/event/key";
import { isSameRow, rowOf, rowsBetween, WEEK_END } from "../../src/sync/week-summary";
import { SeededRandom } from "../random";
import { ImmediateBackground, noPause } from "../support/background";
import { randomEvents, shuffled } from "../support/events";
import { RecordingListener } from "../support/log-listener";
import { insertAll } from "../support/logs";
import { NO_NATIVE } from "../support/natives";

function newLog(): Log {
    return new Log(new ImmediateBackground(), NO_NATIVE, new RecordingListener());
}

describe("rows", () => {
    it("are the same for equal weeks, whatever the order of arrival, and differ for a difference in body alone", () => {
        const random = new SeededRandom(17);
        for (const _ of $range(1, 20)) {
            const events = randomEvents(random, 40, 2820);
            const a = newLog();
            const b = newLog();
            insertAll(a, events);
            insertAll(b, shuffled(random, events));
            a.hash(noPause);
            b.hash(noPause);
            assert.is_true(isSameRow(rowOf(a, 2820), rowOf(b, 2820)));
            const c = newLog();
            const [first, ...rest] = events;
            insertAll(c, rest);
            c.insert(first.time, first.id, `${first.body}\x01`);
            c.hash(noPause);
            assert.equal(rowOf(a, 2820).hash, rowOf(c, 2820).hash);
            assert.is_false(isSameRow(rowOf(a, 2820), rowOf(c, 2820)));
        }
    });

    it("are 0, 1, 0 for a week that holds nothing", () => {
        assert.same({ weekNumber: 7, count: 0, hash: 1, fingerprint: 0 }, rowOf(newLog(), 7));
    });

    it("are given for a range of weeks", () => {
        const log = newLog();
        for (const week of [10, 11, 12, 14]) {
            log.insert(week * WEEK_SECONDS, 256, "\x01");
        }
        log.hash(noPause);
        const weeksIn = (from: number, to: number): number[] =>
            rowsBetween(log, from, to).map(({ weekNumber }) => weekNumber);
        assert.same([11, 12], weeksIn(11, 13));
        assert.same([10, 11, 12, 14], weeksIn(0, WEEK_END));
        assert.same([], weeksIn(13, 14));
        assert.same([], weeksIn(14, 11));
    });
});
