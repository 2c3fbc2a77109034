/** Ends a batch in time: looks at the clock often enough to keep to the budget, and no more often. */

import type { Clock, Pause } from "../ports";

const min = math.min;

/** Milliseconds to aim at between two looks at the clock, and most steps between them. */
const LOOK_EVERY = 0.1;
const MAX_STRIDE = 16;

export class Pacer {
    /** Whether the last batch ended because the game went on to the next frame. */
    hasNewFrame = false;
    /** Steps until the clock is looked at. Read only. */
    untilLook = 1;

    private pause: Pause = () => {};
    private frame = 0;
    private deadline = 0;
    private look = 0;
    private stride = 1;

    constructor(private readonly clock: Clock) {}

    /** A batch begins. @param budget milliseconds. */
    begin(budget: number, pause: Pause): this {
        this.hasNewFrame = false;
        this.untilLook = 1;
        this.pause = pause;
        this.frame = this.clock.uptime();
        this.look = this.clock.milliseconds();
        this.deadline = this.look + budget;
        this.stride = 1;
        return this;
    }

    /**
     * Counts steps. False when the batch must end: its budget is used up, or a new frame has begun.
     * @param steps up to `untilLook`.
     */
    mayGoOn(steps: number): boolean {
        this.untilLook -= steps;
        if (this.untilLook > 0) {
            return true;
        }
        const now = this.clock.milliseconds();
        if (now >= this.deadline) {
            return false;
        }
        this.stride = now - this.look < LOOK_EVERY ? min(this.stride * 2, MAX_STRIDE) : 1;
        this.untilLook = this.stride;
        this.look = now;
        this.pause();
        this.hasNewFrame = this.clock.uptime() !== this.frame;
        return !this.hasNewFrame;
    }
}
