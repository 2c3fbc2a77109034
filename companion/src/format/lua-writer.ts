/** Writes a SavedVariables file as the game does, entries sorted by their keys. */
import type { LuaKey, LuaTable, LuaValue } from "./lua-value";

const ESCAPES = new Map([
    ["\\", "\\\\"],
    ['"', '\\"'],
    ["\n", "\\n"],
    ["\r", "\\r"],
    ["\0", "\\000"],
]);

function writeScalar(value: LuaKey): string {
    if (typeof value === "string") return `"${value.replace(/[\\"\n\r\0]/g, (each) => ESCAPES.get(each) ?? each)}"`;
    if (typeof value === "number" && !Number.isSafeInteger(value))
        throw new RangeError(`writeLuaFile: 'variables' - integers expected, got ${value}`);
    return String(value);
}

/** Numbers, then strings, then booleans, each in their order. */
function compare(one: LuaKey, other: LuaKey): number {
    const ranks = [one, other].map((key) => ["number", "string", "boolean"].indexOf(typeof key));
    return ranks[0] === ranks[1] ? (one < other ? -1 : 1) : ranks[0] - ranks[1];
}

function writeTable(parts: string[], table: LuaTable, depth: number): void {
    const indent = "\t".repeat(depth);
    parts.push("{\n");
    let listed = 0;
    for (let value = table.get(1); value !== undefined; value = table.get(listed + 1)) {
        parts.push(indent);
        writeValue(parts, value, depth);
        listed++;
        parts.push(`, -- [${listed}]\n`);
    }
    const isListed = (key: LuaKey): boolean =>
        typeof key === "number" && Number.isInteger(key) && key >= 1 && key <= listed;
    const keyed = [...table].filter(([key]) => !isListed(key)).sort(([one], [other]) => compare(one, other));
    for (const [key, value] of keyed) {
        parts.push(`${indent}[${writeScalar(key)}] = `);
        writeValue(parts, value, depth);
        parts.push(",\n");
    }
    parts.push(`${indent.slice(1)}}`);
}

function writeValue(parts: string[], value: LuaValue, depth: number): void {
    if (value instanceof Map) writeTable(parts, value, depth + 1);
    else parts.push(writeScalar(value));
}

/**
 * The bytes of a SavedVariables file. Raises a RangeError for a number that is no integer.
 * @param variables by name, in the order of the file.
 */
export function writeLuaFile(variables: ReadonlyMap<string, LuaValue>): Buffer {
    const parts = ["\n"];
    for (const [name, value] of variables) {
        parts.push(`${name} = `);
        writeValue(parts, value, 0);
        parts.push("\n");
    }
    return Buffer.from(parts.join(""), "latin1");
}
