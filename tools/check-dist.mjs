// Fails when dist/, authors/ or a generated page is not what the sources make: addons embed dist/ straight from a git tag.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FOLDERS, PAGES, writeGenerated } from "./generated.mjs";
import { fail, root } from "./run.mjs";
import { versionModule } from "./version.mjs";
import { filesBelow } from "./zip.mjs";

const fresh = mkdtempSync(join(tmpdir(), "ledger-dist-"));
process.on("exit", () => rmSync(fresh, { recursive: true, force: true }));

/** The text of a file, with whatever line ends git gave it; undefined when it is not there. */
function read(top, path) {
    const file = join(top, path);
    return existsSync(file) ? readFileSync(file, "utf8").replaceAll("\r\n", "\n") : undefined;
}

const generated = (top) =>
    FOLDERS.flatMap((folder) => filesBelow(join(top, folder)).map((path) => `${folder}/${path}`));

if (read(root, "src/version.ts") !== versionModule()) {
    fail("src/version.ts is not of package.json's version: run `npm run build` and commit");
}
await writeGenerated(fresh);
const paths = new Set([...generated(root), ...generated(fresh), ...PAGES]);
const stale = [...paths].filter((path) => read(root, path) !== read(fresh, path));
if (stale.length > 0) fail(`not what the sources make: ${stale.join(", ")}. Run \`npm run build\` and commit`);
