/** Paths into a shared object: "boss.hp", "bids.0.amount". Indices of arrays count from 0, as MongoDB's. */

import { DEPTH_LIMIT } from "./reading";
import { elementsOf, Kind, kindOf, type ObjectTable } from "./values";

const byte = string.byte;
const find = string.find;
const format = string.format;
const sub = string.sub;

/** Most bytes of a path. */
const PATH_BYTES = 1024;
/** Most digits of an index. */
const INDEX_DIGITS = 5;
const DOLLAR = 36;

/**
 * Splits a path into its parts.
 * @returns nil and what is wrong with it, as the end of a sentence.
 */
export function parsePath(path: unknown): LuaMultiReturn<[parts: string[]] | [parts: undefined, reason: string]> {
    if (typeof path !== "string" || path === "") {
        return $multi(undefined, "must be a path");
    }
    if (path.length > PATH_BYTES) {
        return $multi(undefined, format("must be a path of %.0f bytes at most", PATH_BYTES));
    }
    const parts: string[] = [];
    let count = 0;
    let start = 1;
    while (start <= path.length + 1) {
        const [dot] = find(path, ".", start, true);
        const end = dot ?? path.length + 1;
        if (end === start) {
            return $multi(undefined, "must be a path without empty parts");
        }
        if (byte(path, start) === DOLLAR) {
            return $multi(undefined, "must be a path without '$': there are no positional operators");
        }
        if (count === DEPTH_LIMIT) {
            return $multi(undefined, format("must be a path of %.0f parts at most", DEPTH_LIMIT));
        }
        parts[count] = sub(path, start, end - 1);
        count++;
        start = end + 1;
    }
    return $multi(parts);
}

/** The index that a part is in an array, from 0; nil when it is none. */
export function indexOf(part: string): number | undefined {
    const isIndex = part.length <= INDEX_DIGITS && (part === "0" || find(part, "^[1-9][0-9]*$")[0] !== undefined);
    return isIndex ? tonumber(part) : undefined;
}

/** What a table of a value has at one part of a path; nil when it has nothing there. */
export function childOf(value: unknown, part: string): unknown {
    const kind = kindOf(value);
    if (kind === Kind.Object) {
        return (value as ObjectTable).get(part);
    }
    const index = kind === Kind.Array ? indexOf(part) : undefined;
    return index === undefined ? undefined : elementsOf(value as object)[index];
}

/** What a value has at a path; nil when it has nothing there. */
export function getAt(value: unknown, parts: readonly string[]): unknown {
    let at = value;
    for (const part of parts) {
        if (at === undefined) {
            return undefined;
        }
        at = childOf(at, part);
    }
    return at;
}

/** Tells each path that a path goes through, from the shortest on, without itself. */
export function eachParent(path: string, tell: (this: void, parent: string) => void): void {
    let [dot] = find(path, ".", 1, true);
    while (dot !== undefined) {
        tell(sub(path, 1, dot - 1));
        [dot] = find(path, ".", dot + 1, true);
    }
}
