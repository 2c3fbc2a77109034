/** Disks that are slow, that have no room left, and programs that end in the midst of a write. */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a program's disk does. */
export interface DiskFaults {
    /** Milliseconds that each fsync takes more. */
    readonly fsyncMs?: number;
    /** The number of the write or fsync in which the program ends as by kill -9. */
    readonly killAt?: number;
}

const SOURCE = join(import.meta.dirname, "disk.c");

let library: { readonly path?: string; readonly why?: string } | undefined;

/** Compiles the library that makes faults, once. */
function compiled(): NonNullable<typeof library> {
    if (process.platform !== "linux") return { why: "disks are made slow on Linux only: skipped" };
    const folder = join(import.meta.dirname, "..", "..", "..", "build");
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `trial-disk-${process.pid}.so`);
    const { status, stderr } = spawnSync("cc", ["-shared", "-fPIC", "-O1", "-o", path, SOURCE, "-ldl"], {
        encoding: "utf8",
    });
    if (status === null) return { why: "there is no C compiler (cc), which makes disks slow: skipped" };
    if (status !== 0) throw new Error(`cc ${SOURCE}: ${stderr}`);
    process.once("exit", () => rmSync(path, { force: true }));
    return { path };
}

/** Why a program's disk cannot be made slow here; undefined where it can. */
export function noDiskFaults(): string | undefined {
    library ??= compiled();
    return library.why;
}

/** What a program is to find in its environment. @param folder whose files are meant. */
export function diskEnvironment(folder: string, { fsyncMs = 0, killAt = 0 }: DiskFaults): Record<string, string> {
    if (fsyncMs === 0 && killAt === 0) return {};
    library ??= compiled();
    const { path } = library;
    if (path === undefined) throw new Error(library.why);
    return {
        ...{ LD_PRELOAD: path, TRIAL_FOLDER: folder },
        ...{ TRIAL_FSYNC_MS: String(fsyncMs), TRIAL_KILL_AT: String(killAt) },
    };
}

/** A file system of its own that can be filled. */
export class TinyDisk {
    private constructor(
        readonly folder: string,
        private readonly megabytes: number,
    ) {}

    /** Why there is none here; undefined where there can be. */
    static readonly missing =
        process.platform === "linux" && process.getuid?.() === 0
            ? undefined
            : "a disk is filled on Linux as root only, where a file system can be mounted in memory: skipped";

    /** Mounts one. @returns undefined where the system does not let root do so, as in some containers. */
    static mount(folder: string, megabytes: number): TinyDisk | undefined {
        mkdirSync(folder, { recursive: true });
        const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder]);
        return status === 0 ? new TinyDisk(folder, megabytes) : undefined;
    }

    private get filler(): string {
        return join(this.folder, "filler");
    }

    /** Takes all room that is left. */
    fill(): void {
        // One large piece fails as a whole.
        const piece = Buffer.alloc(4096);
        for (let left = this.megabytes * 256; left > 0; left--) {
            try {
                writeFileSync(this.filler, piece, { flag: "a" });
            } catch (error) {
                if ((error as NodeJS.ErrnoException).code === "ENOSPC") return;
                throw error;
            }
        }
    }

    /** Gives it back. */
    free(): void {
        rmSync(this.filler, { force: true });
    }

    unmount(): void {
        spawnSync("umount", ["-l", this.folder]);
    }
}
