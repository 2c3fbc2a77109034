// Makes the library that the companion is as well: companion/build/index.mjs, which `import "lib-event-ledger-companion"` gives.
import { bundleCompanion } from "./companion.mjs";

console.log(await bundleCompanion("index.ts", "index.mjs"));
