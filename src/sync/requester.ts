/** Asks for what peers have and this client lacks, until each week equals what was advertised or holds more. */

import { weekOf } from "../event/key";
import type { Pause } from "../ports";
import { Asker, type Wanted } from "./asker";
import { Coming } from "./coming";
import {
    ANSWER_QUIET_SECONDS,
    ANSWER_WAIT_SECONDS,
    BULK_JITTER_SECONDS,
    BULK_WAIT_SECONDS,
    COMING_SECONDS,
    LESSER_WAIT_SECONDS,
    PROBE_WEEKS,
    REPAIR_WAIT_SECONDS,
    REPEATED_WAIT_SECONDS,
    RECENT_WEEKS,
    REQUEST_GATHER_SECONDS,
    REQUEST_INHIBIT_SECONDS,
    REQUEST_JITTER_SECONDS,
    REQUEST_TRIES,
} from "./constants";
import { inSlices, type SyncContext, whenHashed, whenRooted } from "./context";
import { Inhibitor } from "./inhibitor";
import type { Advertisement, RowsAnswer } from "./messages";
import { type Collection, OldRows } from "./old-rows";
import { PeerRows } from "./peer-rows";
import type { OwnWeeks } from "./own-weeks";
import type { Wish } from "./request-plan";
import { holdsSame } from "./claim";
import type { Reputation, Standing } from "./reputation";
import { SealHint } from "./seal-hint";
import { type Standstill, Standstills } from "./standstills";
import type { More } from "./requests";
import { readyRoots, rootBefore } from "./roots";
import { differInSettled, SettledRoots } from "./settled-roots";
import { isSameRow, isSettled, rowOf, WEEK_END, type WeekSummary } from "./week-summary";
import { Target, Targets } from "./targets";
import type { WeekBehind } from "../api/status";

const format = string.format;
const max = math.max;
const min = math.min;

/** Rows that are compared between two looks at the frame's budget. */
const STEP = 16;

export class Requester {
    private readonly targets = new Targets();
    private readonly asker: Asker;
    /** Weeks that any client asked for recently. */
    private readonly requested: Inhibitor;
    private readonly oldRows: OldRows;
    /** Differences of which talking changed nothing. */
    private readonly standstills: Standstills;
    private readonly coming: Coming;
    private readonly peerRows: PeerRows;
    private readonly settledRoots = new SettledRoots();
    private readonly hint: SealHint;
    /** Uptime when the targets were last put off because others are at work. */
    private putOffAt = 0;
    /** Uptime of the next look at the targets; nil when none is scheduled. */
    private lookAt: number | undefined;

    /** @param onProgress called when the number of awaited weeks changes. */
    constructor(
        private readonly context: SyncContext,
        private readonly reputation: Reputation,
        private readonly ownWeeks: OwnWeeks,
        private readonly onProgress: (this: void) => void,
    ) {
        this.requested = new Inhibitor(context.clock, REQUEST_INHIBIT_SECONDS);
        this.asker = new Asker(context);
        this.oldRows = new OldRows(context);
        this.standstills = new Standstills(context.clock);
        this.coming = new Coming(context.clock);
        this.peerRows = new PeerRows(context);
        this.hint = new SealHint(context, () => this.schedule());
    }

    /** Number of weeks that are known to differ from what a peer has. */
    weeksBehind(): number {
        return this.targets.count();
    }

    /** Whether roots of old weeks differ and their rows are not known yet. */
    isComparingOld(): boolean {
        return this.oldRows.isWanting();
    }

    /** The weeks that are known to differ from what a peer has, newest first. */
    behind(): WeekBehind[] {
        return this.targets.behind(this.context.log);
    }

    /** The weeks that differ from what a peer has although it was talked about, newest first. */
    standingStill(): readonly Standstill[] {
        return this.standstills.list().filter(({ weekNumber }) => !isSettled(this.context.log, weekNumber));
    }

    /** Whether a peer's root is known to differ from the own one by closed weeks alone. */
    isSettledRoot(root: number, ownRoot: number): boolean {
        return this.settledRoots.has(root, ownRoot);
    }

    /** Other weeks are closed, absent or held back than before, or there is another seal. */
    sealsChanged(): void {
        this.settledRoots.clear();
        this.peerRows.repeat();
        whenHashed(this.context, () => {
            const { log } = this.context;
            for (const { row } of this.targets.list()) {
                if (isSettled(log, row.weekNumber) || isSameRow(row, rowOf(log, row.weekNumber))) {
                    this.drop(row.weekNumber);
                }
            }
            this.schedule();
        });
    }

    /** A peer that may speak says that the weeks before one are sealed; 0 when it knows of no seal. */
    sealHinted(week: number): void {
        this.hint.heard(week);
    }

