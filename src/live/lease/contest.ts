/** One lease on this client: what was heard of it, the own claim, the own vote, and who asked for it. */

import type { RoomSession } from "../session";
import type { LeaseBook, SeenClaim, SeenVote } from "./book";
import { Claimant } from "./claimant";
import { ELECTION_SECONDS } from "./constants";
import { Elector } from "./elector";
import { type LeaseRules, LeaseView } from "./view";
import type { LeaseRefusal, OnAcquired, OnLeaseChanged } from "../../api/room-lease";

const max = math.max;

/** Somebody that has asked for the lease. */
interface Request {
    readonly callback: OnAcquired;
    readonly isPatient: boolean;
    /** Uptime. */
    readonly since: number;
}

export class Contest {
    readonly view: LeaseView;
    readonly claimant: Claimant;
    private readonly elector: Elector;
    private requests: Request[] = [];
    private told = "";
    /** Whether somebody has asked for it who has not released it, or been refused. */
    private isWanted = false;
    /** Whether it was granted since it is wanted. */
    private wasGranted = false;
    private hasEnded = false;

    /**
     * @param onChanged told of other holders or another term.
     * @param soon has look() called soon.
     */
    constructor(
        private readonly session: RoomSession,
        readonly rules: LeaseRules,
        book: LeaseBook,
        private readonly onChanged: OnLeaseChanged,
        private readonly soon: (this: void) => void,
    ) {
        this.view = new LeaseView(session, book, rules);
        this.claimant = new Claimant(session, rules, this.view, () => this.end(true));
        this.elector = new Elector(session, rules, book, this.view, soon);
        for (const [, vote] of book.votes) {
            this.onVote(vote);
        }
    }

    /** Asks for the lease. The callback comes later, never at once. */
    acquire(callback: OnAcquired, isPatient: boolean): void {
        const now = this.now();
        this.requests[this.requests.length] = { callback, isPatient, since: now };
        this.isWanted = true;
        this.soon();
    }

    release(): void {
        this.isWanted = false;
        this.claimant.release();
        this.end(false, "released");
        this.soon();
    }

    isHeld(): boolean {
        return !this.hasEnded && this.now() < this.claimant.until();
    }

    holders(): string[] {
        const { view, rules, session } = this;
        const names: string[] = this.isHeld() ? [session.context.self] : [];
        for (const { owner } of view.held) {
            if (names.length < rules.max) {
                names[names.length] = owner;
            }
        }
        return names;
    }

    term(): number | undefined {
        if (this.isHeld()) {
            return this.claimant.term;
        }
        let term: number | undefined;
        for (const seen of this.view.held) {
            term = max(term ?? 0, seen.term);
        }
        return term;
    }

    /** A claim has come. */
    onClaim(seen: SeenClaim): void {
        if (!seen.cell.isHearsay && this.view.counts(seen) && seen.owner !== this.session.context.self) {
            this.claimant.contradict(this.now());
        }
    }

    /** A vote has come. */
    onVote({ elector, holder, incarnation, round, electors }: SeenVote): void {
        const { session, rules, claimant } = this;
        const isForThis = holder === session.context.self && incarnation === session.own.incarnation;
        if (isForThis && electors === rules.electorate?.hash) {
            claimant.ballot?.answer(elector, round);
        }
    }

    /** The roster has changed: perhaps others have the ranks of electors. */
    onRoster(): void {
        this.view.onRoster();
        if (this.rules.electorate?.refresh() === true) {
            this.elector.onElectors(this.now());
            this.claimant.onElectors();
        }
        this.soon();
    }

    /** Does what it is time for. */
    look(): void {
        if (this.hasEnded) {
            return;
        }
        const now = this.now();
        this.view.update(now);
        this.elector.look(now);
        this.pursue(now);
        this.tell();
    }

    /** Ends all requests: the room is closed. */
    close(): void {
        this.hasEnded = true;
        this.end(false, "closed");
    }

    private pursue(now: number): void {
        const { session, view, claimant } = this;
        if (!this.isWanted) {
            return;
        }
        if (!view.isAllowed(session.context.self)) {
            this.refuse("unauthorized");
        } else if (!session.context.scope.maySpeak()) {
            this.refuse("mute");
        } else if (this.isHeld()) {
            this.end(true);
        } else {
            this.dismiss(now);
        }
        const refusal = this.isWanted && claimant.state === "idle" ? claimant.claim() : undefined;
        if (refusal !== undefined) {
            this.refuse(refusal);
        }
        claimant.look(now);
    }

    /** Refuses the requests that do not wait, once it is known that they would have to. */
    private dismiss(now: number): void {
        const rest: Request[] = [];
        const dismissed: Request[] = [];
        const why = this.obstacle(now);
        for (const request of this.requests) {
            const isOver = !request.isPatient && (why !== undefined || now >= request.since + ELECTION_SECONDS);
            const list = isOver ? dismissed : rest;
            list[list.length] = request;
        }
        if (dismissed.length === 0) {
            return;
        }
        this.requests = rest;
        if (rest.length === 0 && !this.wasGranted) {
            this.isWanted = false;
            this.claimant.release();
        }
        this.settle(dismissed, false, why ?? (this.rules.electorate === undefined ? "unheard" : "noElectors"));
    }

    /** Why it has to wait; nil when it is not known that it has to. */
    private obstacle(now: number): LeaseRefusal | undefined {
        const { view, rules, claimant } = this;
        return view.held.length >= rules.max || claimant.isBehind(now) ? "maxHolders" : undefined;
    }

    private refuse(why: LeaseRefusal): void {
        this.isWanted = false;
        this.claimant.release();
        this.end(false, why);
    }

    private end(granted: boolean, why?: LeaseRefusal): void {
        const { requests } = this;
        this.requests = [];
        this.wasGranted = granted;
        this.settle(requests, granted, why);
    }

    private settle(requests: readonly Request[], granted: boolean, why?: LeaseRefusal): void {
        for (const { callback } of requests) {
            this.session.context.guard.call(callback, granted, why);
        }
    }

    private tell(): void {
        const [holders, term] = [this.holders(), this.term()];
        const state = string.format("%.0f %s", term ?? -1, holders.join(" "));
        if (state !== this.told) {
            this.told = state;
            this.onChanged(holders, term);
        }
    }

    private now(): number {
        return this.session.context.clock.uptime();
    }
}
