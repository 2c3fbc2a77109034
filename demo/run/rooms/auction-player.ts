/** Plays one auction: it is put up, people bid, something goes wrong, and all windows show who got it. */

import { type Random } from "../../../realm/random";
import { expectedOutcome } from "./expected";
import { type Faults } from "./faults";
import { type RaidMember } from "./member";
import { type PlannedAuction } from "./plan";
import { type Raid } from "./raid";

/** Least bid. */
const MINIMUM = 10;
/** Of those who are there, who bids; and how often each. */
const BIDDING_SHARE = 0.4;
const MOST_BIDS = 3;
const MOST_RAISE = 20;
/** Seconds until the first bid. */
const FIRST_BID = 3;
/** Seconds until a start is tried again: somebody may be about to lead. */
const START_PATIENCE = 15;
/** Seconds after the last bid until the council votes. */
const VOTE_AFTER = 10;
/** Seconds for which windows may still differ after the end of an auction. */
const END_PATIENCE = 300;
/** Seconds between two looks at the windows. */
const LOOK_INTERVAL = 0.5;

export interface AuctionOutcome {
    /** What most windows show: "Anna for 50 points", or "nobody". */
    readonly outcome: string;
    /** Whether all show it. */
    readonly isShown: boolean;
    /** Whether it is who has to win. */
    readonly isRight: boolean;
}

export class AuctionPlayer {
    private expected: string | undefined;

    constructor(
        private readonly raid: Raid,
        private readonly random: Random,
        private readonly faults: Faults,
        private readonly auction: PlannedAuction,
    ) {}

    play(): AuctionOutcome {
        const { auction, raid } = this;
        const { realm } = raid;
        this.start();
        this.planBids();
        realm.after(auction.faultAt, () => this.faults.begin(auction.fault));
        realm.advance((auction.seconds ?? auction.bidding + VOTE_AFTER) - 1);
        this.expected = expectedOutcome(raid.present());
        if (auction.seconds === undefined) this.vote();
        const isShown = realm.advanceUntil(() => this.isOver(), END_PATIENCE, LOOK_INTERVAL);
        const outcome = raid.present()[0].outcome().outcome ?? "nobody";
        return { outcome, isShown, isRight: outcome === (this.expected ?? "nobody") };
    }

    /** Puts it up, and waits until somebody shows it. */
    private start(): void {
        const { link, seconds } = this.auction;
        const ending = seconds === undefined ? "council" : tostring(seconds);
        const command = `/auction start ${ending} ${MINIMUM} ${link}`;
        const isUp = (): boolean => this.raid.present().some((member) => this.isUp(member));
        do this.faults.auctioneer().client.slash(command);
        while (!this.raid.realm.advanceUntil(isUp, START_PATIENCE));
    }

    private isUp(member: RaidMember): boolean {
        const { item, state } = member.outcome();
        return state === "open" && item === this.auction.link;
    }

    private planBids(): void {
        const { random, raid } = this;
        const span = this.auction.bidding - FIRST_BID;
        for (const member of raid.present()) {
            if (!random.chance(BIDDING_SHARE)) continue;
            for (const _ of $range(1, random.integer(1, MOST_BIDS))) {
                raid.realm.after(FIRST_BID + span * random.next(), () => this.bid(member));
            }
        }
    }

    private bid(member: RaidMember): void {
        if (!member.isPresent() || !this.isUp(member)) return;
        const amount = (member.ownBid() ?? MINIMUM) + this.random.integer(1, MOST_RAISE);
        this.raid.bids.click(member, amount, this.raid.present());
        member.bid(amount);
    }

    /** The council votes, one after the other. */
    private vote(): void {
        const council = this.raid.present().filter(({ isOfficer }) => isOfficer);
        council.forEach((member, index) => {
            this.raid.realm.after(index, () => {
                if (member.isPresent() && this.isUp(member)) member.client.run("AuctionWindow.close:Click()");
            });
        });
    }

    /** Whether all show the same end of it, and it is the one that has to come. */
    private isOver(): boolean {
        return this.raid.present().every((member) => {
            const { state, outcome, item } = member.outcome();
            return state === "closed" && item === this.auction.link && outcome === this.expected;
        });
    }
}
