// Builds the page of the companion: companion/web into companion/build/web, where that is older than its sources.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
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

/** Puts what was built in the place of what is there, so that whoever reads at any time finds a page with all that it loads. */
function replacePage(built, folder) {
    const [from, to] = [built, folder].map((each) => join(each, "assets"));
    mkdirSync(to, { recursive: true });
    const assets = new Set(readdirSync(from));
    for (const name of assets) renameSync(join(from, name), join(to, name));
    renameSync(join(built, "index.html"), join(folder, "index.html"));
    for (const name of readdirSync(to)) if (!assets.has(name)) rmSync(join(to, name), { force: true });
}

/**
 * Builds the page if need be. Several may do so at once: each builds it for itself, and of equal sources the same.
 * @param {string} [folder] where it is put
 * @returns {Promise<string>} that folder
 */
export async function buildWeb(folder = join(COMPANION, "build", "web")) {
    const index = join(folder, "index.html");
    const isCurrent = existsSync(index) && statSync(index).mtimeMs > Math.max(...SOURCES.map(changedAt));
    if (isCurrent) return folder;
    const own = `${folder}.${process.pid}`;
    try {
        await build({ configFile: join(COMPANION, "web", "vite.config.ts"), build: { outDir: own } });
        replacePage(own, folder);
    } finally {
        rmSync(own, { recursive: true, force: true });
    }
    return folder;
}
