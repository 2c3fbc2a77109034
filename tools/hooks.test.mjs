import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { installHooks } from "./hooks.mjs";

const top = mkdtempSync(join(tmpdir(), "ledger-hooks-"));
after(() => rmSync(top, { recursive: true, force: true }));

// Nothing of the user's settings, and no CI, which this may be.
const ENV = { PATH: process.env.PATH, HOME: top, GIT_CONFIG_NOSYSTEM: "1" };

function newCheckout(name) {
    const folder = join(top, name);
    mkdirSync(folder);
    execFileSync("git", ["init", "--quiet"], { cwd: folder, env: ENV });
    return folder;
}

const hooksPath = (folder) =>
    execFileSync("git", ["config", "--default", "", "core.hooksPath"], {
        cwd: folder,
        env: ENV,
        encoding: "utf8",
    }).trim();

test("hooks are installed once", () => {
    const folder = newCheckout("once");
    assert.equal(installHooks(folder, ENV), true);
    assert.equal(hooksPath(folder), ".husky/_");
    assert.ok(existsSync(join(folder, ".husky/_/pre-commit")));
    assert.equal(installHooks(folder, ENV), false);
});

test("hooks that were deleted come back, as in a second worktree", () => {
    const folder = newCheckout("deleted");
    installHooks(folder, ENV);
    rmSync(join(folder, ".husky/_"), { recursive: true });
    assert.equal(installHooks(folder, ENV), true);
    assert.ok(existsSync(join(folder, ".husky/_/commit-msg")));
});

test("none are installed in CI, where they are switched off, and outside of a checkout", () => {
    const folder = newCheckout("none");
    assert.equal(installHooks(folder, { ...ENV, CI: "true" }), false);
    assert.equal(installHooks(folder, { ...ENV, HUSKY: "0" }), false);
    assert.equal(hooksPath(folder), "");
    const outside = join(top, "outside");
    mkdirSync(outside);
    assert.equal(installHooks(outside, ENV), false);
    assert.ok(!existsSync(join(outside, ".husky")));
});
