import { Log } from "../../src/log/log";
import { packKey } from "../../src/event/key";
import { compareRows, isSealedWithout, type Keys } from "../../src/seal/rows";
import { rowOf } from "../../src/sync/week-summary";
import { SeededRandom } from "../random";
import { ImmediateBackground, noPause } from "../support/background";
import { randomEvents, type TestEvent, WEEK } from "../support/events";
import { RecordingListener } from "../support/log-listener";
import { insertAll } from "../support/logs";
import { NO_NATIVE } from "../support/natives";

const FIRST_SEED = 1;
const SEEDS = 20;

function logOf(events: readonly TestEvent[]): Log {
    const log = new Log(new ImmediateBackground(), NO_NATIVE, new RecordingListener());
    insertAll(log, events);
    log.hash(noPause);
    return log;
}

function keysOf(events: readonly TestEvent[]): Keys {
    const keys: Keys = new LuaSet();
    for (const { time, id } of events) keys.add(packKey(time, id));
    return keys;
}

describe("isSealedWithout", () => {
    it("knows a row without some events, and no other", () => {
        for (const seed of $range(FIRST_SEED, FIRST_SEED + SEEDS - 1)) {
            const random = new SeededRandom(seed);
            const events = randomEvents(random, 60);
            const surplus = events.filter(() => random.integer(0, 3) === 0);
            const kept = events.filter((event) => !surplus.includes(event));
            const log = logOf(events);
            const sealed = { ...rowOf(logOf(kept), WEEK), weekNumber: WEEK };
            assert.is_true(isSealedWithout(log, sealed, keysOf(surplus), noPause), `seed ${seed}`);
            assert.is_equal(surplus.length === 0, isSealedWithout(log, sealed, new LuaSet(), noPause), `seed ${seed}`);
            const wrong = [...surplus.slice(1), kept[0]];
            assert.is_false(isSealedWithout(log, sealed, keysOf(wrong), noPause), `seed ${seed}`);
        }
    });

    it("knows a row in which other bodies stand under the keys that are left out", () => {
        const [first, second, ...others] = randomEvents(new SeededRandom(FIRST_SEED), 20);
        const log = logOf([first, second, ...others]);
        const sealed = { ...rowOf(logOf([{ ...first, body: "\x01" }, ...others]), WEEK), weekNumber: WEEK };
        const rivals = new LuaMap<string, string>();
        rivals.set(packKey(first.time, first.id), "\x01");
        assert.is_true(isSealedWithout(log, sealed, keysOf([first, second]), noPause, rivals));
        assert.is_false(isSealedWithout(log, sealed, keysOf([first, second]), noPause));
        // Only what is left out can be replaced.
        assert.is_false(isSealedWithout(log, sealed, keysOf([second]), noPause, rivals));
    });

    it("knows nothing of a week that is not here, and gives up on one that changes", () => {
        const events = randomEvents(new SeededRandom(FIRST_SEED), 40);
        const log = logOf(events);
        const sealed = { ...rowOf(log, WEEK), weekNumber: WEEK };
        assert.is_false(isSealedWithout(log, { ...sealed, weekNumber: WEEK - 1 }, new LuaSet(), noPause));
        let isFirst = true;
        const change = (): void => {
            if (isFirst) log.insert(WEEK * 604800 + 604799, 77, "\x01");
            isFirst = false;
        };
        assert.is_false(isSealedWithout(log, sealed, new LuaSet(), change));
    });
});

describe("compareRows", () => {
    it("lists the weeks that differ, ascending, and counts what is lacking", () => {
        const random = new SeededRandom(FIRST_SEED);
        const weeks = [WEEK - 4, WEEK - 3, WEEK - 2, WEEK - 1];
        const events = weeks.map((week) => randomEvents(random, 20, week));
        const sealed = logOf(events.flat());
        const rows = weeks.map((weekNumber) => ({ ...rowOf(sealed, weekNumber), weekNumber }));
        const extra = randomEvents(random, 5, WEEK - 5);
        const later = randomEvents(random, 5, WEEK);
        const log = logOf([...extra, ...events[0], ...events[1].slice(3), ...events[3], ...later]);
        const { open, lacking } = compareRows(log, rows, WEEK, noPause);
        assert.are.same(
            [WEEK - 5, WEEK - 3, WEEK - 2],
            open.map(({ weekNumber }) => weekNumber),
        );
        assert.are.same(
            [0, rows[1].count, rows[2].count],
            open.map(({ count }) => count),
        );
        assert.are.equal(3 + rows[2].count, lacking);
        assert.are.same([], compareRows(sealed, rows, WEEK, noPause).open);
    });
});
