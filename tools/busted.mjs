// Runs busted over the compiled specs and over those written in Lua; what and how stands in .busted.
import { spawnLua } from "./lua.mjs";

// busted's own: "12 successes / 0 failures / 1 error / 0 pending : 0.34 seconds"
const TOTALS = /^\d+ success(es)? \/ \d+ failures? \/ \d+ errors? \/ \d+ pending .*$/gm;

/** Runs busted with these command line arguments. Its totals end the output, also after a list of failures. */
export async function busted(args) {
    const { code, output } = await spawnLua(["tools/busted.lua", ...args]);
    const totals = output.match(TOTALS)?.at(-1);
    if (totals !== undefined && !output.trimEnd().endsWith(totals)) console.log(`\n${totals}`);
    return totals === undefined ? code || 1 : code;
}
