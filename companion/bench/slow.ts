/**
 * 500 rooms with 4,000 readers on a disk whose fsync takes 8 ms longer, and on the disk as it is.
 * @example npm run bench -w lib-event-ledger-companion -- slow
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { benchMany } from "./readers/bench";

const SLOWER_MS = 8;
/** This file runs from the folder of bundles. */
const SOURCE = join(import.meta.dirname, "..", "..", "bench", "slow-fsync.c");

/** Makes what slows fsync down; undefined where there is no compiler. @returns the environment of who is to be slow. */
function slowFsync(folder: string): NodeJS.ProcessEnv | undefined {
    const library = join(folder, "slow-fsync.so");
    const { status } = spawnSync("cc", ["-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"], {
        stdio: "inherit",
    });
    return status === 0 ? { LD_PRELOAD: library, SLOW_FSYNC_US: String(SLOWER_MS * 1000) } : undefined;
}

const folder = mkdtempSync(join(tmpdir(), "companion-bench-"));
try {
    const slow = process.platform === "linux" ? slowFsync(folder) : undefined;
    await benchMany("fsync as it is", {});
    if (slow === undefined)
        console.log("skipped: fsync is slowed down on Linux alone, where there is a C compiler (cc)");
    else await benchMany(`fsync ${SLOWER_MS} ms slower`, slow);
} finally {
    rmSync(folder, { recursive: true });
}
