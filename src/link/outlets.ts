/** The outboxes of one prefix. They outlive the scopes of a ledger because the game's throttle does. */

import type { AddonChannel, Clock, Random, Timers } from "../ports";
import { Outbox } from "./outbox";
import { TokenBucket } from "./token-bucket";
import { WhisperThrottle } from "./whisper-throttle";

export class Outlets {
    /** Messages to everybody. */
    readonly outbox: Outbox;
    /** Messages to one player. */
    readonly whispers: Outbox;

    /** @param whisperBucket the throttle of whispers, shared by all prefixes of this client. */
    constructor(
        readonly channel: AddonChannel,
        clock: Clock,
        timers: Timers,
        readonly random: Random,
        whisperBucket: TokenBucket,
    ) {
        const { burst, rate } = channel.throttle;
        const bucket = new TokenBucket(clock, burst, rate);
        this.outbox = new Outbox(channel, clock, timers, random, bucket);
        const throttle = new WhisperThrottle(
            whisperBucket,
            bucket,
            () => channel.isWhisperFree(),
            () => this.outbox.waiting() > 0,
        );
        this.whispers = new Outbox(channel, clock, timers, random, throttle);
    }

    /** Number of entries waiting to be sent. */
    waiting(): number {
        return this.outbox.waiting() + this.whispers.waiting();
    }

    /** Whether the game refuses messages at present. */
    isInLockdown(): boolean {
        return this.outbox.isInLockdown() || this.whispers.isInLockdown();
    }

    /** Sends at once what can be sent, for a client that has no further frame. */
    flush(): void {
        this.outbox.flush();
        this.whispers.flush();
    }

    /** Call it when a restriction of the game has ended. */
    onRestrictionEnd(): void {
        this.outbox.onRestrictionEnd();
        this.whispers.onRestrictionEnd();
    }

    /** Drops everything that waits. */
    clear(): void {
        this.outbox.clear();
        this.whispers.clear();
    }
}
