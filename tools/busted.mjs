// Runs busted over the compiled specs and over those written in Lua; what and how stands in .busted.
import { join } from "node:path";
import { spawnLua, startLua } from "./lua.mjs";
import { root } from "./run.mjs";

// busted's own: "12 successes / 0 failures / 1 error / 0 pending : 0.34 seconds"
const TOTALS = /^\d+ success(es)? \/ \d+ failures? \/ \d+ errors? \/ \d+ pending .*$/gm;

/** Runs busted with these command line arguments. Its totals end the output, also after a list of failures. */
export async function busted(args) {
    const { code, output } = await spawnLua(["tools/busted.lua", ...args]);
    const totals = output.match(TOTALS)?.at(-1);
    if (totals !== undefined && !output.trimEnd().endsWith(totals)) console.log(`\n${totals}`);
    return totals === undefined ? code || 1 : code;
}

/** What busted prints of the specs below a path of some other project's folder. */
export function bustedIn(folder, path) {
    const args = [join(root, "tools", "busted.lua"), "--output=plainTerminal", "--pattern=_spec", path];
    const child = startLua(args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
    const parts = [];
    child.stdout.on("data", (part) => parts.push(part));
    return new Promise((resolve) => child.on("close", () => resolve(Buffer.concat(parts).toString())));
}
