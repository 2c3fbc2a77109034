/** What a .toc file says. */
export interface TableOfContents {
    /** The `## Key: value` lines, by key. */
    readonly fields: LuaTable<string, string>;
    /** The files to load, in order, as they are written. */
    readonly files: readonly string[];
}

/**
 * Reads a .toc file: `## Key: value` is a field, any other line that begins with `#` a comment, and each line that is left
 * a file.
 */
export function parseToc(text: string): TableOfContents {
    const fields = new LuaTable<string, string>();
    const files: string[] = [];
    for (const [line] of string.gmatch(text, "[^\r\n]+")) {
        const [trimmed] = string.match(line, "^%s*(.-)%s*$");
        const [key, value] = string.match(trimmed as string, "^##%s*([^:]-)%s*:%s*(.*)$");
        if (key !== undefined) fields.set(key, value as string);
        else if (trimmed !== "" && string.sub(trimmed as string, 1, 1) !== "#") files.push(trimmed as string);
    }
    return { fields, files };
}

/** The parts of a field that is a list with commas. */
export function parseList(field: string | undefined): string[] {
    const parts: string[] = [];
    for (const [part] of string.gmatch(field ?? "", "[^,%s]+")) parts.push(part);
    return parts;
}
