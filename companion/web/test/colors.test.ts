/** Contrast, as WCAG 2 reckons it, of every colour of text on every ground that it may stand on. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const LEAST = 4.5;
const sheet = (name: string): string => readFileSync(new URL(`../src/styles/${name}`, import.meta.url), "utf8");

type Pair = readonly [light: string, dark: string];

function pairs(text: string, pattern: RegExp): Map<string, Pair> {
    return new Map([...text.matchAll(pattern)].map(([, name, light, dark]) => [name, [light, dark]]));
}

const TOKENS = pairs(sheet("tokens.css"), /--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g);
const CLASSES = pairs(
    sheet("classes.css"),
    /\.class-([a-z]+) \{\s+color: light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g,
);

/** Relative luminance of a colour: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: string): number {
    const [red, green, blue] = [1, 3, 5].map((at) => {
        const part = parseInt(color.slice(at, at + 2), 16) / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
}

const pairOf = (name: string): Pair => {
    const pair = TOKENS.get(name);
    if (pair === undefined) throw new Error(`pairOf: 'name' - a colour of tokens.css expected, got "${name}"`);
    return pair;
};

function expectReadable(name: string, [light, dark]: Pair, grounds: readonly string[]): void {
    for (const ground of grounds) {
        const [onLight, onDark] = pairOf(ground);
        expect(contrast(light, onLight), `${name} on ${ground}, light`).toBeGreaterThanOrEqual(LEAST);
        expect(contrast(dark, onDark), `${name} on ${ground}, dark`).toBeGreaterThanOrEqual(LEAST);
    }
}

test.each(["text", "muted", "accent", "good", "warn", "bad"])("%s can be read on every ground", (name) => {
    expectReadable(name, pairOf(name), ["ground", "raised", "marked", "bad-ground", "warn-ground"]);
});

test("what stands on the accent can be read", () => {
    expectReadable("on-accent", pairOf("on-accent"), ["accent"]);
});

test("the game has 13 classes, and all can be read where names stand", () => {
    expect(CLASSES.size).toBe(13);
    for (const [name, pair] of CLASSES) expectReadable(name, pair, ["ground", "raised", "marked", "warn-ground"]);
});
