/** What is being sent for requests: one transfer a week, to which further answers are added. */

import { Priority } from "../link/outbox";
import type { Week } from "../log/week";
import { ANSWER_REFILL, ANSWER_SPARE } from "./constants";
import type { SyncContext } from "./context";
import type { Inhibitor } from "./inhibitor";
import { encodeAnswering, MessageType, WEEKS_LIMIT } from "./messages";
import type { Peer } from "./peers";
import { Transfer } from "./transfer";

const format = string.format;

/** Events beyond which a transfer is bulk, lets repairs go first, and may be whispered: some three messages. */
const BULK = 64;

export class Answers {
    private readonly transfers = new LuaMap<string, Transfer>();
    /** Weeks that are whispered, and that the others were not told of yet. */
    private unannounced: number[] = [];

    constructor(
        private readonly context: SyncContext,
        private readonly sent: Inhibitor,
    ) {}

    /**
     * Sends events of an open week, those at `indices`, for a request of `peer`, as far as its allowance goes.
     * @param isLone whether nobody else lacks them, as far as is known: many of them go by whisper then, if they can.
     * @returns whether they are whispered.
     */
    send(number: number, week: Week, indices: readonly number[], peer: Peer, isLone = false): boolean {
        if (this.renew(number, peer)) {
            return true;
        }
        const { log, post } = this.context;
        const count = peer.answers.take(indices.length, log.count() + ANSWER_SPARE, ANSWER_REFILL);
        if (count === 0) {
            return false;
        }
        const isWhispered = isLone && count > BULK && !peer.isDeaf && post.mayWhisper();
        const key = isWhispered ? keyOf(number, peer) : keyOf(number);
        const known = this.transfers.get(key);
        const isUnderWay = known !== undefined && known.remaining() > 0;
        const transfer = isUnderWay ? known : new Transfer(this.context, this.sent, isWhispered);
        for (const at of $range(0, count - 1)) {
            const index = indices[at];
            transfer.add(week.times[index], week.ids[index], week.bodies[index]);
        }
        this.transfers.set(key, transfer);
        this.post(key, transfer, isWhispered ? peer : undefined);
        if (isWhispered) {
            this.announce(number);
        }
        return isWhispered;
    }

    /** Whether events of a week are on their way out already: to everybody, or by whisper to a peer. */
    isSending(number: number, peer?: Peer): boolean {
        return (this.transfers.get(keyOf(number, peer))?.remaining() ?? 0) > 0;
    }

    /**
     * Sees to it that events on their way out are still in the outbox, which may have dropped them.
     * @returns false when there are none of that week.
     */
    renew(number: number, peer?: Peer): boolean {
        const key = keyOf(number, peer);
        const transfer = this.transfers.get(key);
        if (transfer === undefined || transfer.remaining() === 0) {
            return false;
        }
        this.post(key, transfer, peer);
        return true;
    }

    private post(key: string, transfer: Transfer, target: Peer | undefined): void {
        const { post } = this.context;
        const produce = () => transfer.produce();
        if (target !== undefined) {
            post.whisper(target.name, key, produce);
        } else {
            post.broadcast(transfer.remaining() > BULK ? Priority.Bulk : Priority.Repair, key, produce);
        }
    }

    /** Tells the others, who hear no whispers, that these weeks are being answered. */
    private announce(number: number): void {
        this.unannounced[this.unannounced.length] = number;
        this.context.post.broadcast(Priority.Control, "answering", () => {
            if (this.unannounced.length === 0) {
                return $multi(undefined, undefined);
            }
            const weeks = this.unannounced.slice(0, WEEKS_LIMIT);
            this.unannounced = this.unannounced.slice(WEEKS_LIMIT);
            return $multi(MessageType.Answering, encodeAnswering(weeks));
        });
    }
}

function keyOf(number: number, peer?: Peer): string {
    return peer === undefined ? format("week %.0f", number) : format("week %.0f %s", number, peer.name);
}
