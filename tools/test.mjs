// `npm test`: every check there is, in order; the first that fails ends it. The last line is busted's totals.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { busted } from "./busted.mjs";
import { compile } from "./compile.mjs";
import { runLuacheck } from "./lua.mjs";
import { root, run, runBin, runNode } from "./run.mjs";

const heading = (text) => console.log(`\n== ${text}`);
const has = (path) => existsSync(join(root, path));

heading("setup");
runNode("tools/setup.mjs");

heading("format");
runBin("prettier", ["--check", "--log-level", "warn", "."]);

heading("lint");
runNode("tools/lint.mjs");

heading("types");
runBin("tsc", ["--noEmit"]);

heading("dist/, authors/ and docs/api.md are of src/ and realm/");
runNode("tools/check-dist.mjs");

heading("types of the package");
runBin("tsc", ["-p", "spec/types"]);

heading("luacheck");
runLuacheck(["--quiet", ...["dist", "authors", "examples", "spec", "tools", "demo", "scenarios"].filter(has)]);

heading("compile");
compile();

const nodeTests = ["tools", "demo", "scenarios"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
        .filter((name) => name.endsWith(".test.mjs"))
        .map((name) => join(folder, name)),
);
heading("tools");
run(process.execPath, ["--test", "--test-reporter=dot", ...nodeTests]);

if (has("tools/crosscheck-codec.mjs")) {
    heading("codec against other implementations");
    runNode("tools/crosscheck-codec.mjs", ["build"]);
}

heading("specs");
process.exitCode = await busted([]);
