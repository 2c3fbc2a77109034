import { defineConfig } from "vitest/config";
import { stateWorkerInVite } from "../tools/state-worker.mjs";

export default defineConfig({
    plugins: [stateWorkerInVite as never],
    test: {
        include: ["test/**/*.test.ts", "web/test/**/*.test.ts"],
        // The searches at random are told how long they may take by LONG_SPECS, not by a clock.
        testTimeout: 0,
        hookTimeout: 0,
    },
});
