/** What goes wrong on purpose in an auction. */

import { type Random } from "../../../realm/random";
import { type RaidMember } from "./member";
import { CRASH_SECONDS, SPLIT_SECONDS } from "./plan";
import { type Raid } from "./raid";
import { type RoomFault } from "./records";

/** Seconds after a login until the guild roster is there, and somebody can be invited. */
const SETTLE_SECONDS = 8;
/** Seconds between two looks whether somebody who came late shows what the others do. */
const LOOK_INTERVAL = 0.5;

/** Points that everybody is given. */
export const POINTS = 300;

export class Faults {
    constructor(
        private readonly raid: Raid,
        private readonly random: Random,
    ) {}

    begin(fault: RoomFault): void {
        if (fault === "partition") this.split();
        else if (fault === "late") this.invite();
        else if (fault === "auctioneer") this.crash(fault, this.auctioneer());
        else if (fault === "crash") this.crash(fault, this.bidder());
        else if (fault === "reload") this.reload(this.bidder());
        else this.leave(this.bidder());
    }

    /** Who leads the auctions by its own word; else the first officer who is there. */
    auctioneer(): RaidMember {
        const officers = this.raid.present().filter(({ isOfficer }) => isOfficer);
        return officers.find((member) => member.term() !== undefined) ?? officers[0];
    }

    /** Somebody who bids; else anybody without rank. */
    private bidder(): RaidMember {
        const raiders = this.raid.present().filter(({ isOfficer }) => !isOfficer);
        const bidders = raiders.filter((member) => member.ownBid() !== undefined);
        return this.random.pick(bidders.length > 0 ? bidders : raiders);
    }

    private reload(member: RaidMember): void {
        this.raid.reload(member);
        this.raid.tell("reload", true, member);
    }

    private crash(fault: RoomFault, member: RaidMember): void {
        this.raid.crash(member);
        this.comeBack(fault, member);
    }

    private leave(member: RaidMember): void {
        this.raid.logout(member);
        this.comeBack("leave", member);
    }

    private comeBack(fault: RoomFault, member: RaidMember): void {
        const { raid } = this;
        raid.tell(fault, false, member);
        raid.realm.after(CRASH_SECONDS, () => {
            raid.login(member);
            raid.tell(fault, true, member);
            if (member.isOfficer) raid.realm.after(SETTLE_SECONDS, () => member.client.slash("/auction lead"));
        });
    }

    private split(): void {
        const { raid } = this;
        raid.split();
        raid.tell("partition", false);
        raid.realm.after(SPLIT_SECONDS, () => {
            raid.heal();
            raid.tell("partition", true);
        });
    }

    /** The last client logs in and is taken into the raid; it is late until its window shows what those of others do. */
    private invite(): void {
        const { raid } = this;
        const late = raid.members[raid.members.length - 1];
        raid.login(late);
        raid.tell("late", false, late);
        raid.realm.after(SETTLE_SECONDS, () => {
            const officer = this.auctioneer();
            late.isInRaid = true;
            raid.realm.joinGroup(late.client, officer.client);
            officer.client.slash(`/auction award ${late.client.name} ${POINTS} joins us`);
            this.awaitLate(late, officer);
        });
    }

    private awaitLate(late: RaidMember, officer: RaidMember): void {
        if (officer.client.isOnline && late.window() === officer.window()) {
            this.raid.tell("late", true, late);
        } else {
            this.raid.realm.after(LOOK_INTERVAL, () => this.awaitLate(late, officer));
        }
    }
}
