// Makes the one file that the companion is, and prints its path: companion/build/companion.mjs, for who runs a server.
import { bundleCompanion } from "./companion.mjs";

console.log(await bundleCompanion());
