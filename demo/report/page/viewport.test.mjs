import assert from "node:assert/strict";
import { test } from "node:test";
import { createViewport } from "./viewport.mjs";

const shown = ({ from, to }) => [from, to];

test("shows what it is told, within the whole, and not too little", () => {
    const viewport = createViewport({ from: 0, to: 100 });
    const seen = [];
    viewport.onChange((changed) => seen.push(shown(changed)));
    assert.ok(viewport.isWhole());
    viewport.show(20, 40);
    viewport.show(-50, 10);
    viewport.show(50, 50);
    assert.ok(!viewport.isWhole());
    viewport.reset();
    assert.ok(viewport.isWhole());
    assert.deepEqual(seen, [
        [20, 40],
        [0, 10],
        [49, 51],
        [0, 100],
    ]);
});
