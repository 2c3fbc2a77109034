// Loaded before a program (`NODE_OPTIONS=--import`): its timers and its monotonic clock run TRIAL_SPEED times as fast, and its date is ahead by
// the seconds that the file TRIAL_CLOCK says at that moment. Waits of a minute take seconds then, and clocks jump, in the program as it is.
import { readFileSync } from "node:fs";

const SPEED = Number(process.env.TRIAL_SPEED ?? 1);
const FILE = process.env.TRIAL_CLOCK;
/** Milliseconds after which the file is looked at again. */
const LOOK = 10;

const now = performance.now.bind(performance);
const origin = now();
performance.now = () => origin + (now() - origin) * SPEED;

for (const name of ["setTimeout", "setInterval"]) {
    const plain = globalThis[name];
    const fast = (work, ms = 0, ...rest) => plain(work, ms / SPEED, ...rest);
    globalThis[name] = Object.assign(
        fast,
        Object.fromEntries(Object.getOwnPropertySymbols(plain).map((each) => [each, plain[each]])),
    );
}

let [ahead, lookedAt] = [0, -Infinity];
function shift() {
    if (FILE === undefined || now() < lookedAt + LOOK) return ahead;
    lookedAt = now();
    const seconds = Number(readFileSync(FILE, "latin1"));
    if (Number.isFinite(seconds)) ahead = seconds * 1000;
    return ahead;
}

const PlainDate = Date;
globalThis.Date = class Date extends PlainDate {
    constructor(...items) {
        if (items.length === 0) super(Date.now());
        else super(...items);
    }

    static now() {
        return PlainDate.now() + shift();
    }
};
