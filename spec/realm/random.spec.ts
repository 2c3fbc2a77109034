import { Random } from "../../realm/random";

describe("Random of the realm", () => {
    it("repeats itself for a seed and differs for another", () => {
        const text = new Random(5).bytes(40);
        assert.equal(text, new Random(5).bytes(40));
        assert.not_equal(text, new Random(6).bytes(40));
    });

    it("stays in its bounds and reaches both", () => {
        const random = new Random(1);
        const counts = [0, 0, 0, 0];
        for (const _ of $range(1, 4000)) {
            const value = random.next();
            assert.is_true(value >= 0 && value < 1);
            counts[random.integer(0, 3)]++;
        }
        for (const count of counts) assert.near(1000, count, 150);
    });

    it("draws whole uint32s, those beyond int32 included", () => {
        const random = new Random(2);
        let large = 0;
        for (const _ of $range(1, 1000)) {
            const value = random.uint32();
            assert.is_true(value >= 0 && value < 2 ** 32 && value % 1 === 0);
            if (value >= 2 ** 31) large++;
        }
        assert.near(500, large, 80);
    });

    it("draws nothing for a probability of 0", () => {
        const drawn = new Random(3);
        drawn.chance(0);
        assert.equal(new Random(3).next(), drawn.next());
    });

    it("picks every element of a list", () => {
        const random = new Random(6);
        const seen = new LuaSet<string>();
        for (const _ of $range(1, 100)) seen.add(random.pick(["a", "b", "c"]));
        assert.is_true(seen.has("a") && seen.has("b") && seen.has("c"));
    });

    it("keeps the elements of a list it shuffles", () => {
        const list = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        new Random(4).shuffle(list);
        assert.not_equal("1,2,3,4,5,6,7,8,9,10", table.concat(list, ","));
        table.sort(list);
        assert.equal("1,2,3,4,5,6,7,8,9,10", table.concat(list, ","));
    });

    it("forks streams that neither repeat nor advance it", () => {
        const random = new Random(9);
        const first = random.fork(0).bytes(20);
        assert.equal(first, random.fork(0).bytes(20));
        assert.not_equal(first, random.fork(1).bytes(20));
        assert.equal(new Random(9).next(), random.next());
    });
});
