import assert from "node:assert/strict";
import { test } from "node:test";
import { withSample } from "./sample.mjs";

const sample = () => Promise.resolve(["folder", "--open"]);

test("the sample stands in place of --sample", async () => {
    assert.deepEqual(await withSample(["--sample", "--port", "1"], true, sample), ["folder", "--open", "--port", "1"]);
});

test("without any argument it stands for a game that is not there, and for nothing else", async () => {
    assert.deepEqual(await withSample([], false, sample), ["folder", "--open"]);
    assert.deepEqual(await withSample([], true, sample), []);
    assert.deepEqual(await withSample(["look"], false, sample), ["look"]);
});
