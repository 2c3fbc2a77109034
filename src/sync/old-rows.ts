/** Asks for the rows of old weeks, which advertisements stand for with one root, when the own root is another. */

import { Priority } from "../link/outbox";
import { BULK_JITTER, PUT_OFFS, REQUEST_INHIBIT } from "./constants";
import { once, type SyncContext } from "./context";
import { Inhibitor } from "./inhibitor";
import { type Advertisement, encodeRowsRequest, MessageType, type RowsAnswer } from "./messages";

/** What the inhibitor calls them. */
const ROWS = "rows";

export class OldRows {
    /** That anybody asked for them recently. */
    private readonly requested: Inhibitor;
    /** Uptime since when they are wanted; nothing when they are not. */
    private wantedAt: number | undefined;
    /** Uptime when this client asked for them last. */
    private askedAt = -REQUEST_INHIBIT;
    /** The advertised root that they were last wanted for, and up to which week, from 0 on, they were heard since. */
    private root = 0;
    private heardTo = 0;
    private isStopped = false;

    constructor(private readonly context: SyncContext) {
        this.requested = new Inhibitor(context.clock, REQUEST_INHIBIT);
    }

    stop(): void {
        this.isStopped = true;
    }

    /** Somebody else asked for them. */
    requestHeard(): void {
        this.requested.note(ROWS);
    }

    /** A peer told some of them. */
    heard({ from, to }: RowsAnswer): void {
        this.wantedAt = undefined;
        if (from <= this.heardTo && to > this.heardTo) {
            this.heardTo = to;
        }
    }

    /**
     * Asks for them, unless they were asked for recently, by this client or somebody else.
     * @param isBusy whether weeks before `base` are being asked for: once all rows were heard, what differs is among them.
     */
    want({ base, root }: Advertisement, isBusy: boolean): void {
        if (root !== this.root || !isBusy) {
            this.root = root;
            this.heardTo = 0;
        }
        if (this.heardTo < base) {
            const { clock, timers, random } = this.context;
            this.wantedAt ??= clock.uptime();
            timers.after(BULK_JITTER * random.fraction(), () => this.ask(base));
        }
    }

    private ask(base: number): void {
        const now = this.context.clock.uptime();
        const { wantedAt } = this;
        // Who asks without end must not keep this client from asking.
        const isPatient = wantedAt !== undefined && now - wantedAt < PUT_OFFS * REQUEST_INHIBIT;
        const isOthersTurn = isPatient && this.requested.isInhibited(ROWS);
        if (this.isStopped || wantedAt === undefined || isOthersTurn || now - this.askedAt < REQUEST_INHIBIT) {
            return;
        }
        this.askedAt = now;
        this.wantedAt = undefined;
        const payload = encodeRowsRequest(base);
        this.context.post.broadcast(Priority.Control, "rowsRequest", once(MessageType.RowsRequest, payload));
    }
}
