/** Compression by zlib itself, through lua-zlib: a package of Debian, and a rock (tools/install-lua.mjs). */

/** Takes a piece of the stream; gives what came out, and whether the stream has ended. */
type Stream = (this: void, input: string, flush: "finish") => LuaMultiReturn<[output: string, isEnded: boolean]>;

interface Zlib {
    deflate(this: void, level: number, windowBits: number): Stream;
    inflate(this: void, windowBits: number): Stream;
}

// Through a variable, or the compiler would look for a file of that name.
const MODULE = "zlib";

/** Enum.CompressionMethod. */
export const enum CompressionMethod {
    Deflate = 0,
    Zlib = 1,
    Gzip = 2,
}

/** Enum.CompressionLevel. */
export const enum CompressionLevel {
    Default = 0,
    OptimizeForSpeed = 1,
    OptimizeForSize = 2,
}

/** zlib's windowBits by method: the largest window, with what stands around the data. Negative: nothing does. */
const WINDOW_BITS: Record<number, number | undefined> = { 0: -15, 1: 15, 2: 31 };

/** zlib's own levels by CompressionLevel. */
const LEVELS: Record<number, number | undefined> = { 0: -1, 1: 1, 2: 9 };

/** Undefined when there is no such method or level. */
export function compress(bytes: string, method: number, level: number): string | undefined {
    const windowBits = WINDOW_BITS[method];
    const zlibLevel = LEVELS[level];
    if (windowBits === undefined || zlibLevel === undefined) return undefined;
    const [output] = (require(MODULE) as Zlib).deflate(zlibLevel, windowBits)(bytes, "finish");
    return output;
}

/** Undefined when there is no such method, and when the data are damaged or cut off. */
export function decompress(bytes: string, method: number): string | undefined {
    const windowBits = WINDOW_BITS[method];
    if (windowBits === undefined) return undefined;
    const stream = (require(MODULE) as Zlib).inflate(windowBits);
    let output: string | undefined;
    const [isWhole] = pcall(() => {
        const [inflated, isEnded] = stream(bytes, "finish");
        if (isEnded) output = inflated;
    });
    return isWhole ? output : undefined;
}
