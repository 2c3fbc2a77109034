import { formatDate, toUnixTime } from "../../../realm/lua/calendar";
import { Random } from "../../../realm/random";

describe("calendar", () => {
    it("knows some days", () => {
        assert.equal(0, toUnixTime({ year: 1970, month: 1, day: 1, hour: 0 }));
        assert.equal(951782400, toUnixTime({ year: 2000, month: 2, day: 29, hour: 0 }));
        assert.equal(1700000000, toUnixTime({ year: 2023, month: 11, day: 14, hour: 22, min: 13, sec: 20 }));
        assert.equal(43200, toUnixTime({ year: 1970, month: 1, day: 1 }));
        assert.equal(toUnixTime({ year: 2024, month: 1, day: 1 }), toUnixTime({ year: 2023, month: 13, day: 1 }));
    });

    it("is the inverse of date, in UTC", () => {
        const random = new Random(1);
        for (const _ of $range(1, 500)) {
            const seconds = random.integer(0, 2000000000);
            assert.equal(seconds, toUnixTime(formatDate("*t", seconds) as never));
        }
        assert.equal("2023-11-14 22:13:20", formatDate("%Y-%m-%d %H:%M:%S", 1700000000));
    });
});