    /** Asks for what is lacking of absent weeks, which are no targets: nothing else waits for them. */
    askAbsent(weekNumbers: readonly number[]): void {
        this.asker.ask(weekNumbers, (weekNumber) => {
            const row = this.context.log.absentRow(weekNumber);
            return row && { advertised: row.count, isKeyed: false, isDoubted: false };
        });
    }

    /** Number of requests that are remembered. */
    remembered(): number {
        const asked = this.asker.count() + this.requested.count();
        return asked + this.oldRows.remembered() + this.standstills.count() + this.coming.count();
    }

    /** Drops what need not be remembered any more. */
    sweep(pause: Pause): void {
        this.asker.sweep();
        this.requested.sweep(pause);
        this.oldRows.sweep(pause);
        this.standstills.sweep();
        this.coming.sweep();
        const { log } = this.context;
        // What a peer had that has not been heard for long says nothing of now; what it has may have come from others since.
        for (const { peer, weekNumber } of this.standstills.list()) {
            pause();
            const standing = this.reputation.of(peer);
            if (!this.reputation.isClaiming(standing) || (log.isHashed() && holdsSame(standing, log, weekNumber))) {
                this.standstills.forget(peer, weekNumber);
            }
        }
    }

    /** Asks for a week whose row is equal to that of a peer, but not its events. */
    askDoubted(weekNumber: number): void {
        this.asker.ask([weekNumber], () => ({ isKeyed: true, isDoubted: true }));
    }

    /** Handles a responder's question for further sums of a sketch that this client sent. */
    moreAsked(more: More): void {
        this.asker.moreAsked(more);
    }

    /** What this client's last request for a week said; nil when that did not have this salt. */
    askedWith(weekNumber: number, salt: number): Wish | undefined {
        return this.asker.askedWith(weekNumber, salt);
    }

    /** Whether this client has lately asked for a week. */
    hasAskedLately(weekNumber: number): boolean {
        return this.asker.hasAskedLately(weekNumber);
    }

    /** Handles an advertisement of a peer. */
    advertised(advertisement: Advertisement, peer: string): void {
        const { base, root, rows } = advertisement;
        whenRooted(this.context, () => {
            const ownRoot = rootBefore(this.context.log, base);
            this.compareSoon(this.ownWeeks.withEmpty(rows, base, WEEK_END), peer);
            if (root === ownRoot) {
                this.standstills.forgetBefore(peer, base);
                this.oldRows.equalled(root, peer);
            } else if (root === 0) {
                this.compareSoon(this.ownWeeks.withEmpty([], 0, base), peer);
            } else if (this.settledRoots.has(root, ownRoot)) {
                this.oldRows.equalled(root, peer);
            } else {
                this.oldRows.want(advertisement, peer, ownRoot);
            }
            this.peerRows.advertised(advertisement, peer);
        });
    }

    /** A peer told rows of older weeks. */
    rowsHeard(answer: RowsAnswer, peer: Standing): void {
        const collection = this.oldRows.heard(answer, peer);
        if (collection !== undefined) {
            this.context.background.run((pause) => this.takeRows(collection, peer, pause));
        }
    }

    private takeRows(collection: Collection, peer: Standing, pause: Pause): void {
        const { log } = this.context;
        const told = this.oldRows.check(collection, pause);
        // What the peer has advertised meanwhile says nothing of rows that it told before.
        if (told !== undefined && peer.root === collection.root) {
            this.reputation.toldRows(peer, told !== false);
        }
        if (told === undefined || told === false) {
            return;
        }
        readyRoots(log, pause);
        const { base, root, rows } = told;
        const ownRoot = rootBefore(log, base);
        this.oldRows.compared(root, ownRoot);
        this.peerRows.believe(told, peer.name);
        if (differInSettled(log, rows, base, pause)) {
            this.settledRoots.note(root, ownRoot);
            this.reputation.settled(root);
            this.onProgress();
        }
        this.compareAll(this.ownWeeks.withEmpty(rows, 0, base), peer.name, pause);
    }

    /** Handles another client's request for weeks. */
    requestHeard(weeks: readonly number[]): void {
        const until = this.draw(ANSWER_WAIT_SECONDS);
        for (const weekNumber of weeks) {
            this.requested.note(weekKey(weekNumber));
            const target = this.targets.get(weekNumber);
            target?.putOff(this.context.clock.uptime(), until);
        }
    }

    /** Handles another client's request for the rows of old weeks. */
    rowsRequestHeard(base: number): void {
        this.oldRows.requestHeard(base);
    }

