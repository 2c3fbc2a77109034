/**
 * Tells others what this client holds: at an interval, unless somebody has just said the same.
 */

import { Priority } from "../comm/outbox";
import { weekOf } from "../log/key";
import { ADVERTISE_INTERVAL, ADVERTISE_JITTER, FIRST_ADVERTISE, RECENT_WEEKS, ROWS_LIMIT } from "./constants";
import { once, type SyncContext, whenHashed } from "./context";
import { advertisedContent, encodeAdvertisement, encodeRows, MessageType } from "./messages";
import { rootBefore, rowsBetween } from "./rows";

const format = string.format;

/** One more than the last week that u16 can name. */
const WEEK_END = 65536;

export class Advertiser {
    private nextAt: number;
    private isStopped = false;

    constructor(private readonly context: SyncContext) {
        this.nextAt = context.clock.uptime() + FIRST_ADVERTISE * (1 + context.random.fraction());
        this.wait();
    }

    stop(): void {
        this.isStopped = true;
    }

    /** An advertisement was heard: one that says what this client would say stands for its own. */
    heard(payload: string): void {
        whenHashed(this.context, () => {
            if (advertisedContent(payload) === advertisedContent(this.compose())) {
                this.postpone();
            }
        });
    }

    /** Answers the question for the rows of all weeks before `base`. */
    sendRows(base: number): void {
        const rows = rowsBetween(this.context.log, 0, base);
        const parts = math.max(1, math.ceil(rows.length / ROWS_LIMIT));
        for (const part of $range(0, parts - 1)) {
            const slice = rows.slice(part * ROWS_LIMIT, (part + 1) * ROWS_LIMIT);
            const from = part === 0 ? 0 : slice[0].week;
            const to = part === parts - 1 ? base : rows[(part + 1) * ROWS_LIMIT].week;
            const payload = encodeRows({ from, to, rows: slice });
            this.context.post.broadcast(Priority.Control, format("rows %.0f", from), once(MessageType.Rows, payload));
        }
    }

    private wait(): void {
        const seconds = math.max(0, this.nextAt - this.context.clock.uptime());
        this.context.timers.after(seconds, () => {
            if (this.isStopped) {
                return;
            }
            if (this.context.clock.uptime() >= this.nextAt) {
                this.postpone();
                this.advertise();
            }
            this.wait();
        });
    }

    private postpone(): void {
        const jitter = 1 + ADVERTISE_JITTER * this.context.random.fraction();
        this.nextAt = this.context.clock.uptime() + ADVERTISE_INTERVAL * jitter;
    }

    private advertise(): void {
        const maySpeak = this.context.maySpeak();
        if (maySpeak === undefined) {
            this.nextAt = this.context.clock.uptime() + FIRST_ADVERTISE;
        }
        if (maySpeak === true) {
            whenHashed(this.context, () => {
                this.context.post.broadcast(Priority.Control, "advertise", once(MessageType.Advertise, this.compose()));
            });
        }
    }

    private compose(): string {
        const { log, claim, clock } = this.context;
        const base = weekOf(clock.serverTime()) - RECENT_WEEKS + 1;
        const rows = rowsBetween(log, base, WEEK_END);
        return encodeAdvertisement({ claim, base, root: rootBefore(log, base), rows });
    }
}
