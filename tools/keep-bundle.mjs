// Keeps the bundle of each release: later versions have to get on with it (spec/addon/upgrade_spec.lua).
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ADDON } from "./dist.mjs";

/** Where bundles are kept, below the repository's top folder. */
export const RELEASES = "spec/fixtures/releases";

/**
 * Writes a bundle under its version's name and returns the path. Raises when another bundle has that name: what was
 * released stays as it was.
 */
export function keepBundle(root, version, bundle) {
    const path = join(root, RELEASES, `${ADDON}-${version}.lua`);
    if (existsSync(path) && readFileSync(path, "utf8") !== bundle) {
        throw new Error(`${path} is of another build of ${version}: a released bundle is never changed`);
    }
    mkdirSync(join(root, RELEASES), { recursive: true });
    writeFileSync(path, bundle);
    return path;
}
