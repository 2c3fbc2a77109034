// `npm run zip`: dist/ as the archive that players and addon sites get, release/LibEventLedger-<version>.zip.
// It holds one folder, LibEventLedger/, as CurseForge, WoWInterface, Wago and addon managers expect it: unpacked in the
// game's Interface/AddOns it is Interface/AddOns/LibEventLedger.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { zipSync } from "fflate";
import { ADDON } from "./dist.mjs";
import { root } from "./run.mjs";
import { version } from "./version.mjs";

// An archive knows local time only, and none before 1980: this date is the same bytes in every time zone.
const DATE = new Date(1980, 0, 1);

const LEVEL = 9;

/** The paths of all files below a folder, with slashes, in the order of their bytes. */
export function filesBelow(folder) {
    return readdirSync(folder, { recursive: true })
        .filter((path) => statSync(join(folder, path)).isFile())
        .map((path) => path.replaceAll(sep, "/"))
        .sort();
}

/** The archive of a folder's files, under another folder's name. Equal files give equal bytes. */
export function archive(folder, name) {
    const entries = filesBelow(folder).map((path) => [`${name}/${path}`, readFileSync(join(folder, path))]);
    return zipSync(Object.fromEntries(entries), { level: LEVEL, mtime: DATE });
}

/** Writes the archive into release/, which holds nothing else afterwards. Returns its path. */
export function writeZip() {
    const folder = join(root, "release");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    const path = join(folder, `${ADDON}-${version}.zip`);
    writeFileSync(path, archive(join(root, "dist"), ADDON));
    return path;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(writeZip());
