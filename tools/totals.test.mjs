import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { bustedIn } from "./busted.mjs";
import { binCommand } from "./run.mjs";
import { addTotals, readTotals, totalsLine, totalsOf } from "./totals.mjs";

const folder = mkdtempSync(join(tmpdir(), "ledger-totals-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("the totals of busted itself are read, errors are failures", async () => {
    writeFileSync(
        join(folder, "some_spec.lua"),
        `it("passes", function() end)
        it("passes, too", function() end)
        it("fails", function() assert.equal(1, 2) end)
        it("errs", function() error({}) end)
        pending("waits")`,
    );
    const output = await bustedIn(folder, ".");
    assert.deepEqual(readTotals("busted", output), { passed: 2, failed: 2, skipped: 1 });
});

test("the totals of vitest itself are read, a file that does not load is a failure", () => {
    const own = join(folder, "vitest");
    mkdirSync(own);
    writeFileSync(
        join(own, "some.test.mjs"),
        `for (const name of ["a", "b", "c"]) test(name, () => {});
        test("fails", () => { throw new Error("on purpose"); });
        test.skip("is left out", () => {});
        test.todo("is to be");`,
    );
    const vitest = () => {
        const { command, args, ...options } = binCommand("vitest", ["run", "--globals", "--root", own]);
        return spawnSync(command, args, { ...options, encoding: "utf8" });
    };
    assert.deepEqual(readTotals("vitest", vitest().stdout), { passed: 3, failed: 1, skipped: 2 });
    writeFileSync(join(own, "some.test.mjs"), `test("passes", () => {});`);
    writeFileSync(join(own, "other.test.mjs"), `import "./missing.mjs";`);
    const { status, stdout } = vitest();
    assert.deepEqual(totalsOf({ runner: "vitest", status, output: stdout }), { passed: 1, failed: 1, skipped: 0 });
    assert.equal(readTotals("vitest", "no totals"), undefined);
});

test("the totals of Node's runner itself are read, by each reporter that prints some", () => {
    const path = join(folder, "some.test.mjs");
    writeFileSync(
        path,
        `import { test } from "node:test";
        for (const name of ["a", "b", "c"]) test(name, () => {});
        test("fails", () => { throw new Error("on purpose"); });
        test("is left out", { skip: true }, () => {});
        test("is to be", { todo: true }, () => {});`,
    );
    // Node's runner tells by a variable that it runs inside of itself.
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
    for (const reporter of ["spec", "tap"]) {
        const args = [`--test-reporter=${reporter}`, path];
        const { stdout } = spawnSync(process.execPath, args, { env, encoding: "utf8" });
        assert.deepEqual(readTotals("node", stdout), { passed: 3, failed: 1, skipped: 2 }, reporter);
    }
});

test("the last totals count, in colour as well", () => {
    const output = "1 success / 0 failures / 0 errors / 0 pending : 0.1 seconds\n";
    const coloured = "\u001b[32m7 successes\u001b[0m / 1 failure / 2 errors / 3 pending : 0.34 seconds\n";
    assert.deepEqual(readTotals("busted", output + coloured), { passed: 7, failed: 3, skipped: 3 });
});

test("a runner that prints no totals, or only some, is a failure, whatever its exit code", () => {
    for (const runner of ["busted", "node"]) {
        for (const output of ["", "++++\n", "ℹ pass 5\nℹ fail 0\n", "5 successes\n"]) {
            assert.equal(readTotals(runner, output), undefined);
            assert.deepEqual(totalsOf({ runner, status: 0, output }), { passed: 0, failed: 1, skipped: 0 });
        }
    }
});

test("a job that fails counts as a failure, also where its tests passed or there are none", () => {
    const output = "5 successes / 0 failures / 0 errors / 1 pending : 0.1 seconds\n";
    assert.deepEqual(totalsOf({ runner: "busted", status: 0, output }), { passed: 5, failed: 0, skipped: 1 });
    assert.deepEqual(totalsOf({ runner: "busted", status: 139, output }), { passed: 5, failed: 1, skipped: 1 });
    assert.deepEqual(totalsOf({ status: 0, output: "" }), { passed: 0, failed: 0, skipped: 0 });
    assert.deepEqual(totalsOf({ status: 2, output: "" }), { passed: 0, failed: 1, skipped: 0 });
});

test("totals add up", () => {
    const list = [
        { passed: 5, failed: 0, skipped: 1 },
        { passed: 7, failed: 2, skipped: 0 },
    ];
    assert.equal(totalsLine(addTotals(list)), "12 passed, 2 failed, 1 skipped");
    assert.equal(totalsLine(addTotals([])), "0 passed, 0 failed, 0 skipped");
});
