import assert from "node:assert/strict";
import { test } from "node:test";
import { libStubMinor } from "./version.mjs";

test("the LibStub minor grows with the version", () => {
    const versions = ["0.1.0", "0.1.9", "0.1.10", "0.2.0", "0.99.99", "1.0.0", "1.2.3", "12.34.56"];
    const minors = versions.map(libStubMinor);
    assert.deepEqual(minors, [100, 109, 110, 200, 9999, 10000, 10203, 123456]);
});

test("a pre-release counts as its release", () => {
    assert.equal(libStubMinor("1.2.3-beta.4"), 10203);
});

test("a number that would run into the next one is refused", () => {
    assert.throws(() => libStubMinor("1.100.0"), RangeError);
    assert.throws(() => libStubMinor("1.0.100"), RangeError);
});
