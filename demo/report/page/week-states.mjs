// How a client's log of a week stands at a moment. Ledgers only grow, and all counted events exist: equal numbers are equal weeks.

import { lastNotAbove } from "./run.mjs";

/** The row of all that exists in a week's changes. */
export const EXISTING = -1;

/** States of a cell: text and symbol stand beside the colour. */
export const STATES = {
    equal: "equal to the final log",
    current: "holds all there was by then",
    behind: "lacks events that there were",
    none: "no events yet",
};

/** Looks cells up: `cellAt(sample, client, week)` is { state, held, existing, final }, week by its index. */
export function createWeekStates({ numbers, changes }, clients, samples) {
    const histories = new Map();
    const key = (row, week) => row * numbers.length + week;
    for (const [sample, row, week, events] of changes) {
        const history = histories.get(key(row, week)) ?? { samples: [], events: [] };
        history.samples.push(sample);
        history.events.push(events);
        histories.set(key(row, week), history);
    }
    const countAt = (sample, row, week) => {
        const history = histories.get(key(row, week));
        return history?.events[lastNotAbove(history.samples, sample)] ?? 0;
    };
    const cellAt = (sample, client, week) => {
        const held = countAt(sample, client, week);
        const existing = countAt(sample, EXISTING, week);
        const final = countAt(samples - 1, EXISTING, week);
        if (existing === 0) return { state: "none", held, existing, final };
        if (held < existing) return { state: "behind", held, existing, final };
        return { state: held === final ? "equal" : "current", held, existing, final };
    };
    return { numbers, clients, cellAt };
}
