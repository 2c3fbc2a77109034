/** This client's own claim of a lease: from the line to holding it, and back. docs/rooms-protocol.md is normative. */

import { CLOCK_AHEAD_SECONDS } from "../constants";
import type { RoomSession } from "../session";
import type { Stamp } from "../stamp";
import { Ballot } from "./ballot";
import type { BoardRefusal } from "../board/own-board";
import { encodeClaim } from "./cells";
import {
    CLAIM_SECONDS,
    CONTRADICT_SECONDS,
    HOLD_SECONDS,
    RENEW_SECONDS,
    ROUND_AGAIN_SECONDS,
    ROUND_SECONDS,
    ROUNDS_OF_A_TERM,
    TERM_SLACK_SECONDS,
} from "./constants";
import type { LeaseRules, LeaseView } from "./view";

const huge = math.huge;
const max = math.max;

/** Share of looks, one a second, at which a client in line says its claim when it should: not all at once. */
const REPEAT_SHARE = 0.3;

/**
 * - idle: it wants nothing.
 * - line: it has said so, and others come first.
 * - seeking: it asks the electors.
 * - taken: it holds the lease once that is said, or as long as the electors let it.
 */
export type ClaimState = "idle" | "line" | "seeking" | "taken";

export class Claimant {
    /** Read only, as all that follows. */
    state: ClaimState = "idle";
    /** Of what is held, or asked for, or was last; 0 when it never was. */
    term = 0;
    /** Nil when there are no electors. */
    readonly ballot: Ballot | undefined;
    private slot = 0;
    private stamp: Stamp = { seconds: 0, counter: 0 };
    /** Uptime at which the claim was said first; nil when it has not been yet. */
    private sentAt: number | undefined;
    /** Uptime at which it was said last, since it was taken. */
    private heldAt: number | undefined;
    /** Uptime at which it was written last, changed or not. */
    private writtenAt = -huge;
    /** Uptime of the last change of state. */
    private sinceAt = -huge;
    private roundAt = -huge;
    private rounds = 0;

    /** @param onGranted called when the lease is held. */
    constructor(
        private readonly session: RoomSession,
        private readonly rules: LeaseRules,
        private readonly view: LeaseView,
        private readonly onGranted: (this: void) => void,
    ) {
        this.ballot = rules.electorate === undefined ? undefined : new Ballot(rules.electorate);
    }

    /** Gets in line. @returns why it cannot. */
    claim(): BoardRefusal | undefined {
        const { session } = this;
        this.stamp = session.stamps.issue();
        const [slot, refusal] = session.own.add(this.bytes());
        if (slot === undefined) {
            return refusal;
        }
        this.slot = slot;
        this.writtenAt = session.context.clock.uptime();
        this.enter("line");
        return undefined;
    }

    /** Wants it no more: from now on it is not held, and the others are told. */
    release(): void {
        if (this.state !== "idle") {
            this.enter("idle");
            this.session.own.clear(this.slot);
        }
    }

    /** Uptime until which it is held, if nothing else happens; -infinity when it is not. */
    until(): number {
        if (this.state !== "taken") {
            return -huge;
        }
        return this.ballot === undefined ? (this.heldAt ?? -huge) + HOLD_SECONDS : this.ballot.until();
    }

    /** Whether it is in line, was heard, and others come first. */
    isBehind(now: number): boolean {
        const { state, sentAt, stamp, view } = this;
        return state === "line" && now >= (sentAt ?? huge) + CLAIM_SECONDS && !view.isTurn(stamp, now);
    }

    /** Everything up to a change of the own board has been handed to the game. */
    onSent(top: number, now: number): void {
        const cell = this.session.own.cells.get(this.slot);
        if (this.state === "idle" || cell === undefined || cell.sequence > top) {
            return;
        }
        this.sentAt ??= now;
        if (this.state === "taken") {
            const isFirst = this.heldAt === undefined;
            this.heldAt = now;
            if (isFirst && this.ballot === undefined) {
                this.onGranted();
            }
        }
    }

    /** Does what it is time for. The view is up to date. @param now uptime. */
    look(now: number): void {
        const { state } = this;
        if (state === "line") {
            this.wait(now);
        } else if (state === "seeking") {
            this.seek(now);
        } else if (state === "taken") {
            this.keep(now);
        }
    }

    /** Somebody claims what is held here: it may not know. */
    contradict(now: number): void {
        if (this.state === "taken" && now >= this.writtenAt + CONTRADICT_SECONDS) {
            this.repeat(now);
        }
    }

    /** There are other electors: all votes are void. */
    onElectors(): void {
        if (this.state !== "idle") {
            this.lose();
        }
    }

