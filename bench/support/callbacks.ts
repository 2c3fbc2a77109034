/** Processor time and garbage of the callbacks of a realm's clients: what the realm itself takes does not count. */

import { CallGuard } from "../../realm/client/call-guard";
import type { Client } from "../../realm/realm";
import { holdCollector, releaseCollector } from "./collector";

const clock = os.clock;

/** What calls back into a client's code. Loading an addon's files does not count: it happens behind the loading screen. */
const METHODS = ["call", "callWith"] as const;

type Method = (this: CallGuard, ...args: unknown[]) => void;

/** What callbacks take. */
export interface Cost {
    seconds: number;
    /** Memory that is in use behind them and was not before: garbage and what stays, where the collector stands still. */
    kilobytes: number;
}

/** Has a function called before and behind each callback that runs while `body` does. One that another causes is part of it. */
function aroundCallbacks(
    before: (this: void) => void,
    behind: (this: void, guard: CallGuard) => void,
    body: (this: void) => void,
): void {
    const prototype = CallGuard.prototype as unknown as Record<string, Method>;
    let depth = 0;
    const originals: Method[] = [];
    for (const name of METHODS) {
        const original = prototype[name];
        originals[originals.length] = original;
        prototype[name] = function (...args) {
            if (depth === 0) before();
            depth++;
            original.call(this, ...args);
            depth--;
            if (depth === 0) behind(this);
        };
    }
    body();
    let index = 0;
    for (const name of METHODS) {
        prototype[name] = originals[index];
        index++;
    }
}

/** What the callbacks take that run while `body` does. @param only the client whose they are; nil for all together. */
export function callbackCost(body: (this: void) => void, only?: Client): Cost {
    const guard = only && (only as unknown as { requireSession(): { guard: CallGuard } }).requireSession().guard;
    const cost = { seconds: 0, kilobytes: 0 };
    let start = 0;
    let kilobytes = 0;
    const begin = (): void => {
        kilobytes = collectgarbage("count");
        start = clock();
    };
    const end = (whose: CallGuard): void => {
        if (guard === undefined || guard === whose) {
            cost.seconds += clock() - start;
            cost.kilobytes += collectgarbage("count") - kilobytes;
        }
    };
    aroundCallbacks(begin, end, body);
    return cost;
}

/** Runs `body` with the garbage collector at work between the callbacks, and not in them. */
export function collectingBetween(body: (this: void) => void): void {
    aroundCallbacks(holdCollector, releaseCollector, body);
}

/** Seconds that the callbacks of all clients take which run while `body` does. */
export function callbackTime(body: (this: void) => void): number {
    return callbackCost(body).seconds;
}
