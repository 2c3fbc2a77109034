/** The bare reducer in slices of a frame's budget: what a callback takes whoever calls the reducer, collector and all. */

import type { LedgerEvent } from "../../src/api/event";
import { FRAME_BUDGET } from "../../src/platform/frame-budget";
import type { AwardLedger } from "./replay-stage";

const clock = os.clock;

/** A table of its own, such as a reducer gets each time. */
function freshEvent(event: LedgerEvent): LedgerEvent {
    return { ...event, players: [...(event.players as string[])] } as LedgerEvent;
}

/**
 * Milliseconds of the longest slice in which the reducer makes a state.
 * @param events some: they come again and again, since a list of all of them would be the collector's work too.
 * @param count of events that are applied.
 * @param times how often the state is made, as where late events have it made anew: the one before stays until then.
 */
export function longestBareSlice(
    { initialState, reducer }: AwardLedger,
    events: readonly LedgerEvent[],
    count: number,
    times = 1,
): number {
    let longest = 0;
    const states: object[] = [];
    for (const time of $range(1, times)) {
        const state = initialState();
        let index = 0;
        while (index < count) {
            const start = clock() * 1000;
            let now = start;
            while (index < count && now - start < FRAME_BUDGET) {
                reducer(state, freshEvent(events[index % events.length]));
                index++;
                now = clock() * 1000;
            }
            longest = math.max(longest, now - start);
        }
        states[time % 2] = state;
    }
    return longest;
}
