/** Processor time of all callbacks of a realm's clients together: what the realm itself takes does not count. */

import { CallGuard } from "../../realm/client/call-guard";

const clock = os.clock;

/** What calls back into a client's code. Loading an addon's files does not count: it happens behind the loading screen. */
const METHODS = ["call", "callWith"] as const;

type Method = (this: CallGuard, ...args: unknown[]) => void;

/** Seconds that the callbacks take which run while `body` does. */
export function callbackTime(body: (this: void) => void): number {
    const prototype = CallGuard.prototype as unknown as Record<string, Method>;
    let seconds = 0;
    let depth = 0;
    const originals: Method[] = [];
    for (const name of METHODS) {
        const original = prototype[name];
        originals[originals.length] = original;
        prototype[name] = function (...args) {
            depth++;
            const start = clock();
            original.call(this, ...args);
            depth--;
            // A callback may cause another, whose time is part of its own.
            if (depth === 0) seconds += clock() - start;
        };
    }
    body();
    let index = 0;
    for (const name of METHODS) {
        prototype[name] = originals[index];
        index++;
    }
    return seconds;
}
