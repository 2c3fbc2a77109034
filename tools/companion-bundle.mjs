// Makes the one file that the companion is, with the page beside it, and prints its path: companion/build/companion.mjs, for who runs a server.
import { bundleCompanion } from "./companion.mjs";
import { buildWeb } from "./web.mjs";

await buildWeb();
console.log(await bundleCompanion());
