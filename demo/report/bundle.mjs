// The report's page: template, style, charts and data in one file that needs no network.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const folder = join(import.meta.dirname, "page");

/** The pages there are: template and script. */
export const LEDGER_PAGE = { template: "page.html", script: "main.mjs" };
export const ROOMS_PAGE = { template: "rooms.html", script: "rooms.mjs" };

/** Bundles a file of the page with what it imports. */
async function bundle(name) {
    const { outputFiles } = await build({
        entryPoints: [join(folder, name)],
        bundle: true,
        minify: true,
        write: false,
        format: "iife",
        target: "es2022",
        charset: "utf8",
        legalComments: "inline",
    });
    return outputFiles[0].text;
}

/** JSON that may stand in a script element: no "<" in it can end that, or begin a comment. */
export const embed = (data) => JSON.stringify(data).replaceAll("<", "\\u003c");

/** A page as HTML. */
export async function renderPage(data, page = LEDGER_PAGE) {
    const [script, style] = await Promise.all([bundle(page.script), bundle("style.css")]);
    const elements = {
        style: `<style>${style}</style>`,
        data: `<script type="application/json" id="data">${embed(data)}</script>`,
        // esbuild writes "<\/script" where code has the end of a script in a string.
        script: `<script>${script}</script>`,
    };
    const template = readFileSync(join(folder, page.template), "utf8");
    return template.replace(/<!-- (\w+) -->/g, (_, name) => elements[name]);
}
