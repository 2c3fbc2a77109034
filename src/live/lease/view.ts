/** Who holds a lease and who is in line, as this client sees it. */

import { isBefore, type Stamp } from "../stamp";
import type { RoomSession } from "../session";
import { CLOCK_AHEAD_SECONDS } from "../constants";
import type { LeaseBook, SeenClaim } from "./book";
import { LEASE_SECONDS, TURN_SECONDS } from "./constants";
import type { Electorate } from "./electorate";

const max = math.max;

/** What a lease is made with, and whose claims count. */
export interface LeaseRules {
    readonly name: string;
    /** Most holders at a time. */
    readonly max: number;
    /** Nil when there are none. */
    readonly electorate: Electorate | undefined;
    readonly isAllowed: (this: void, member: string) => boolean;
}

export class LeaseView {
    /** Others that hold it, by stamp. Read only, as all that follows. */
    held: readonly SeenClaim[] = [];
    /** Others that want it, by stamp. */
    line: readonly SeenClaim[] = [];
    /** The highest term of anybody who held it. */
    term = 0;
    /** Uptime since which others leave a place free; nil while they do not. */
    private vacantAt: number | undefined;
    /** Uptime at which this client came back from where it heard nothing. */
    private awakeAt = -math.huge;
    /** What isAllowed() has answered since the roster changed. */
    private allowed = new LuaMap<string, boolean>();

    constructor(
        private readonly session: RoomSession,
        private readonly book: LeaseBook,
        private readonly rules: LeaseRules,
    ) {}

    /** Whether what a member wants counts. */
    isAllowed(member: string): boolean {
        let answer = this.allowed.get(member);
        if (answer === undefined) {
            answer = this.rules.isAllowed(member);
            this.allowed.set(member, answer);
        }
        return answer;
    }

    /** The roster has changed: who counts is asked anew. */
    onRoster(): void {
        this.allowed = new LuaMap();
    }

    /** This client has been away: nobody is taken for gone because it was not heard. */
    wake(now: number): void {
        this.awakeAt = now;
    }

    /** Looks anew. @param now uptime. */
    update(now: number): void {
        const held: SeenClaim[] = [];
        const line: SeenClaim[] = [];
        for (const seen of this.book.allClaims()) {
            const isOver = seen.isHeld && now >= this.heardAt(seen) + LEASE_SECONDS;
            if (!isOver && seen.owner !== this.session.context.self && this.counts(seen)) {
                const list = seen.isHeld && this.isElected(seen) ? held : line;
                list[list.length] = seen;
            }
        }
        table.sort(held, isEarlier);
        table.sort(line, isEarlier);
        this.held = held;
        this.line = line;
        // With electors, only those whom they elected have a term; and an elector sees to it that the next one is higher.
        const others = this.rules.electorate === undefined ? line : [];
        this.term = max(this.term, highestTerm(held), highestTerm(others));
        this.vacantAt = held.length >= this.rules.max ? undefined : (this.vacantAt ?? now);
    }

    /** Whether a claim of anybody is one of this lease that counts now. */
    counts({ owner, cell, stamp, term, electors }: SeenClaim): boolean {
        const { session, rules } = this;
        return (
            electors === (rules.electorate?.hash ?? 0) &&
            term <= session.context.clock.serverTime() + CLOCK_AHEAD_SECONDS &&
            session.stamps.secondsUntil(stamp.seconds) <= 0 &&
            session.incarnationOf(owner) === cell.incarnation &&
            this.isAllowed(owner)
        );
    }

    /** Whether it is the turn of a claim of this client: there is a place, and nobody before it who takes it. */
    isTurn(stamp: Stamp, now: number): boolean {
        const waiting = this.line.filter((seen) => this.isAhead(seen, stamp) && now < this.actsUntil(seen, now));
        return this.held.length + waiting.length < this.rules.max;
    }

    /** Whether there is a place, and who is first in line says nothing: those behind it should be heard in time. */
    isStalled(stamp: Stamp, now: number): boolean {
        const ahead = this.line.filter((seen) => this.isAhead(seen, stamp) && now < this.actsUntil(seen, now));
        return (
            this.vacantAt !== undefined && ahead.length > 0 && now > this.actsUntil(ahead[0], now) - TURN_SECONDS / 2
        );
    }

    /** Whether others that hold it come before a holder's claim, and take all places. */
    isOverridden(stamp: Stamp): boolean {
        const before = this.held.filter((seen) => !seen.cell.isHearsay && this.isAhead(seen, stamp));
        return before.length >= this.rules.max;
    }

    /** The highest term of those that held it and do not, or have to yield to a holder's claim because there are too many; 0 where there are none. */
    termBehind(stamp: Stamp): number {
        const places = this.rules.max - 1;
        let term = highestTerm(this.line);
        for (const [index, seen] of ipairs(this.held)) {
            if (index > places && !this.isAhead(seen, stamp)) {
                term = max(term, seen.term);
            }
        }
        return term;
    }

    /** Whether most electors are here; true when there are none to ask. */
    hasElectors(): boolean {
        const { electorate } = this.rules;
        const isHere = (name: string): boolean => this.session.incarnationOf(name) !== undefined;
        return electorate === undefined || electorate.count(isHere) >= electorate.majority;
    }

    private isAhead(seen: SeenClaim, stamp: Stamp): boolean {
        return isBefore(seen.stamp, seen.owner, stamp, this.session.context.self);
    }

    /** Until when a place is left to somebody in line. */
    private actsUntil(seen: SeenClaim, now: number): number {
        return max(this.heardAt(seen), this.vacantAt ?? now) + TURN_SECONDS;
    }

    private heardAt({ heardAt }: SeenClaim): number {
        return max(heardAt, this.awakeAt);
    }

    /** Whether most electors name a claim, as far as this client has heard; there may be none. */
    private isElected({ owner, cell }: SeenClaim): boolean {
        const { electorate } = this.rules;
        if (electorate === undefined) {
            return true;
        }
        let count = 0;
        for (const [elector, vote] of this.book.votes) {
            const isHere = this.session.incarnationOf(elector) === vote.cell.incarnation;
            const isFor = isHere && vote.holder === owner && vote.incarnation === cell.incarnation;
            if (isFor && vote.electors === electorate.hash && electorate.has(elector)) {
                count++;
            }
        }
        return count >= electorate.majority;
    }
}

function highestTerm(claims: readonly SeenClaim[]): number {
    let highest = 0;
    for (const { term } of claims) {
        highest = max(highest, term);
    }
    return highest;
}

function isEarlier(a: SeenClaim, b: SeenClaim): boolean {
    return isBefore(a.stamp, a.owner, b.stamp, b.owner);
}
