import assert from "node:assert/strict";
import { test } from "node:test";
import { holdersAt, holdersOf } from "./lease-chart.mjs";

const LEASES = [
    { client: 2, from: 0, to: 10 },
    { client: 0, from: 5, to: 20 },
    { client: 2, from: 30, to: 40 },
];

test("each holder has a row, with all its times", () => {
    assert.deepEqual(holdersOf(LEASES), [
        {
            client: 2,
            spans: [
                { from: 0, to: 10 },
                { from: 30, to: 40 },
            ],
        },
        { client: 0, spans: [{ from: 5, to: 20 }] },
    ]);
});

test("at a moment there are two, one or none", () => {
    assert.deepEqual(
        [7, 10, 25].map((at) => holdersAt(LEASES, at)),
        [[2, 0], [0], []],
    );
});
