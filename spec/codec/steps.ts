const INSTRUCTIONS_A_STEP = 10000;

/** How many times 10,000 instructions of the Lua machine a piece of work takes: a cost that no clock is needed for. */
export function countSteps(work: (this: void) => void): number {
    let steps = 0;
    debug.sethook(() => steps++, "", INSTRUCTIONS_A_STEP);
    work();
    debug.sethook();
    return steps;
}

/**
 * The most kB that are allocated between two pauses of a piece of work: what the garbage collector has to catch up with at once.
 * @param work Gets the function that it calls to pause.
 */
export function largestAllocation(work: (this: void, pause: (this: void) => void) => void): number {
    collectgarbage("collect");
    collectgarbage("stop");
    let largest = 0;
    let last = collectgarbage("count");
    const pause = (): void => {
        largest = math.max(largest, collectgarbage("count") - last);
        last = collectgarbage("count");
    };
    work(pause);
    pause();
    collectgarbage("restart");
    return largest;
}
