// The sizes of the bundles: what every player loads at every login. They may not grow unnoticed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "fflate";
import { BUNDLE, ROOMS_BUNDLE } from "./dist.mjs";
import { root } from "./run.mjs";

/** The checked-in limits, in bytes. */
export const LIMITS = "tools/bundle-size.json";

// Below this share of its limit a figure has shrunk so much that the limit no longer holds anything.
const SLACK = 0.85;

/** The bundle's size in bytes: as it is loaded, and about as it is downloaded. */
export function measure(bundle) {
    return { bytes: bundle.length, deflated: deflateSync(bundle, { level: 9 }).length };
}

/** The bundles of dist/, measured, by their files. */
export function measureDist() {
    const measured = (file) => [file, measure(readFileSync(join(root, "dist", file)))];
    return Object.fromEntries([BUNDLE, ROOMS_BUNDLE].map(measured));
}

/** The limits that are checked in, by file. */
export function readLimits() {
    return JSON.parse(readFileSync(join(root, LIMITS), "utf8"));
}

const number = (value) => value.toLocaleString("en");

/** Sizes and limits of all bundles as text, a line each. */
export function describe(sizes, limits) {
    const line = ([file, size]) => {
        const figure = (name) => `${number(size[name])} (at most ${number(limits[file][name])})`;
        return `dist/${file}: ${figure("bytes")} bytes, ${figure("deflated")} deflated`;
    };
    return Object.entries(sizes).map(line).join("\n");
}

/** What is wrong with a size, a sentence a figure: it is over its limit, or so far below that the limit is to follow. */
export function complaints(size, limits) {
    return Object.keys(limits).flatMap((name) => {
        const [value, limit] = [size[name], limits[name]];
        if (value > limit) {
            return `The bundle grew to ${number(value)} ${name}, over its limit of ${number(limit)}. Is it worth that? Then raise "${name}" in ${LIMITS}, in the same commit.`;
        }
        if (value < SLACK * limit) {
            return `The bundle shrank to ${number(value)} ${name}, far below its limit of ${number(limit)}. Well done: lower "${name}" in ${LIMITS} to some 5 % above it.`;
        }
        return [];
    });
}
