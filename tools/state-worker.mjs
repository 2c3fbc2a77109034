// The script of the worker that runs modules (companion/src/state/worker.ts), as a text in what imports "ledger:state-worker": so the
// companion stays one file.
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./run.mjs";

/** What it is imported by. */
const NAME = "ledger:state-worker";

let made;

async function make() {
    const { outputFiles } = await build({
        entryPoints: [join(root, "companion", "src", "state", "worker.ts")],
        bundle: true,
        platform: "node",
        format: "cjs",
        target: "node20",
        loader: { ".lua": "text", ".wasm": "binary" },
        write: false,
    });
    return `export default ${JSON.stringify(outputFiles[0].text)};`;
}

/** The module, made once. */
const moduleText = () => (made ??= make());

/** For esbuild. */
export const stateWorker = {
    name: "state-worker",
    setup(building) {
        building.onResolve({ filter: new RegExp(`^${NAME}$`) }, ({ path }) => ({ path, namespace: NAME }));
        building.onLoad({ filter: /.*/, namespace: NAME }, async () => ({
            contents: await moduleText(),
            loader: "js",
        }));
    },
};

/** For Vite. */
export const stateWorkerInVite = {
    name: "state-worker",
    enforce: "pre",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: (id) => (id === `\0${NAME}` ? moduleText() : undefined),
};
