// `node tools/release.mjs VERSION`: the step of semantic-release (.releaserc) that makes what a release consists of. By then
// its npm plugin has written the version into package.json, from which everything else is derived.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { KEPT_FILES, keepBundle } from "./keep-bundle.mjs";
import { fail, root, runNode } from "./run.mjs";
import { version } from "./version.mjs";
import { writeZip } from "./zip.mjs";

const [wanted] = process.argv.slice(2);
if (wanted !== version) fail(`release: ${wanted} is to be released, but package.json says ${version}`);

runNode("tools/build.mjs");
for (const file of KEPT_FILES)
    console.log(keepBundle(root, file, version, readFileSync(join(root, "dist", file), "utf8")));
console.log(writeZip());
