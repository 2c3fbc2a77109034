// `node demo/screenshot.mjs REPORT.html IMAGE.png`: a picture of the upper part of a report, for the docs.
import { pathToFileURL } from "node:url";
import { fail } from "../tools/run.mjs";
import { findBrowser, launchBrowser } from "./report/browser.mjs";

const WIDTH = 1200;
const HEIGHT = 1500;

const [report, image] = process.argv.slice(2);
if (image === undefined) fail("usage: node demo/screenshot.mjs REPORT.html IMAGE.png", 2);
const executable = findBrowser();
if (executable === undefined) fail("screenshot: a Chromium is needed");
const browser = await launchBrowser(executable);
try {
    const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT }, colorScheme: "light" });
    await page.goto(pathToFileURL(report).href);
    await page.screenshot({ path: image });
} finally {
    await browser.close();
}
