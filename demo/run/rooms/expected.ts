/** Who has to win an auction: worked out from what each bidder says of its own bid, not from what others show. */

import { type RaidMember } from "./member";

interface Offer {
    readonly name: string;
    readonly amount: number;
}

/** The side whose auctioneer's sale counts: that with the highest term. Nothing when nobody is auctioneer. */
function countingSide(present: readonly RaidMember[]): number | undefined {
    let side: number | undefined;
    let highest = -1;
    for (const member of present) {
        const term = member.isOfficer ? member.term() : undefined;
        if (term !== undefined && term > highest) {
            highest = term;
            side = member.side;
        }
    }
    return side;
}

function isBetter(one: Offer, other: Offer | undefined): boolean {
    if (other === undefined || one.amount !== other.amount) return other === undefined || one.amount > other.amount;
    return one.name < other.name;
}

/** The outcome as the windows have to show it: "Anna for 50 points"; nothing when nobody bids. */
export function expectedOutcome(present: readonly RaidMember[]): string | undefined {
    const side = countingSide(present);
    let best: Offer | undefined;
    for (const member of present) {
        const amount = member.side === side ? member.ownBid() : undefined;
        if (amount !== undefined && amount <= member.standing()) {
            const offer = { name: member.client.name, amount };
            if (isBetter(offer, best)) best = offer;
        }
    }
    return best && `${best.name} for ${best.amount} points`;
}
