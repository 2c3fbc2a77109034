// What the BigWigs packager would make of .pkgmeta, as far as that can be told without it: of this repository, and of an
// addon that embeds the library.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { ADDON } from "./dist.mjs";
import { root } from "./run.mjs";
import { filesBelow } from "./zip.mjs";

const readMeta = (path) => parse(readFileSync(join(root, path), "utf8"));
const meta = readMeta(".pkgmeta");
const dist = filesBelow(join(root, "dist"));

/** Files of the repository and those that are about to be, as the packager finds them in a checkout of a tag. */
function checkout() {
    const { stdout } = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
        cwd: root,
    });
    return stdout
        .toString()
        .split("\0")
        .filter((path) => path !== "" && existsSync(join(root, path)));
}

const isHidden = (path) => path.split("/").some((part) => part.startsWith("."));
const isIgnored = (path) => meta.ignore.some((pattern) => path === pattern || path.startsWith(`${pattern}/`));

test("the package of this repository is the archive of a release, and the change log", () => {
    const [[from, to], ...others] = Object.entries(meta["move-folders"]);
    assert.deepEqual(others, []);
    assert.equal(to, meta["package-as"]);
    const packed = checkout()
        .filter((path) => !isHidden(path) && !isIgnored(path))
        .map((path) => `${meta["package-as"]}/${path}`)
        .map((path) => (path.startsWith(`${from}/`) ? to + path.slice(from.length) : path));
    const expected = new Set(["LICENSE", ...dist].map((path) => `${ADDON}/${path}`));
    const found = new Set(packed.filter((path) => path !== `${ADDON}/CHANGELOG.md`));
    assert.deepEqual(found, expected, "what is no part of the addon belongs on the ignore list of .pkgmeta");
});

test("what is ignored is there, and takes nothing from an addon that embeds dist/", () => {
    for (const pattern of meta.ignore) {
        assert.ok(existsSync(join(root, pattern)), pattern);
    }
    // The packager applies an external's ignore list within the folder that `path` names.
    assert.deepEqual(dist.filter(isIgnored), []);
});

test("SimpleDKP fetches the library to where its .toc loads it from", () => {
    const folder = "examples/SimpleDKP";
    const [[place, external]] = Object.entries(readMeta(`${folder}/.pkgmeta`).externals);
    const toc = readFileSync(join(root, folder, "SimpleDKP.toc"), "utf8").split(/\r?\n/);
    const [first] = toc.filter((line) => line !== "" && !line.startsWith("#"));
    const line = first.replaceAll("\\", "/");
    assert.ok(line.startsWith(`${place}/`), line);
    assert.ok(existsSync(join(root, external.path, line.slice(place.length + 1))), line);
});
