// The page of an evening in a room, in a browser: made of example records, written to a file, opened from there.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { findBrowser, launchBrowser } from "./report/browser.mjs";
import { createRoomsReport } from "./report.mjs";
import { exampleRecords } from "./rooms/example-records.mjs";

const CHARTS = ["members", "bids", "lease", "traffic", "longest", "histogram"];
const executable = findBrowser();
const skip = executable === undefined && "no Chromium on this machine";

let folder;
let browser;
let page;
/** Whatever the browser complained about. */
const complaints = [];

before(async () => {
    if (skip) return;
    folder = mkdtempSync(join(tmpdir(), "ledger-rooms-report-test-"));
    const path = join(folder, "out.html");
    const report = createRoomsReport();
    for (const record of exampleRecords()) report.take(record);
    await report.write(path, { summary: "2 clients, <b>one</b> evening", command: "npm run demo -- --rooms --seed 7" });
    browser = await launchBrowser(executable);
    page = await browser.newPage({ viewport: { width: 1000, height: 800 }, colorScheme: "light" });
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.stack));
    await page.goto(pathToFileURL(path).href);
});

after(async () => {
    await browser?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

const cellsOf = (table) =>
    page.$$eval(`#${table} tbody tr`, (rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));

test("head: what was run and what came of it", { skip }, async () => {
    assert.equal(await page.textContent("h1"), "2 clients, <b>one</b> evening");
    assert.match(await page.textContent("#verdict"), /^✓ converged: 2 clients, 2 auctions/);
    const figures = await page.$$eval("#figures div", (all) => all.map((one) => one.innerText.split("\n")));
    assert.deepEqual(figures[2], ["shown by all after", "1.0 s", "median; worst 3.0 s"]);
});

test("every chart has drawn something", { skip }, async () => {
    for (const chart of CHARTS) {
        const colors = await page.$eval(`#${chart}-chart canvas`, (canvas) => {
            const { width, height } = canvas;
            const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
            copy.drawImage(canvas, 0, 0);
            return new Set(new Uint32Array(copy.getImageData(0, 0, width, height).data.buffer)).size;
        });
        assert.ok(colors >= 8, `${chart}: ${colors} colours`);
    }
});

test("tables: auctions, and clients", { skip }, async () => {
    assert.deepEqual(await cellsOf("auctions-table"), [
        ["Helm of Might", "crash", "2", "0.5 s", "3.0 s", "Aldan for 20 points"],
        ["Spinal Reaper", "partition", "2", "1.0 s", "1.0 s", "nobody"],
    ]);
    assert.deepEqual(
        (await cellsOf("clients-table")).map(([name, role, events]) => [name, role, events]),
        [
            ["Aldan", "officer", "3"],
            ["</script>", "", "3"],
        ],
    );
});

test("faults and auctions can be looked at", { skip }, async () => {
    const names = await page.$$eval("#range option", (all) => all.map((one) => one.textContent));
    for (const name of ["crash of </script>", "cut network", "Helm of Might", "before the first auction"]) {
        assert.ok(names.includes(name), name);
    }
    await page.click("#faults li:first-child button");
    assert.equal(await page.$eval("#range", (select) => select.value), "chosen");
});

test("nothing was complained about", { skip }, () => assert.deepEqual(complaints, []));
