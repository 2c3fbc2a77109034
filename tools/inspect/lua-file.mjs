// A SavedVariables file, read without running it, and as far as it can be read: cut off, or with the marks of git in it.
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { splitConflict } from "./conflict.mjs";
import { LuaValues } from "./lua-values.mjs";

// The game writes bytes above 127 raw and in no declared encoding: a character is a byte here.
const ENCODING = "latin1";

/**
 * The values of the file's global variables: a Map for a table; a string holds one character a byte.
 * @returns variables by name; one that the sides of a git conflict have differently is there for each side, as
 * "MyDKP_Saved (HEAD)". And problems: what of the file itself is broken, with its line.
 */
export function readVariables(path) {
    const { sides, problems } = splitConflict(readFileSync(path, ENCODING));
    const read = sides.map(({ name, text }) => ({ name, ...new LuaValues(text) }));
    const variables = new Map();
    for (const { name: side, variables: own } of read) {
        for (const [name, value] of own) {
            const isCommon = read.every((other) => isDeepStrictEqual(other.variables.get(name), value));
            variables.set(isCommon ? name : `${name} (${side})`, value);
        }
    }
    const ofSides = read.flatMap(({ name, problems: own }) =>
        own.map((problem) => (name === "" ? problem : `${problem} (${name})`)),
    );
    return { variables, problems: [...problems, ...ofSides] };
}

/** The text that a string of bytes is. */
export function utf8(bytes) {
    return Buffer.from(String(bytes), ENCODING).toString("utf8");
}
