/** The page: what its first load weighs, when a slow phone shows standings, how long a text is looked for in 100,000 events. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { Browser, CDPSession } from "playwright-core";
import { findBrowser, launchBrowser } from "../../demo/report/browser.mjs";
import { Random } from "../../tools/random.mjs";
import { writeLuaFile } from "../src/format/lua-writer";
import { writeLedger } from "../src/format/ledger-writer";
import { readSavedVariables } from "../src/format/saved-file";
import { readPageFiles } from "../src/http/page-files";
import { serve } from "../src/http/server";
import { importFile } from "../src/store/local-rooms";
import { MEMORY, openSqlite } from "../src/store/sqlite/sqlite-driver";
import { randomTexts } from "./bench-texts";

// This file runs from companion/build/bench.
const ROOT = join(import.meta.dirname, "..", "..", "..");

/** Slow 4G, as Lighthouse has it: bytes a second, milliseconds. */
const NETWORK = { offline: false, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8, latency: 150 };
const CPU_RATE = 4;
const LOADS = 5;
const EVENTS = 100_000;
const SEARCHES = 20;

const median = (numbers: readonly number[]): number =>
    numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];

/** What index.html loads by itself. */
function firstLoad(): void {
    const files = readPageFiles(join(ROOT, "companion", "build", "web"));
    if (files === undefined) throw new Error("page: the page is not built: `npm run companion` builds it");
    const index = files.index.plain.toString();
    const first = [...files.assets].filter(([name]) => index.includes(name));
    const sizeOf = (all: readonly { readonly gzipped: Buffer }[]): number =>
        all.reduce((sum, { gzipped }) => sum + gzipped.length, 0);
    const bytes = sizeOf([files.index, ...first.map(([, file]) => file)]);
    const later = sizeOf([...files.assets.values()]) - (bytes - files.index.gzipped.length);
    console.log(
        `first load: ${(bytes / 1000).toFixed(1)} kB gzipped in ${first.length + 1} files; later, with charts: ${(later / 1000).toFixed(1)} kB`,
    );
}

/** Starts the sample as people do. @returns its address, and what ends it. */
function startSample(): Promise<{ readonly url: string; stop(): void }> {
    const child = spawn(process.execPath, [join(ROOT, "tools", "companion.mjs"), "--sample", "--port", "0"]);
    const stop = (): void => void child.kill("SIGTERM");
    let text = "";
    return new Promise((resolve, reject) => {
        child.stdout.on("data", (part: Buffer) => {
            text += part.toString();
            const url = /open (http:\S+) in a browser/.exec(text)?.[1];
            if (url !== undefined) resolve({ url, stop });
        });
        child.once("exit", () => reject(new Error(`page: the sample ended:\n${text}`)));
    });
}

/** Milliseconds until the standings are there, in a browser that has nothing of the page yet. */
async function load(
    browser: Browser,
    address: string,
    slow: (session: CDPSession) => Promise<unknown>,
): Promise<number> {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    await slow(await context.newCDPSession(page));
    const begun = performance.now();
    await page.goto(address, { waitUntil: "commit" });
    await page.locator("tbody tr").first().waitFor();
    const took = performance.now() - begun;
    await context.close();
    return took;
}

async function contentTimes(): Promise<void> {
    const executable = findBrowser();
    if (executable === undefined) return console.log("content: no Chromium on this machine");
    const [sample, browser] = [await startSample(), await launchBrowser(executable)];
    try {
        const { rooms } = (await (await fetch(`${sample.url}rooms`)).json()) as {
            rooms: { id: string; name: string }[];
        };
        const address = `${sample.url}${rooms.find(({ name }) => name === "Dawnbreak")?.id}?ledger=SimpleDKP`;
        const slowDown = async (session: CDPSession): Promise<void> => {
            await session.send("Network.emulateNetworkConditions", NETWORK);
            await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_RATE });
        };
        const [slow, fast]: [number[], number[]] = [[], []];
        for (let round = 0; round < LOADS; round++) {
            slow.push(await load(browser, address, slowDown));
            fast.push(await load(browser, address, () => Promise.resolve()));
        }
        console.log(
            `standings at ${CPU_RATE} x slower CPU and slow 4G: ${median(slow).toFixed(0)} ms; beside it, not slowed: ${median(fast).toFixed(0)} ms (medians of ${LOADS})`,
        );
    } finally {
        await browser.close();
        sample.stop();
    }
}

async function timeOf(work: () => unknown): Promise<number> {
    const times: number[] = [];
    for (let round = 0; round < SEARCHES; round++) {
        const begun = performance.now();
        await work();
        times.push(performance.now() - begun);
    }
    return median(times);
}

/** A text that few events have: all of them are looked at. */
async function searches(): Promise<void> {
    const { events, types, word } = randomTexts(new Random(1), EVENTS);
    const file = writeLuaFile(new Map([["My_Saved", writeLedger(new Map([["guild:A", { events }]]))]]));
    const driver = openSqlite(MEMORY);
    await importFile(driver, "", readSavedVariables(file), types);
    const server = await serve(driver, { port: 0, isOpen: true });
    const [id] = await driver.rooms();
    const bare = new Database(":memory:");
    bare.exec("CREATE TABLE event (key BLOB, row INTEGER, fields TEXT); CREATE INDEX event_order ON event (key)");
    const put = bare.prepare("INSERT INTO event VALUES (?, ?, ?)");
    bare.transaction(() => {
        for (const [row, { time, body }] of events.entries()) {
            const key = Buffer.alloc(4);
            key.writeUInt32BE(time);
            put.run(key, row, JSON.stringify({ reason: body.toString("utf8") }));
        }
    })();
    const query = bare.prepare("SELECT * FROM event WHERE instr(lower(fields), ?) > 0 ORDER BY key DESC LIMIT 100");
    const own = await timeOf(async () =>
        (await fetch(`${server.url}rooms/${id}/events?order=newest&text=${word}`)).json(),
    );
    const loop = await timeOf(() => query.all(word));
    console.log(
        `a text in ${events.length} events: ${own.toFixed(0)} ms over HTTP; bare better-sqlite3 beside it: ${loop.toFixed(0)} ms`,
    );
    bare.close();
    await server.close();
    await driver.close();
}

firstLoad();
await contentTimes();
await searches();