    /**
     * Handles an event that came in: an answer is under way.
     * @param isNew whether it is in the log now and was not before. Who sends what is here puts nothing off for long.
     */
    eventsHeard(time: number, isNew: boolean): void {
        const now = this.context.clock.uptime();
        const weekNumber = weekOf(time);
        const target = this.targets.get(weekNumber);
        if (target !== undefined && isNew) {
            target.newsAt = now;
        }
        const isAnswer = target !== undefined && now - target.newsAt < REPEATED_WAIT_SECONDS;
        if (target !== undefined && isAnswer && target.state !== "found") {
            // If this client still lacks events when the answer has ended, it may be the only one that missed them. It
            // then asks, even if another client asked before.
            target.state = "answered";
            this.requested.forget(weekKey(weekNumber));
            target.dueAt = now + ANSWER_QUIET_SECONDS + REQUEST_JITTER_SECONDS * this.context.random.fraction();
            // The timer may be set for the later time at which the request would be repeated.
            if (this.lookAt === undefined || target.dueAt < this.lookAt) {
                this.schedule();
            }
        }
        if (target !== undefined && isNew) {
            const wasProven = this.reputation.of(target.peer).isProven;
            this.reputation.proved(target.peer);
            if (!wasProven) {
                this.hasten();
            }
        }
        if (isNew) {
            this.putOffOthers();
        }
    }

    /** A fragment of a unit came from a peer that may speak. */
    fragmentHeard(peer: string): void {
        if (this.targets.count() > 0) {
            this.coming.heard(peer);
        }
    }

    /** A unit of a peer brought events that are new. */
    unitBrought(peer: string): void {
        this.coming.brought(peer);
    }

    /**
     * Puts off targets that were asked for and are not answered yet, since the responder is at work and will come to
     * them. Repairs are not put off: they are sent before bulk.
     */
    private putOffOthers(): void {
        const now = this.context.clock.uptime();
        if (now - this.putOffAt < 1) {
            return;
        }
        this.putOffAt = now;
        for (const target of this.targets.list()) {
            const isWaiting = target.state === "asked" && !target.isRepair;
            if (isWaiting && now - target.since < BULK_WAIT_SECONDS) {
                target.dueAt = max(target.dueAt, now + ANSWER_WAIT_SECONDS);
            }
        }
    }

    /** Compares rows: a few at once, many in slices. */
    private compareSoon(rows: readonly WeekSummary[], peer: string): void {
        inSlices(this.context, rows.length, (pause) => this.compareAll(rows, peer, pause));
    }

    private compareAll(rows: readonly WeekSummary[], peer: string, pause: Pause): void {
        const jitter = rows.length > RECENT_WEEKS ? BULK_JITTER_SECONDS : REQUEST_JITTER_SECONDS;
        const dueAt = this.context.clock.uptime() + jitter * this.context.random.fraction();
        const before = this.targets.count();
        let count = 0;
        for (const row of rows) {
            this.context.log.hash(pause);
            this.compare(row, peer, dueAt);
            count++;
            if (count % STEP === 0) {
                pause();
            }
        }
        if (this.targets.count() > before) {
            this.onProgress();
        }
        this.schedule();
    }

    private compare(row: WeekSummary, peer: string, dueAt: number): void {
        const own = rowOf(this.context.log, row.weekNumber);
        const known = this.targets.get(row.weekNumber);
        if (isSettled(this.context.log, row.weekNumber)) {
            this.standstills.forget(peer, row.weekNumber);
            this.drop(row.weekNumber);
            return;
        }
        if (isSameRow(row, own)) {
            this.standstills.forget(peer, row.weekNumber);
            // That this peer has what is here says nothing of the one that has something else.
            if (known !== undefined && (known.peer === peer || isSameRow(known.row, own))) {
                this.drop(row.weekNumber);
            }
            return;
        }
        if (this.standstills.isLeft(peer, row, own)) {
            return;
        }
        if (known !== undefined) {
            this.targets.advertised(known, row, peer);
            return;
        }
        const since = this.context.clock.uptime();
        const wait = own.count > row.count ? LESSER_WAIT_SECONDS : 0;
        this.targets.add(new Target(row, peer, dueAt + wait, since));
    }

    private drop(weekNumber: number): void {
        const target = this.targets.get(weekNumber);
        if (target !== undefined && this.targets.drop(weekNumber)) {
            if (this.targets.count() === 0) {
                this.coming.clear();
            }
            if (this.targets.countOf(target.peer) === 0) {
                this.reputation.of(target.peer).isProven = false;
            }
            this.onProgress();
        }
    }

