/** What a peer may still have of something: a token bucket. */

import type { Clock } from "../ports";

const floor = math.floor;
const min = math.min;

export class Allowance {
    /** What was left when last reckoned; nothing when none was taken yet: full. */
    private left: number | undefined;
    private at: number;

    constructor(private readonly clock: Clock) {
        this.at = clock.uptime();
    }

    /**
     * Takes as much of `wanted` as is left.
     * @param most what there is when nothing was taken for long.
     * @param seconds in which all of that comes back.
     * @returns how much was granted.
     */
    take(wanted: number, most: number, seconds: number): number {
        const now = this.clock.uptime();
        const left = min(most, (this.left ?? most) + ((now - this.at) * most) / seconds);
        const granted = min(wanted, floor(left));
        this.left = left - granted;
        this.at = now;
        return granted;
    }
}
