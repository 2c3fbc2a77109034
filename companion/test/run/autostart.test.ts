import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { autostartFile } from "../../src/run/autostart";
import { browserCommand } from "../../src/run/browser";
import { autostart } from "../../src/run/commands/autostart";

const COMMAND = ["/usr/bin/node", '/home/a "b" $c/100%/<x>&.mjs', "run"] as const;

describe("autostart", () => {
    it("is a desktop entry on Linux, with each word quoted", () => {
        const { path, text } = autostartFile({ platform: "linux", home: "/home/anna", env: {} }, COMMAND);
        expect(path).toBe("/home/anna/.config/autostart/lib-event-ledger-companion.desktop");
        expect(text).toContain(String.raw`Exec="/usr/bin/node" "/home/a \\"b\\" \\$c/100%%/<x>&.mjs" "run"`);
        const env = { XDG_CONFIG_HOME: "/conf" };
        expect(autostartFile({ platform: "linux", home: "/h", env }, COMMAND).path).toMatch(/^\/conf\/autostart\//);
    });

    it("is a launch agent on macOS", () => {
        const { path, text } = autostartFile({ platform: "darwin", home: "/Users/anna", env: {} }, COMMAND);
        expect(path).toBe("/Users/anna/Library/LaunchAgents/lib-event-ledger-companion.plist");
        expect(text).toContain('<string>/home/a "b" $c/100%/&lt;x&gt;&amp;.mjs</string>');
    });

    it("is a batch file in the Startup folder on Windows", () => {
        const { path, text } = autostartFile({ platform: "win32", home: "/h", env: { APPDATA: "/app" } }, COMMAND);
        expect(path).toMatch(/Startup.lib-event-ledger-companion\.cmd$/);
        expect(text).toContain("100%%");
    });

    it("is turned on and off by one file", () => {
        const home = mkdtempSync(join(tmpdir(), "autostart-"));
        const lines: string[] = [];
        const options = { home: { platform: "linux", home, env: {} }, program: ["node", "companion.mjs"] } as const;
        expect(autostart(["on", "--db-folder", "/data"], options, (line) => lines.push(line))).toBe(0);
        const path = join(home, ".config/autostart/lib-event-ledger-companion.desktop");
        expect(readFileSync(path, "utf8")).toContain('Exec="node" "companion.mjs" "run" "--db-folder" "/data"');
        expect(lines[0]).toContain(path);
        autostart(["off"], options, () => undefined);
        autostart(["off"], options, () => undefined);
        expect(existsSync(path)).toBe(false);
        for (const args of [[], ["maybe"], ["on", "off"], ["--what"]])
            expect(() => autostart(args, options, () => undefined)).toThrow();
        rmSync(home, { recursive: true });
    });
});

it("the browser is opened by the system's own program, without a shell", () => {
    const url = "http://127.0.0.1:8883/#a&b";
    expect(browserCommand("linux", url)).toEqual(["xdg-open", [url]]);
    expect(browserCommand("darwin", url)).toEqual(["open", [url]]);
    expect(browserCommand("win32", url)).toEqual(["rundll32", ["url.dll,FileProtocolHandler", url]]);
});
