/** How long bids take: from the click until everybody shows them. */

import { type RaidMember } from "./member";
import { type EmitRooms } from "./records";

/** A bid that somebody does not show yet. */
interface Pending {
    readonly bidder: RaidMember;
    readonly amount: number;
    readonly time: number;
    /** Who is still to show it. */
    readonly missing: LuaSet<RaidMember>;
}

export class BidWatch {
    /** Bids that were clicked. */
    bids = 0;
    /** Whose bidder left, or that were over, before all showed them. */
    withdrawn = 0;
    private pending: Pending[] = [];

    constructor(
        private readonly now: (this: void) => number,
        private readonly emit: EmitRooms,
    ) {}

    /** Somebody is about to click. @param present who is there. */
    click(bidder: RaidMember, amount: number, present: readonly RaidMember[]): void {
        const missing = new LuaSet<RaidMember>();
        for (const member of present) {
            if (member.side === bidder.side) missing.add(member);
        }
        this.bids++;
        this.pending.push({ bidder, amount, time: this.now(), missing });
    }

    /** A client shows a bid, or none any more. A higher one stands for those before, which may never be sent. */
    show(viewer: RaidMember, bidder: string, amount: number | undefined): void {
        if (amount === undefined) return;
        const still: Pending[] = [];
        for (const bid of this.pending) {
            if (bid.bidder.client.fullName === bidder && amount >= bid.amount) bid.missing.delete(viewer);
            this.keep(bid, still);
        }
        this.pending = still;
    }

    /** A client goes: what it does not show nobody waits for, and what it bids goes with it. */
    leave(member: RaidMember): void {
        this.withdraw(member);
        const still: Pending[] = [];
        for (const bid of this.pending) {
            bid.missing.delete(member);
            this.keep(bid, still);
        }
        this.pending = still;
    }

    /** The network is cut: nobody waits for a bid of the other side. */
    split(): void {
        const still: Pending[] = [];
        for (const bid of this.pending) {
            for (const viewer of bid.missing) {
                if (viewer.side !== bid.bidder.side) bid.missing.delete(viewer);
            }
            this.keep(bid, still);
        }
        this.pending = still;
    }

    /** How many bids somebody does not show. */
    unseen(): number {
        return this.pending.length;
    }

    private withdraw(bidder: RaidMember): void {
        const still = this.pending.filter((bid) => bid.bidder !== bidder);
        this.withdrawn += this.pending.length - still.length;
        this.pending = still;
    }

    /** Keeps a bid that is not shown by all, and tells of one that is. */
    private keep(bid: Pending, still: Pending[]): void {
        if (!bid.missing.isEmpty()) {
            still.push(bid);
            return;
        }
        const { bidder, amount, time } = bid;
        this.emit({ type: "bid", client: bidder.index, amount, time, seconds: this.now() - time });
    }
}
