/** What the members say of one lease: their claims and votes. */

import type { Cell } from "../board/cells";
import type { Claim, Vote } from "./cells";

/** A claim as it was heard. */
export interface SeenClaim extends Claim {
    readonly owner: string;
    readonly cell: Cell;
    /** Uptime at which it was heard, anew or unchanged. */
    readonly heardAt: number;
}

/** A vote as it was heard. */
export interface SeenVote extends Vote {
    readonly elector: string;
    readonly cell: Cell;
}

/** Of each member one claim and one vote count: those that it has said last. */
export class LeaseBook {
    readonly claims = new LuaMap<string, SeenClaim>();
    readonly votes = new LuaMap<string, SeenVote>();

    /** @param name of the lease. */
    constructor(readonly name: string) {}

    /** Takes in a claim. @returns false when a later one of its owner is known. */
    claim(seen: SeenClaim): boolean {
        const known = this.claims.get(seen.owner);
        if (known !== undefined && isAfter(known.cell, seen.cell)) {
            return false;
        }
        this.claims.set(seen.owner, seen);
        return true;
    }

    /** Takes in a vote. @returns false when a later one of its elector is known. */
    vote(seen: SeenVote): boolean {
        const known = this.votes.get(seen.elector);
        if (known !== undefined && isAfter(known.cell, seen.cell)) {
            return false;
        }
        this.votes.set(seen.elector, seen);
        return true;
    }

    /**
     * A claim is not shown any more. A vote is remembered: an elector does not take it back, and what others say of its cell hides it until
     * it has said that itself.
     */
    forgetClaim(owner: string, cell: Cell): void {
        if (this.claims.get(owner)?.cell === cell) {
            this.claims.delete(owner);
        }
    }

    /** A member has gone, or nobody here asks for the lease. */
    forgetVote(elector: string): void {
        this.votes.delete(elector);
    }

    isEmpty(): boolean {
        return next(this.claims)[0] === undefined && next(this.votes)[0] === undefined;
    }

    /** All claims, in no order. */
    allClaims(): SeenClaim[] {
        const all: SeenClaim[] = [];
        let count = 0;
        for (const [, seen] of this.claims) {
            all[count] = seen;
            count++;
        }
        return all;
    }
}

function isAfter(a: Cell, b: Cell): boolean {
    return a.incarnation > b.incarnation || (a.incarnation === b.incarnation && a.sequence > b.sequence);
}
