/** Opening a page in the browser. */
import { spawn } from "node:child_process";

/** The program that opens an url, with its arguments. */
export function browserCommand(platform: NodeJS.Platform, url: string): readonly [string, readonly string[]] {
    if (platform === "win32") return ["rundll32", ["url.dll,FileProtocolHandler", url]];
    return [platform === "darwin" ? "open" : "xdg-open", [url]];
}

/** Tries to open an url. Where that cannot be, nothing happens: it was printed, too. */
export function openBrowser(platform: NodeJS.Platform, url: string): void {
    const [program, args] = browserCommand(platform, url);
    const child = spawn(program, args, { detached: true, stdio: "ignore" });
    child.on("error", () => undefined);
    child.unref();
}
