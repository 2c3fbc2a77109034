/**
 * How many milliseconds of a frame background work may take. Shared by all copies of the library in a client, through
 * a plain table whose form is the same for all versions.
 */

import type { Clock, SharedFrame } from "../ports";

/** Milliseconds of a frame for all work together: no callback may reach 5, and a step under way takes up to one more. */
export const FRAME_BUDGET = 3.5;

/** Share of it in combat. */
const COMBAT_SHARE = 0.5;

/** Least that is worth starting work for. */
const LEAST = 0.25;

export class FrameBudget {
    constructor(
        private readonly clock: Clock,
        private readonly shared: SharedFrame,
    ) {}

    /** Milliseconds that may be used now; 0 when others used them up, or got nothing in the frame before. */
    take(): number {
        const { shared } = this;
        const now = this.clock.uptime();
        if (shared.time !== now) {
            // Who was left a frame and did not come for it has nothing to do any more.
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

    /** Notes what was used. */
    spend(milliseconds: number): void {
        this.shared.used += milliseconds;
    }
}
