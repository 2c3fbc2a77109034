/** How much is done between two pauses of work in slices, told without a clock. */

import type { Pause } from "../../src/ports";

/** Instructions of the Lua machine between two counts. */
const STEP = 1000;

/** The most instructions of the Lua machine, to the thousand, that work runs through between two pauses. */
export function mostWork(work: (this: void, pause: Pause) => void): number {
    let most = 0;
    let count = 0;
    const pause = (): void => {
        most = math.max(most, count);
        count = 0;
    };
    debug.sethook(
        () => {
            count += STEP;
        },
        "",
        STEP,
    );
    work(pause);
    debug.sethook();
    pause();
    return most;
}
