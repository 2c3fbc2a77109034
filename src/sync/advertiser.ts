/**
 * Tells others what this client holds. It advertises at an interval, unless another client has just said the same, and
 * when it hears a peer that is behind.
 */

import { MessageSource } from "../link/message-source";
import type { TokenBucket } from "../link/token-bucket";
import { Priority } from "../link/outbox-queues";
import { weekOf } from "../event/key";
import type { Handle, Pause } from "../ports";
import {
    ADVERTISE_DOUBLINGS,
    ADVERTISE_INTERVAL_SECONDS,
    ADVERTISE_JITTER_SHARE,
    ANSWER_PATIENCE_SECONDS,
    ANSWER_QUIET_SECONDS,
    ANSWER_SHARE_SECONDS,
    FIRST_ADVERTISE_SECONDS,
    HELLO_REPEAT_SECONDS,
    HELLO_LIMIT,
    RECENT_WEEKS,
    REPLY_JITTER_SECONDS,
    ROWS_INHIBIT_SECONDS,
    ROWS_PER_MESSAGE,
} from "./constants";
import { type SyncContext, whenRooted } from "./context";
import {
    ADVERTISE,
    type Advertisement,
    advertisedContent,
    encodeAdvertisement,
    encodeHello,
    encodeRows,
    HELLO,
    ROWS,
    type RowsAnswer,
} from "./messages";
import { Inhibitor } from "./inhibitor";
import { Kept } from "./kept";
import { rootBefore } from "./roots";
import { rowOf, rowsAt, rowsBetween, WEEK_END, type WeekSummary } from "./week-summary";

const format = string.format;
const max = math.max;
const min = math.min;

export class Advertiser {
    private nextAt: number;
    /** The current timer. */
    private timer: Handle | undefined;
    /** How often this client has said Hello, and the uptime of the last time. */
    private hellos = 0;
    private helloAt = 0;
    /**
     * Whether others know this client's claim. Only then can another client's equal advertisement replace this
     * client's.
     */
    private hasClaimed = false;
    /** What the last own advertisement said, and how often it has said so in a row while others said something else. */
    private lastContent = "";
    private repetitions = 0;
    /** Whether another advertisement than what this client would say was heard since. */
    private hasHeardOther = false;
    /** Rows that anybody told, as payloads. */
    private readonly told: Inhibitor;
    /** Uptime when others told some last. */
    private toldAt = -math.huge;
    private readonly kept: Kept;

    constructor(private readonly context: SyncContext) {
        this.told = new Inhibitor(context.clock, ROWS_INHIBIT_SECONDS, ANSWER_PATIENCE_SECONDS);
        this.kept = new Kept(context);
        this.nextAt = context.clock.uptime() + FIRST_ADVERTISE_SECONDS * (1 + context.random.fraction());
        this.wait();
    }

    /** Uptime at which this client advertises next, unless another client does so first. */
    due(): number {
        return this.nextAt;
    }

    /**
     * An advertisement was heard: one that says what this client would say stands for its own.
     * @param isNews whether its sender said something else before. Two who cannot become equal must not answer each other
     * for ever.
     * @param replies how often its sender is replied to.
     */
    heard(advertisement: Advertisement, isNews: boolean, replies: TokenBucket): void {
        whenRooted(this.context, () => {
            const own = advertisedContent(this.compose());
            if (advertisedContent(encodeAdvertisement(advertisement)) === own) {
                if (this.hasClaimed || this.context.mayServe() === false) {
                    this.postpone();
                }
                return;
            }
            this.hasHeardOther = true;
            if (this.hasMore(advertisement) && (isNews || own !== this.lastContent)) {
                this.reply(replies);
            }
        });
    }

    /** The own log has changed: what is said of it is news again, however long nothing was. */
    changed(): void {
        const latest = this.context.clock.uptime() + ADVERTISE_INTERVAL_SECONDS;
        this.repetitions = 0;
        if (this.nextAt > latest + ADVERTISE_INTERVAL_SECONDS * ADVERTISE_JITTER_SHARE) {
            this.nextAt = latest;
            this.wait();
        }
    }

    /** Somebody told rows. */
    rowsHeard(answer: RowsAnswer): void {
        this.told.note(encodeRows(answer));
        this.toldAt = this.context.clock.uptime();
    }

    /**
     * Whether others are telling rows since the uptime of a question: a slow one is not told over. Nobody is waited for longer than
     * ANSWER_SHARE_SECONDS.
     */
    isBeingTold(since: number): boolean {
        const now = this.context.clock.uptime();
        const isQuiet = this.toldAt < since || now - this.toldAt >= ANSWER_QUIET_SECONDS;
        return !isQuiet && now - since < ANSWER_SHARE_SECONDS;
    }

    /** Forgets what need not be remembered any more. */
    sweep(pause: Pause): void {
        this.told.sweep(pause);
        this.kept.update();
    }

    /** A peer said which weeks are sealed. */
    keptHeard(sealedBefore: number): void {
        this.kept.heard(sealedBefore);
    }

    /** Other weeks may be here than before. */
    sealsChanged(): void {
        this.kept.update();
    }

