import assert from "node:assert/strict";
import { test } from "node:test";
import { createWeekStates } from "./week-states.mjs";

const CHANGES = [
    [1, -1, 0, 2],
    [1, 0, 0, 2],
    [3, -1, 0, 3],
    [3, 1, 0, 3],
    [5, -1, 1, 1],
    [5, 0, 1, 1],
    [6, 0, 0, 3],
];

const { cellAt } = createWeekStates({ numbers: [2810, 2811], changes: CHANGES }, [{}, {}], 8);
const stateAt = (sample, client, week) => cellAt(sample, client, week).state;

test("a cell stands for one client's week at a moment", () => {
    assert.equal(stateAt(0, 0, 0), "none");
    assert.equal(stateAt(2, 0, 0), "current");
    assert.equal(stateAt(2, 1, 0), "behind");
    assert.equal(stateAt(3, 0, 0), "behind");
    assert.equal(stateAt(3, 1, 0), "equal");
    assert.equal(stateAt(4, 0, 1), "none");
    assert.equal(stateAt(7, 0, 0), "equal");
    assert.equal(stateAt(7, 1, 1), "behind");
});

test("a cell knows its numbers", () => {
    assert.deepEqual(cellAt(3, 0, 0), { state: "behind", held: 2, existing: 3, final: 3 });
    assert.deepEqual(cellAt(1, 0, 0), { state: "current", held: 2, existing: 2, final: 3 });
});
