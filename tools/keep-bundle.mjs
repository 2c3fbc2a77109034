// Keeps the bundles of each release: later versions have to get on with them (spec/addon/upgrade_spec.lua for the ledger's,
// spec/addon/rooms_contract_spec.lua for that of rooms). What is kept is what was released, to the byte: its hash stands beside it.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BUNDLE, ROOMS_BUNDLE } from "./dist.mjs";
import { libStubMinor } from "./version.mjs";

/** Where bundles are kept, below the repository's top folder. */
export const RELEASES = "spec/fixtures/releases";

/** The hashes of all kept bundles, beside them: `sha256sum --check` reads it. */
export const SUMS = "SHA256SUMS";

/** The files of dist/ of which each release is kept. */
export const KEPT_FILES = [BUNDLE, ROOMS_BUNDLE];

const stemOf = (file) => file.replace(/\.lua$/, "");

/** What a file of dist/ is called when it is kept. */
const nameOf = (file, version) => `${stemOf(file)}-${version}.lua`;

const sumOf = (bundle) => createHash("sha256").update(bundle).digest("hex");

/** The hash of each kept bundle by its file's name, as they were when it was kept. */
function readSums(root) {
    const path = join(root, RELEASES, SUMS);
    if (!existsSync(path)) return new Map();
    const lines = readFileSync(path, "utf8").trim().split("\n");
    return new Map(lines.map((line) => line.split("  ").reverse()));
}

/** Versions of which a file of dist/ is kept, the oldest first. */
export function keptVersions(root, file = BUNDLE) {
    const form = new RegExp(`^${stemOf(file)}-(\\d+\\.\\d+\\.\\d+(?:-[\\w.]+)?)\\.lua$`);
    return readdirSync(join(root, RELEASES))
        .flatMap((name) => form.exec(name)?.[1] ?? [])
        .sort((one, other) => libStubMinor(one) - libStubMinor(other));
}

/**
 * Writes a bundle, `file` in dist/, under its version's name, and its hash into the list, and returns the path. Raises when
 * another bundle has that name: what was released stays as it was.
 */
export function keepBundle(root, file, version, bundle) {
    const name = nameOf(file, version);
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
    const names = KEPT_FILES.flatMap((file) => keptVersions(root, file).map((version) => nameOf(file, version)));
    const lost = [...sums.keys()].filter((name) => !names.includes(name)).map((name) => `${name} is gone`);
    const changed = names
        .filter((name) => sums.get(name) !== sumOf(readFileSync(join(root, RELEASES, name))))
        .map((name) => (sums.has(name) ? `${name} was changed` : `${name} has no hash in ${SUMS}`));
    return [...lost, ...changed];
}