    /**
     * Handles the Hello of a peer: advertises soon if the root of its log differs.
     * @param replies how often the peer is replied to.
     * @param onDifference called if it differs.
     */
    greeted(root: number, replies: TokenBucket, onDifference: (this: void) => void): void {
        whenRooted(this.context, () => {
            if (root !== rootBefore(this.context.log, WEEK_END)) {
                onDifference();
                if (root === 0) {
                    this.kept.newcomerHeard();
                }
                this.reply(replies);
            }
        });
    }

    /**
     * Handles a sign that others are at work although no advertisement was heard. The answer to this client's Hello was
     * lost, so it says Hello again.
     */
    missed(): void {
        const wasSaid = this.hellos > 0 && this.hellos < HELLO_LIMIT;
        if (wasSaid && this.context.clock.uptime() - this.helloAt >= HELLO_REPEAT_SECONDS) {
            this.sayHello();
        }
    }

    /**
     * Answers the question for the rows of all weeks before `base`, in slices.
     * @param since uptime of the question: nothing is told when others have told all of it since, or just before. Else all is
     * told: who asked does not put the rows of two clients together.
     * @returns whether anything was left to tell.
     */
    sendRows(base: number, since: number, pause: Pause): boolean {
        const { log } = this.context;
        const payloads: string[] = [];
        const starts: number[] = [];
        let count = 0;
        let isNews = false;
        let from = 0;
        while (from < base) {
            log.hash(pause);
            const [rows, next] = this.someRows(from, base);
            const payload = encodeRows({ from, to: next, rows });
            payloads[count] = payload;
            starts[count] = from;
            count++;
            isNews = isNews || !(this.told.isInhibited(payload) || this.told.wasNotedSince(payload, since));
            from = next;
            pause();
        }
        for (const index of $range(0, isNews ? count - 1 : -1)) {
            const payload = payloads[index];
            this.told.note(payload);
            const key = format("rows %.0f", starts[index]);
            this.context.port.broadcast(Priority.Control, key, MessageSource.once(ROWS, payload));
            pause();
        }
        return isNews;
    }

    /** The rows of a message that begins with a week, and the week with which the next one begins: `base` after the last. */
    private someRows(from: number, base: number): LuaMultiReturn<[rows: WeekSummary[], next: number]> {
        const { log } = this.context;
        const first = log.indexFrom(from);
        const end = log.indexFrom(base);
        const until = min(first + ROWS_PER_MESSAGE, end);
        return $multi(rowsAt(log, first, until), until < end ? log.weekNumbers[until] : base);
    }

    /** Whether this client has more events than advertised in one of the weeks with a row of their own. */
    private hasMore({ base, rows }: Advertisement): boolean {
        const { log } = this.context;
        for (const row of rows) {
            if (rowOf(log, row.weekNumber).count > row.count) {
                return true;
            }
        }
        const first = log.indexFrom(base);
        const own = log.weekNumbers.length - first;
        return own > rows.length && rowsAt(log, first, first + rows.length + 1).length > rows.length;
    }

    private wait(): void {
        const { clock, timers } = this.context;
        this.timer?.cancel();
        this.timer = timers.after(max(0, this.nextAt - clock.uptime()), () => {
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
        const jitter = 1 + ADVERTISE_JITTER_SHARE * this.context.random.fraction();
        const interval = ADVERTISE_INTERVAL_SECONDS * 2 ** min(this.repetitions, ADVERTISE_DOUBLINGS);
        this.nextAt = this.context.clock.uptime() + interval * jitter;
    }

    /** Advertises soon for a peer, unless that was done often of late: who differs without end is told at the interval. */
    private reply(replies: TokenBucket): void {
        const soon = this.context.clock.uptime() + REPLY_JITTER_SECONDS * this.context.random.fraction();
        if (soon < this.nextAt && replies.take(1) === 1) {
            this.nextAt = soon;
            this.wait();
        }
    }

    private sayHello(): void {
        this.hellos++;
        this.helloAt = this.context.clock.uptime();
        whenRooted(this.context, () => {
            const payload = encodeHello(rootBefore(this.context.log, WEEK_END));
            this.context.port.broadcast(Priority.Control, "hello", MessageSource.once(HELLO, payload));
        });
    }

    private advertise(): void {
        const mayServe = this.context.mayServe();
        if (mayServe === undefined) {
            this.nextAt = this.context.clock.uptime() + FIRST_ADVERTISE_SECONDS;
        }
        if (mayServe === true) {
            this.hasClaimed = true;
            whenRooted(this.context, () => {
                const payload = this.compose();
                this.count(advertisedContent(payload));
                const source = MessageSource.once(ADVERTISE, payload);
                this.context.port.broadcast(Priority.Control, "advertise", source);
                this.kept.advertised();
            });
        }
    }

    /** Counts how often the same was said while others said something else. */
    private count(content: string): void {
        this.repetitions = content === this.lastContent && this.hasHeardOther ? this.repetitions + 1 : 0;
        this.lastContent = content;
        this.hasHeardOther = false;
    }

    private compose(): string {
        const { log, claim, clock } = this.context;
        const base = weekOf(clock.serverTime()) - RECENT_WEEKS + 1;
        const rows = rowsBetween(log, base, WEEK_END);
        return encodeAdvertisement({ claim, base, root: rootBefore(log, base), rows });
    }
}
