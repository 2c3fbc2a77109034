// `npm run companion -- look FOLDER` and `npm run inspect -- FILE.lua`: makes the one file that the companion is, and runs it.
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { root } from "./run.mjs";
import { sampleArguments, withSample } from "./sample.mjs";
import { buildWeb } from "./web.mjs";
import { stateWorker } from "./state-worker.mjs";

const BUILD = join(root, "companion", "build");

/** What the package needs installed, and what one that is in the bundle takes where it is there: all else stands in the bundle. */
const EXTERNAL = ["better-sqlite3", "pg-native"];

/** Some of what is bundled asks for Node's own modules in the older way, and some has a `createRequire` of its own. */
const REQUIRE =
    'import { createRequire as requireFor } from "node:module"; const require = requireFor(import.meta.url);';

/**
 * Bundles the companion, or a part of it, into one file that Node runs, and gives its path.
 * @param {string} [entry] the source below companion/src
 * @param {string} [name] of the file
 */
export async function bundleCompanion(entry = "cli.ts", name = "companion.mjs") {
    const bundle = join(BUILD, name);
    const { outputFiles } = await build({
        entryPoints: [join(root, "companion", "src", entry)],
        outfile: bundle,
        bundle: true,
        platform: "node",
        format: "esm",
        target: "node20",
        external: EXTERNAL,
        plugins: [stateWorker],
        banner: { js: REQUIRE },
        write: false,
    });
    // Several may do so at once: each has a file of its own, which then takes the place of the other's.
    const own = `${bundle}.${process.pid}`;
    mkdirSync(BUILD, { recursive: true });
    writeFileSync(own, outputFiles[0].contents);
    renameSync(own, bundle);
    return bundle;
}

if (process.argv[1] === import.meta.filename) {
    const { findGame } = await import(pathToFileURL(await bundleCompanion("look/game-folders.ts", "game-folders.mjs")));
    const { hasJoined } = await import(pathToFileURL(await bundleCompanion("profile/has-joined.ts", "has-joined.mjs")));
    // Who has joined a room has something of his own to be shown.
    const hasOwn = findGame(process.platform, homedir()) !== undefined || hasJoined();
    await buildWeb();
    const sample = () => sampleArguments(() => bundleCompanion("../sample/write.ts", "sample.mjs"));
    process.argv.splice(2, Infinity, ...(await withSample(process.argv.slice(2), hasOwn, sample)));
    await import(pathToFileURL(await bundleCompanion()));
}
