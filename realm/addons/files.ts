/** The bytes of a UTF-8 byte order mark, which the game skips. */
const BYTE_ORDER_MARK = string.char(0xef, 0xbb, 0xbf);

/** The text of a file on disk, or undefined when it cannot be opened. */
export function readText(path: string): string | undefined {
    const [file] = io.open(path, "rb");
    if (file === undefined) return undefined;
    const text = file.read("*a") as string;
    file.close();
    return string.sub(text, 1, 3) === BYTE_ORDER_MARK ? string.sub(text, 4) : text;
}

/** A path with slashes only, without "." and with ".." resolved. */
export function normalizePath(path: string): string {
    const [slashed] = string.gsub(path, "\\", "/");
    const parts: string[] = [];
    for (const [part] of string.gmatch(slashed, "[^/]+")) {
        const last = parts[parts.length - 1];
        if (part === ".." && last !== undefined && last !== "..") parts.pop();
        else if (part !== ".") parts.push(part);
    }
    const joined = table.concat(parts, "/");
    return string.sub(slashed, 1, 1) === "/" ? `/${joined}` : joined;
}

/** The folder of a path, "" when it has none. */
export function folderOf(path: string): string {
    const [folder] = string.match(path, "^(.*)/[^/]*$");
    return folder ?? "";
}

/** Folder and file as one path. */
export function joinPath(folder: string, file: string): string {
    return normalizePath(folder === "" ? file : `${folder}/${file}`);
}
