import assert from "node:assert/strict";
import { test } from "node:test";
import { spread, stack } from "./bins.mjs";

const sum = (values) => values.reduce((total, value) => total + value, 0);

test("counts are spread evenly over the time in which they happened", () => {
    // Nothing by 0, 6 between 0 and 10, 4 between 10 and 14, in bins of 5.
    assert.deepEqual(spread([0, 10, 14], [0, 6, 4], 0, 15, 3), [3, 3, 4]);
    assert.deepEqual(spread([0, 20], [0, 8], 0, 20, 4), [2, 2, 2, 2]);
});

test("what lies outside is left out, and what reaches in counts in part", () => {
    assert.deepEqual(spread([0, 10, 20, 30], [0, 10, 20, 30], 15, 25, 2), [10, 15]);
    assert.deepEqual(spread([0, 10, 20, 30], [5, 10, 20, 30], 12, 18, 1), [12]);
});

test("what happened in no time is in the bin of its moment", () => {
    assert.deepEqual(spread([4, 6, 6], [2, 0, 3], 0, 10, 5), [0, 0, 2, 3, 0]);
    assert.deepEqual(spread([10], [1], 0, 10, 5), [0, 0, 0, 0, 1]);
});

test("over the whole nothing gets lost", () => {
    const at = Array.from({ length: 200 }, (_, index) => index * 1.7 + (index % 7) * 0.2);
    const counts = at.map((_, index) => (index * 31) % 11);
    for (const bins of [1, 7, 100, 1000]) {
        assert.ok(Math.abs(sum(spread(at, counts, 0, at.at(-1), bins)) - sum(counts)) < 1e-6);
    }
});

test("stacked lists stand one upon the other", () => {
    assert.deepEqual(
        stack([
            [1, 2],
            [10, 20],
            [5, 0],
        ]),
        [
            [1, 2],
            [11, 22],
            [16, 22],
        ],
    );
});
