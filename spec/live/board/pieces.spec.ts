import { Pieces } from "../../../src/live/board/pieces";
import { SeededRandom } from "../../random";

describe("Pieces", () => {
    it("have what comes without a gap, and remember where the next piece begins", () => {
        const pieces = new Pieces();
        pieces.add(0, 5);
        pieces.add(8, 10);
        assert.same([5, 8], [pieces.have, pieces.next()]);
        pieces.add(4, 8);
        assert.same([10, 0], [pieces.have, pieces.next()]);
        pieces.clear();
        assert.same([0, 0], [pieces.have, pieces.next()]);
    });

    it("come to the same in whatever order they come, as long as there are few", () => {
        for (const seed of $range(1, 50)) {
            const random = new SeededRandom(seed);
            const pieces = new Pieces();
            const known = new LuaSet<number>();
            for (const _ of $range(1, 12)) {
                const from = random.integer(0, 40);
                const to = from + random.integer(0, 6);
                pieces.add(from, to);
                for (const change of $range(from + 1, to)) known.add(change);
                let have = 0;
                while (known.has(have + 1)) have++;
                assert.equal(have, pieces.have, `seed ${tostring(seed)}`);
            }
        }
    });

    it("stay few, whatever is told", () => {
        const pieces = new Pieces();
        for (const index of $range(1, 1000)) pieces.add(index * 3, index * 3 + 1);
        pieces.add(0, 3);
        assert.equal(4, pieces.have);
        assert.equal(6, pieces.next());
    });
});
