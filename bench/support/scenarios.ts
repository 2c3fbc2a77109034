/** Playing the scenarios of scenarios/ for figures. */

import type { Outcome } from "../../scenarios/outcome";
import { scenarios } from "../../scenarios/scenarios";
import type { Figure } from "../harness";

/** Seeds of a median. */
export const SEEDS = 5;

export type Measure = "messages" | "bytes" | "seconds";

/** A figure that is to be at most its target. */
export function atMost(name: string, value: number, unit: string, target?: number): Figure {
    return { name, value, unit, target, atMost: true };
}

/** The median of a measure over the seeds. */
export function medianOf(outcomes: readonly Outcome[], measure: Measure): number {
    const values = outcomes.map((outcome) => outcome[measure]);
    table.sort(values);
    return values[math.floor(values.length / 2)];
}

/** Plays the seeds from 1 on. Raises when the logs are not equal in the end. */
export function play(name: string, seeds = SEEDS): Outcome[] {
    const outcomes: Outcome[] = [];
    for (const seed of $range(1, seeds)) {
        const outcome = scenarios[name](seed);
        if (!outcome.isEqual) error(`${name}, seed ${seed}: the logs are not equal`, 0);
        outcomes.push(outcome);
    }
    return outcomes;
}
