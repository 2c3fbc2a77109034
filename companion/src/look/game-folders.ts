/** Where the game is usually installed. */
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";

const NAME = "World of Warcraft";

/** Folders of a home in which Wine and what starts it keep what has a drive C; "*" stands for every folder there. */
const WINE = [
    ".wine",
    "Games/battlenet",
    "Games/world-of-warcraft",
    ".local/share/bottles/bottles/*",
    ".var/app/com.usebottles.bottles/data/bottles/bottles/*",
    "Games/*",
    ".local/share/Steam/steamapps/compatdata/*/pfx",
    ".steam/steam/steamapps/compatdata/*/pfx",
    ".PlayOnLinux/wineprefix/*",
];

/** Where programs are on drive C. */
const PROGRAMS = ["Program Files (x86)", "Program Files"];

function foldersIn(folder: string): string[] {
    try {
        return readdirSync(folder).sort();
    } catch {
        return [];
    }
}

/** The folders that a pattern stands for. @param parts of it, below a folder. */
function expand(folder: string, parts: readonly string[]): string[] {
    const [first, ...rest] = parts;
    if (first === undefined) return [folder];
    const names = first === "*" ? foldersIn(folder) : [first];
    return names.flatMap((name) => expand(join(folder, name), rest));
}

/** The folders that are looked at. @param home of the player. */
export function usualFolders(platform: NodeJS.Platform, home: string): string[] {
    if (platform === "win32") {
        const drives = ["C:", "D:", "E:", "F:", "G:"];
        const folders = [...PROGRAMS, "Games", ""];
        return drives.flatMap((drive) => folders.map((folder) => join(`${drive}\\`, folder, NAME)));
    }
    if (platform === "darwin") return [join("/Applications", NAME), join(home, "Applications", NAME)];
    const prefixes = new Set(WINE.flatMap((pattern) => expand(home, pattern.split("/"))));
    return [...prefixes].flatMap((prefix) => PROGRAMS.map((folder) => join(prefix, "drive_c", folder, NAME)));
}

/** Those of them that are there; one that links lead to twice is there once. */
export function findGames(platform: NodeJS.Platform, home: string): string[] {
    const there = usualFolders(platform, home).filter((folder) => existsSync(folder));
    return [...new Map(there.reverse().map((folder) => [realpathSync(folder), folder])).values()].reverse();
}

/** The first of these folders that is there. */
export function findGame(platform: NodeJS.Platform, home: string): string | undefined {
    return findGames(platform, home).at(0);
}