    /** Sets the timer for the earliest target. */
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
            if (this.lookAt === first) {
                this.lookAt = undefined;
                whenHashed(this.context, () => this.lookSoon());
            }
        });
    }

    private lookSoon(): void {
        inSlices(this.context, this.targets.count(), (pause) => this.look(pause));
    }

    private look(pause: Pause): void {
        const now = this.context.clock.uptime();
        const later = this.draw(ANSWER_WAIT_SECONDS);
        const candidates = this.candidates();
        // The targets for which the timer was set may have been put off meanwhile.
        const isAnyDue = candidates.some(({ dueAt }) => dueAt <= now);
        const due: number[] = [];
        for (const target of isAnyDue ? candidates : []) {
            // Giving up on a peer also drops its other targets.
            const isDue =
                target.dueAt <= now + REQUEST_GATHER_SECONDS && this.targets.get(target.row.weekNumber) === target;
            if (isDue && !this.isHeld(target)) {
                this.context.log.hash(pause);
                if (this.isToBeAsked(target, later)) {
                    due[due.length] = target.row.weekNumber;
                }
                pause();
            }
        }
        if (due.length > 0) {
            this.asker.ask(due, (weekNumber) => this.wantedOf(weekNumber));
        }
        this.schedule();
    }

    /**
     * What is wanted of the week of a target. Every second try has keyed short ids: those that came to nothing may hide an event
     * whose digest another one has. Older copies of the library understand the plain ones only.
     */
    private wantedOf(weekNumber: number): Wanted | undefined {
        const target = this.targets.get(weekNumber);
        if (target === undefined) {
            return undefined;
        }
        return { advertised: target.row.count, isKeyed: target.tries % 2 === 0, isDoubted: false };
    }

    /** The weeks that may be asked for: of a peer that has sent none of the events that it advertised, its newest few. */
    private candidates(): Target[] {
        const { reputation } = this;
        const { seals } = this.context;
        const { hint } = this;
        const probed = new LuaMap<string, number>();
        return this.targets.list().filter(({ peer, row }) => {
            if (seals.holdsBack(row.weekNumber) || hint.holdsBack(row.weekNumber)) {
                return false;
            }
            const count = probed.get(peer) ?? (reputation.of(peer).isProven ? -1 : 0);
            if (count === -1) {
                probed.set(peer, count);
                return true;
            }
            probed.set(peer, count + 1);
            return count < PROBE_WEEKS && reputation.mayFail(peer);
        });
    }

    /** An uptime `seconds` from now plus a random delay, so that clients do not all speak at once. */
    private draw(seconds: number): number {
        return this.context.clock.uptime() + seconds + BULK_JITTER_SECONDS * this.context.random.fraction();
    }

    /** Puts a target off that was asked for, while a unit is coming in: that may have its events. */
    private isHeld(target: Target): boolean {
        const now = this.context.clock.uptime();
        if (target.state === "found" || now - target.since >= BULK_WAIT_SECONDS || !this.coming.isAny()) {
            return false;
        }
        target.dueAt = now + COMING_SECONDS / 2;
        return true;
    }

    /** Whether a due target is to be asked for now. Else it was dropped or put off. */
    private isToBeAsked(target: Target, later: number): boolean {
        const { weekNumber } = target.row;
        const own = rowOf(this.context.log, weekNumber);
        if (isSameRow(own, target.row) || isSettled(this.context.log, weekNumber)) {
            this.standstills.forget(target.peer, weekNumber);
            this.drop(weekNumber);
            return false;
        }
        const isOffered = target.tries > 0 && own.count > target.row.count;
        if (target.fingerprint !== own.fingerprint) {
            target.fingerprint = own.fingerprint;
            target.tries = 0;
        }
        // Who has more has told of it by asking; the peer takes it or not, and will say so when it advertises.
        const tries = this.standstills.hasFailed(own) ? 1 : REQUEST_TRIES;
        if (isOffered || target.tries >= tries) {
            this.leave(target, own);
            return false;
        }
        target.tries++;
        target.asked();
        if (this.requested.isInhibited(weekKey(weekNumber)) && target.putOff(this.context.clock.uptime(), later)) {
            return false;
        }
        target.isRepair = own.count > 0;
        target.newsAt = this.context.clock.uptime();
        target.dueAt = later + (target.isRepair ? REPAIR_WAIT_SECONDS : 0);
        target.state = "asked";
        return true;
    }

    /** Leaves a week alone for a while: talking about it changed nothing. */
    private leave(target: Target, own: WeekSummary): void {
        const { peer, row } = target;
        this.standstills.note(peer, row, own);
        if (own.count <= row.count) {
            this.reputation.failed(peer);
        }
        this.drop(row.weekNumber);
    }

    /** Makes all targets that nobody has asked for due soon. */
    private hasten(): void {
        const soon = this.draw(0);
        for (const target of this.targets.list()) {
            if (target.state === "found") {
                target.dueAt = soon;
            }
        }
        this.schedule();
    }
}

function weekKey(weekNumber: number): string {
    return format("%.0f", weekNumber);
}
