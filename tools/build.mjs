// `npm run build`: stamps src/version.ts and makes dist/ from src/.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeDist } from "./dist.mjs";
import { root } from "./run.mjs";
import { versionModule } from "./version.mjs";

writeFileSync(join(root, "src", "version.ts"), versionModule());
writeDist(join(root, "dist"));
