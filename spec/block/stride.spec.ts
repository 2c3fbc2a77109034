import { Stride } from "../../src/block/stride";

describe("Stride", () => {
    function pausesOf(events: number, bodyBytes: number): number {
        let pauses = 0;
        const stride = new Stride(() => {
            pauses++;
        });
        let told = 0;
        for (const _ of $range(1, events)) told += stride.passed(bodyBytes) ? 1 : 0;
        assert.equal(pauses, told);
        return pauses;
    }

    it("pauses every dozen or so of small events", () => {
        const pauses = pausesOf(1000, 40);
        assert.is_true(pauses >= 50 && pauses <= 90, `${pauses} pauses`);
    });

    it("pauses at each event of 4 kB", () => {
        assert.equal(100, pausesOf(100, 4000));
    });
});
