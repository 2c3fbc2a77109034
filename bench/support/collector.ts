/**
 * The garbage collector beside what is measured. It traverses each table in one step, however large: a step over a list of 100,000
 * records that a reducer has made takes milliseconds, in whoever allocates something then.
 */

/** Kilobytes in use when the collector was stopped. */
let before = 0;

/** Stops the collector. */
export function holdCollector(): void {
    collectgarbage("stop");
    before = collectgarbage("count");
}

/** Lets it go on, and do what it owes for what was allocated meanwhile. */
export function releaseCollector(): void {
    collectgarbage("restart");
    collectgarbage("step", math.max(1, math.ceil(collectgarbage("count") - before)));
}

/** Runs `body` without the collector: all garbage stays until it is done. */
export function withoutCollector<Result>(body: (this: void) => Result): Result {
    collectgarbage("collect");
    collectgarbage("stop");
    const result = body();
    collectgarbage("restart");
    collectgarbage("collect");
    return result;
}
