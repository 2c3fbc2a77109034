import { drawWait } from "../../src/live/lot";
import { SeededFractions } from "../support/world";

/** How many of those who wait up to a second have spoken before they could hear the first, a tenth of a second later. */
function speakers(random: SeededFractions, count: number): number {
    const waits: number[] = [];
    let first = 1;
    for (const index of $range(0, count - 1)) {
        waits[index] = drawWait(random, 1, count);
        first = math.min(first, waits[index]);
    }
    return waits.filter((wait) => wait <= first + 0.1).length;
}

describe("drawWait", () => {
    it("keeps within its limit", () => {
        for (const fraction of [0, 0.5, 0.999999]) {
            for (const count of [1, 2, 40, 1000]) {
                const wait = drawWait({ fraction: () => fraction }, 3, count);
                assert.is_true(wait >= 0 && wait < 3, string.format("%.3f s", wait));
            }
        }
        assert.equal(0, drawWait({ fraction: () => 0 }, 3, 40));
    });

    it("has about one of many speak, however many there are", () => {
        const random = new SeededFractions(1);
        for (const count of [5, 40, 300]) {
            let sum = 0;
            for (const _ of $range(1, 200)) sum += speakers(random, count);
            assert.is_true(sum / 200 <= 2.5, string.format("%.0f: %.2f", count, sum / 200));
        }
    });
});
