const INSTRUCTIONS_A_STEP = 10000;

/** How many times 10,000 instructions of the Lua machine a piece of work takes: a cost that no clock is needed for. */
export function countSteps(work: (this: void) => void): number {
    let steps = 0;
    debug.sethook(() => steps++, "", INSTRUCTIONS_A_STEP);
    work();
    debug.sethook();
    return steps;
}
