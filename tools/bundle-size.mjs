// The size of the bundle: what every player loads at every login. It may not grow unnoticed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "fflate";
import { BUNDLE } from "./dist.mjs";
import { root } from "./run.mjs";

/** The checked-in limits, in bytes. */
export const LIMITS = "tools/bundle-size.json";

// Below this share of its limit a figure has shrunk so much that the limit no longer holds anything.
const SLACK = 0.85;

/** The bundle's size in bytes: as it is loaded, and about as it is downloaded. */
export function measure(bundle) {
    return { bytes: bundle.length, deflated: deflateSync(bundle, { level: 9 }).length };
}

/** The bundle of dist/, measured. */
export function measureDist() {
    return measure(readFileSync(join(root, "dist", BUNDLE)));
}

/** The limits that are checked in. */
export function readLimits() {
    return JSON.parse(readFileSync(join(root, LIMITS), "utf8"));
}

const number = (value) => value.toLocaleString("en");

/** Size and limits as a line of text. */
export function describe(size, limits) {
    const figure = (name) => `${number(size[name])} (at most ${number(limits[name])})`;
    return `dist/${BUNDLE}: ${figure("bytes")} bytes, ${figure("deflated")} deflated`;
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
