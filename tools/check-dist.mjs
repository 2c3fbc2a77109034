// Fails when dist/ is not what src/ compiles to: addons embed dist/ straight from a git tag.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeDist } from "./dist.mjs";
import { fail, root } from "./run.mjs";
import { versionModule } from "./version.mjs";

const read = (folder, name) => readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n");

/** The names of files that only one folder has, or that differ. */
function differences(one, other) {
    const [ones, others] = [readdirSync(one), readdirSync(other)];
    const same = (name) => ones.includes(name) && others.includes(name) && read(one, name) === read(other, name);
    return [...new Set([...ones, ...others])].filter((name) => !same(name));
}

const fresh = mkdtempSync(join(tmpdir(), "ledger-dist-"));
process.on("exit", () => rmSync(fresh, { recursive: true, force: true }));

if (read(join(root, "src"), "version.ts") !== versionModule()) {
    fail("src/version.ts is not of package.json's version: run `npm run build` and commit");
}
writeDist(fresh);
const stale = differences(fresh, join(root, "dist"));
if (stale.length > 0)
    fail(`dist/ is not what src/ compiles to (${stale.join(", ")}): run \`npm run build\` and commit`);
