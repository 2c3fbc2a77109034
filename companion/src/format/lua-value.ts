/** Values as a SavedVariables file has them. */

/** A string holds one character a byte: the game writes bytes above 127 raw, and in no declared encoding. */
export type LuaValue = string | number | boolean | LuaTable;

/** What a key of a table may be. */
export type LuaKey = string | number | boolean;

/** In the order of the file. */
export type LuaTable = Map<LuaKey, LuaValue>;

/** The text that a string of bytes is. */
export function utf8(bytes: string): string {
    return Buffer.from(bytes, "latin1").toString("utf8");
}
