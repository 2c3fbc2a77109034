import { Random } from "../../../realm/random";
import { drawPresent } from "../../../scenarios/workload/attendance";

const RAIDS = 12;

describe("workload attendance", () => {
    it("always has two officers and a member, and clients in order", () => {
        const random = new Random(1);
        for (const round of $range(1, 200)) {
            const size = { clients: 3 + (round % 10), officers: 2 + (round % 2) };
            if (size.officers < size.clients) {
                const present = drawPresent(random, round % RAIDS, RAIDS, size);
                const officers = present.filter((index) => index < size.officers).length;
                assert.is_true(officers >= 2);
                assert.is_true(present.length > officers);
                for (const at of $range(1, present.length - 1)) assert.is_true(present[at - 1] < present[at]);
            }
        }
    });

    it("sends the last member on holiday in the middle, and has it miss the last raid", () => {
        const random = new Random(1);
        const size = { clients: 12, officers: 3 };
        for (const raid of [3, 4, 5, 6, 7, 8, 11]) {
            assert.is_false(drawPresent(random, raid, RAIDS, size).includes(11), `raid ${raid}`);
        }
        const earlier = [0, 1, 2].filter((raid) => drawPresent(random, raid, RAIDS, size).includes(11));
        assert.is_true(earlier.length > 0);
    });
});
