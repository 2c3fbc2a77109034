/**
 * Measuring on a machine where other things happen too: CPU time, the fastest of several rounds, garbage collected before.
 * A bench exports `run()`, which returns its figures; tools/bench.lua hands them to report().
 */

import { encode } from "dkjson";

/** One line of the table of figures. */
export interface Figure {
    readonly name: string;
    readonly value: number;
    /** Of value and target: "ms", "bytes", "×". */
    readonly unit: string;
    /** What the value is to reach; none when it is only to be known. */
    readonly target?: number;
    /** Whether the value is to be at most the target; at least when missing. */
    readonly atMost?: boolean;
}

/** Rounds of a measurement: the fastest one is the least disturbed, and more than these hardly lower it. */
const ROUNDS = 7;

const clock = os.clock;

function once(work: (this: void) => void): number {
    collectgarbage("collect");
    const start = clock();
    work();
    return clock() - start;
}

/**
 * Seconds of CPU that `work` takes: the fastest of `rounds`. The clock counts microseconds, so let `work` repeat
 * itself until it takes some ten milliseconds.
 */
export function measure(work: (this: void) => void, rounds = ROUNDS): number {
    let best = math.huge;
    for (const _ of $range(1, rounds)) best = math.min(best, once(work));
    return best;
}

/**
 * How many times the CPU time of `baseline` it is that `work` takes. Both repeat themselves equally often.
 * The rounds alternate, so that a machine that slows down slows down both.
 */
export function ratio(work: (this: void) => void, baseline: (this: void) => void, rounds = ROUNDS): number {
    let bestWork = math.huge;
    let bestBaseline = math.huge;
    for (const _ of $range(1, rounds)) {
        bestBaseline = math.min(bestBaseline, once(baseline));
        bestWork = math.min(bestWork, once(work));
    }
    return bestWork / bestBaseline;
}

/** Prints the figures, one JSON object a line. */
export function report(figures: readonly Figure[]): void {
    for (const figure of figures) print(encode(figure));
}
