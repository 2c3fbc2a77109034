/** Decides when this client answers. The serving peers take turns in the order of rank, and one answer is enough. */

import {
    ANSWER_JITTER_SECONDS,
    ANSWER_PATIENCE_SECONDS,
    ANSWER_QUIET_SECONDS,
    RANK_LIMIT,
    RANK_STEP_SECONDS,
} from "./constants";
import type { SyncContext } from "./context";
import type { Reputation, Standing } from "./reputation";

const max = math.max;

/**
 * What others have done about it. "open": nothing yet, or all that they will. "answering": somebody is sending an answer.
 * "taken": somebody sees to it out of this client's hearing.
 */
export type Progress = "open" | "answering" | "taken";

/** Something to be answered. */
interface Turn {
    readonly progress: (this: void) => Progress;
    /**
     * @param before those whose turn came before.
     * @param since uptime when the turns began.
     */
    readonly answer: (this: void, before: readonly Standing[], since: number) => void;
    /** Whether an earlier peer can be expected to answer. By default, all can. */
    readonly isCandidate?: (this: void, peer: Standing) => boolean;
    /** See Reputation.before(). */
    readonly rotation?: number;
    /** Most peers that this client lets go first. */
    readonly rankLimit?: number;
    /** Seconds for each rank. */
    readonly step?: number;
    /** Whether the answer takes no time, so that who is busy with another one could give it. */
    readonly isBrief?: boolean;
    /**
     * Uptime when it was asked for first, if nobody has answered since: the waiting goes on from there, and who is busy is
     * not waited for.
     */
    readonly askedAt?: number;
}

export class AnswerScheduler {
    constructor(
        private readonly context: SyncContext,
        private readonly reputation: Reputation,
    ) {}

    /** Waits for this client's turn and answers if that is still needed. A client that does not serve has no turn. */
    schedule(turn: Turn): void {
        const { context, reputation } = this;
        if (context.mayServe() !== true) {
            return;
        }
        const { isCandidate, rotation = 0, rankLimit = RANK_LIMIT, step = RANK_STEP_SECONDS, askedAt } = turn;
        const now = context.clock.uptime();
        const before = reputation
            .before(context.claim, context.self, rotation)
            .filter((peer) => isCandidate === undefined || isCandidate(peer))
            .slice(0, rankLimit);
        const jitter = before.length === 0 ? 0 : ANSWER_JITTER_SECONDS * context.random.fraction();
        const seconds = max(0, before.length * step + jitter - (now - (askedAt ?? now)));
        this.wait(turn, before, seconds, now);
    }

    /**
     * Waits again while an earlier peer is busy. Each wait lasts as long as the first, so that clients keep their order
     * and hear the one before them.
     * @param since uptime when the first wait began.
     */
    private wait(turn: Turn, before: readonly Standing[], seconds: number, since: number): void {
        const { clock, timers } = this.context;
        const start = clock.uptime();
        const until = since + ANSWER_PATIENCE_SECONDS;
        timers.after(seconds, () => {
            const progress = turn.progress();
            if (progress === "taken") {
                return;
            }
            // Another client is sending its answer. When it has ended, this one sends what is left: usually nothing.
            if (progress === "answering" && clock.uptime() < until) {
                this.wait(turn, [], ANSWER_QUIET_SECONDS, since);
                return;
            }
            const isPatient = turn.askedAt === undefined && turn.isBrief !== true;
            const isBusy = isPatient && before.some((peer) => (peer.busyAt ?? -1) >= start);
            if (isBusy && clock.uptime() < until) {
                this.wait(turn, before, seconds, since);
                return;
            }
            turn.answer(before, since);
        });
    }
}
