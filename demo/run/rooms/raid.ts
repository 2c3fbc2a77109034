/** The raid of the demo: its realm and clients, who comes and goes, and what is watched. */

import { createRealm, type Realm } from "../../../realm/realm";
import { guidNumber, playerName } from "../../../scenarios/workload/players";
import { BidWatch } from "./bid-watch";
import { type RoomsJob } from "./job";
import { RaidMember } from "./member";
import { type EmitRooms, type RoomFault } from "./records";

const GUILD = "Knights of the Ledger";
const RANKS = [{ name: "Guild Master" }, { name: "Officer" }, { name: "Raider" }];
const MASTER = 0;
const OFFICER = 1;
const RAIDER = 2;

/** The example as it stands in the repository; dist/ is where its .pkgmeta would put the library. */
const ADDON = { toc: "examples/Auction/Auction.toc", externals: { ["Libs/LibEventLedger"]: "dist" } };
const ADDON_TABLE = "Auction";

/** Seconds between two looks at who holds the lease. */
const LOOK_INTERVAL = 1;

export class Raid {
    readonly members: RaidMember[] = [];
    readonly bids: BidWatch;
    /** By client: whether it was the auctioneer when last looked. */
    private readonly holding = new LuaSet<RaidMember>();
    private errorsTold = 0;

    constructor(
        readonly realm: Realm,
        readonly emit: EmitRooms,
    ) {
        this.bids = new BidWatch(() => realm.getTime(), emit);
    }

    /** Those who are online, in the raid, and in its room. */
    present(): RaidMember[] {
        return this.members.filter((member) => member.isPresent());
    }

    /** Lets a client log in. Raises when the addon does not load: there is nothing to show then. */
    login(member: RaidMember): void {
        member.client.login();
        if (member.client.env.get(ADDON_TABLE) === undefined) {
            const [first] = this.realm.errors;
            error(`demo: Auction did not load: ${first?.message ?? "no error was reported"}`, 0);
        }
        this.begin(member);
    }

    reload(member: RaidMember): void {
        this.bids.leave(member);
        member.client.reload();
        this.begin(member);
    }

    crash(member: RaidMember): void {
        this.bids.leave(member);
        member.client.crash();
    }

    logout(member: RaidMember): void {
        this.bids.leave(member);
        member.client.logout();
    }

    /** Cuts the network in two: the first half of the raid with its leader, the others with the first assistant. */
    split(): void {
        const sides: [RaidMember[], RaidMember[]] = [[], []];
        for (const member of this.members) {
            member.side = (member.index % 2) + 1;
            sides[member.side - 1].push(member);
        }
        this.realm.partition(sides.map((side) => side.map(({ client }) => client)));
        this.bids.split();
    }

    heal(): void {
        for (const member of this.members) member.side = 0;
        this.realm.heal();
    }

    /** @param client none when it happened to all. */
    tell(fault: RoomFault, isOver: boolean, client?: RaidMember): void {
        this.emit({ type: "fault", fault, isOver, time: this.realm.getTime(), client: client?.index });
    }

    /** Looks once a second who is the auctioneer, until the end of the run. */
    watchLease(): void {
        this.look();
        this.realm.after(LOOK_INTERVAL, () => this.watchLease());
    }

    /** Tells of errors since the last time. */
    tellErrors(): void {
        for (const index of $range(this.errorsTold, this.realm.errors.length - 1)) {
            this.emit({ type: "error", ...this.realm.errors[index] });
        }
        this.errorsTold = this.realm.errors.length;
    }

    private begin(member: RaidMember): void {
        member.begin((bidder, amount) => this.bids.show(member, bidder, amount));
    }

    private look(): void {
        const time = this.realm.getTime();
        for (const member of this.members) {
            const isHeld = member.isOfficer && member.isPresent() && member.term() !== undefined;
            if (isHeld !== this.holding.has(member)) {
                if (isHeld) this.holding.add(member);
                else this.holding.delete(member);
                this.emit({ type: "lease", client: member.index, isHeld, time });
            }
        }
    }
}

/** Founds guild and raid; everybody is offline. The first client leads the raid, other officers assist; the last one is not invited yet. */
export function createRaid({ clients, loss, officers, profileStep, seed }: RoomsJob, emit: EmitRooms): Raid {
    const realm = createRealm({ seed, loss, profileStep });
    realm.addGuild({ name: GUILD, ranks: RANKS });
    const raid = new Raid(realm, emit);
    for (const index of $range(0, clients - 1)) {
        const player = index + 1;
        const isOfficer = index < officers;
        const client = realm.addClient({
            name: playerName(player),
            guidNumber: guidNumber(player),
            guild: GUILD,
            rank: index === 0 ? MASTER : isOfficer ? OFFICER : RAIDER,
            addons: [ADDON],
        });
        raid.members.push(new RaidMember(index, client, isOfficer));
    }
    const late = raid.members[clients - 1];
    late.isInRaid = false;
    realm.setRaid(realm.clients.filter((client) => client !== late.client));
    for (const { client, index, isOfficer } of raid.members) {
        if (isOfficer && index > 0) realm.setAssistant(client);
    }
    return raid;
}
