/**
 * The throttle of whispers. Outside of instances the game counts none of them. In an instance it counts them together with the
 * messages to everybody under the same prefix: then they take from the same bucket, and give way to those.
 */

import type { Throttled } from "./outbox";
import type { TokenBucket } from "./token-bucket";

const max = math.max;
const min = math.min;

/** Seconds between two looks at whether messages to everybody still wait. */
const GIVE_WAY_SECONDS = 1;

export class WhisperThrottle implements Throttled {
    /**
     * @param own the pace of whispers, shared by all prefixes of this client.
     * @param shared what the game lets pass under the prefix.
     * @param isFree whether the game counts no whispers now.
     * @param isWaiting whether messages to everybody wait.
     */
    constructor(
        private readonly own: TokenBucket,
        private readonly shared: TokenBucket,
        private readonly isFree: (this: void) => boolean,
        private readonly isWaiting: (this: void) => boolean,
    ) {}

    available(): number {
        if (this.isFree()) {
            return this.own.available();
        }
        return this.isWaiting() ? 0 : min(this.own.available(), this.shared.available());
    }

    take(wanted: number): void {
        this.own.take(wanted);
        if (!this.isFree()) {
            this.shared.take(wanted);
        }
    }

    drain(): void {
        this.own.drain();
        if (!this.isFree()) {
            this.shared.drain();
        }
    }

    secondsUntil(tokens: number): number {
        const seconds = this.own.secondsUntil(tokens);
        if (this.isFree()) {
            return seconds;
        }
        return max(seconds, this.shared.secondsUntil(tokens), this.isWaiting() ? GIVE_WAY_SECONDS : 0);
    }
}
