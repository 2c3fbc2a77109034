import assert from "node:assert/strict";
import { test } from "node:test";
import { help, parseOptions, UsageError } from "./options.mjs";

const NAMES = ["idle", "late"];

test("a scenario and seeds are read, five seeds by default", () => {
    assert.deepEqual(parseOptions(["--scenario", "idle"], NAMES), { help: false, scenario: "idle", seeds: 5 });
    assert.equal(parseOptions(["--scenario", "late", "--seeds", "100"], NAMES).seeds, 100);
});

test("help needs no scenario, and lists them", () => {
    assert.deepEqual(parseOptions(["--help"], NAMES), { help: true });
    for (const name of NAMES) assert.match(help(NAMES), new RegExp(`^  ${name}$`, "m"));
});

test("anything else is misuse", () => {
    const bad = [
        [],
        ["--scenario", "x"],
        ["--scenario", "idle", "--seeds", "0"],
        ["--scenario", "idle", "--seeds", "1.5"],
    ];
    for (const args of [...bad, ["--loud"], ["idle"]]) assert.throws(() => parseOptions(args, NAMES), UsageError);
});
