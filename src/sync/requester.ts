/**
 * Asks for what others have and this client lacks, again and again until a week is what was advertised or holds more.
 */

import { weekOf } from "../event/key";
import { Asker } from "./asker";
import {
    ANSWER_QUIET,
    ANSWER_WAIT,
    BULK_JITTER,
    BULK_WAIT,
    LESSER_WAIT,
    PROBE_WEEKS,
    REPAIR_WAIT,
    RECENT_WEEKS,
    REQUEST_GATHER,
    REQUEST_INHIBIT,
    REQUEST_JITTER,
    REQUEST_TRIES,
} from "./constants";
import { type SyncContext, whenHashed } from "./context";
import { Inhibitor } from "./inhibitor";
import type { Advertisement, RowsAnswer } from "./messages";
import { OldRows } from "./old-rows";
import type { Peers } from "./peers";
import type { More } from "./requests";
import { isSameRow, rootBefore, rowOf, type WeekRow } from "./rows";
import { Target, Targets } from "./targets";
import type { WeekBehind } from "../api/status";

const format = string.format;
const max = math.max;
const min = math.min;

export class Requester {
    private readonly targets = new Targets();
    private readonly asker: Asker;
    /** Weeks that anybody asked for recently. */
    private readonly requested: Inhibitor;
    private readonly oldRows: OldRows;
    /** Whether something was had since there are targets; until then few of them are asked for. */
    private isProven = false;
    /** Uptime when the targets were last put off because others are at work. */
    private putOffAt = 0;
    /** Uptime of the next look at the targets; nothing when none is due. */
    private lookAt: number | undefined;
    private isStopped = false;

    /** @param onProgress told when the number of weeks that are waited for changes. */
    constructor(
        private readonly context: SyncContext,
        private readonly peers: Peers,
        private readonly onProgress: (this: void) => void,
    ) {
        this.requested = new Inhibitor(context.clock, REQUEST_INHIBIT);
        this.asker = new Asker(context);
        this.oldRows = new OldRows(context);
    }

    /** Number of weeks that are known to differ from what a peer has. */
    weeksBehind(): number {
        return this.targets.count();
    }

    /** These weeks, newest first. */
    behind(): WeekBehind[] {
        return this.targets.behind(this.context.log);
    }

    stop(): void {
        this.isStopped = true;
        this.asker.stop();
        this.oldRows.stop();
    }

    /** A responder needs further sums of a sketch that this client sent. */
    moreAsked(more: More): void {
        this.asker.moreAsked(more);
    }

    /** Whether a salt is that of this client's own request for a week. */
    hasAsked(week: number, salt: number): boolean {
        return this.asker.hasAsked(week, salt);
    }

    /** A peer told what it has. */
    advertised(advertisement: Advertisement, peer: string): void {
        const { base, root, rows } = advertisement;
        whenHashed(this.context, () => {
            this.compareAll(rows, peer);
            if (root !== 0 && root !== rootBefore(this.context.log, base)) {
                this.oldRows.want(
                    advertisement,
                    this.targets.list().some(({ row }) => row.week < base),
                );
            }
        });
    }

    /** A peer told its rows of older weeks. */
    rowsHeard(answer: RowsAnswer, peer: string): void {
        this.oldRows.heard(answer);
        whenHashed(this.context, () => this.compareAll(answer.rows, peer));
    }

    /** Somebody else asked for weeks. */
    requestHeard(weeks: readonly number[]): void {
        const until = this.draw(ANSWER_WAIT);
        for (const week of weeks) {
            this.requested.note(weekKey(week));
            const target = this.targets.get(week);
            target?.putOff(this.context.clock.uptime(), until);
        }
    }

    /** Somebody else asked for the rows of older weeks. */
    rowsRequestHeard(): void {
        this.oldRows.requestHeard();
    }

    /** Events came in: the answer is under way. */
    eventsHeard(time: number): void {
        const now = this.context.clock.uptime();
        const week = weekOf(time);
        const target = this.targets.get(week);
        if (target !== undefined && target.isAsked()) {
            // What this client still lacks when the answer has ended was lost to it alone: then it asks, whoever did before.
            target.isAnswered = true;
            this.requested.forget(weekKey(week));
            target.dueAt = now + ANSWER_QUIET + REQUEST_JITTER * this.context.random.fraction();
            // The timer is set for the repetition, which may be later than that.
            if (this.lookAt === undefined || target.dueAt < this.lookAt) {
                this.schedule();
            }
        }
        if (!this.isProven && target !== undefined) {
            this.isProven = true;
            this.hasten();
        }
        this.putOffOthers();
    }

