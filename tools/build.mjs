// `npm run build`: stamps src/version.ts, makes dist/ from src/, and tells the size of the bundle.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, measureDist, readLimits } from "./bundle-size.mjs";
import { writeDist } from "./dist.mjs";
import { root } from "./run.mjs";
import { versionModule } from "./version.mjs";

writeFileSync(join(root, "src", "version.ts"), versionModule());
writeDist(join(root, "dist"));
console.log(describe(measureDist(), readLimits()));
