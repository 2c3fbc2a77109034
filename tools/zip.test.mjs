import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { strFromU8, unzipSync } from "fflate";
import { ADDON } from "./dist.mjs";
import { root } from "./run.mjs";
import { archive, filesBelow } from "./zip.mjs";

const folder = mkdtempSync(join(tmpdir(), "ledger-zip-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function fill(name, paths) {
    const target = join(folder, name);
    for (const path of paths) {
        mkdirSync(join(target, path, ".."), { recursive: true });
        writeFileSync(join(target, path), `text of ${path}`);
    }
    return target;
}

/** The entries of an archive as its central directory lists them: name, and date and time in MS-DOS form. */
function directory(bytes) {
    const buffer = Buffer.from(bytes);
    const entries = [];
    for (let at = buffer.indexOf("PK\x01\x02"); at >= 0; at = buffer.indexOf("PK\x01\x02", at + 46)) {
        const name = buffer.toString("utf8", at + 46, at + 46 + buffer.readUInt16LE(at + 28));
        entries.push({ name, stamp: buffer.readUInt32LE(at + 12) });
    }
    return entries;
}

test("the same files give the same bytes, whenever and in whatever order they were written", () => {
    const one = fill("one", ["b.lua", "a.lua", "inner/c.lua"]);
    const other = fill("other", ["inner/c.lua", "a.lua", "b.lua"]);
    utimesSync(join(other, "a.lua"), 1e9, 1e9);
    assert.deepEqual(archive(one, "Addon"), archive(other, "Addon"));
});

test("entries are sorted, below one folder, all of the first of January 1980", () => {
    const entries = directory(archive(fill("dates", ["b.lua", "a.lua", "inner/c.lua"]), "Addon"));
    assert.deepEqual(
        entries.map(({ name }) => name),
        ["Addon/a.lua", "Addon/b.lua", "Addon/inner/c.lua"],
    );
    const firstOfJanuary1980 = ((1 << 5) | 1) << 16;
    for (const { stamp } of entries) assert.equal(stamp, firstOfJanuary1980);
});

test("unpacked in Interface/AddOns, dist/ is an addon that the game finds", () => {
    const dist = join(root, "dist");
    const files = unzipSync(archive(dist, ADDON));
    assert.deepEqual(
        Object.keys(files),
        filesBelow(dist).map((path) => `${ADDON}/${path}`),
    );
    // The game looks for a .toc that has the name of its folder; each file named from there on has to be in the archive.
    const toc = strFromU8(files[`${ADDON}/${ADDON}.toc`]);
    const named = toc.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    assert.deepEqual(named, ["lib.xml"]);
    const scripts = [...strFromU8(files[`${ADDON}/lib.xml`]).matchAll(/<Script file="(.*?)"/g)].map(([, name]) => name);
    assert.deepEqual(scripts, ["LibStub.lua", "LibEventLedger.lua"]);
    for (const name of scripts) {
        assert.equal(strFromU8(files[`${ADDON}/${name}`]), readFileSync(join(dist, name), "utf8"));
    }
});
