import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../../../tools/run.mjs";
import { faultName, KINDS, lastNotAbove, stretchAt, unixAt } from "./run.mjs";

const DATA = {
    stretches: [
        { label: "a", from: 0, to: 10, unix: 1000 },
        { label: "b", from: 10.01, to: 20, unix: 5000 },
    ],
    result: { clients: [{ name: "Aldan" }] },
};

test("the last number that is not above another one", () => {
    const numbers = [1, 3, 3, 8];
    for (const [value, index] of [
        [0, -1],
        [1, 0],
        [2, 0],
        [3, 2],
        [8, 3],
        [99, 3],
    ]) {
        assert.equal(lastNotAbove(numbers, value), index);
    }
    assert.equal(lastNotAbove([], 5), -1);
});

test("a moment on the axis has a time of day", () => {
    assert.equal(unixAt(DATA, 4), 1004);
    assert.equal(unixAt(DATA, 10), 1010);
    assert.equal(stretchAt(DATA, 10.01).label, "b");
    assert.equal(Math.round(unixAt(DATA, 15.01)), 5005);
    assert.equal(stretchAt(DATA, -1).label, "a");
});

test("a fault has a name, with its client if it has one", () => {
    assert.equal(faultName(DATA, { fault: "reload", client: 0 }), "/reload of Aldan");
    assert.equal(faultName(DATA, { fault: "crash", client: 0 }), "crash of Aldan");
    assert.equal(faultName(DATA, { fault: "lockdown" }), "lockdown");
});

test("every kind of message that the demo tells has a label and a colour", () => {
    const rows = [
        "link/fragments",
        "link/missing",
        "sync/messages",
        "sync/requests",
        "sync/seal-messages",
        "live/board/messages",
    ].map((name) => readFileSync(join(root, "src", `${name}.ts`), "utf8"));
    const names = [...rows.join("").matchAll(/^ {4}name: "(\w+)",$/gm)].map(([, name]) => name);
    // Events are told apart by whether they are new, and fragments are what their whole is.
    const told = names.filter((name) => name !== "events" && name !== "typedFragment");
    const kinds = ["live", "repair", ...told, "other"];
    assert.deepEqual(Object.keys(KINDS).sort(), kinds.sort());
});
