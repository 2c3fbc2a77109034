// The written page in a browser: a small run, played, written to a file, opened from there.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { compile, COMPILED } from "../tools/compile.mjs";
import { findBrowser, launchBrowser } from "./report/browser.mjs";
import { createReport } from "./report.mjs";
import { simulate } from "./simulation.mjs";

/** Three raids of two minutes. */
const JOB = { seed: 1, clients: 5, officers: 3, loss: 0.05, minutes: 2, weeks: 1, isSampled: true };
const SUMMARY = "5 clients, <b>one</b> raid week";
const COMMAND = "npm run demo -- --clients 5 --minutes 2 --seed 1";
const CHARTS = ["held", "presence", "traffic", "quiet", "longest", "histogram"];
/** Distinct colours of a canvas with a chart on it: background, axes, grid and lines at least. */
const LEAST_COLORS = 8;
/** Milliseconds until a page that does not change is given up. */
const PATIENCE = 10000;

const executable = findBrowser();
const skip = executable === undefined && "no Chromium on this machine";
const sum = (values) => values.reduce((total, value) => total + value, 0);
const count = (value) => Math.round(value).toLocaleString("en");

let folder;
let browser;
let page;
let records;
/** Whatever the browser complained about, and what it asked for. */
const complaints = [];
const requests = [];

async function play() {
    if (process.env[COMPILED] === undefined) compile();
    const report = createReport();
    const taken = [];
    const { code, errors } = await simulate(JOB, "build", (record) => {
        taken.push(record);
        report.take(record);
    });
    assert.equal(code, 0, errors);
    const path = join(folder, "out.html");
    await report.write(path, { summary: SUMMARY, command: COMMAND });
    return { path, taken };
}

before(async () => {
    if (skip) return;
    folder = mkdtempSync(join(tmpdir(), "ledger-report-test-"));
    const { path, taken } = await play();
    records = taken;
    browser = await launchBrowser(executable);
    page = await browser.newPage({ viewport: { width: 1000, height: 800 }, colorScheme: "light" });
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.stack));
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(path).href);
});