    private wait(now: number): void {
        const { view, stamp, sentAt } = this;
        if (sentAt === undefined) {
            return;
        }
        if (!view.isTurn(stamp, now)) {
            const isLate = now >= this.writtenAt + CONTRADICT_SECONDS && view.isStalled(stamp, now);
            if (isLate && this.session.context.random.fraction() < REPEAT_SHARE) {
                this.repeat(now);
            }
        } else if (now < sentAt + CLAIM_SECONDS) {
            if (this.writtenAt <= sentAt && now >= sentAt + CLAIM_SECONDS / 3) {
                this.repeat(now);
            }
        } else if (this.nextTerm() !== undefined && view.hasElectors()) {
            this.take(now);
        }
    }

    private take(now: number): void {
        this.term = this.nextTerm() ?? this.term;
        if (this.ballot === undefined) {
            this.enter("taken");
            if (!this.write(now, false)) {
                this.enter("line");
            }
        } else {
            this.enter("seeking");
            this.rounds = 0;
            this.beginRound(now, false);
        }
    }

    private seek(now: number): void {
        const { ballot, view } = this;
        if (ballot!.until() > now) {
            this.enter("taken");
            this.write(now, false);
            this.onGranted();
        } else if (!view.isTurn(this.stamp, now) || !view.hasElectors()) {
            this.enter("line");
            this.write(now, false);
        } else if (now >= this.roundAt + ROUND_AGAIN_SECONDS) {
            // An elector that has voted for a term as high gives no vote to this one. The own vote comes again.
            const isOld = this.rounds % ROUNDS_OF_A_TERM === 0 || ballot!.count() <= 1;
            const term = isOld ? this.nextTerm() : undefined;
            if (term !== undefined) {
                this.term = term;
                ballot!.drop();
            }
            this.beginRound(now, true);
        }
    }

    private keep(now: number): void {
        const { ballot } = this;
        const since = ballot === undefined ? (this.heldAt ?? this.sinceAt) + HOLD_SECONDS : ballot.until();
        if (now >= since || (ballot === undefined && this.view.isOverridden(this.stamp))) {
            this.lose();
        } else if (ballot === undefined) {
            this.rise(now);
            if (now >= this.writtenAt + RENEW_SECONDS) {
                this.repeat(now);
            }
        } else if (now >= this.roundAt + (ballot.isAnswered() ? ROUND_SECONDS : ROUND_AGAIN_SECONDS)) {
            this.beginRound(now, true);
        }
    }

    /** What is done from now on counts more than what was done by those that have to yield. */
    private rise(now: number): void {
        const isDue = now >= this.writtenAt + CONTRADICT_SECONDS && this.view.termBehind(this.stamp) >= this.term;
        const term = isDue ? this.nextTerm() : undefined;
        if (term !== undefined) {
            this.term = term;
            this.write(now, false);
        }
    }

    /** It is not held any more, or cannot be: it is claimed anew. Where there is no room for that, it is not claimed for now. */
    private lose(): void {
        this.stamp = this.session.stamps.issue();
        this.enter("line");
        if (!this.write(this.session.context.clock.uptime(), false)) {
            this.release();
        }
    }

    private enter(state: ClaimState): void {
        const { state: old } = this;
        this.state = state;
        this.sinceAt = this.session.context.clock.uptime();
        this.heldAt = undefined;
        if (state === "idle" || state === "line") {
            this.ballot?.drop();
        }
        if (state === "idle" || old === "taken") {
            this.sentAt = undefined;
        }
    }

    private beginRound(now: number, isRenewal: boolean): void {
        this.rounds++;
        this.roundAt = now;
        this.ballot!.begin(now);
        this.write(now, isRenewal);
    }

    /** @returns whether there is room for what has changed. */
    private write(now: number, isRenewal: boolean): boolean {
        const { own } = this.session;
        const bytes = this.bytes();
        this.writtenAt = now;
        const refusal = isRenewal ? own.renew(this.slot, bytes) : own.write(this.slot, bytes);
        return refusal === undefined;
    }

    private repeat(now: number): void {
        this.writtenAt = now;
        this.session.own.repeat(this.slot);
    }

    private bytes(): string {
        const { rules, state, stamp, term, ballot, session } = this;
        const isAsking = state === "seeking" || state === "taken";
        const claim = {
            lease: rules.name,
            stamp,
            term,
            isHeld: state === "taken",
            round: isAsking ? (ballot?.round ?? 0) : 0,
            electors: rules.electorate?.hash ?? 0,
        };
        return encodeClaim(claim, session.own.incarnation);
    }

    /** A term above all that were heard; nil while the others would take it for one of the future. */
    private nextTerm(): number | undefined {
        const now = this.session.context.clock.serverTime();
        const term = max(now, this.term + 1, this.view.term + 1);
        return term <= now + CLOCK_AHEAD_SECONDS - TERM_SLACK_SECONDS ? term : undefined;
    }
}
