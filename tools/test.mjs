// `npm test`: every check there is, beside each other; the last line is the sum of all tests.
//   npm test               quick: what searches at random searches for a moment
//   npm test -- --long     searches in full; CI does
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { specJobs } from "./busted.mjs";
import { runChecks } from "./checks.mjs";
import { COMPILED, prepareCompile } from "./compile.mjs";
import { luacheckCommand } from "./lua.mjs";
import { binCommand, nodeCommand, root, runNode } from "./run.mjs";

const TYPES = "types, compile";
const LUA_FOLDERS = ["dist", "authors", "examples", "spec", "tools", "demo", "scenarios"];
// Not prettier's usual place: each of its runs without a cache clears that.
const FORMAT_CACHE = ["--cache", "--cache-strategy", "content", "--cache-location", "node_modules/.cache/format.json"];
const FORMAT = ["--check", "--log-level", "warn", ...FORMAT_CACHE, "."];

/** The scripts for Node's test runner. */
const nodeTests = ["tools", "demo", "scenarios"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
        .filter((name) => name.endsWith(".test.mjs"))
        .map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
);

function checks() {
    return [
        { name: TYPES, ...prepareCompile() },
        { name: "format", ...binCommand("prettier", FORMAT) },
        { name: "dist/, authors/ and pages are of the sources", ...nodeCommand("tools/check-dist.mjs") },
        // A type error is the clearer message.
        { name: "lint", ...nodeCommand("tools/lint.mjs"), needs: [TYPES] },
        { name: "types of the package", ...binCommand("tsc", ["-p", "spec/types"]) },
        { name: "types of the companion", ...binCommand("tsc", ["--noEmit", "-p", "companion"]) },
        { name: "types of the page", ...binCommand("tsc", ["--noEmit", "-p", "companion/web"]) },
        { name: "luacheck", ...luacheckCommand(["--quiet", ...LUA_FOLDERS]) },
        {
            name: "codec against other implementations",
            ...nodeCommand("tools/crosscheck-codec.mjs", ["build"]),
            needs: [TYPES],
        },
        {
            name: "update operators against another implementation",
            ...nodeCommand("tools/crosscheck-object.mjs", ["build"]),
            needs: [TYPES],
        },
    ];
}

/** The tests of the companion, which has a runner of its own. */
const companionJob = {
    name: "companion",
    runner: "vitest",
    ...binCommand("vitest", ["run", "--root", "companion"]),
    needs: [TYPES],
};

/** A script that Node's test runner need not run: it prints totals of its own. */
const nodeJob = (path) => ({
    name: path,
    runner: "node",
    command: process.execPath,
    args: ["--test-reporter=spec", join(root, path)],
    needs: [TYPES],
});

const { long } = parseArgs({ options: { long: { type: "boolean", default: false } } }).values;
if (long) process.env.LONG_SPECS = "1";
process.env[COMPILED] = "1";

runNode("tools/setup.mjs");
process.exitCode = await runChecks([
    ...checks(),
    companionJob,
    ...nodeTests.map(nodeJob),
    ...specJobs().map((job) => ({ ...job, needs: [TYPES] })),
]);
