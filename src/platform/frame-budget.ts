/**
 * How many milliseconds of a frame background work may take. Shared by all copies of the library in a client, through
 * a plain table whose form is the same for all versions.
 */

import type { Clock, SharedFrame } from "./ports";

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

    /** Milliseconds that may be used now; 0 when others used them up. */
    take(): number {
        const { shared } = this;
        const now = this.clock.uptime();
        if (shared.time !== now) {
            // Who got nothing two frames ago and does not come back has nothing left to do.
            if (shared.starvedAt !== shared.time) {
                shared.starved = undefined;
            }
            shared.time = now;
            shared.used = 0;
        }
        const whole = InCombatLockdown() ? FRAME_BUDGET * COMBAT_SHARE : FRAME_BUDGET;
        const isOtherStarved = shared.starved !== undefined && shared.starved !== this;
        const left = (isOtherStarved ? whole / 2 : whole) - shared.used;
        if (left < LEAST) {
            if (shared.starved === undefined) {
                shared.starved = this;
                shared.starvedAt = now;
            }
            return 0;
        }
        if (!isOtherStarved) {
            shared.starved = undefined;
        }
        return left;
    }

    /** Notes what was used. */
    spend(milliseconds: number): void {
        this.shared.used += milliseconds;
    }
}
