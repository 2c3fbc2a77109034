// `npm run docs:check`: what the documents tell readers to write and to run is written and run.
//
// A block of code behind a line that is only a path and a colon (`MyDKP/Ledger.lua`:) is that file of the guide's project;
// other blocks of Lua have to compile. Commands have to exist, and links to lead somewhere.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { parse } from "luaparse";
import { bustedIn } from "./busted.mjs";
import { FOLDERS } from "./generated.mjs";
import { root } from "./run.mjs";
import { blocksOf, commandsOf, linksOf, sectionsOf } from "./docs/markdown.mjs";

const DOCUMENTS = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.md"], {
    cwd: root,
    encoding: "utf8",
})
    .split("\n")
    .filter((path) => path !== "" && path !== "CHANGELOG.md" && existsSync(join(root, path)));

const textOf = (path) => readFileSync(join(root, path), "utf8");

/** What the addons of the guide compile and run with, besides the package. */
const TOOLS = ["@typescript-to-lua/language-extensions", "lua-types", "typescript", "typescript-to-lua"];

const project = mkdtempSync(join(tmpdir(), "ledger-docs-"));
after(() => rmSync(project, { recursive: true, force: true }));

before(() => {
    const library = join(project, "node_modules", "lib-event-ledger");
    mkdirSync(library, { recursive: true });
    for (const folder of FOLDERS) cpSync(join(root, folder), join(library, folder), { recursive: true });
    cpSync(join(root, "package.json"), join(library, "package.json"));
    for (const name of TOOLS) {
        const link = join(project, "node_modules", name);
        mkdirSync(dirname(link), { recursive: true });
        symlinkSync(join(root, "node_modules", name), link, "junction");
    }
    for (const { path, text } of blocksOf(textOf("docs/guide.md"))) {
        if (path === undefined) continue;
        mkdirSync(dirname(join(project, path)), { recursive: true });
        writeFileSync(join(project, path), text);
    }
});

/** Runs a script of Node in a folder of the project: its exit code, and what it prints. */
function runHere(folder, ...args) {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
        cwd: join(project, folder),
        encoding: "utf8",
    });
    return { status, output: `${stdout}${stderr}` };
}

test("the guide's addons in Lua pass the guide's specs", async () => {
    assert.match(await bustedIn(project, "spec"), /^2 successes \/ 0 failures \/ 0 errors/m);
});

test("that spec fails when the addon is broken", async () => {
    const path = join(project, "MyDKP", "Ledger.lua");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace("+ event.amount", "- event.amount"));
    assert.match(await bustedIn(project, "spec"), /^1 success \/ 1 failure/m);
    writeFileSync(path, text);
});

test("the guide's addon in TypeScript compiles, runs on two clients, and misspelt fields do not compile", async () => {
    const folder = "ts";
    const built = runHere(folder, join(root, "node_modules/typescript-to-lua/dist/tstl.js"));
    assert.equal(built.status, 0, built.output);
    const addon = join(project, folder, "build", "MyEPGP");
    cpSync(join(project, folder, "MyEPGP.toc"), join(addon, "MyEPGP.toc"));
    const spec = join(project, "ts-spec", "my_epgp_spec.lua");
    mkdirSync(dirname(spec));
    cpSync(join(root, "tools", "docs", "my_epgp_spec.lua"), spec);
    assert.match(await bustedIn(project, "ts-spec"), /^1 success \/ 0 failures \/ 0 errors/m);
    const source = join(project, folder, "src", "index.ts");
    writeFileSync(source, readFileSync(source, "utf8").replace("+ event.effort", "+ event.efort"));
    const wrong = runHere(folder, join(root, "node_modules/typescript/bin/tsc"), "--noEmit");
    assert.match(wrong.output, /'efort' does not exist/);
});

test("the TypeScript of the README compiles", () => {
    const [{ text }] = blocksOf(textOf("README.md")).filter(({ language }) => language === "ts");
    const folder = join(project, "readme", "src");
    mkdirSync(folder, { recursive: true });
    const config = readFileSync(join(project, "ts", "tsconfig.json"), "utf8");
    writeFileSync(join(project, "readme", "tsconfig.json"), config);
    const game = [
        "declare let MyDKP_Saved: object;",
        "declare function UnitIsPlayer(this: void, unit: string): boolean;",
        "declare function UnitGUID(this: void, unit: string): string | undefined;\n",
    ].join("\n");
    writeFileSync(join(folder, "game.d.ts"), game);
    writeFileSync(join(folder, "index.ts"), text);
    const { status, output } = runHere("readme", join(root, "node_modules/typescript/bin/tsc"), "--noEmit");
    assert.equal(status, 0, output);
});

for (const path of DOCUMENTS) {
    test(`${path}: Lua compiles, commands exist, links lead somewhere`, () => {
        const text = textOf(path);
        for (const block of blocksOf(text)) {
            if (block.language === "lua") parse(block.text, { luaVersion: "5.1" });
        }
        const { scripts } = JSON.parse(textOf("package.json"));
        for (const name of commandsOf(text)) {
            // The example in TypeScript has scripts of its own.
            const own = join(root, dirname(path), "package.json");
            const known = existsSync(own) ? { ...scripts, ...JSON.parse(readFileSync(own, "utf8")).scripts } : scripts;
            assert.ok(name in known, `npm run ${name}`);
        }
        for (const { file, section } of linksOf(text)) {
            const target = file === "" ? path : join(dirname(path), file);
            assert.ok(existsSync(join(root, target)), `link to ${target}`);
            if (section !== undefined) {
                assert.ok(sectionsOf(textOf(target)).includes(section), `link to ${target}#${section}`);
            }
        }
    });
}

test("the guide answers what a first reader asks", () => {
    const sections = sectionsOf(textOf("docs/guide.md"));
    for (const section of [
        "how-to-let-only-officers-write",
        "how-to-undo",
        "what-happens-when-two-officers-write-at-once",
        "what-happens-after-a-crash",
        "how-large-it-may-grow",
        "how-to-see-why-it-is-not-in-sync",
    ]) {
        assert.ok(sections.includes(section), section);
    }
});
