import assert from "node:assert/strict";
import { test } from "node:test";
import { createEvening } from "./evening.mjs";
import { exampleRecords } from "./example-records.mjs";
import { quantile } from "./quantile.mjs";

function play() {
    const evening = createEvening();
    for (const record of exampleRecords()) evening.take(record);
    return evening;
}

test("auctions have what happened in them", () => {
    const { auctions } = play();
    assert.deepEqual(
        auctions.map(({ name, bids, outcome, faults }) => [
            name,
            bids,
            outcome,
            faults.map(({ fault }) => fault).join(),
        ]),
        [
            ["Helm of Might", 2, "Aldan for 20 points", "crash"],
            ["Spinal Reaper", 2, "nobody", "partition"],
        ],
    );
});

test("who led is known from when to when", () => {
    assert.deepEqual(play().leases, [
        { client: 0, from: 15, to: undefined },
        { client: 1, from: 70, to: 92 },
    ]);
});

test("delays are those of one auction, or of all", () => {
    const { delays } = play();
    assert.deepEqual(delays(0), { count: 2, median: 0.5, worst: 3 });
    assert.deepEqual(delays(1), { count: 1, median: 1, worst: 1 });
    assert.deepEqual(delays(), { count: 3, median: 1, worst: 3 });
    assert.deepEqual(createEvening().delays(), { count: 0, median: undefined, worst: undefined });
});

test("a quantile is one of the numbers", () => {
    assert.deepEqual(
        [0, 0.5, 0.51, 0.99, 1].map((share) => quantile([1, 2, 3, 4], share)),
        [1, 2, 3, 4, 4],
    );
});
