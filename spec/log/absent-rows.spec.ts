import { MAX_WEEK_EVENTS } from "../../src/block/packed-week";
import { weekOf, MAX_TIME } from "../../src/event/key";
import { AbsentRows } from "../../src/log/absent-rows";
import { Log } from "../../src/log/log";
import { Week } from "../../src/log/week";
import type { WeekRow } from "../../src/log/week-row";
import { SeededRandom } from "../random";
import { SteppedBackground } from "../support/background";
import { RecordingListener } from "../support/log-listener";
import { NO_NATIVE } from "../support/natives";
import { rounds } from "../support/rounds";

const U32 = 4294967296;
const MANY = 1000;

function randomRow(random: SeededRandom): WeekRow {
    const any = (): number => random.integer(0, 65535) * 65536 + random.integer(0, 65535);
    return { count: random.integer(1, MAX_WEEK_EVENTS), hash: any(), fingerprint: any() };
}

/** Bytes that stay of what is made. */
function bytesOf(make: (this: void) => object): number {
    collectgarbage("collect");
    const before = collectgarbage("count");
    const made = make();
    collectgarbage("collect");
    const bytes = (collectgarbage("count") - before) * 1024;
    assert.is_not_nil(made);
    return bytes;
}

describe("the rows of absent weeks", () => {
    it("are those that were set last, of any week", () => {
        for (const seed of $range(1, rounds(20))) {
            const random = new SeededRandom(8000 + seed);
            const rows = new AbsentRows();
            const expected = new LuaMap<number, WeekRow>();
            const weeks = [0, 51, 52, 103, weekOf(MAX_TIME)];
            for (const _ of $range(1, 20)) weeks.push(random.integer(2800, 2900));
            for (const _ of $range(1, 200)) {
                const week = weeks[random.integer(0, weeks.length - 1)];
                const row = random.integer(1, 3) === 1 ? undefined : randomRow(random);
                rows.set(week, row);
                if (row === undefined) expected.delete(week);
                else expected.set(week, row);
            }
            let count = 0;
            for (const week of [...weeks, 1, 2799, 2901]) {
                assert.same(expected.get(week), rows.get(week), `seed ${8000 + seed}`);
                assert.equal(expected.has(week), rows.has(week));
            }
            for (const [_] of expected) count++;
            assert.equal(count, rows.count);
        }
    });

    it("may be as large as can be", () => {
        const rows = new AbsentRows();
        const row = { count: MAX_WEEK_EVENTS, hash: U32 - 1, fingerprint: U32 - 1 };
        rows.set(40, row);
        assert.same(row, rows.get(40));
        assert.is_false(rows.has(39) || rows.has(41));
    });

    it("are all that a log keeps of such weeks: a tenth of what the weeks would take", () => {
        const random = new SeededRandom(8100);
        const row = randomRow(random);
        const absent = bytesOf(() => {
            const log = new Log(new SteppedBackground(), NO_NATIVE, new RecordingListener());
            for (const week of $range(1, MANY)) log.makeAbsent(week, row);
            assert.equal(MANY, log.absentCount());
            return log;
        });
        const weeks = bytesOf(() => {
            const list: Week[] = [];
            for (const index of $range(0, MANY - 1)) list[index] = new Week();
            return list;
        });
        assert.is_true(absent < weeks / 10, string.format("%.0f of %.0f bytes", absent, weeks));
    });
});
