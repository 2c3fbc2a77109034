/** Replaces files whole. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";

/**
 * Writes a file beside its place, to the disk, and renames it: whoever reads finds the old one whole, or the new one.
 * @param mode of the file, where there are modes. @throws Error of the system where that cannot be; then the old one is there as it was.
 */
export function replaceFile(path: string, bytes: Buffer, mode?: number): void {
    const beside = `${path}.new`;
    try {
        // Made anew: one that is there may be a link that somebody has laid, or be open to others.
        rmSync(beside, { force: true });
        const handle = openSync(beside, "wx", mode);
        try {
            writeFileSync(handle, bytes);
            fsyncSync(handle);
        } finally {
            closeSync(handle);
        }
        renameSync(beside, path);
    } catch (error) {
        rmSync(beside, { force: true });
        throw error;
    }
}
