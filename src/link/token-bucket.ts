/** A token bucket: tokens that can be taken and come back over time. */

import type { Clock } from "../ports";

const floor = math.floor;
const max = math.max;
const min = math.min;

export class TokenBucket {
    /** Tokens at the last count; nil until they are first counted, when the bucket is full. */
    private tokens: number | undefined;
    /** Uptime in seconds of the last count. */
    private countedAt: number;

    /**
     * @param capacity most tokens that the bucket holds.
     * @param rate tokens that come back each second.
     */
    constructor(
        private readonly clock: Clock,
        private capacity: number,
        private rate: number,
    ) {
        this.countedAt = clock.uptime();
    }

    /** Changes capacity and rate. */
    resize(capacity: number, rate: number): void {
        this.capacity = capacity;
        this.rate = rate;
    }

    /** The tokens available now, including a fraction. */
    available(): number {
        const now = this.clock.uptime();
        const tokens = min(this.capacity, (this.tokens ?? this.capacity) + (now - this.countedAt) * this.rate);
        this.tokens = tokens;
        this.countedAt = now;
        return tokens;
    }

    /**
     * Takes up to `wanted` whole tokens.
     * @returns how many were taken.
     */
    take(wanted: number): number {
        const tokens = this.available();
        const granted = min(wanted, floor(tokens));
        this.tokens = tokens - granted;
        return granted;
    }

    /** Gives back all tokens. */
    fill(): void {
        this.tokens = undefined;
    }

    /** Takes all tokens. */
    drain(): void {
        this.tokens = 0;
        this.countedAt = this.clock.uptime();
    }

    /** Seconds until this many tokens are available; 0 when they are already. */
    secondsUntil(tokens: number): number {
        return max(0, (tokens - this.available()) / this.rate);
    }
}
