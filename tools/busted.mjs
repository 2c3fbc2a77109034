// Runs busted over the compiled specs and over those written in Lua; what and how stands in .busted.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { luaCommand, spawnLua, startLua } from "./lua.mjs";
import { root } from "./run.mjs";
import { readTotals, totalsLine } from "./totals.mjs";

/** Holds specs of types alone: nothing of it runs. */
const TYPES = "types";

const SPEC = /(\.spec\.ts|_spec\.lua)$/;

/** Where busted finds a path of spec/: the compiled form, but spec/addon is Lua already. */
export function runnablePath(path) {
    const inSpec = path.replace(/^(\.\/)?(build\/)?spec\//, "");
    if (inSpec.startsWith("addon")) return `spec/${inSpec}`;
    return `build/spec/${inSpec.replace(/\.spec\.ts$/, "_spec.lua")}`;
}

/** Runs busted with these command line arguments on this terminal. Gives the exit code; to print no totals is a failure. */
export async function busted(args) {
    const { code, output } = await spawnLua(["tools/busted.lua", ...args]);
    const totals = readTotals("busted", output);
    if (totals === undefined) return code || 1;
    console.log(`\n${totalsLine(totals)}`);
    return code;
}

/** The jobs (tools/jobs.mjs) that run all specs of spec/: one for each folder, and one for those that stand beside them. */
export function specJobs() {
    const specsIn = (path) =>
        readdirSync(join(root, "spec", path), { recursive: true }).filter((name) => SPEC.test(name));
    const entries = readdirSync(join(root, "spec"), { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== TYPES).map(({ name }) => name);
    const files = entries.filter((entry) => entry.isFile() && SPEC.test(entry.name)).map(({ name }) => name);
    const job = (name, paths) => ({
        name,
        runner: "busted",
        ...luaCommand(["tools/busted.lua", ...paths.map(runnablePath)]),
    });
    return [
        ...folders.filter((name) => specsIn(name).length > 0).map((name) => job(`spec/${name}`, [name])),
        job("spec", files),
    ];
}

/** What busted prints of the specs below a path of some other project's folder. */
export function bustedIn(folder, path) {
    const args = [join(root, "tools", "busted.lua"), "--output=plainTerminal", "--pattern=_spec", path];
    const child = startLua(args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
    const parts = [];
    child.stdout.on("data", (part) => parts.push(part));
    return new Promise((resolve) => child.on("close", () => resolve(Buffer.concat(parts).toString())));
}
