/**
 * Asks for what others have and this client lacks: one request a week, repeated until the week is what was advertised
 * or holds more.
 */

import { Priority } from "../comm/outbox";
import { weekOf } from "../log/key";
import { ANSWER_QUIET, ANSWER_WAIT, LIST_LIMIT, REQUEST_INHIBIT, REQUEST_JITTER, REQUEST_TRIES } from "./constants";
import { once, type SyncContext, whenHashed } from "./context";
import { Inhibitor } from "./inhibitor";
import { type Advertisement, encodeRequest, encodeRowsRequest, MessageType, type RowsAnswer } from "./messages";
import { isSameRow, rootBefore, rowOf, type WeekRow } from "./rows";
import { drawSalt, shortIdsOf } from "./short-id";

/** A week that differs from what a peer has. */
interface Target {
    row: WeekRow;
    /** Uptime at which it is looked at again. */
    dueAt: number;
    tries: number;
    /** Whether it was put off, since this client asked last, because somebody else asked. */
    isPutOff: boolean;
}

export class Requester {
    private readonly targets = new LuaMap<number, Target>();
    private targetCount = 0;
    /** Weeks, and "rows", that anybody asked for recently. */
    private readonly requested: Inhibitor;
    private isStopped = false;

    /** @param onProgress told when the number of weeks that are waited for changes. */
    constructor(
        private readonly context: SyncContext,
        private readonly onProgress: (this: void) => void,
    ) {
        this.requested = new Inhibitor(context.clock, REQUEST_INHIBIT);
    }

    /** Number of weeks that are known to differ from what a peer has. */
    weeksBehind(): number {
        return this.targetCount;
    }

    stop(): void {
        this.isStopped = true;
    }

    /** A peer told what it has. */
    advertised({ base, root, rows }: Advertisement): void {
        whenHashed(this.context, () => {
            for (const row of rows) {
                this.compare(row);
            }
            if (root !== 0 && root !== rootBefore(this.context.log, base)) {
                this.askForRows(base);
            }
        });
    }

    /** A peer told its rows of older weeks. */
    rowsHeard({ rows }: RowsAnswer): void {
        whenHashed(this.context, () => {
            for (const row of rows) {
                this.compare(row);
            }
        });
    }

    /** Somebody else asked for a week. */
    requestHeard(week: number): void {
        this.requested.note(weekKey(week));
        const target = this.targets.get(week);
        // Once: who asks without end must not keep this client from asking.
        if (target !== undefined && !target.isPutOff) {
            target.isPutOff = true;
            target.dueAt = math.max(target.dueAt, this.context.clock.uptime() + ANSWER_WAIT);
        }
    }

    /** Somebody else asked for the rows of older weeks. */
    rowsRequestHeard(): void {
        this.requested.note("rows");
    }

    /** Events came in: the answer is under way. */
    eventsHeard(time: number): void {
        const target = this.targets.get(weekOf(time));
        if (target !== undefined && target.tries > 0) {
            target.dueAt = this.context.clock.uptime() + ANSWER_QUIET;
        }
    }

    private compare(row: WeekRow): void {
        if (isSameRow(row, rowOf(this.context.log, row.week))) {
            this.drop(row.week);
            return;
        }
        const target = this.targets.get(row.week);
        if (target !== undefined) {
            target.row = row;
            return;
        }
        const delay = REQUEST_JITTER * this.context.random.fraction();
        this.targets.set(row.week, { row, dueAt: this.context.clock.uptime() + delay, tries: 0, isPutOff: false });
        this.targetCount++;
        this.onProgress();
        this.lookAgain(row.week, delay);
    }

    private drop(week: number): void {
        if (this.targets.has(week)) {
            this.targets.delete(week);
            this.targetCount--;
            this.onProgress();
        }
    }

    private lookAgain(week: number, seconds: number): void {
        this.context.timers.after(seconds, () => {
            const target = this.targets.get(week);
            if (target === undefined || this.isStopped) {
                return;
            }
            const rest = target.dueAt - this.context.clock.uptime();
            if (rest > 0) {
                this.lookAgain(week, rest);
            } else {
                whenHashed(this.context, () => this.decide(week, target));
            }
        });
    }

    private decide(week: number, target: Target): void {
        if (this.targets.get(week) !== target || this.isStopped) {
            return;
        }
        const own = rowOf(this.context.log, week);
        const hasAsked = target.tries > 0;
        if (isSameRow(own, target.row) || target.tries >= REQUEST_TRIES || (hasAsked && own.count > target.row.count)) {
            this.drop(week);
            return;
        }
        if (!hasAsked && this.requested.isInhibited(weekKey(week))) {
            target.tries++;
            target.dueAt = this.context.clock.uptime() + ANSWER_WAIT;
        } else {
            target.tries++;
            target.dueAt = this.context.clock.uptime() + ANSWER_WAIT;
            target.isPutOff = false;
            this.request(week);
        }
        this.lookAgain(week, target.dueAt - this.context.clock.uptime());
    }

    private request(week: number): void {
        const { log, background } = this.context;
        this.requested.note(weekKey(week));
        background.run((pause) => {
            const events = log.open(week, pause);
            const salt = drawSalt(this.context.random);
            const isListed = events !== undefined && events.size <= LIST_LIMIT;
            const ids = isListed ? shortIdsOf(events, salt) : [];
            whenHashed(this.context, () => {
                const payload = encodeRequest({ row: rowOf(log, week), ids: { week, salt, ids } });
                this.context.post.broadcast(
                    Priority.Control,
                    `request ${weekKey(week)}`,
                    once(MessageType.Request, payload),
                );
            });
        });
    }

    private askForRows(base: number): void {
        this.context.timers.after(REQUEST_JITTER * this.context.random.fraction(), () => {
            if (!this.isStopped && !this.requested.isInhibited("rows")) {
                this.requested.note("rows");
                const payload = encodeRowsRequest(base);
                this.context.post.broadcast(Priority.Control, "rowsRequest", once(MessageType.RowsRequest, payload));
            }
        });
    }
}

function weekKey(week: number): string {
    return string.format("%.0f", week);
}
