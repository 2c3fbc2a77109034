/** Starting the companion with the computer: one file, where the system looks for such ones. */
import { dirname, join } from "node:path";
import { makeFolder, removeWhole, writeWhole } from "../profile/whole-file";
import type { Home } from "../profile/folder";

/** What is started: a program with its arguments. */
export type CommandLine = readonly [program: string, ...args: readonly string[]];

/** A file that starts it. */
export interface AutostartFile {
    readonly path: string;
    readonly text: string;
}

const NAME = "lib-event-ledger-companion";

/** A word of the Exec line of a desktop entry. */
const execWord = (word: string): string =>
    `"${word
        .replaceAll(/["`$\\]/g, String.raw`\$&`)
        .replaceAll("\\", "\\\\")
        .replaceAll("%", "%%")}"`;

const XML: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const xmlText = (text: string): string => text.replaceAll(/[&<>]/g, (each) => XML[each]);

/** A word of a batch file. */
const batchWord = (word: string): string => `"${word.replaceAll("%", "%%")}"`;

function desktopEntry(command: CommandLine): string {
    return `[Desktop Entry]
Type=Application
Name=LibEventLedger companion
Comment=Keeps the ledgers of this computer equal with the guild's
Exec=${command.map(execWord).join(" ")}
Terminal=false
X-GNOME-Autostart-enabled=true
`;
}

function launchAgent(command: CommandLine): string {
    return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
    <key>Label</key>
    <string>${NAME}</string>
    <key>ProgramArguments</key>
    <array>
${command.map((word) => `        <string>${xmlText(word)}</string>`).join("\n")}
    </array>
    <key>RunAtLoad</key>
    <true/>
</dict>
</plist>
`;
}

/** The file that starts a command when the user logs in. */
export function autostartFile({ platform, home, env }: Home, command: CommandLine): AutostartFile {
    if (platform === "win32") {
        const data = env["APPDATA"] ?? join(home, "AppData", "Roaming");
        const path = join(data, "Microsoft", "Windows", "Start Menu", "Programs", "Startup", `${NAME}.cmd`);
        return { path, text: `@start "LibEventLedger companion" /min ${command.map(batchWord).join(" ")}\r\n` };
    }
    if (platform === "darwin")
        return { path: join(home, "Library", "LaunchAgents", `${NAME}.plist`), text: launchAgent(command) };
    const config = env["XDG_CONFIG_HOME"];
    const base = config?.startsWith("/") === true ? config : join(home, ".config");
    return { path: join(base, "autostart", `${NAME}.desktop`), text: desktopEntry(command) };
}

/** Writes it. Raises a StoreError where that cannot be. */
export function turnOn({ path, text }: AutostartFile): void {
    makeFolder(dirname(path));
    writeWhole(path, text);
}

/** Takes it away, where it is. Raises a StoreError where that cannot be. */
export const turnOff = ({ path }: AutostartFile): void => removeWhole(path);
