import assert from "node:assert/strict";
import { test } from "node:test";
import { complaints, measure, measureDist, readLimits } from "./bundle-size.mjs";

test("each bundle keeps to its limits", () => {
    const limits = readLimits();
    for (const [file, size] of Object.entries(measureDist()))
        assert.deepEqual(complaints(size, limits[file]), [], file);
});

test("a figure over its limit and one far below it are complained about, each by name", () => {
    const limits = { bytes: 1000, deflated: 200 };
    assert.deepEqual(complaints({ bytes: 1000, deflated: 170 }, limits), []);
    const grown = complaints({ bytes: 1001, deflated: 200 }, limits);
    assert.equal(grown.length, 1);
    assert.match(grown[0], /grew to 1,001 bytes, over its limit of 1,000\..*raise "bytes"/);
    const shrunk = complaints({ bytes: 1000, deflated: 169 }, limits);
    assert.equal(shrunk.length, 1);
    assert.match(shrunk[0], /shrank to 169 deflated.*lower "deflated"/);
});

test("deflated is what the game's own compression would make of it, about", () => {
    const { bytes, deflated } = measure(Buffer.from("local x = 1\n".repeat(1000)));
    assert.equal(bytes, 12000);
    assert.ok(deflated < 100);
});
