// `npm run build`: stamps src/version.ts, makes dist/, authors/ and docs/api.md, and tells the size of the bundle.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, measureDist, readLimits } from "./bundle-size.mjs";
import { writeGenerated } from "./generated.mjs";
import { root } from "./run.mjs";
import { versionModule } from "./version.mjs";

writeFileSync(join(root, "src", "version.ts"), versionModule());
await writeGenerated(root);
console.log(describe(measureDist(), readLimits()));
