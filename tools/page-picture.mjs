// `node tools/page-picture.mjs URL IMAGE.png [WIDTH] [dark|light]`: a picture of a page of the companion that runs, for the docs.
import { findBrowser, launchBrowser } from "../demo/report/browser.mjs";
import { fail } from "./run.mjs";

const HEIGHT = 800;

const [url, image, width = "1280", scheme = "light"] = process.argv.slice(2);
if (image === undefined) fail("usage: node tools/page-picture.mjs URL IMAGE.png [WIDTH] [dark|light]", 2);
const executable = findBrowser();
if (executable === undefined) fail("page-picture: a Chromium is needed");
const browser = await launchBrowser(executable);
try {
    const viewport = { width: Number(width), height: HEIGHT };
    const page = await browser.newPage({ viewport, colorScheme: scheme, timezoneId: "Europe/Berlin" });
    await page.goto(url);
    await page.locator(".loading, .stale").first().waitFor({ state: "detached" });
    await page.screenshot({ path: image });
} finally {
    await browser.close();
}
