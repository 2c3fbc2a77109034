/** A client of the raid, with examples/Auction as a player has it and its window open. */

import { type Client } from "../../../realm/realm";

/** Tells of each bid as the pool shows it; who bids first. */
export type OnBid = (this: void, bidder: string, amount: number | undefined) => void;

const LISTEN = `
    local visit = ...
    Auction.Live.bids:on("changed", function(bidder, bid) visit(bidder, bid and bid.amount) end)
`;

const BID = "local amount = ... AuctionWindow.amount:SetText(amount) AuctionWindow.bid:Click()";

const OWN_BID = `
    local auction, id = Auction.Live.openAuction()
    local bid = id and Auction.Live.bids:getContribution(Auction.Live.self() or "")
    return bid and bid.auction == id and bid.amount or nil
`;

const STANDING = "return Auction.Ledger.standing(UnitGUID('player'))";

/** What the window shows, but for the time that is left. */
const WINDOW = `
    local lines = { AuctionWindow.item:GetText(), AuctionWindow.status:GetText(), AuctionWindow.leader:GetText() }
    for _, row in ipairs(AuctionWindow.rows) do
        if row:IsVisible() then
            lines[#lines + 1] = tostring(row.name:GetText()) .. "|" .. tostring(row.amount:GetText())
        end
    end
    lines[#lines + 1] = AuctionWindow.more:GetText()
    return table.concat(lines, "\\n")
`;

const OUTCOME = `
    local auction, id = Auction.Live.auction()
    return auction and auction.state, id and Auction.News.outcome(id), auction and auction.item
`;

/** How the auction that is shown stands. */
export interface Outcome {
    readonly state?: string;
    /** "Anna for 50 points" */
    readonly outcome?: string;
    readonly item?: string;
}

export class RaidMember {
    /** Side of a cut network; 0 while it is whole. */
    side = 0;
    /** Whether it is in the raid. */
    isInRaid = true;

    constructor(
        readonly index: number,
        readonly client: Client,
        readonly isOfficer: boolean,
    ) {}

    /** Whether it is online, in the raid, and its room is open. */
    isPresent(): boolean {
        return this.client.isOnline && this.isInRaid && this.client.evaluate("Auction.Live.self() ~= nil") === true;
    }

    /** Opens the window, and listens to what is bid. After each login and /reload. */
    begin(onBid: OnBid): void {
        this.client.slash("/auction");
        this.client.run(LISTEN, onBid);
        // What loading leaves behind the game collects behind the loading screen.
        collectgarbage("collect");
    }

    bid(amount: number): void {
        this.client.run(BID, amount);
    }

    /** What it bids for the auction that is open. */
    ownBid(): number | undefined {
        const [amount] = this.client.run(OWN_BID);
        return amount as number | undefined;
    }

    standing(): number {
        const [points] = this.client.run(STANDING);
        return points as number;
    }

    window(): string {
        const [text] = this.client.run(WINDOW);
        return text as string;
    }

    outcome(): Outcome {
        const [state, outcome, item] = this.client.run(OUTCOME);
        return { state, outcome, item } as Outcome;
    }

    /** The term under which it is the auctioneer; nothing while it is not. */
    term(): number | undefined {
        return this.client.evaluate("Auction.Live.lease:isHeld() and Auction.Live.lease:term() or nil") as
            number | undefined;
    }

    members(): number {
        return this.client.evaluate("#Auction.Live.room:members()") as number;
    }
}
