// `npm run companion -- look FOLDER` and `npm run inspect -- FILE.lua`: makes the one file that the companion is, and runs it.
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { root } from "./run.mjs";
import { sampleArguments } from "./sample.mjs";

const BUNDLE = join(root, "companion", "build", "companion.mjs");

/** What the package needs installed: all else stands in the bundle. */
const EXTERNAL = ["better-sqlite3"];

/** Some of what is bundled asks for Node's own modules in the older way, and some has a `createRequire` of its own. */
const REQUIRE =
    'import { createRequire as requireFor } from "node:module"; const require = requireFor(import.meta.url);';

/** Bundles the companion into one file that Node runs, and gives its path. */
export async function bundleCompanion() {
    const { outputFiles } = await build({
        entryPoints: [join(root, "companion", "src", "cli.ts")],
        outfile: BUNDLE,
        bundle: true,
        platform: "node",
        format: "esm",
        target: "node20",
        external: EXTERNAL,
        banner: { js: REQUIRE },
        write: false,
    });
    // Several may do so at once: each has a file of its own, which then takes the place of the other's.
    const own = `${BUNDLE}.${process.pid}`;
    mkdirSync(dirname(BUNDLE), { recursive: true });
    writeFileSync(own, outputFiles[0].contents);
    renameSync(own, BUNDLE);
    return BUNDLE;
}

if (process.argv[1] === import.meta.filename) {
    const at = process.argv.indexOf("--sample");
    // In place of the game's folder.
    if (at >= 0) process.argv.splice(at, 1, ...sampleArguments());
    await import(pathToFileURL(await bundleCompanion()));
}
