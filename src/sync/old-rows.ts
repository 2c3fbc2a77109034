/**
 * Asks for the rows of old weeks. An advertisement gives only one root for them; they are needed when that root
 * differs.
 */

import { MessageSource } from "../link/message-source";
import { Priority } from "../link/outbox";
import { BULK_JITTER_SECONDS, PUT_OFF_LIMIT, REQUEST_INHIBIT_SECONDS } from "./constants";
import type { SyncContext } from "./context";
import { Inhibitor } from "./inhibitor";
import { type Advertisement, encodeRowsRequest, ROWS_REQUEST, type RowsAnswer } from "./messages";

/** Their key in the inhibitor. */
const ROWS = "rows";

export class OldRows {
    /** Whether any client asked for the rows recently. */
    private readonly requested: Inhibitor;
    /** Uptime since when the rows are wanted; nil when they are not. */
    private wantedAt: number | undefined;
    /** Uptime when this client last asked for the rows. */
    private askedAt = -REQUEST_INHIBIT_SECONDS;
    /**
     * The advertised root for which the rows were last wanted, and the week before which all rows have been heard
     * since.
     */
    private root = 0;
    private heardTo = 0;

    constructor(private readonly context: SyncContext) {
        this.requested = new Inhibitor(context.clock, REQUEST_INHIBIT_SECONDS);
    }

    /** Handles another client's request for the rows. */
    requestHeard(): void {
        this.requested.note(ROWS);
    }

    /** Handles rows that a peer gave. */
    heard({ from, to }: RowsAnswer): void {
        this.wantedAt = undefined;
        if (from <= this.heardTo && to > this.heardTo) {
            this.heardTo = to;
        }
    }

    /**
     * Asks for the rows, unless this client or another one asked for them recently.
     * @param isBusy whether weeks before `base` are being asked for. If all rows were heard, the difference is among
     * these weeks.
     */
    want({ base, root }: Advertisement, isBusy: boolean): void {
        if (root !== this.root || !isBusy) {
            this.root = root;
            this.heardTo = 0;
        }
        if (this.heardTo < base) {
            const { clock, timers, random } = this.context;
            this.wantedAt ??= clock.uptime();
            timers.after(BULK_JITTER_SECONDS * random.fraction(), () => this.ask(base));
        }
    }

    private ask(base: number): void {
        const now = this.context.clock.uptime();
        const { wantedAt } = this;
        // A client that asks without end must not keep this client from asking.
        const isPatient = wantedAt !== undefined && now - wantedAt < PUT_OFF_LIMIT * REQUEST_INHIBIT_SECONDS;
        const isOthersTurn = isPatient && this.requested.isInhibited(ROWS);
        if (wantedAt === undefined || isOthersTurn || now - this.askedAt < REQUEST_INHIBIT_SECONDS) {
            return;
        }
        this.askedAt = now;
        this.wantedAt = undefined;
        const payload = encodeRowsRequest(base);
        this.context.port.broadcast(Priority.Control, "rowsRequest", MessageSource.once(ROWS_REQUEST, payload));
    }
}
