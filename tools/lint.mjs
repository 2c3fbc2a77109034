// `npm run lint`: eslint, then no import cycle, type imports included.
import { runBin } from "./run.mjs";

runBin("eslint", ["--max-warnings", "0", "."]);
runBin("dpdm", [
    "--no-tree",
    "--no-warning",
    "--no-progress",
    "--exit-code",
    "circular:1",
    "{src,realm,scenarios,demo,spec,bench,companion/src,companion/test,companion/web/src}/**/*.{ts,tsx}",
]);
