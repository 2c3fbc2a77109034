// The program itself, up to the point where it would begin to play.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { root } from "../tools/run.mjs";

const folder = mkdtempSync(join(tmpdir(), "ledger-demo-test-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const demo = (...args) => spawnSync(process.execPath, [join(root, "demo", "demo.mjs"), ...args], { encoding: "utf8" });

test("--help explains and ends well", () => {
    const { status, stdout } = demo("--help");
    assert.equal(status, 0);
    assert.match(stdout, /usage: npm run demo/);
});

test("a bad option: exit code 2, and why", () => {
    const { status, stderr, stdout } = demo("--clients", "none");
    assert.equal(status, 2);
    assert.match(stderr, /^demo: --clients: whole number from 3 to 40 expected, got "none"\n/);
    assert.equal(stdout, "");
});

test("a trace that is not there: exit code 2", () => {
    const { status, stderr } = demo("--trace", join(folder, "missing.csv"));
    assert.equal(status, 2);
    assert.match(stderr, /--trace: .*missing\.csv/);
});

test("a report that cannot be written: exit code 2, before anything is played", () => {
    for (const [path, reason] of [
        [join(folder, "missing", "out.html"), /--report: .*ENOENT/],
        [folder, /--report: .* is a folder/],
    ]) {
        const { status, stderr, stdout } = demo("--report", path);
        assert.equal(status, 2);
        assert.match(stderr, reason);
        assert.equal(stdout, "");
    }
});

test("a malformed trace: exit code 2, and the line", () => {
    const path = join(folder, "bad.csv");
    writeFileSync(path, "ts,actor,kind,targets,item,v1,v2\n1622441509,2,1,1,,,\n1622441510,2,1,one,,,\n");
    const { status, stderr } = demo("--trace", path);
    assert.equal(status, 2);
    assert.match(stderr, /bad\.csv:3: targets: whole number from 1 to 1000000 expected, got "one"\n/);
});
