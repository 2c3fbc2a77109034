import { formatWeek, type PackedWeek, parseWeek } from "../../src/block/packed-week";
import { digestOf } from "../../src/event/body";
import { Week } from "../../src/log/week";
import { drawSalt, shortId, shortIdsOf } from "../../src/sync/short-id";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";
import { randomEvents, WEEK } from "../support/events";

/** The largest prime below 2^24. */
const P = 16777213;

describe("short ids", () => {
    it("are whole numbers from 1 to P - 1, for any digest and salt", () => {
        const random = new SeededRandom(3);
        const digests = [0, 1, P - 1, P, 2 ** 24, 2 ** 32 - 1];
        const salts = [1, 2, P - 2, P - 1];
        for (const _ of $range(1, 2000)) {
            digests.push(random.integer(0, 65535) * 65536 + random.integer(0, 65535));
            salts.push(random.integer(1, P - 1));
        }
        for (const index of $range(0, digests.length - 3)) {
            const id = shortId(digests[index], salts[index % salts.length]);
            assert.is_true(id >= 1 && id < P && id % 1 === 0);
        }
        for (const digest of digests) {
            for (const salt of [1, P - 1]) {
                const id = shortId(digest, salt);
                assert.is_true(id >= 1 && id < P && id % 1 === 0);
            }
        }
    });

    it("that meet under one salt part under most others", () => {
        const random = new SeededRandom(8);
        const salt = 4711;
        const byId = new LuaMap<number, number>();
        let pairs = 0;
        let meetAgain = 0;
        for (const _ of $range(1, 20000)) {
            const digest = random.integer(0, 65535) * 65536 + random.integer(0, 65535);
            const id = shortId(digest, salt);
            const other = byId.get(id);
            if (other !== undefined && other !== digest) {
                pairs++;
                meetAgain += shortId(other, 815) === shortId(digest, 815) ? 1 : 0;
            }
            byId.set(id, digest);
        }
        assert.is_true(pairs > 0 && pairs < 100, `${pairs} pairs`);
        assert.equal(0, meetAgain);
    });

    it("are those of all events, also of a week that is packed meanwhile", () => {
        const week = new Week();
        for (const { time, id, body } of randomEvents(new SeededRandom(4), 200)) {
            week.insert(time, id, body);
        }
        week.hash(noPause);
        const packed = parseWeek(formatWeek(week.header(), "", {}, noPause), WEEK) as PackedWeek;
        const expected = shortIdsOf(week, 99, undefined, noPause);
        const ids = shortIdsOf(week, 99, undefined, () => {
            if (week.packed === undefined) {
                week.pack(packed);
            }
        });
        assert.equal(0, week.size);
        assert.same(expected, ids);
    });

    it("stand in the order of the week's events", () => {
        const week = new Week();
        for (const { time, id, body } of randomEvents(new SeededRandom(4), 20)) {
            week.insert(time, id, body);
        }
        const ids = shortIdsOf(week, 99, undefined, noPause);
        assert.equal(week.size, ids.length);
        for (const index of $range(0, week.size - 1)) {
            assert.equal(shortId(digestOf(week.times[index], week.ids[index], week.bodies[index]), 99), ids[index]);
        }
    });

    it("are salted from the whole range", () => {
        assert.equal(1, drawSalt({ fraction: () => 0 }));
        assert.equal(P - 1, drawSalt({ fraction: () => 1 - 2 ** -30 }));
    });
});
