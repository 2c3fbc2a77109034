/** The arithmetic of docs/companion-growth.md: what a row says how to reckon gives what it says. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/operation";

const UNITS = new Map([
    ["", 1],
    ["B", 1],
    ["kB", 1e3],
    ["MB", 1e6],
    ["GB", 1e9],
    ["s", 1],
    ["days", 1],
]);

/** "24.5 MB" as a number. */
function valueOf(text: string): number {
    const [, digits, unit] = /^([\d,.]+)(?: ?([A-Za-z]+))?$/.exec(text.trim()) ?? [];
    const factor = UNITS.get(unit ?? "");
    if (digits === undefined || factor === undefined) throw new Error(`a number with a unit expected, got "${text}"`);
    return Number(digits.replaceAll(",", "")) * factor;
}

/** "2 x 3 / 4 + 1": products and quotients from left to right, then sums. */
const reckon = (text: string): number =>
    text
        .split(" + ")
        .map((part) => {
            const [first, ...rest] = part.split(/ ([x/]) /);
            let product = valueOf(first);
            for (let at = 0; at < rest.length; at += 2)
                product = rest[at] === "x" ? product * valueOf(rest[at + 1]) : product / valueOf(rest[at + 1]);
            return product;
        })
        .reduce((sum, each) => sum + each, 0);

const document = readFileSync(join(ROOT, "docs", "companion-growth.md"), "utf8");
const rows = [...document.matchAll(/^\| ([^|]+?) +\| ([\d,.]+[^|]* [x/] [^|]+?) +\| ([^|]+?) +\|$/gm)];

test("the tables have rows that are reckoned", () => {
    expect(rows.length).toBeGreaterThan(15);
});

test.each(rows.map(([, what, how, gives]) => [what, how, gives]))("%s: %s = %s", (_what, how, gives) => {
    const [said, reckoned] = [valueOf(gives), reckon(how)];
    // What is said is rounded.
    expect(Math.abs(said - reckoned) / reckoned).toBeLessThan(0.02);
});
