/** Finds modules: in a folder of them, and in the addons of a game. docs/companion-modules.md. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve, sep } from "node:path";
import { messageOf } from "../command";
import type { ModuleFile } from "./modules";

/** Most bytes of a module, and of a .toc. */
const MAX_MODULE = 1_048_576;
const MAX_TOC = 65_536;

/** The line of an addon's .toc that names its modules, with commas between them. */
const LINE = /^##\s*X-LibEventLedger\s*:\s*(.+?)\s*$/gim;

/** What was found, and what could not be read. */
export interface FoundModules {
    readonly files: readonly ModuleFile[];
    readonly problems: readonly string[];
}

function readText(path: string, most: number): string {
    const stats = statSync(path);
    if (!stats.isFile()) throw new Error(`${path} is no file`);
    if (stats.size > most) throw new Error(`${path} has ${stats.size} bytes: ${most} at most expected`);
    return readFileSync(path, "utf8").replace(/^\uFEFF/, "");
}

/** Reads one module. Raises an Error where it cannot be read. @param addon the name that it is given; that of the file without it. */
export function readModuleFile(path: string, addon = basename(path).replace(/\.lua$/i, "")): ModuleFile {
    return { path, addon, text: readText(path, MAX_MODULE) };
}

function namesIn(folder: string): string[] {
    try {
        return readdirSync(folder).sort();
    } catch {
        return [];
    }
}

/** Files that an addon's .toc files name as modules. A path out of the addon's own folder is none. */
function pathsOf(folder: string): string[] {
    const paths = new Set<string>();
    for (const name of namesIn(folder).filter((each) => /\.toc$/i.test(each))) {
        const text = readText(join(folder, name), MAX_TOC);
        for (const [, files] of text.matchAll(LINE)) {
            for (const file of files.split(",")) {
                const path = resolve(folder, file.trim().replaceAll("\\", "/"));
                if (path.startsWith(folder + sep)) paths.add(path);
            }
        }
    }
    return [...paths];
}

/** The modules of a game's addons. @param install the folder that holds Interface. */
export function modulesOfInstall(install: string): FoundModules {
    const addons = resolve(install, "Interface", "AddOns");
    const files: ModuleFile[] = [];
    const problems: string[] = [];
    for (const addon of namesIn(addons)) {
        try {
            for (const path of pathsOf(join(addons, addon))) files.push(readModuleFile(path, addon));
        } catch (error) {
            problems.push(messageOf(error));
        }
    }
    return { files, problems };
}

/** The modules of a folder: each file .lua in it. Raises an Error where it cannot be read. */
export function modulesInFolder(folder: string): FoundModules {
    const files: ModuleFile[] = [];
    const problems: string[] = [];
    for (const name of readdirSync(folder).sort()) {
        if (!/\.lua$/i.test(name)) continue;
        try {
            files.push(readModuleFile(join(folder, name)));
        } catch (error) {
            problems.push(messageOf(error));
        }
    }
    return { files, problems };
}

/** All that is found, each text once: a folder that was named comes before games. */
export function findModules(folder: string | undefined, installs: readonly string[]): FoundModules {
    const found = [...(folder === undefined ? [] : [modulesInFolder(folder)]), ...installs.map(modulesOfInstall)];
    const files = new Map<string, ModuleFile>();
    for (const file of found.flatMap((each) => each.files)) if (!files.has(file.text)) files.set(file.text, file);
    return { files: [...files.values()], problems: found.flatMap(({ problems }) => problems) };
}
