/** The files of the page, as vite has built them from companion/web: all of them are in memory, packed once. */
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { constants, gzipSync } from "node:zlib";

/** Where they are beside the one file that the companion is. */
export const PAGE_FOLDER = join(import.meta.dirname, "web");

const TYPES = new Map([
    [".css", "text/css; charset=utf-8"],
    [".js", "text/javascript; charset=utf-8"],
    [".svg", "image/svg+xml"],
]);

/** A file as it is, and packed for who says that it takes that. */
export interface PageFile {
    readonly type: string;
    readonly plain: Buffer;
    readonly gzipped: Buffer;
}

/** The files of the page. */
export interface PageFiles {
    readonly index: PageFile;
    /** What it loads, by name: another content has another name. */
    readonly assets: ReadonlyMap<string, PageFile>;
}

function fileOf(path: string, type: string): PageFile {
    const plain = readFileSync(path);
    return { type, plain, gzipped: gzipSync(plain, { level: constants.Z_BEST_COMPRESSION }) };
}

/** Reads the page. @returns undefined where it was not built. */
export function readPageFiles(folder: string): PageFiles | undefined {
    try {
        const index = fileOf(join(folder, "index.html"), "text/html; charset=utf-8");
        const assets = new Map<string, PageFile>();
        for (const name of readdirSync(join(folder, "assets"))) {
            const type = TYPES.get(extname(name));
            if (type !== undefined) assets.set(name, fileOf(join(folder, "assets", name), type));
        }
        return { index, assets };
    } catch {
        return undefined;
    }
}
