import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { BUNDLE, ROOMS_BUNDLE } from "./dist.mjs";
import { changedBundles, KEPT_FILES, keepBundle, keptVersions, RELEASES, SUMS } from "./keep-bundle.mjs";
import { root } from "./run.mjs";
import { libStubMinor } from "./version.mjs";

const top = mkdtempSync(join(tmpdir(), "ledger-keep-"));
after(() => rmSync(top, { recursive: true, force: true }));

const newFolder = (name) => join(top, name);

test("a bundle is kept under its version, and stays what it is", () => {
    const folder = newFolder("kept");
    const path = keepBundle(folder, BUNDLE, "1.2.3", "-- one");
    assert.equal(path, join(folder, RELEASES, "LibEventLedger-1.2.3.lua"));
    assert.equal(keepBundle(folder, BUNDLE, "1.2.3", "-- one"), path);
    assert.throws(
        () => keepBundle(folder, BUNDLE, "1.2.3", "-- another"),
        /1\.2\.3: a released bundle is never changed/,
    );
    assert.equal(readFileSync(path, "utf8"), "-- one");
    assert.deepEqual(changedBundles(folder), []);
});

test("its hash stands in the list once, so that it can be neither changed nor lost unnoticed", () => {
    const folder = newFolder("changed");
    const paths = ["0.9.0", "0.10.0", "1.0.0"].map((version) => keepBundle(folder, BUNDLE, version, `-- ${version}`));
    keepBundle(folder, BUNDLE, "0.9.0", "-- 0.9.0");
    assert.equal(readFileSync(join(folder, RELEASES, SUMS), "utf8").match(/^[0-9a-f]{64} {2}\S+$/gm).length, 3);
    assert.deepEqual(keptVersions(folder), ["0.9.0", "0.10.0", "1.0.0"]);
    appendFileSync(paths[0], " ");
    rmSync(paths[1]);
    writeFileSync(join(folder, RELEASES, "LibEventLedger-2.0.0.lua"), "-- by hand");
    assert.deepEqual(changedBundles(folder), [
        "LibEventLedger-0.10.0.lua is gone",
        "LibEventLedger-0.9.0.lua was changed",
        "LibEventLedger-2.0.0.lua has no hash in SHA256SUMS",
    ]);
    assert.throws(() => keepBundle(folder, BUNDLE, "0.10.0", "-- made again"), /never changed/);
    assert.throws(() => keepBundle(folder, BUNDLE, "2.0.0", "-- by hand"), /never changed/);
});

test("that of rooms is kept beside that of the ledger, under a name and a hash of its own", () => {
    const folder = newFolder("rooms");
    keepBundle(folder, BUNDLE, "1.2.3", "-- the ledger's");
    const path = keepBundle(folder, ROOMS_BUNDLE, "1.2.3", "-- that of rooms");
    assert.equal(path, join(folder, RELEASES, "LibEventLedgerRooms-1.2.3.lua"));
    assert.deepEqual(keptVersions(folder), ["1.2.3"]);
    assert.deepEqual(keptVersions(folder, ROOMS_BUNDLE), ["1.2.3"]);
    assert.deepEqual(changedBundles(folder), []);
    appendFileSync(path, " ");
    assert.deepEqual(changedBundles(folder), ["LibEventLedgerRooms-1.2.3.lua was changed"]);
    assert.throws(() => keepBundle(folder, ROOMS_BUNDLE, "1.2.3", "-- made again"), /never changed/);
});

test("the bundles of this tree are what was released", () => {
    assert.ok(keptVersions(root).includes("0.1.0"));
    assert.deepEqual(changedBundles(root), []);
});

test("each bundle that is kept is of the version in its name", () => {
    for (const file of KEPT_FILES) {
        for (const version of keptVersions(root, file)) {
            const bundle = readFileSync(join(root, RELEASES, file.replace(".lua", `-${version}.lua`)), "utf8");
            assert.ok(bundle.startsWith(`-- LibEventLedger ${version}: `), version);
            assert.ok(bundle.includes(`____exports.VERSION = "${version}"`), version);
            assert.ok(bundle.includes(`____exports.MINOR = ${libStubMinor(version)}\n`), version);
        }
    }
});
