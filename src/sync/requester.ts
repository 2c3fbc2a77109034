/**
 * Asks for what others have and this client lacks, again and again until a week is what was advertised or holds more.
 */

import { weekOf } from "../log/key";
import { Asker } from "./asker";
import {
    ANSWER_QUIET,
    ANSWER_WAIT,
    BULK_JITTER,
    BULK_WAIT,
    LESSER_WAIT,
    PROBE_WEEKS,
    PUT_OFFS,
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

const format = string.format;
const max = math.max;
const min = math.min;

/** A week that is known to differ from what a peer has; part of the ledger's status. */
export interface WeekBehind {
    /** Its number: Unix seconds over 604,800, rounded down. */
    readonly week: number;
    /** Events that it lacks, as far as counts tell. */
    readonly missing: number;
    /** Who has them. */
    readonly peer: string;
}

/** A week that differs from what a peer has. */
interface Target {
    row: WeekRow;
    /** Whose row it is. */
    peer: string;
    /** Uptime at which it is looked at again. */
    dueAt: number;
    tries: number;
    /** Uptime when it was found. */
    readonly since: number;
    /** How often somebody else's request has put it off. */
    putOffs: number;
    /** Whether events of it came in since it was asked for last. */
    isAnswered: boolean;
    /** Whether this client had events of it when it asked last. */
    isRepair: boolean;
}

export class Requester {
    private readonly targets = new LuaMap<number, Target>();
    private targetCount = 0;
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
        return this.targetCount;
    }

    /** These weeks, newest first. */
    behind(): WeekBehind[] {
        return this.weeks().map((week) => {
            const { row, peer } = this.targets.get(week)!;
            return { week, missing: max(0, row.count - (this.context.log.week(week)?.count() ?? 0)), peer };
        });
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
                this.oldRows.want(advertisement, this.hasTargetBefore(base));
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
            if (target !== undefined) {
                this.putOff(target, until);
            }
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
        if (target !== undefined && isAsked(target)) {
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
        for (const [, target] of this.targets) {
            const isWaiting = isAsked(target) && !target.isAnswered && !target.isRepair;
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
        this.targets.set(row.week, {
            row,
            peer,
            dueAt: dueAt + wait,
            tries: 0,
            since,
            putOffs: 0,
            isAnswered: false,
            isRepair: false,
        });
        this.targetCount++;
        this.onProgress();
    }

    private drop(week: number): void {
        if (this.targets.has(week)) {
            this.targets.delete(week);
            this.targetCount--;
            this.isProven = this.isProven && this.targetCount > 0;
            this.onProgress();
        }
    }

    private hasTargetBefore(base: number): boolean {
        for (const [week] of this.targets) {
            if (week < base) {
                return true;
            }
        }
        return false;
    }

    /** Weeks of the targets, newest first. */
    private weeks(): number[] {
        const weeks: number[] = [];
        let count = 0;
        for (const [week] of this.targets) {
            weeks[count] = week;
            count++;
        }
        table.sort(weeks, (a, b) => a > b);
        return weeks;
    }

    /** Sets the timer for the target that is due first. */
    private schedule(): void {
        let first: number | undefined;
        for (const week of this.candidates()) {
            const { dueAt } = this.targets.get(week)!;
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
        const isAnyDue = candidates.some((week) => this.targets.get(week)!.dueAt <= now);
        const due: number[] = [];
        for (const week of isAnyDue ? candidates : []) {
            const target = this.targets.get(week);
            if (target !== undefined && target.dueAt <= now + REQUEST_GATHER && this.isToBeAsked(week, target, later)) {
                due[due.length] = week;
            }
        }
        if (due.length > 0) {
            this.asker.ask(due, (week) => this.targets.get(week)?.row.count);
        }
        this.schedule();
    }

    /** The weeks that may be asked for: until something was had, the newest few. */
    private candidates(): number[] {
        const weeks = this.weeks();
        return this.isProven ? weeks : weeks.slice(0, PROBE_WEEKS);
    }

    /** An uptime `seconds` from now, and a little more, so that not all clients speak at once. */
    private draw(seconds: number): number {
        return this.context.clock.uptime() + seconds + BULK_JITTER * this.context.random.fraction();
    }

    /** Drops or puts off a target that is due, or counts a try. */
    private isToBeAsked(week: number, target: Target, later: number): boolean {
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
        if (this.requested.isInhibited(weekKey(week)) && this.putOff(target, later)) {
            return false;
        }
        target.isRepair = own.count > 0;
        target.dueAt = later + (target.isRepair ? REPAIR_WAIT : 0);
        target.isAnswered = false;
        return true;
    }

    /** Waits for the answer to somebody else's request. False when that was done often enough. */
    private putOff(target: Target, until: number): boolean {
        // Requests that are heard together put it off once.
        if (target.dueAt >= this.context.clock.uptime() + ANSWER_WAIT - 1) {
            return true;
        }
        if (target.putOffs >= PUT_OFFS) {
            return false;
        }
        target.putOffs++;
        target.dueAt = max(target.dueAt, until);
        return true;
    }

    /** Drops all that a peer advertised: what it has cannot be had. */
    private giveUp(peer: string): void {
        this.peers.distrust(peer);
        for (const week of this.weeks()) {
            if (this.targets.get(week)?.peer === peer) {
                this.drop(week);
            }
        }
    }

    /** Lets all targets that were not asked for yet come due. */
    private hasten(): void {
        const soon = this.draw(0);
        for (const [, target] of this.targets) {
            if (!isAsked(target)) {
                target.dueAt = soon;
            }
        }
        this.schedule();
    }
}

/** Whether this client or somebody else asked for it. */
function isAsked({ tries, putOffs }: Target): boolean {
    return tries > 0 || putOffs > 0;
}

function weekKey(week: number): string {
    return format("%.0f", week);
}
