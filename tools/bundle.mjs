// One Lua file from many TypeScript files, with a head that says what it is.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { runBin } from "./run.mjs";
import { version } from "./version.mjs";

const headOf = (text) => `-- LibEventLedger ${version}: ${text}
-- MIT licence, (c) LibEventLedger contributors. Generated from TypeScript: do not edit.
`;

/**
 * Compiles a tlconfig, whose "luaBundle" has the name of the file, and says in the file's head what it is. Ends this
 * process when it does not compile.
 */
export function writeBundle(config, file, text) {
    runBin("tstl", ["-p", config, "--outDir", dirname(file)]);
    writeFileSync(file, headOf(text) + readFileSync(file, "utf8"));
}
