import { type Environment, define } from "./types";

/** Splits at each byte of `delimiters`, into at most `pieces` strings. */
function split(this: void, delimiters: string, text: string, pieces?: number): string[] {
    const result: string[] = [];
    let start = 1;
    // A class of escaped bytes: each byte of the delimiters separates by itself, as in the game.
    const [escaped] = string.gsub(delimiters, "%W", "%%%0");
    const pattern = `[${escaped}]`;
    while (pieces === undefined || result.length + 1 < pieces) {
        const [found] = string.find(text, pattern, start);
        if (found === undefined) break;
        result.push(string.sub(text, start, found - 1));
        start = found + 1;
    }
    result.push(string.sub(text, start));
    return result;
}

function strsplit(this: void, delimiters: string, text: string, pieces?: number): LuaMultiReturn<string[]> {
    return $multi(...split(delimiters, text, pieces));
}

function strjoin(this: void, delimiter: string, ...parts: string[]): string {
    return table.concat(parts, delimiter);
}

function strtrim(this: void, text: string, characters?: string): string {
    const [escaped] = string.gsub(characters ?? " \t\r\n", "%W", "%%%0");
    const [head] = string.gsub(text, `^[${escaped}]+`, "");
    const [tail] = string.gsub(head, `[${escaped}]+$`, "");
    return tail;
}

function tostringall(this: void, ...values: unknown[]): LuaMultiReturn<string[]> {
    const texts: string[] = [];
    for (const index of $range(1, select("#", ...values))) texts.push(tostring(select(index, ...values)[0]));
    return $multi(...texts);
}

/** Puts the string functions that only the game has into the globals and into the client's `string`. */
export function installStrings(environment: Environment, library: Environment): void {
    define(library, { split: strsplit, join: strjoin, trim: strtrim });
    define(environment, { strsplit, strsplittable: split, strjoin, strtrim, tostringall });
    const aliases: Record<string, string> = {
        format: "format",
        gmatch: "gmatch",
        gsub: "gsub",
        strbyte: "byte",
        strchar: "char",
        strfind: "find",
        strlen: "len",
        strlower: "lower",
        strmatch: "match",
        strrep: "rep",
        strrev: "reverse",
        strsub: "sub",
        strupper: "upper",
    };
    for (const [name, original] of pairs(aliases)) environment.set(name, library.get(original));
}
