/** Where the game is usually installed. */
import { existsSync } from "node:fs";
import { join } from "node:path";

const NAME = "World of Warcraft";

/** Folders of a home in which Wine and what starts it keep their drive C. */
const WINE = [".wine", "Games/battlenet", "Games/world-of-warcraft", ".local/share/bottles/bottles/WoW"];

/** The folders that are looked at. @param home of the player. */
export function usualFolders(platform: NodeJS.Platform, home: string): string[] {
    if (platform === "win32") {
        const drives = ["C:", "D:", "E:"];
        const folders = ["Program Files (x86)", "Program Files", "Games", ""];
        return drives.flatMap((drive) => folders.map((folder) => join(`${drive}\\`, folder, NAME)));
    }
    if (platform === "darwin") return [join("/Applications", NAME), join(home, "Applications", NAME)];
    return WINE.map((folder) => join(home, folder, "drive_c", "Program Files (x86)", NAME));
}

/** The first of these folders that is there. */
export function findGame(platform: NodeJS.Platform, home: string): string | undefined {
    return usualFolders(platform, home).find((folder) => existsSync(folder));
}