    /**
     * Puts off what was asked for and not answered yet: who answers is at work, and comes to it in time. Not so repairs,
     * which go before bulk.
     */
    private putOffOthers(): void {
        const now = this.context.clock.uptime();
        if (now - this.putOffAt < 1) {
            return;
        }
        this.putOffAt = now;
        for (const target of this.targets.list()) {
            const isWaiting = target.isAsked() && !target.isAnswered && !target.isRepair;
            if (isWaiting && now - target.since < BULK_WAIT) {
                target.dueAt = max(target.dueAt, now + ANSWER_WAIT);
            }
        }
    }

    private compareAll(rows: readonly WeekRow[], peer: string): void {
        const jitter = rows.length > RECENT_WEEKS ? BULK_JITTER : REQUEST_JITTER;
        const dueAt = this.context.clock.uptime() + jitter * this.context.random.fraction();
        for (const row of rows) {
            this.compare(row, peer, dueAt);
        }
        this.schedule();
    }

    private compare(row: WeekRow, peer: string, dueAt: number): void {
        const own = rowOf(this.context.log, row.week);
        if (isSameRow(row, own)) {
            this.drop(row.week);
            return;
        }
        const target = this.targets.get(row.week);
        if (target !== undefined) {
            target.row = row;
            target.peer = peer;
            return;
        }
        const since = this.context.clock.uptime();
        const wait = own.count > row.count ? LESSER_WAIT : 0;
        this.targets.add(new Target(row, peer, dueAt + wait, since));
        this.onProgress();
    }

    private drop(week: number): void {
        if (this.targets.drop(week)) {
            this.isProven = this.isProven && this.targets.count() > 0;
            this.onProgress();
        }
    }

    /** Sets the timer for the target that is due first. */
    private schedule(): void {
        let first: number | undefined;
        for (const { dueAt } of this.candidates()) {
            first = min(first ?? dueAt, dueAt);
        }
        if (first === undefined || (this.lookAt !== undefined && this.lookAt <= first)) {
            return;
        }
        this.lookAt = first;
        this.context.timers.after(max(0, first - this.context.clock.uptime()), () => {
            if (this.lookAt === first && !this.isStopped) {
                this.lookAt = undefined;
                whenHashed(this.context, () => this.look());
            }
        });
    }

    private look(): void {
        const now = this.context.clock.uptime();
        const later = this.draw(ANSWER_WAIT);
        const candidates = this.candidates();
        // What the timer was set for may have been put off since.
        const isAnyDue = candidates.some(({ dueAt }) => dueAt <= now);
        const due: number[] = [];
        for (const target of isAnyDue ? candidates : []) {
            // Giving up a peer drops others of its targets.
            const isDue = target.dueAt <= now + REQUEST_GATHER && this.targets.get(target.row.week) === target;
            if (isDue && this.isToBeAsked(target, later)) {
                due[due.length] = target.row.week;
            }
        }
        if (due.length > 0) {
            this.asker.ask(due, (week) => this.targets.get(week)?.row.count);
        }
        this.schedule();
    }

    /** The weeks that may be asked for: until something was had, the newest few. */
    private candidates(): Target[] {
        const targets = this.targets.list();
        return this.isProven ? targets : targets.slice(0, PROBE_WEEKS);
    }

    /** An uptime `seconds` from now, and a little more, so that not all clients speak at once. */
    private draw(seconds: number): number {
        return this.context.clock.uptime() + seconds + BULK_JITTER * this.context.random.fraction();
    }

    /** Drops or puts off a target that is due, or counts a try. */
    private isToBeAsked(target: Target, later: number): boolean {
        const { week } = target.row;
        const own = rowOf(this.context.log, week);
        const hasAsked = target.tries > 0;
        if (isSameRow(own, target.row) || (hasAsked && own.count > target.row.count)) {
            this.drop(week);
            return false;
        }
        if (target.tries >= REQUEST_TRIES) {
            this.giveUp(target.peer);
            return false;
        }
        target.tries++;
        if (this.requested.isInhibited(weekKey(week)) && target.putOff(this.context.clock.uptime(), later)) {
            return false;
        }
        target.isRepair = own.count > 0;
        target.dueAt = later + (target.isRepair ? REPAIR_WAIT : 0);
        target.isAnswered = false;
        return true;
    }

    /** Drops all that a peer advertised: what it has cannot be had. */
    private giveUp(peer: string): void {
        this.peers.distrust(peer);
        for (const target of this.targets.list()) {
            if (target.peer === peer) {
                this.drop(target.row.week);
            }
        }
    }

    /** Lets all targets that were not asked for yet come due. */
    private hasten(): void {
        const soon = this.draw(0);
        for (const target of this.targets.list()) {
            if (!target.isAsked()) {
                target.dueAt = soon;
            }
        }
        this.schedule();
    }
}

function weekKey(week: number): string {
    return format("%.0f", week);
}
