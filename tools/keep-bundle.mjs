// Keeps the bundle of each release: later versions have to get on with it (spec/addon/upgrade_spec.lua). What is kept is
// what was released, to the byte: its hash stands beside it.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ADDON } from "./dist.mjs";
import { libStubMinor } from "./version.mjs";

/** Where bundles are kept, below the repository's top folder. */
export const RELEASES = "spec/fixtures/releases";

/** The hashes of all kept bundles, beside them: `sha256sum --check` reads it. */
export const SUMS = "SHA256SUMS";

const NAME = new RegExp(`^${ADDON}-(\\d+\\.\\d+\\.\\d+(?:-[\\w.]+)?)\\.lua$`);

const nameOf = (version) => `${ADDON}-${version}.lua`;

const sumOf = (bundle) => createHash("sha256").update(bundle).digest("hex");

/** The hash of each kept bundle by its file's name, as they were when it was kept. */
function readSums(root) {
    const path = join(root, RELEASES, SUMS);
    if (!existsSync(path)) return new Map();
    const lines = readFileSync(path, "utf8").trim().split("\n");
    return new Map(lines.map((line) => line.split("  ").reverse()));
}

/** Versions whose bundles are kept, the oldest first. */
export function keptVersions(root) {
    return readdirSync(join(root, RELEASES))
        .flatMap((name) => NAME.exec(name)?.[1] ?? [])
        .sort((one, other) => libStubMinor(one) - libStubMinor(other));
}

/**
 * Writes a bundle under its version's name, and its hash into the list, and returns the path. Raises when another bundle
 * has that name: what was released stays as it was.
 */
export function keepBundle(root, version, bundle) {
    const name = nameOf(version);
    const path = join(root, RELEASES, name);
    const sums = readSums(root);
    const isKept = sums.has(name) || existsSync(path);
    if (isKept && sums.get(name) !== sumOf(bundle)) {
        throw new Error(`${path} is of another build of ${version}: a released bundle is never changed`);
    }
    mkdirSync(join(root, RELEASES), { recursive: true });
    writeFileSync(path, bundle);
    if (!isKept) writeFileSync(join(root, RELEASES, SUMS), `${sumOf(bundle)}  ${name}\n`, { flag: "a" });
    return path;
}

/** What of the kept bundles is not as it was when it was kept, a sentence each. */
export function changedBundles(root) {
    const sums = readSums(root);
    const names = keptVersions(root).map(nameOf);
    const lost = [...sums.keys()].filter((name) => !names.includes(name)).map((name) => `${name} is gone`);
    const changed = names
        .filter((name) => sums.get(name) !== sumOf(readFileSync(join(root, RELEASES, name))))
        .map((name) => (sums.has(name) ? `${name} was changed` : `${name} has no hash in ${SUMS}`));
    return [...lost, ...changed];
}