after(async () => {
    await browser?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

const resultOf = () => records.at(-1);
const cellsOf = (table) =>
    page.$$eval(`#${table} tr`, (rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));

/** What a chart's canvas shows: its size, how many colours, and a sum that changes with any of them. */
const lookAt = (chart) =>
    page.$eval(`#${chart}-chart canvas`, (canvas) => {
        const { width, height } = canvas;
        // A copy: Chromium complains when a canvas that is drawn on is read more than once.
        const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
        copy.drawImage(canvas, 0, 0);
        const pixels = new Uint32Array(copy.getImageData(0, 0, width, height).data.buffer);
        const checksum = pixels.reduce((hash, pixel) => (Math.imul(hash, 31) + pixel) | 0, 0);
        return { width, height, colors: new Set(pixels).size, checksum };
    });

/** Does something, and waits until a chart looks different. */
async function expectChange(chart, act) {
    const { checksum } = await lookAt(chart);
    await act();
    const deadline = Date.now() + PATIENCE;
    while ((await lookAt(chart)).checksum === checksum) {
        assert.ok(Date.now() < deadline, `${chart} looks as before`);
        await page.waitForTimeout(20);
    }
}

test("head: what was run and what came of it", { skip }, async () => {
    assert.equal(await page.textContent("h1"), SUMMARY);
    assert.equal(await page.textContent("#command"), COMMAND);
    assert.match(await page.textContent("#verdict"), /^✓ converged: 5 clients/);
    const figures = await page.$$eval("#figures div", (all) => all.map((one) => one.innerText.split("\n")));
    const { written, quietSeconds } = resultOf();
    assert.deepEqual(figures[0], ["events written", count(written), "0 lost, 0 refused"]);
    assert.deepEqual(figures[1].slice(0, 2), ["all equal after", `${count(quietSeconds)} s`]);
});

test("every chart has drawn", { skip }, async () => {
    for (const chart of CHARTS) {
        const { width, height, colors } = await lookAt(chart);
        assert.ok(width > 300 && height > 100, `${chart}: ${width} x ${height}`);
        assert.ok(colors >= LEAST_COLORS, `${chart}: ${colors} colours`);
    }
});

test("the table of kinds adds up to what the clients sent", { skip }, async () => {
    const traffic = records.filter(({ type }) => type === "sample").flatMap((sample) => sample.traffic);
    const totals = (kind) => {
        const rows = traffic.filter((row) => row.kind === kind);
        return [sum(rows.map(({ messages }) => messages)), sum(rows.map(({ bytes }) => bytes))].map(count);
    };
    const rows = await cellsOf("traffic-table");
    const row = (name) => rows.find(([title]) => title.startsWith(name)).slice(1, 3);
    for (const kind of ["live", "repair", "hello", "advertise", "request"]) assert.deepEqual(row(kind), totals(kind));
    const { clients } = resultOf();
    assert.deepEqual(row("all"), [
        count(sum(clients.map(({ messages }) => messages))),
        count(sum(clients.map(({ bytes }) => bytes))),
    ]);
});

test("the tables of clients and callbacks equal the records", { skip }, async () => {
    const { clients } = resultOf();
    const [, ...rows] = await cellsOf("clients-table");
    assert.deepEqual(
        rows.map((row) => row.slice(0, 6)),
        clients.map(({ name, isOfficer, events, weeks, weeksEqual, digest, messages }) => [
            name,
            isOfficer ? "officer" : "",
            count(events),
            `${weeksEqual} of ${weeks}`,
            digest,
            count(messages),
        ]),
    );
    const callbacks = records.find(({ type }) => type === "callbacks").rows;
    const [, ...sorts] = await cellsOf("callbacks-table");
    for (const { what, calls } of callbacks) assert.equal(sorts.find(([sort]) => sort === what)[1], count(calls));
    assert.equal(sorts.length, callbacks.length);
});

test("the week grid goes through time by keyboard", { skip }, async () => {
    const states = () => page.$$eval("#weeks-grid td", (cells) => [...new Set(cells.map((cell) => cell.className))]);
    assert.deepEqual(await states(), ["state-equal"]);
    await page.focus("#weeks-slider");
    await page.keyboard.press("Home");
    assert.deepEqual(await states(), ["state-none"]);
    const first = await page.textContent("#weeks-moment");
    await page.keyboard.press("End");
    assert.deepEqual(await states(), ["state-equal"]);
    assert.notEqual(await page.textContent("#weeks-moment"), first);
    await page.click("#weeks-moments button:first-child");
    assert.deepEqual((await states()).includes("state-none"), false);
    await page.click("#weeks-moments button:last-child");
});

test("faults are listed, and each can be looked at closely", { skip }, async () => {
    const buttons = await page.$$eval("#faults button", (all) => all.map((one) => one.textContent));
    const faults = records.filter(({ type, fault, isOver }) => type === "fault" && (fault === "reload" || !isOver));
    assert.equal(buttons.length, faults.length);
    assert.deepEqual(
        buttons.map((text) => text.match(/^\/?(\w+)/)[1]),
        faults.map(({ fault }) => fault),
    );
    await expectChange("held", () => page.click("#faults li:nth-child(2) button"));
    assert.equal(await page.$eval("#range", (select) => select.value), "chosen");
    await expectChange("held", () => page.click("#reset"));
    assert.equal(await page.$eval("#range", (select) => select.value), "whole");
});

test("choices and legends redraw", { skip }, async () => {
    for (const [chart, control] of [
        ["held", 'input[value="missing"]'],
        ["traffic", 'input[value="bytes"]'],
        ["held", "#held-chart .u-series:nth-child(3) th"],
        ["traffic", "#traffic-chart .u-series:last-child th"],
    ]) {
        await expectChange(chart, () => page.click(control));
    }
    const title = "#held-chart .u-series:nth-child(3) th";
    assert.equal(await page.getAttribute(title, "aria-pressed"), "false");
    await page.focus(title);
    await expectChange("held", () => page.keyboard.press("Enter"));
    assert.equal(await page.getAttribute(title, "aria-pressed"), "true");
});

test("the page follows the width of its window, and light and dark", { skip }, async () => {
    for (const width of [390, 1000]) {
        await page.setViewportSize({ width, height: 800 });
        await page.waitForFunction(
            () => {
                const charts = [...document.querySelectorAll(".chart")];
                return charts.every((chart) => {
                    const { width: drawn } = chart.querySelector("canvas").getBoundingClientRect();
                    return Math.abs(drawn - chart.clientWidth) <= 1;
                });
            },
            undefined,
            { timeout: PATIENCE },
        );
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    }
    await expectChange("quiet", () => page.emulateMedia({ colorScheme: "dark" }));
});

test("nothing was complained about, and nothing asked for but the page", { skip }, () => {
    assert.deepEqual(complaints, []);
    assert.equal(requests.length, 1);
    assert.match(requests[0], /^file:/);
});
