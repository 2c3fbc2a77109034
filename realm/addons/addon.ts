import { folderOf, joinPath, normalizePath, readText } from "./files";
import { parseList, parseToc } from "./toc";
import { parseXml } from "./xml";

/** An addon as a simulation names it: a .toc file on disk, or a source given in place. */
export interface AddonOptions {
    /** Path of the .toc file. The addon is named for it. */
    readonly toc?: string;
    /** Folders inside the addon that are somewhere else on disk, as a .pkgmeta's externals are: `{ "Libs/X": "dist" }`. */
    readonly externals?: Readonly<Record<string, string>>;
    /** Without a .toc: the addon's name. */
    readonly name?: string;
    /** Without a .toc: the Lua source of its only file. */
    readonly source?: string;
    /** Without a .toc: the names of its SavedVariables. */
    readonly savedVariables?: readonly string[];
    /** Without a .toc: the names of its SavedVariablesPerCharacter. */
    readonly savedVariablesPerCharacter?: readonly string[];
}

/** A file of an addon, or why it cannot be loaded. */
export interface AddonFile {
    /** The path as the game would show it in an error. */
    readonly name: string;
    readonly text?: string;
    readonly problem?: string;
}

/** An addon read and ready to be loaded. */
export interface Addon {
    readonly name: string;
    /** The clients it is made for; undefined means all. */
    readonly interfaces?: readonly string[];
    readonly fields: LuaTable<string, string>;
    readonly savedVariables: readonly string[];
    readonly savedVariablesPerCharacter: readonly string[];
    readonly files: readonly AddonFile[];
}

/** Where a path inside the addon lies on disk. */
function locate(root: string, path: string, externals: Readonly<Record<string, string>>): string {
    let best = "";
    let target = joinPath(root, path);
    for (const [folder, place] of pairs(externals)) {
        const inside = `${normalizePath(folder)}/`;
        // The longest match wins, so the order of pairs does not matter.
        if (string.sub(path, 1, inside.length) === inside && inside.length > best.length) {
            best = inside;
            target = joinPath(place, string.sub(path, inside.length + 1));
        }
    }
    return target;
}

/** Adds a file and, for an .xml file, what it names, in place and in order. */
function collect(
    files: AddonFile[],
    addon: string,
    root: string,
    path: string,
    externals: Readonly<Record<string, string>>,
): void {
    const name = `Interface/AddOns/${addon}/${path}`;
    const text = readText(locate(root, path, externals));
    if (text === undefined) {
        files.push({ name, problem: `Couldn't open ${name}` });
        return;
    }
    if (string.sub(string.lower(path), -4) !== ".xml") {
        files.push({ name, text });
        return;
    }
    const [ok, inner] = pcall(parseXml, text, name);
    if (!ok) {
        files.push({ name, problem: inner as unknown as string });
        return;
    }
    for (const file of inner as string[]) collect(files, addon, root, joinPath(folderOf(path), file), externals);
}

function readTocAddon(toc: string, externals: Readonly<Record<string, string>>): Addon {
    const path = normalizePath(toc);
    const text = readText(path);
    const [name] = string.match(path, "([^/]*)%.toc$");
    if (text === undefined || name === undefined) return error(`realm: addons: cannot read the .toc file "${toc}"`, 0);
    const contents = parseToc(text);
    const files: AddonFile[] = [];
    for (const file of contents.files) collect(files, name, folderOf(path), normalizePath(file), externals);
    return {
        name,
        interfaces: parseList(contents.fields.get("Interface")),
        fields: contents.fields,
        savedVariables: parseList(contents.fields.get("SavedVariables")),
        savedVariablesPerCharacter: parseList(contents.fields.get("SavedVariablesPerCharacter")),
        files,
    };
}

/** Reads an addon from where its options say. Read anew at each login and /reload, as the game does. */
export function readAddon(options: AddonOptions): Addon {
    if (options.toc !== undefined) return readTocAddon(options.toc, options.externals ?? {});
    if (options.name === undefined || options.source === undefined) {
        return error("realm: addons: 'toc', or 'name' and 'source' expected", 0);
    }
    return {
        name: options.name,
        fields: new LuaTable(),
        savedVariables: options.savedVariables ?? [],
        savedVariablesPerCharacter: options.savedVariablesPerCharacter ?? [],
        files: [{ name: `Interface/AddOns/${options.name}/${options.name}.lua`, text: options.source }],
    };
}
