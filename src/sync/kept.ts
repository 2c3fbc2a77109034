/**
 * Says which sealed weeks are not here, so that nobody waits for this client to answer for them; and, to who has nothing, which
 * weeks are sealed at all.
 */

import { MessageSource } from "../link/message-source";
import { Priority } from "../link/outbox-queues";
import { REPLY_JITTER_SECONDS } from "./constants";
import type { SyncContext } from "./context";
import { KEPT_SECONDS } from "./seal-constants";
import { encodeKept, KEPT } from "./seal-messages";

export class Kept {
    /** What others know: that all is here, if nothing else was said. */
    private said = 0;
    /** Uptime when something was said last. */
    private saidAt: number | undefined;
    /** Whether others wait for this client at all. */
    private hasAdvertised = false;
    /** Whether somebody who has nothing is to be told which weeks are sealed. */
    private isAwaited = false;

    constructor(private readonly context: SyncContext) {}

    /** This client has advertised. */
    advertised(): void {
        this.hasAdvertised = true;
        if (this.isAwaited) {
            this.say(this.context.clock.uptime());
        }
        this.update();
    }

    /** Somebody has come who has nothing: told with the next advertisement, or soon, where another one's stands for that. */
    newcomerHeard(): void {
        const { timers, random } = this.context;
        if (!this.isAwaited && this.sealedBefore() > 0) {
            this.isAwaited = true;
            timers.after(REPLY_JITTER_SECONDS * (1 + random.fraction()), () => {
                if (this.isAwaited && this.context.mayServe() === true) {
                    this.say(this.context.clock.uptime());
                }
                this.isAwaited = false;
            });
        }
    }

    /** Another client that may speak said which weeks are sealed. */
    heard(sealedBefore: number): void {
        this.isAwaited = this.isAwaited && sealedBefore < this.sealedBefore();
    }

    /** Says what has changed, unless that was done a short time ago: weeks of the past come in one after the other. */
    update(): void {
        const { clock, seals } = this.context;
        const first = seals.keptFrom();
        const now = clock.uptime();
        const isSoon = this.saidAt !== undefined && now - this.saidAt < KEPT_SECONDS;
        // More to be passed over is news at once: others would wait.
        if (!this.hasAdvertised || first === this.said || (isSoon && first < this.said)) {
            return;
        }
        this.say(now);
    }

    private say(now: number): void {
        const { port, seals } = this.context;
        this.said = seals.keptFrom();
        this.saidAt = now;
        this.isAwaited = false;
        const payload = encodeKept({ from: this.said, sealedBefore: this.sealedBefore() });
        port.broadcast(Priority.Control, "kept", MessageSource.once(KEPT, payload));
    }

    private sealedBefore(): number {
        return this.context.seals.standing()?.week ?? 0;
    }
}
