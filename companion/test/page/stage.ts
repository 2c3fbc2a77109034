/** The sample guild behind a page, and browsers in front of it. */
import { join } from "node:path";
import axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { findBrowser, launchBrowser } from "../../../demo/report/browser.mjs";
import { buildWeb } from "../../../tools/web.mjs";
import { writeSample } from "../../sample/write";
import { readBytes, readSavedVariables } from "../../src/format/saved-file";
import { serve, type Server } from "../../src/http/server";
import { findInstalls, findSavedVariables } from "../../src/look/folders";
import { Rooms } from "../../src/rooms/rooms";
import { openStates } from "../../src/state/open-states";
import type { Driver } from "../../src/store/driver";
import { importFile, roomInfos } from "../../src/store/local-rooms";
import { openRecordStores } from "../../src/store/record-stores";
import { openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { StoredChanges } from "../../src/store/stored-changes";
import { type Clock, systemClock } from "../../src/sync/clock";
import { ROOT } from "../support/library";
import { newFolder } from "../support/stored";

export const WIDTHS = [360, 1280, 1920] as const;
export const SCHEMES = ["dark", "light"] as const;

const HEIGHT = 900;

/** What a browser is started with; undefined on a machine without one. */
export const executable: string | undefined = findBrowser();

/** A guild that is shown. */
export interface Shown {
    readonly driver: Driver;
    readonly rooms: Rooms;
    readonly stored: StoredChanges;
    readonly server: Server;
    /** Of the room of the saved files, and of that with records. */
    readonly local: string;
    readonly guild: string;
    close(): Promise<void>;
}

/** How it is shown. */
export interface ShowOptions {
    readonly port?: number;
    readonly isOpen?: boolean;
    /** Of the sample; one that is made where there is none. */
    readonly folder?: string;
    readonly modules?: string;
    readonly clock?: Clock;
}

/** Makes the sample. */
export async function sampleFolder(): Promise<string> {
    const folder = newFolder();
    await writeSample(folder, join(ROOT, "examples"));
    return folder;
}

/** Shows the sample as `look` does. */
export async function showSample(options: ShowOptions = {}): Promise<Shown> {
    const folder = options.folder ?? (await sampleFolder());
    const game = join(folder, "game");
    const driver = openSqlite(join(folder, "rooms"));
    const rooms = new Rooms(openRecordStores(driver));
    const stored = new StoredChanges();
    const files = findSavedVariables(game).files.map((path) => ({
        ...{ path, file: readSavedVariables(readBytes(path)), written: null },
    }));
    for (const { path, file } of files) await importFile(driver, path, file, new Map());
    const installs = findInstalls(game).installs.map(({ path }) => path);
    const states = await openStates(
        { modules: options.modules, installs, files, now: () => performance.now() },
        (line) => {
            if (line.startsWith("module left out")) throw new Error(line);
        },
    );
    const { port = 0, isOpen = true, clock = systemClock } = options;
    const pageFolder = await buildWeb();
    const server = await serve(driver, { port, isOpen, clock, rooms, stored, states, pageFolder });
    const ids = (await roomInfos(driver)).map(({ id }) => id);
    return {
        ...{ driver, rooms, stored, server },
        local: ids.find((id) => id.length === 32) ?? "",
        guild: ids.find((id) => id.length === 64) ?? "",
        async close() {
            await server.close();
            await states.stop();
            await rooms.close();
            await driver.close();
        },
    };
}

/** A page in a browser, with all that went wrong in it. */
export interface Looked {
    readonly page: Page;
    /** What the browser complained about, and requests to others than the page's own server. */
    readonly complaints: readonly string[];
}

export interface Look extends BrowserContextOptions {
    readonly width?: number;
    readonly scheme?: "dark" | "light";
}

let browser: Browser | undefined;

/** Keeps a browser for the tests of a file. */
export function useBrowser(): void {
    beforeAll(async () => {
        if (executable !== undefined) browser = await launchBrowser(executable);
    });
    afterAll(() => browser?.close());
}

/** Opens an address in a browser of its own: nothing of another one's is there. */
export async function look(address: string, { width = 1280, scheme = "light", ...more }: Look = {}): Promise<Looked> {
    if (browser === undefined) throw new Error("look: useBrowser() expected before");
    const context = await browser.newContext({
        ...{ viewport: { width, height: HEIGHT }, colorScheme: scheme, timezoneId: "Europe/Berlin" },
        ...more,
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    const { origin } = new URL(address);
    page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error.stack)));
    page.on("request", (request) => {
        if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith("data:"))
            complaints.push(`asks ${request.url()}`);
    });
    await page.goto(address);
    await settled(page);
    return { page, complaints };
}

/** Waits until all that the page has asked for is shown. */
export async function settled(page: Page): Promise<void> {
    await page.locator("#main").waitFor();
    await page.locator(".loading, .stale, [aria-busy=true]").first().waitFor({ state: "detached" });
}

/** What axe finds wrong with a page: a line each. */
export async function axeProblems(page: Page): Promise<string[]> {
    await page.evaluate(axe.source);
    const results = await page.evaluate(async () => {
        const runner = (globalThis as unknown as { axe: typeof axe }).axe;
        const { violations } = await runner.run();
        return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html }) => html) }));
    });
    return results.flatMap(({ id, help, nodes }) => nodes.map((html) => `${id}: ${help}: ${html.slice(0, 200)}`));
}

/** Pixels by which a page is wider than its window. The browser's own names are unknown here: what runs there is a text. */
export const overflow = (page: Page): Promise<number> =>
    page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
