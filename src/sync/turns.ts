/** Whose turn it is to answer: the peers that may speak do so in the order of their rank, and one answer is enough. */

import { ANSWER_JITTER, RANK_STEP } from "./constants";
import type { SyncContext } from "./context";
import type { Peer, Peers } from "./peers";

/** Seconds for which a turn is waited for anew because a peer before is busy with other weeks. */
const PATIENCE = 600;

/** Something to be answered. */
interface Turn {
    /** Whether an answer has become needless. */
    readonly isAnswered: (this: void) => boolean;
    readonly answer: (this: void) => void;
    /** Whether a peer that comes before may be expected to answer; by default each may. */
    readonly isCandidate?: (this: void, peer: Peer) => boolean;
    /** See Peers.before(). */
    readonly rotation?: number;
}

export class Turns {
    private isStopped = false;

    constructor(
        private readonly context: SyncContext,
        private readonly peers: Peers,
    ) {}

    stop(): void {
        this.isStopped = true;
    }

    /** Waits for this client's turn, then answers, if that is still needed. Who may not speak has no turn. */
    await(turn: Turn): void {
        const { context, peers } = this;
        if (context.maySpeak() !== true) {
            return;
        }
        const { isCandidate, rotation = 0 } = turn;
        const before = peers
            .before(context.claim, context.self, rotation)
            .filter((peer) => isCandidate === undefined || isCandidate(peer));
        const jitter = before.length === 0 ? 0 : ANSWER_JITTER * context.random.fraction();
        this.wait(turn, before, before.length * RANK_STEP + jitter, context.clock.uptime() + PATIENCE);
    }

    /** Waits anew while those before are busy: as long as before, so that who comes next of all is heard by the others. */
    private wait(turn: Turn, before: readonly Peer[], seconds: number, until: number): void {
        const { clock, timers } = this.context;
        const start = clock.uptime();
        timers.after(seconds, () => {
            if (this.isStopped || turn.isAnswered()) {
                return;
            }
            const isBusy = before.some((peer) => (peer.sentAt ?? -1) >= start);
            if (isBusy && clock.uptime() < until) {
                this.wait(turn, before, seconds, until);
                return;
            }
            this.peers.wereSilent(before);
            turn.answer();
        });
    }
}
