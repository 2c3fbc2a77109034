// A browser to look at the report with: whatever Chromium this machine has.
import { chromium } from "playwright-core";
import { ask } from "../../tools/run.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Nothing but the page: no profile, no update, no look at the network. */
const FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
];

/** The path of a browser, or undefined where there is none. `CHROMIUM` names another one. */
export function findBrowser() {
    if (process.env.CHROMIUM) return process.env.CHROMIUM;
    if (process.platform === "win32") return undefined;
    for (const name of NAMES) {
        const path = ask("which", [name])?.trim();
        if (path) return path;
    }
    return undefined;
}

/** Starts the browser; to be closed by the caller. */
export const launchBrowser = (executablePath) => chromium.launch({ executablePath, args: FLAGS });
