import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { sampleArguments, withSample } from "./sample.mjs";

const sample = () => ["--fields", "F", "folder"];

test("the sample stands in place of --sample", () => {
    assert.deepEqual(withSample(["--sample", "--port", "1"], true, sample), [...sample(), "--port", "1"]);
});

test("without any argument it stands for a game that is not there, and for nothing else", () => {
    assert.deepEqual(withSample([], false, sample), sample());
    assert.deepEqual(withSample([], true, sample), []);
    assert.deepEqual(withSample(["look"], false, sample), ["look"]);
});

test("a season that was played is not played again", () => {
    const folder = mkdtempSync(join(tmpdir(), "sample-"));
    const [option, fields, given] = sampleArguments(folder, ["--no-such-option"]);
    assert.deepEqual([option, given], ["--fields", folder]);
    assert.match(fields, /SimpleDKP\.fields\.json$/);
    rmSync(folder, { recursive: true });
});
