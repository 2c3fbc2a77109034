/** This client's vote, where it is an elector: for one claim at a time, and never for two that could be held at once. */

import type { RoomSession } from "../session";
import { isBefore } from "../stamp";
import type { LeaseBook, SeenClaim } from "./book";
import { encodeVote } from "./cells";
import { LEASE_SECONDS, ROUND_SECONDS, VOTE_WAIT_SECONDS } from "./constants";
import type { LeaseRules, LeaseView } from "./view";

const max = math.max;

/** The claim that has this client's vote. */
interface Bond {
    /** Where it stood last, by its owner's own word. */
    seen: SeenClaim;
    /** Uptime at which a new round of it was heard last. */
    heardAt: number;
    /** The last round that was answered, by this client or enough others. */
    answered: number;
    /** Uptime at which the last round heard has to be answered; nil when it was. */
    dueAt: number | undefined;
}

export class Elector {
    private bond: Bond | undefined;
    /** The highest term that had this client's vote. */
    private term = 0;
    /** Uptime from which it votes: what it promised before it was here, or to other electors, is over then. */
    private freeAt: number;
    private slot: number | undefined;

    /** @param soon has look() called soon. */
    constructor(
        private readonly session: RoomSession,
        private readonly rules: LeaseRules,
        private readonly book: LeaseBook,
        private readonly view: LeaseView,
        private readonly soon: (this: void) => void,
    ) {
        this.freeAt = session.context.clock.uptime() + LEASE_SECONDS;
    }

    /** There are other electors. */
    onElectors(now: number): void {
        this.freeAt = now + LEASE_SECONDS;
        this.bond = undefined;
    }

    /** Votes if there is something to vote for. The view is up to date. @param now uptime. */
    look(now: number): void {
        const { electorate } = this.rules;
        if (electorate === undefined || !electorate.has(this.session.context.self)) {
            return;
        }
        this.follow(now);
        if (this.bond === undefined && now >= this.freeAt) {
            const seen = this.choice(now);
            if (seen !== undefined) {
                this.bond = { seen, heardAt: now, answered: 0, dueAt: now };
            }
        }
        const { bond } = this;
        if (bond?.dueAt !== undefined && now >= bond.dueAt) {
            bond.dueAt = undefined;
            this.answer(bond);
        }
    }

    /** Follows the claim that has the vote, and gives it up when it may. */
    private follow(now: number): void {
        const { bond } = this;
        if (bond === undefined) {
            return;
        }
        const seen = this.book.claims.get(bond.seen.owner);
        const isSame = seen !== undefined && seen.cell.incarnation === bond.seen.cell.incarnation;
        if (isSame && !seen.cell.isHearsay && seen.electors === bond.seen.electors) {
            if (seen.round === 0) {
                this.bond = undefined;
                return;
            }
            if (seen.round > bond.seen.round) {
                const wait = this.wait(seen, now - bond.heardAt);
                bond.dueAt = now + wait;
                bond.heardAt = now;
                this.session.context.timers.after(wait, this.soon);
            }
            bond.seen = seen;
            this.term = max(this.term, seen.term);
        } else if (!isSame && this.isReleased(bond.seen)) {
            this.bond = undefined;
            return;
        }
        if (now >= bond.heardAt + LEASE_SECONDS) {
            this.bond = undefined;
        }
    }

    /** Seconds for which a round is left to other electors: those of a holder that goes on. */
    private wait({ owner, isHeld }: SeenClaim, sinceLast: number): number {
        const isHurried = !isHeld || sinceLast < ROUND_SECONDS / 2 || owner === this.session.context.self;
        return isHurried ? 0 : this.session.context.random.fraction() * VOTE_WAIT_SECONDS;
    }

    /** Whether an owner has said itself that a claim is not there any more, or that its session is over. */
    private isReleased({ owner, cell }: SeenClaim): boolean {
        const { session } = this;
        if (owner === session.context.self) {
            return true;
        }
        const member = session.members.get(owner);
        if (member === undefined) {
            return false;
        }
        const { board, byeAt } = member;
        if (board.incarnation !== cell.incarnation) {
            return board.incarnation > cell.incarnation && board.isHeard;
        }
        const isEmptied = board
            .list()
            .some(({ slot, sequence, isHearsay }) => slot === cell.slot && sequence > cell.sequence && !isHearsay);
        return byeAt !== undefined || isEmptied;
    }

    /** The claim to vote for: a held one, else the oldest that asks. */
    private choice(now: number): SeenClaim | undefined {
        let best: SeenClaim | undefined;
        for (const seen of this.book.allClaims()) {
            const isFresh = seen.round > 0 && !seen.cell.isHearsay && now < seen.heardAt + LEASE_SECONDS;
            if (isFresh && seen.term > this.term && this.view.counts(seen)) {
                best = best === undefined || isPreferred(seen, best) ? seen : best;
            }
        }
        return best;
    }

    private answer(bond: Bond): void {
        const { seen } = bond;
        const isFirst = bond.answered === 0;
        bond.answered = seen.round;
        this.term = max(this.term, seen.term);
        if (!isFirst && this.isAnswered(seen)) {
            return;
        }
        const { own } = this.session;
        const { lease, owner, round, electors, cell } = seen;
        const bytes = encodeVote({ lease, holder: owner, incarnation: cell.incarnation, round, electors });
        if (this.slot === undefined) {
            const [slot] = own.add(bytes);
            this.slot = slot;
        } else if (isFirst) {
            own.write(this.slot, bytes);
        } else {
            own.renew(this.slot, bytes);
        }
    }

    /** Whether enough others have answered a round. */
    private isAnswered({ owner, round, electors, cell }: SeenClaim): boolean {
        const { electorate } = this.rules;
        let count = 0;
        for (const [elector, vote] of this.book.votes) {
            const isFor = vote.holder === owner && vote.incarnation === cell.incarnation && vote.round === round;
            if (isFor && vote.electors === electors && electorate!.has(elector)) {
                count++;
            }
        }
        return count >= electorate!.majority;
    }
}

function isPreferred(a: SeenClaim, b: SeenClaim): boolean {
    return a.isHeld === b.isHeld ? isBefore(a.stamp, a.owner, b.stamp, b.owner) : a.isHeld;
}
