import { hash32 } from "../../src/codec/murmur3";
import { WEEK_SECONDS } from "../../src/event/key";
import { Log } from "../../src/log/log";
import { areRootsReady, readyRoots, rootBefore, rootOf } from "../../src/sync/roots";
import { packRows, rowsBetween, WEEK_END } from "../../src/sync/week-summary";
import { SeededRandom } from "../random";
import { ImmediateBackground, noPause, runStepwise, yieldAlways } from "../support/background";
import { RecordingListener } from "../support/log-listener";
import { NO_NATIVE } from "../support/natives";

const FIRST = 100;

function newLog(): Log {
    return new Log(new ImmediateBackground(), NO_NATIVE, new RecordingListener());
}

/** A log with one event in each of so many weeks. */
function logOf(weeks: number): Log {
    const log = newLog();
    for (const index of $range(0, weeks - 1)) log.insert((FIRST + index) * WEEK_SECONDS, 256, "\x01");
    return log;
}

/** The root as the protocol says it. */
function plainRoot(log: Log, base: number): number {
    const rows = rowsBetween(log, 0, base);
    return rows.length === 0 ? 0 : hash32(packRows(rows), 0);
}

/** Calls `visit` at each pause of work. Returns how often that was. */
function countPauses(work: (this: void) => void): number {
    let pauses = 0;
    runStepwise(work, () => pauses++);
    return pauses;
}

describe("The roots of a log", () => {
    it("are one hash over the rows before a base, after whatever changes", () => {
        const random = new SeededRandom(61);
        const log = newLog();
        assert.equal(0, rootBefore(log, WEEK_END));
        for (const _ of $range(1, 400)) {
            const week = FIRST + random.integer(0, 90);
            log.insert(week * WEEK_SECONDS + random.integer(0, 1000), 256 * random.integer(1, 9), "\x01");
            if (random.integer(1, 3) === 1) {
                log.hash(noPause);
                if (random.integer(1, 2) === 1) readyRoots(log, noPause);
                for (const base of [0, FIRST, FIRST + random.integer(0, 95), week, week + 1, WEEK_END]) {
                    assert.equal(plainRoot(log, base), rootBefore(log, base));
                    assert.equal(plainRoot(log, base), rootOf(rowsBetween(log, 0, base), noPause));
                }
            }
        }
    });

    it("are right when the log changes while they are made ready", () => {
        const random = new SeededRandom(62);
        for (const _ of $range(1, 20)) {
            const log = logOf(100);
            runStepwise(
                () => readyRoots(log, yieldAlways),
                () => {
                    if (random.integer(1, 4) === 1) {
                        log.insert(
                            (FIRST + random.integer(0, 99)) * WEEK_SECONDS + random.integer(1, 999),
                            256,
                            "\x01",
                        );
                    }
                },
            );
            assert.is_true(areRootsReady(log));
            for (const base of [FIRST + 30, FIRST + 77, WEEK_END])
                assert.equal(plainRoot(log, base), rootBefore(log, base));
        }
    });

    it("take a pause after a few rows, and a late event only those behind it", () => {
        const log = logOf(2500);
        assert.is_false(areRootsReady(log));
        log.hash(noPause);
        const all = countPauses(() => readyRoots(log, yieldAlways));
        assert.is_true(all >= 2500 / 16 - 1);
        assert.is_true(areRootsReady(log));
        log.insert((FIRST + 2300) * WEEK_SECONDS + 1, 256, "\x01");
        assert.is_false(areRootsReady(log));
        log.hash(noPause);
        const late = countPauses(() => readyRoots(log, yieldAlways));
        assert.is_true(late >= 12 && late <= 16);
        assert.equal(
            0,
            countPauses(() => readyRoots(log, yieldAlways)),
        );
    });
});
