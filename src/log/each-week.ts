/** Visits the weeks of a log of which something is here, one by one. */

import type { Pause } from "../ports";
import type { Log } from "./log";
import type { Week } from "./week";

/** Weeks between two looks at the frame's budget. */
const STEP = 32;

/** Visits these weeks in order and in slices. A week that comes on the way is visited if its turn is still to come. */
export function eachWeek(log: Log, visit: (this: void, weekNumber: number, week: Week) => void, pause: Pause): void {
    const { weekNumbers } = log;
    let index = 0;
    while (index < weekNumbers.length) {
        const weekNumber = weekNumbers[index];
        const week = log.week(weekNumber);
        if (week !== undefined) {
            visit(weekNumber, week);
        }
        if (index % STEP === 0) {
            pause();
        }
        index = weekNumbers[index] === weekNumber ? index + 1 : log.indexFrom(weekNumber + 1);
    }
}
