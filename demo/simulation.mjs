// The Lua half of the demo: starts it, hands it a job, and reads its records as they come.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { JOINED_AT_ONCE, startLua } from "../tools/lua.mjs";

/**
 * Plays a job on the sources compiled into `build`, calling `onRecord` with every record of demo/run/records.ts.
 * Resolves to Lua's exit code, null when a signal ended it, and to what it wrote on stderr.
 */
export async function simulate(job, build, onRecord) {
    const folder = mkdtempSync(join(tmpdir(), "ledger-demo-"));
    const path = join(folder, "job.json");
    writeFileSync(path, JSON.stringify(job));
    Object.assign(process.env, JOINED_AT_ONCE);
    const child = startLua(["demo/demo.lua", build, path], { stdio: ["ignore", "pipe", "pipe"] });
    // Whatever ends this process ends the simulation, too.
    const stop = () => {
        child.kill("SIGKILL");
        rmSync(folder, { recursive: true, force: true });
    };
    process.on("exit", stop);
    const errors = [];
    child.stderr.on("data", (part) => errors.push(part));
    const ended = new Promise((resolve, reject) => {
        child.on("error", reject);
        child.on("close", resolve);
    });
    createInterface({ input: child.stdout }).on("line", (line) => onRecord(JSON.parse(line)));
    try {
        return { code: await ended, errors: Buffer.concat(errors).toString() };
    } finally {
        process.off("exit", stop);
        stop();
    }
}
