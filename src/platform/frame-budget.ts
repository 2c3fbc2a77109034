/**
 * The budget of background work: milliseconds of a frame. All copies of the library in a client share it, through a
 * plain table whose form never changes.
 */

import type { Clock, SharedFrame } from "../ports";

/**
 * Milliseconds of a frame for all work together. A callback must stay below 5 ms, and the last step can exceed the
 * budget by 1 ms.
 */
export const FRAME_BUDGET = 3.5;

/** Share of the budget that is used in combat. */
const COMBAT_SHARE = 0.5;

/** Fewest milliseconds for which it is worth starting work. */
const LEAST = 0.25;

export class FrameBudget {
    constructor(
        private readonly clock: Clock,
        private readonly shared: SharedFrame,
    ) {}

    /**
     * Milliseconds that may be used now; 0 when other copies used them up, or one of them got none in the frame before.
     */
    take(): number {
        const { shared } = this;
        const now = this.clock.uptime();
        if (shared.time !== now) {
            // A starved copy that did not use the frame left to it has no more work.
            if (shared.starvedAt !== shared.time) {
                shared.starved = undefined;
            }
            shared.time = now;
            shared.used = 0;
        }
        const whole = InCombatLockdown() ? FRAME_BUDGET * COMBAT_SHARE : FRAME_BUDGET;
        const isOtherStarved = shared.starved !== undefined && shared.starved !== this;
        if (isOtherStarved) {
            return 0;
        }
        const left = whole - shared.used;
        if (left < LEAST) {
            shared.starved = this;
            shared.starvedAt = now;
            return 0;
        }
        shared.starved = undefined;
        return left;
    }

    /** Notes how much time was used. */
    spend(milliseconds: number): void {
        this.shared.used += milliseconds;
    }
}
