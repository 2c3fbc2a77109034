// Builds the page of the companion: companion/web into companion/build/web, where that is older than its sources.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { root } from "./run.mjs";

const COMPANION = join(root, "companion");

/** What the page is made of: its own files, the few of the companion's that it shares, and the versions of packages. */
const SOURCES = ["web", "src/format", "package.json"].map((name) => join(COMPANION, name));

/** When a file, or the newest one below a folder, was changed last. */
function changedAt(path) {
    const { mtimeMs } = statSync(path);
    if (!statSync(path).isDirectory()) return mtimeMs;
    return Math.max(...readdirSync(path).map((name) => changedAt(join(path, name))), mtimeMs);
}

/**
 * Builds the page if need be.
 * @param {string} [folder] where it is put
 * @returns {Promise<string>} that folder
 */
export async function buildWeb(folder = join(COMPANION, "build", "web")) {
    const index = join(folder, "index.html");
    const isCurrent = existsSync(index) && statSync(index).mtimeMs > Math.max(...SOURCES.map(changedAt));
    if (!isCurrent) {
        await build({ configFile: join(COMPANION, "web", "vite.config.ts"), build: { outDir: folder } });
    }
    return folder;
}
