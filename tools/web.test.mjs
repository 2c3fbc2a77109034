import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { root } from "./run.mjs";

const parent = mkdtempSync(join(tmpdir(), "web-"));
const folder = join(parent, "page");
after(() => rmSync(parent, { recursive: true, force: true }));

const MODULE = JSON.stringify(pathToFileURL(join(root, "tools", "web.mjs")).href);
const SCRIPT = `const { buildWeb } = await import(${MODULE}); await buildWeb(${JSON.stringify(folder)});`;

/** Builds the page in a process of its own. @returns its exit code. */
async function buildElsewhere() {
    const child = spawn(process.execPath, ["--input-type=module", "-e", SCRIPT], { cwd: root, stdio: "inherit" });
    const [code] = await once(child, "exit");
    return code;
}

test("several that build the page at once make one whole page, and nothing of an older one stays", async () => {
    mkdirSync(join(folder, "assets"), { recursive: true });
    writeFileSync(join(folder, "assets", "old-1234.js"), "");
    assert.deepEqual(await Promise.all([buildElsewhere(), buildElsewhere(), buildElsewhere()]), [0, 0, 0]);
    assert.deepEqual(readdirSync(parent), ["page"]);
    const assets = readdirSync(join(folder, "assets"));
    const loaded = [...readFileSync(join(folder, "index.html"), "utf8").matchAll(/assets\/([^"]+)"/g)];
    assert.ok(loaded.length > 1);
    assert.deepEqual(
        loaded.map(([, name]) => name).filter((name) => !assets.includes(name)),
        [],
    );
    assert.ok(!assets.includes("old-1234.js"));
});

test("a page that is newer than its sources is not built again", async () => {
    const { ino } = statSync(join(folder, "index.html"));
    assert.equal(await buildElsewhere(), 0);
    assert.equal(statSync(join(folder, "index.html")).ino, ino);
});
