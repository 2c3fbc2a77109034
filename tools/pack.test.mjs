// The npm package as its users get it: what is in it, and whether an addon in TypeScript and its specs can do with that.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { bustedIn } from "./busted.mjs";
import { root } from "./run.mjs";

const CONTENTS = [
    "LICENSE",
    "README.md",
    "authors/LibEventLedger.annotations.lua",
    "authors/index.d.ts",
    "authors/realm.lua",
    "dist/LICENSE",
    "dist/LibEventLedger.lua",
    "dist/LibEventLedger.toc",
    "dist/LibEventLedgerRooms.lua",
    "dist/LibStub.lua",
    "dist/lib-rooms.xml",
    "dist/lib.xml",
    "package.json",
];

/** What the example compiles with, besides the package; linked, so that no network is needed. */
const TOOLS = ["@typescript-to-lua/language-extensions", "lua-types", "typescript", "typescript-to-lua"];

const windows = process.platform === "win32";
const npm = (args, cwd) => execFileSync("npm", args, { cwd, encoding: "utf8", shell: windows });

const folder = mkdtempSync(join(tmpdir(), "ledger-pack-"));
const project = join(folder, "project");
const installed = join(project, "node_modules", "lib-event-ledger");
let packed;

/** Runs a script in the project: whether it succeeds, and what it prints. */
function runHere(...args) {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, encoding: "utf8" });
    return { isDone: status === 0, output: stdout + stderr };
}

const runSpecs = (path) => bustedIn(project, path);

before(() => {
    [packed] = JSON.parse(npm(["pack", "--json", "--ignore-scripts", "--pack-destination", folder], root));
    cpSync(join(root, "examples", "typescript-addon"), project, { recursive: true });
    writeFileSync(join(project, "package.json"), '{ "private": true, "type": "module" }');
    const quiet = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps"];
    npm(["install", ...quiet, join(folder, packed.filename)], project);
    for (const name of TOOLS) {
        const link = join(project, "node_modules", name);
        mkdirSync(dirname(link), { recursive: true });
        symlinkSync(join(root, "node_modules", name), link, "junction");
    }
});

after(() => rmSync(folder, { recursive: true, force: true }));

test("the package holds what it should and nothing else", () => {
    const names = packed.files.map(({ path }) => path).filter((path) => path !== "CHANGELOG.md");
    assert.deepEqual(names.sort(), CONTENTS);
    for (const name of CONTENTS) assert.ok(existsSync(join(installed, name)), name);
});

test("nothing runs when it is installed", () => {
    const { scripts } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    for (const name of ["preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"]) {
        assert.equal(scripts[name], undefined, name);
    }
});

test("its declarations stand on their own", () => {
    const text = readFileSync(join(installed, "authors", "index.d.ts"), "utf8");
    assert.doesNotMatch(text, /\bimport\b[^*]*\bfrom "\./);
    const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    assert.equal(dependencies, undefined);
    const needed = [...text.matchAll(/<reference types="([^"]*)"/g)].map(([, name]) => name);
    assert.deepEqual(needed, Object.keys(peerDependencies));
});

test("an addon in TypeScript compiles with its types, and not when it misuses them", () => {
    const tsc = join("node_modules", "typescript", "bin", "tsc");
    const right = runHere(tsc, "--noEmit");
    assert.ok(right.isDone, right.output);
    const path = join(project, "src", "attendance.ts");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replaceAll("event.player,", "event.plyer,"));
    const wrong = runHere(tsc, "--noEmit");
    assert.ok(!wrong.isDone);
    assert.match(wrong.output, /'plyer' does not exist/);
    writeFileSync(path, text);
});

test("the addon runs with the Lua of the package, on the clients of its realm", async () => {
    const built = runHere("build.mjs");
    assert.ok(built.isDone, built.output);
    for (const name of ["RaidAttendance.toc", "RaidAttendance.lua", "Libs/LibEventLedger/lib.xml"]) {
        assert.ok(existsSync(join(project, "build", "RaidAttendance", name)), name);
    }
    const output = await runSpecs("spec");
    assert.match(output, /^3 successes \/ 0 failures \/ 0 errors/m);
});

test("the example of docs/realm.md passes as it stands", async () => {
    const page = readFileSync(join(root, "docs", "realm.md"), "utf8");
    const [, name] = /`spec\/(\w+_spec\.lua)`/.exec(page);
    const [, source] = /```lua\n([^]*?)```/.exec(page);
    cpSync(join(root, "examples", "SimpleDKP"), join(project, "SimpleDKP"), { recursive: true });
    mkdirSync(join(project, "documented"));
    writeFileSync(join(project, "documented", name), source);
    const output = await runSpecs("documented");
    assert.match(output, /^1 success \/ 0 failures \/ 0 errors/m);
});
