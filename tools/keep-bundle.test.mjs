import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { keepBundle, RELEASES } from "./keep-bundle.mjs";
import { root } from "./run.mjs";
import { libStubMinor } from "./version.mjs";

const folder = mkdtempSync(join(tmpdir(), "ledger-keep-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("a bundle is kept under its version, and stays what it is", () => {
    const path = keepBundle(folder, "1.2.3", "-- one");
    assert.equal(path, join(folder, RELEASES, "LibEventLedger-1.2.3.lua"));
    assert.equal(keepBundle(folder, "1.2.3", "-- one"), path);
    assert.throws(() => keepBundle(folder, "1.2.3", "-- another"), /1\.2\.3: a released bundle is never changed/);
    assert.equal(readFileSync(path, "utf8"), "-- one");
});

test("each bundle that is kept is of the version in its name", () => {
    for (const name of readdirSync(join(root, RELEASES))) {
        const [, version] = name.match(/^LibEventLedger-(\d+\.\d+\.\d+(?:-[\w.]+)?)\.lua$/) ?? [];
        assert.ok(version, name);
        const bundle = readFileSync(join(root, RELEASES, name), "utf8");
        assert.ok(bundle.startsWith(`-- LibEventLedger ${version}: `), name);
        assert.ok(bundle.includes(`____exports.VERSION = "${version}"`), name);
        assert.ok(bundle.includes(`____exports.MINOR = ${libStubMinor(version)}\n`), name);
    }
});
