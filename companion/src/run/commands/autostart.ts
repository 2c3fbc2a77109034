/** The command `autostart`: whether the companion starts with this computer. */
import { resolve } from "node:path";
import { Misuse } from "../../command";
import type { Home } from "../../profile/folder";
import { parseOptions } from "../../serve/options";
import { autostartFile, type CommandLine, turnOff, turnOn } from "../autostart";

export const AUTOSTART_USAGE = `usage: npm run companion -- autostart on|off [--db-folder FOLDER]

Starts the companion when you log in, or does so no longer. Writes one file, and says which.`;

/** What it is given of the process. */
export interface AutostartOptions {
    readonly home: Home;
    /** How this program was started: node, and the program. */
    readonly program: CommandLine;
}

/** Raises Misuse, and a StoreError where the file cannot be written. */
export function autostart(
    args: readonly string[],
    { home, program }: AutostartOptions,
    tell: (line: string) => void,
): number {
    const options = { "db-folder": { type: "string" }, help: { type: "boolean" } } as const;
    const { values, positionals } = parseOptions(args, options);
    if (values.help === true) {
        tell(AUTOSTART_USAGE);
        return 0;
    }
    const [what] = positionals;
    if (positionals.length !== 1 || (what !== "on" && what !== "off")) throw new Misuse("on or off expected");
    const folder = values["db-folder"];
    const file = autostartFile(home, [
        ...program,
        "run",
        ...(folder === undefined ? [] : ["--db-folder", resolve(folder)]),
    ]);
    if (what === "on") turnOn(file);
    else turnOff(file);
    tell(
        what === "on"
            ? `${file.path} starts the companion when you log in`
            : `${file.path} is gone: it starts no longer by itself`,
    );
    return 0;
}
