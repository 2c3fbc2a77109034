import assert from "node:assert/strict";
import { test } from "node:test";
import { levelOf, runsOf } from "./presence-chart.mjs";

test("levels begin at their least number", () => {
    const labels = [0, 1, 9, 10, 99, 100, 5000].map((missing) => levelOf(missing).label);
    assert.deepEqual(labels, [
        "nothing",
        "1 to 9 events",
        "1 to 9 events",
        "10 to 99",
        "10 to 99",
        "100 and more",
        "100 and more",
    ]);
});

test("a row is made of runs in which it looks the same", () => {
    const data = { at: [0, 1, 2, 3, 4], existing: [0, 5, 5, 5, 5], held: [[0, 0, 1, 1, 5]], online: ["11101"] };
    assert.deepEqual(
        runsOf(data, 0).map(({ from, to, level }) => [from, to, level?.least]),
        [
            [0, 1, 0],
            [1, 3, 1],
            [3, 4, undefined],
        ],
    );
});
