/**
 * Tells others what this client holds: at an interval unless somebody has just said the same, and to whom is behind.
 */

import { Priority } from "../link/outbox";
import { weekOf } from "../event/key";
import {
    ADVERTISE_INTERVAL,
    ADVERTISE_JITTER,
    FIRST_WORD,
    HELLO_REPEAT,
    MOST_HELLOS,
    RECENT_WEEKS,
    REPLY_JITTER,
    ROWS_LIMIT,
} from "./constants";
import { once, type SyncContext, whenHashed } from "./context";
import {
    type Advertisement,
    advertisedContent,
    encodeAdvertisement,
    encodeHello,
    encodeRows,
    MessageType,
} from "./messages";
import { rootBefore, rowOf, rowsBetween, WEEK_END } from "./rows";

const ceil = math.ceil;
const format = string.format;
const max = math.max;

export class Advertiser {
    private nextAt: number;
    /** Uptime of the timer that is set. */
    private timerAt: number | undefined;
    /** How often this client said Hello, and uptime when it did last. */
    private hellos = 0;
    private helloAt = 0;
    /** Whether others know this client's claim: then an equal advertisement of somebody else can stand for its own. */
    private hasClaimed = false;
    private isStopped = false;

    constructor(private readonly context: SyncContext) {
        this.nextAt = context.clock.uptime() + FIRST_WORD * (1 + context.random.fraction());
        this.wait();
    }

    stop(): void {
        this.isStopped = true;
    }

    /** Uptime at which this client advertises next, if nobody else does. */
    due(): number {
        return this.nextAt;
    }

    /** An advertisement was heard: one that says what this client would say stands for its own. */
    heard(advertisement: Advertisement, payload: string): void {
        whenHashed(this.context, () => {
            if (advertisedContent(payload) === advertisedContent(this.compose())) {
                if (this.hasClaimed || this.context.maySpeak() === false) {
                    this.postpone();
                }
            } else if (this.hasMore(advertisement)) {
                this.hasten();
            }
        });
    }

    /**
     * A peer said Hello with the root of its log: advertises soon if that differs.
     * @param onDifference called if it does.
     */
    greeted(root: number, onDifference: (this: void) => void): void {
        whenHashed(this.context, () => {
            if (root !== rootBefore(this.context.log, WEEK_END)) {
                onDifference();
                this.hasten();
            }
        });
    }

    /** Others ask for what this client has not been told of: the answer to its Hello was lost, so it repeats it. */
    missed(): void {
        const wasSaid = this.hellos > 0 && this.hellos < MOST_HELLOS;
        if (wasSaid && this.context.clock.uptime() - this.helloAt >= HELLO_REPEAT) {
            this.sayHello();
        }
    }

    /** Answers the question for the rows of all weeks before `base`. */
    sendRows(base: number): void {
        const rows = rowsBetween(this.context.log, 0, base);
        const parts = max(1, ceil(rows.length / ROWS_LIMIT));
        for (const part of $range(0, parts - 1)) {
            const slice = rows.slice(part * ROWS_LIMIT, (part + 1) * ROWS_LIMIT);
            const from = part === 0 ? 0 : slice[0].week;
            const to = part === parts - 1 ? base : rows[(part + 1) * ROWS_LIMIT].week;
            const payload = encodeRows({ from, to, rows: slice });
            this.context.post.broadcast(Priority.Control, format("rows %.0f", from), once(MessageType.Rows, payload));
        }
    }

    /** Whether some week with a row of its own has more events here. */
    private hasMore({ base, rows }: Advertisement): boolean {
        const { log } = this.context;
        for (const row of rows) {
            if (rowOf(log, row.week).count > row.count) {
                return true;
            }
        }
        return rowsBetween(log, base, WEEK_END).length > rows.length;
    }

    private wait(): void {
        const { clock, timers } = this.context;
        const at = this.nextAt;
        this.timerAt = at;
        timers.after(max(0, at - clock.uptime()), () => {
            if (this.isStopped || this.timerAt !== at) {
                return;
            }
            if (clock.uptime() >= this.nextAt) {
                this.postpone();
                if (this.hellos === 0) {
                    this.sayHello();
                }
                this.advertise();
            }
            this.wait();
        });
    }

    private postpone(): void {
        const jitter = 1 + ADVERTISE_JITTER * this.context.random.fraction();
        this.nextAt = this.context.clock.uptime() + ADVERTISE_INTERVAL * jitter;
    }

    private hasten(): void {
        const soon = this.context.clock.uptime() + REPLY_JITTER * this.context.random.fraction();
        if (soon < this.nextAt) {
            this.nextAt = soon;
            this.wait();
        }
    }

    private sayHello(): void {
        this.hellos++;
        this.helloAt = this.context.clock.uptime();
        whenHashed(this.context, () => {
            const payload = encodeHello(rootBefore(this.context.log, WEEK_END));
            this.context.post.broadcast(Priority.Control, "hello", once(MessageType.Hello, payload));
        });
    }

    private advertise(): void {
        const maySpeak = this.context.maySpeak();
        if (maySpeak === undefined) {
            this.nextAt = this.context.clock.uptime() + FIRST_WORD;
        }
        if (maySpeak === true) {
            this.hasClaimed = true;
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
