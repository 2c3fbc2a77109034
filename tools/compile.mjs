// Compiles src, realm, scenarios, demo, spec and bench, file by file, into build/: what busted and the benches run.
// TypeScriptToLua checks the types of all of them on the way.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { binCommand, root, run } from "./run.mjs";

/** Tells the processes that `npm test` starts that build/ is filled: they need not compile. */
export const COMPILED = "LEDGER_COMPILED";

/** Empties build/ and gives the command that fills it; it fails where something does not compile. */
export function prepareCompile() {
    // From nothing each time: the Lua of a spec that was deleted or renamed would go on being run.
    rmSync(join(root, "build"), { recursive: true, force: true });
    return binCommand("tstl", ["-p", "spec/tlconfig.json"]);
}

/** Compiles; ends this process when something does not compile. */
export function compile() {
    const { command, args, ...options } = prepareCompile();
    run(command, args, options);
}
