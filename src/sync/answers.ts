/** What is being sent for requests: one transfer a week, to which further answers are added. */

import { Priority } from "../comm/outbox";
import type { Week } from "../log/week";
import { ANSWER_REFILL, ANSWER_SPARE } from "./constants";
import type { SyncContext } from "./context";
import type { Inhibitor } from "./inhibitor";
import type { Peer } from "./peers";
import { Transfer } from "./transfer";

const format = string.format;
const min = math.min;

/** Events beyond which a transfer is bulk and lets repairs go first: some three messages. */
const BULK = 64;

export class Answers {
    private readonly transfers = new LuaMap<number, Transfer>();

    constructor(
        private readonly context: SyncContext,
        private readonly sent: Inhibitor,
    ) {}

    /**
     * Sends events of an open week, those at `indices`, for a request of `peer`.
     * @returns the number of events that are sent for it; fewer than asked for when the peer has used up its allowance.
     */
    send(number: number, week: Week, indices: readonly number[], peer: Peer): number {
        let left = this.allowance(peer);
        let transfer = this.transfers.get(number);
        const isNew = transfer === undefined || transfer.remaining() === 0;
        if (isNew) {
            transfer = new Transfer(this.context, this.sent);
        }
        let count = 0;
        for (const index of indices) {
            if (left < 1) {
                break;
            }
            transfer!.add(week.times[index], week.ids[index], week.bodies[index]);
            left--;
            count++;
        }
        peer.answerTokens = left;
        if (isNew && count > 0) {
            const queued = transfer!;
            this.transfers.set(number, queued);
            const priority = count > BULK ? Priority.Bulk : Priority.Repair;
            this.context.post.broadcast(priority, format("week %.0f", number), () => queued.produce());
        }
        return count;
    }

    /** Whether events of a week are on their way out already. */
    isSending(number: number): boolean {
        return (this.transfers.get(number)?.remaining() ?? 0) > 0;
    }

    private allowance(peer: Peer): number {
        const { clock, log } = this.context;
        const now = clock.uptime();
        const most = log.count() + ANSWER_SPARE;
        const refill = ((now - peer.answerTokensAt) * most) / ANSWER_REFILL;
        peer.answerTokensAt = now;
        return min(most, (peer.answerTokens ?? most) + refill);
    }
}
