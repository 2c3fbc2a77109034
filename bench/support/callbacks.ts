/** Processor time and garbage of the callbacks of a realm's clients: what the realm itself takes does not count. */

import { CallGuard } from "../../realm/client/call-guard";
import type { Client } from "../../realm/realm";

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

/** What the callbacks take that run while `body` does. @param only the client whose they are; nil for all together. */
export function callbackCost(body: (this: void) => void, only?: Client): Cost {
    const prototype = CallGuard.prototype as unknown as Record<string, Method>;
    const guard = only && (only as unknown as { requireSession(): { guard: CallGuard } }).requireSession().guard;
    const cost = { seconds: 0, kilobytes: 0 };
    let depth = 0;
    const originals: Method[] = [];
    for (const name of METHODS) {
        const original = prototype[name];
        originals[originals.length] = original;
        prototype[name] = function (...args) {
            depth++;
            const start = clock();
            const before = collectgarbage("count");
            original.call(this, ...args);
            depth--;
            // A callback may cause another, whose time is part of its own.
            if (depth === 0 && (guard === undefined || guard === this)) {
                cost.seconds += clock() - start;
                cost.kilobytes += collectgarbage("count") - before;
            }
        };
    }
    body();
    let index = 0;
    for (const name of METHODS) {
        prototype[name] = originals[index];
        index++;
    }
    return cost;
}

/** Seconds that the callbacks of all clients take which run while `body` does. */
export function callbackTime(body: (this: void) => void): number {
    return callbackCost(body).seconds;
}
