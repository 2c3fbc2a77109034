/** Plays something with several seeds, and makes figures of it: the median of each measure, and the worst. */

import type { Figure } from "../harness";

/** Seeds of a median, unless playing takes too long. */
export const SEEDS = 5;

/** What one play measures, in the order of the rows. */
export type Play = (this: void, seed: number) => number[];

/** A measure of a play: lower is better. */
export interface Row {
    readonly name: string;
    readonly unit: string;
    /** What the median is to be at most. */
    readonly target?: number;
}

/** The value below which a share of the values lies: 0.5 is the median, 1 the worst. */
export function quantile(values: readonly number[], share: number): number {
    const sorted = [...values];
    table.sort(sorted);
    return sorted[math.max(1, math.ceil(sorted.length * share)) - 1];
}

/** The median of each measure beside its target, and the worst. */
export function figuresOf(rows: readonly Row[], play: Play, seeds = SEEDS): Figure[] {
    const columns: number[][] = rows.map(() => []);
    for (const seed of $range(1, seeds)) {
        for (const [index, value] of ipairs(play(seed))) {
            columns[index - 1].push(value);
        }
    }
    const figures: Figure[] = [];
    for (const [place, { name, unit, target }] of ipairs(rows)) {
        const values = columns[place - 1];
        const isAlone = seeds === 1;
        const label = isAlone ? `${name} (1 seed)` : name;
        figures.push({ name: label, value: quantile(values, 0.5), unit, target, atMost: true });
        if (!isAlone) {
            figures.push({
                name: `${name}: the worst of ${seeds} seeds`,
                value: quantile(values, 1),
                unit,
                atMost: true,
            });
        }
    }
    return figures;
}
