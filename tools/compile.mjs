// Compiles src, realm, scenarios, demo, spec and bench, file by file, into build/: what busted and the benches run.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { root, runBin } from "./run.mjs";

/** Ends this process when something does not compile. */
export function compile() {
    // From nothing each time: the Lua of a spec that was deleted or renamed would go on being run.
    rmSync(join(root, "build"), { recursive: true, force: true });
    runBin("tstl", ["-p", "spec/tlconfig.json"]);
}
