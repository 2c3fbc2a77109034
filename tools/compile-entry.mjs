// For tests: the Lua of what tools/entries.tlconfig.json names, and of what that imports, in a folder of its own.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { COMPILED } from "./compile.mjs";
import { runLua } from "./lua.mjs";
import { root, runBin } from "./run.mjs";

/**
 * Compiles into a folder that goes away with this process, where `npm test` has not compiled everything already.
 * @returns {string}
 */
export function compileEntries() {
    if (process.env[COMPILED] !== undefined) return join(root, "build");
    const folder = mkdtempSync(join(tmpdir(), "ledger-entries-"));
    process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
    runBin("tstl", ["-p", "tools/entries.tlconfig.json", "--outDir", folder]);
    return folder;
}

/**
 * Runs one of them, named by its path without extension, and gives its standard output as lines.
 * @param {string} folder
 * @param {string} entry
 * @param {readonly string[]} args
 * @param {string} input
 * @returns {string[]}
 */
export function runEntry(folder, entry, args, input) {
    const path = `package.path = [[${folder}/?.lua;]] .. package.path; bit = require("bit")`;
    const output = runLua(["-e", path, join(folder, `${entry}.lua`), ...args], {
        input,
        stdio: ["pipe", "pipe", "inherit"],
        encoding: "utf8",
        maxBuffer: 2 ** 28,
    });
    return output.split(/\r?\n/).filter((line) => line !== "");
}
