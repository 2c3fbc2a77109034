import assert from "node:assert/strict";
import { test } from "node:test";
import { line, median, summary } from "./result.mjs";

const outcome = (seed, messages, isEqual = true) => ({ seed, messages, bytes: messages * 100, seconds: 1.25, isEqual });

test("the median is the middle one, or between the two in the middle", () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([10, 1, 2, 5]), 3.5);
});

test("a line tells what a seed came to", () => {
    assert.equal(line(outcome(4, 12)), "seed 4: 12 messages, 1,200 bytes, 1.3 s, equal");
    assert.match(line(outcome(4, 12, false)), /NOT EQUAL$/);
});

test("the summary names the medians, and the seeds that ended unequal", () => {
    assert.equal(summary([outcome(1, 5), outcome(2, 9)]), "medians: 7 messages, 700 bytes, 1.3 s; all equal");
    assert.match(summary([outcome(1, 5), outcome(2, 9, false), outcome(3, 9, false)]), /NOT EQUAL with seed 2, 3$/);
});
