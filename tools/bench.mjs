// `npm run bench [-- --only NAME] [-- --json FILE]`: measures, and prints each figure beside its target.
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import Table from "cli-table3";
import { compile } from "./compile.mjs";
import { JOINED_AT_ONCE, runLua } from "./lua.mjs";
import { fail, root } from "./run.mjs";

const USAGE = "usage: npm run bench -- [--only NAME] [--json FILE]";
const MISUSE = 2;

// What stands in bench/ and is no bench.
const HELPERS = ["harness"];

// What takes minutes, and runs only when it is named.
const LONG = ["first-sync", "raid-night", "rooms", "seal"];

const benches = readdirSync(join(root, "bench"))
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))
    .map((file) => file.replace(/\.ts$/, ""))
    .filter((name) => !HELPERS.includes(name))
    .sort();

function options() {
    try {
        return parseArgs({ options: { only: { type: "string" }, json: { type: "string" } } }).values;
    } catch (error) {
        return fail(`bench: ${error.message}\n${USAGE}`, MISUSE);
    }
}

const ENVIRONMENTS = {
    callbacks: JOINED_AT_ONCE,
    slices: JOINED_AT_ONCE,
    "many-weeks": JOINED_AT_ONCE,
    real: JOINED_AT_ONCE,
    seal: JOINED_AT_ONCE,
};

function measured(bench) {
    Object.assign(process.env, { GLIBC_TUNABLES: "" }, ENVIRONMENTS[bench]);
    const output = runLua(["tools/bench.lua", bench], { stdio: ["inherit", "pipe", "inherit"], encoding: "utf8" });
    return output
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line))
        .map(({ name, value, unit, target, atMost }) => ({ bench, name, value, unit, target, atMost }));
}

/** "held" or "short", or undefined for a figure without a target. */
function verdict({ value, target, atMost }) {
    if (target === undefined) return undefined;
    return (atMost ? value <= target : value >= target) ? "held" : "short";
}

function table(figures) {
    const grid = new Table({
        head: ["bench", "figure", "value", "unit", "target", ""],
        colAligns: ["left", "left", "right", "left", "right", "left"],
        style: { head: [], border: [] },
    });
    const number = (value) => value.toLocaleString("en", { maximumSignificantDigits: 4 });
    const goal = ({ target, atMost }) => (target === undefined ? "" : `${atMost ? "≤" : "≥"} ${number(target)}`);
    for (const figure of figures) {
        grid.push([figure.bench, figure.name, number(figure.value), figure.unit, goal(figure), verdict(figure) ?? ""]);
    }
    return grid.toString();
}

const { only, json } = options();
if (only !== undefined && !benches.includes(only)) {
    fail(`bench: --only: one of ${benches.join(", ")} expected, got "${only}"\n${USAGE}`, MISUSE);
}
compile();
const figures = (only === undefined ? benches.filter((name) => !LONG.includes(name)) : [only]).flatMap(measured);
console.log(table(figures));
if (json !== undefined) {
    const results = figures.map((figure) => ({ ...figure, result: verdict(figure) }));
    writeFileSync(json, `${JSON.stringify(results, undefined, 4)}\n`);
}
