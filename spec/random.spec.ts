import { SeededRandom } from "./random";

describe("SeededRandom", () => {
    it("gives the published 10,000th value of the revised minimal standard", () => {
        // Starting from 1, the generator's 10,000th state is 399268537 (the check value of C++'s minstd_rand).
        const random = new SeededRandom(1);
        let last = 0;
        for (const _ of $range(1, 10000)) last = random.integer(1, 2147483646);
        assert.equal(399268537, last);
    });

    it("repeats itself for the same seed and differs for another", () => {
        const first = new SeededRandom(7).bytes(32);
        assert.equal(first, new SeededRandom(7).bytes(32));
        assert.not_equal(first, new SeededRandom(8).bytes(32));
        assert.equal(32, first.length);
    });

    it("reaches both bounds and nothing beyond", () => {
        const random = new SeededRandom(3);
        const seen = new LuaSet<number>();
        for (const _ of $range(1, 1000)) seen.add(random.integer(-2, 2));
        const values: number[] = [];
        for (const value of seen) values.push(value);
        table.sort(values);
        assert.same([-2, -1, 0, 1, 2], values);
    });
});
