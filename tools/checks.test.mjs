import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { root } from "./run.mjs";

const MODULE = pathToFileURL(join(root, "tools", "checks.mjs")).href;

/** A job that prints a text and ends with a code. */
const job = (name, text, code, rest = {}) => ({
    name,
    command: process.execPath,
    args: ["-e", `console.log(${JSON.stringify(text)}); process.exitCode = ${code};`],
    ...rest,
});

/** Runs jobs in a process of their own: its exit code, and the lines it prints. */
function check(jobs) {
    const code = `import { runChecks } from "${MODULE}"; process.exitCode = await runChecks(${JSON.stringify(jobs)});`;
    const { status, stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" });
    return { status, lines: stdout.trimEnd().split("\n") };
}

const BUSTED = "2 successes / 0 failures / 0 errors / 1 pending : 0.1 seconds";
const BUSTED_FAILED = "1 success / 1 failure / 0 errors / 0 pending : 0.1 seconds";
const NODE = ["pass 3", "fail 0", "cancelled 0", "skipped 0", "todo 0"].map((line) => `# ${line}`).join("\n");

test("all is well: what each printed, then a line for each runner, then their sum", () => {
    const jobs = [
        job("format", "looks good", 0),
        job("a", BUSTED, 0, { runner: "busted" }),
        job("b", NODE, 0, { runner: "node" }),
        job("c", BUSTED, 0, { runner: "busted" }),
    ];
    const { status, lines } = check(jobs);
    assert.equal(status, 0);
    const shown = ["looks good", BUSTED, "# pass 3", BUSTED].map((line) => lines.indexOf(line));
    assert.ok(!shown.includes(-1) && shown[0] < shown[1] && shown[1] < shown[2], lines.join("\n"));
    assert.deepEqual(lines.slice(-3), [
        "busted: 4 passed, 0 failed, 2 skipped",
        "node: 3 passed, 0 failed, 0 skipped",
        "all: 7 passed, 0 failed, 2 skipped",
    ]);
});

test("what failed is shown at the end, behind what did not", () => {
    const { status, lines } = check([
        job("bad", BUSTED_FAILED, 1, { runner: "busted" }),
        job("good", BUSTED, 0, { runner: "busted" }),
    ]);
    assert.equal(status, 1);
    assert.ok(lines.indexOf(BUSTED_FAILED) > lines.indexOf(BUSTED), lines.join("\n"));
    assert.equal(lines.at(-1), "all: 3 passed, 1 failed, 1 skipped");
});

test("a run is a failure where a check fails, where a runner prints no totals, and where a failure ends with 0", () => {
    for (const failing of [
        job("check", "wrong", 1),
        job("crashed", "", 0, { runner: "busted" }),
        job("lying", BUSTED_FAILED, 0, { runner: "busted" }),
    ]) {
        const { status, lines } = check([failing, job("good", NODE, 0, { runner: "node" })]);
        assert.equal(status, 1, failing.name);
        assert.match(lines.at(-1), /^all: \d passed, 1 failed, 0 skipped$/);
    }
});

test("what does not run, because another failed, is named", () => {
    const { status, lines } = check([
        job("types", "an error", 2),
        job("late", BUSTED, 0, { runner: "busted", needs: ["types"] }),
    ]);
    assert.equal(status, 1);
    assert.ok(lines.includes("== late: not run, for types failed"), lines.join("\n"));
    assert.ok(!lines.includes(BUSTED));
    assert.equal(lines.at(-1), "all: 0 passed, 1 failed, 0 skipped");
});
