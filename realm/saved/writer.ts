import { type Environment } from "../lua/types";

const HUGE = math.huge;

/**
 * Far beyond the 197 tables that Lua's parser reads back, and below what the stack of the writer holds: a table that
 * contains itself ends here.
 */
const DEPTH_LIMIT = 1000;

const ESCAPES: Record<string, string> = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    // How the game writes these two is not documented; that they survive is.
    "\r": "\\r",
    "\0": "\\000",
};

function writeString(text: string): string {
    const [escaped] = string.gsub(text, '[\\"\n\r%z]', ESCAPES as never);
    return `"${escaped}"`;
}

function writeNumber(value: number): string {
    // As the C library of Windows prints them: no Lua number, so the file cannot be loaded.
    if (value !== value) return "-1.#IND";
    if (value === HUGE) return "1.#INF";
    if (value === -HUGE) return "-1.#INF";
    return string.format("%.16g", value);
}

/** Numbers, then strings, then booleans: the game writes in the order of pairs, which differs between clients. */
function keyLess(this: void, a: unknown, b: unknown): boolean {
    const typeA = type(a);
    const typeB = type(b);
    if (typeA !== typeB) return typeA === "number" || (typeA === "string" && typeB === "boolean");
    if (typeA === "boolean") return a === false && b === true;
    return (a as number) < (b as number);
}

function canBeWritten(value: unknown): boolean {
    const kind = type(value);
    return kind === "table" || kind === "string" || kind === "number" || kind === "boolean";
}

function writeScalar(value: unknown): string {
    if (type(value) === "string") return writeString(value as string);
    if (type(value) === "number") return writeNumber(value as number);
    return tostring(value);
}

function writeTable(parts: string[], source: Environment, depth: number): void {
    if (depth > DEPTH_LIMIT) error("SavedVariables: table nested too deep", 0);
    const indent = string.rep("\t", depth);
    const positional = source.length();
    const keys: unknown[] = [];
    parts.push("{\n");
    for (const index of $range(1, positional)) {
        const value = source.get(index);
        parts.push(indent);
        if (canBeWritten(value)) writeValue(parts, value, depth);
        else parts.push("nil");
        parts.push(`, -- [${string.format("%d", index)}]\n`);
    }
    for (const [key, value] of pairs(source)) {
        const isPositional =
            type(key) === "number" &&
            (key as number) >= 1 &&
            (key as number) <= positional &&
            (key as number) % 1 === 0;
        if (!isPositional && canBeWritten(key) && type(key) !== "table" && canBeWritten(value)) keys.push(key);
    }
    table.sort(keys, keyLess);
    for (const key of keys) {
        parts.push(`${indent}[${writeScalar(key)}] = `);
        writeValue(parts, source.get(key), depth);
        parts.push(",\n");
    }
    parts.push(`${string.sub(indent, 2)}}`);
}

function writeValue(parts: string[], value: unknown, depth: number): void {
    if (type(value) === "table") writeTable(parts, value as Environment, depth + 1);
    else parts.push(writeScalar(value));
}

/**
 * The text of a SavedVariables file: one assignment a name. Functions, threads and userdata are skipped, metatables lost,
 * a table that is held twice is written twice.
 *
 * @param names the global names, in the order of the .toc
 */
export function writeSavedVariables(names: readonly string[], globals: Environment): string {
    const parts: string[] = ["\n"];
    for (const name of names) {
        const value = globals.get(name);
        parts.push(`${name} = `);
        if (canBeWritten(value)) writeValue(parts, value, 0);
        else parts.push("nil");
        parts.push("\n");
    }
    return table.concat(parts);
}
