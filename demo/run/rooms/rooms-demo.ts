/** The demo of rooms from its first login to its result. */

import { Random } from "../../../realm/random";
import { AuctionPlayer } from "./auction-player";
import { Faults, POINTS } from "./faults";
import { type RoomsJob } from "./job";
import { AUCTIONS } from "./plan";
import { createRaid, type Raid } from "./raid";
import { type EmitRooms, type RoomsResultRecord } from "./records";
import { RoomsRecorder } from "./recorder";
import { areEqual, readHoldings, type RaidHoldings } from "./compare";

/** The part of the seed for what the demo itself draws; the realm has the seed for its own. */
const WORKLOAD_STREAM = 77;
/** Seconds after the logins until rosters are there and rooms have opened. */
const SETTLE_SECONDS = 15;
/** Seconds between two auctions. */
const PAUSE = 8;
/** Seconds of game time after which it is given up. */
const QUIET_LIMIT = 300;
const LOOK_INTERVAL = 1;

const clock = os.clock;

/** How often something came out as it must not. */
interface Outcomes {
    wrong: number;
    unshown: number;
}

/** Everybody but the last one logs in; officers get in line to lead, and points are given. */
function assemble(raid: Raid): void {
    const { realm } = raid;
    for (const member of raid.members) {
        if (member.isInRaid) raid.login(member);
    }
    raid.watchLease();
    realm.advance(SETTLE_SECONDS);
    const [leader] = raid.members;
    for (const member of raid.members) {
        if (!member.isOfficer) continue;
        member.client.slash("/auction lead");
        realm.advance(1);
    }
    leader.client.slash(`/auction award raid ${POINTS} On time: Molten Core || |cff00ff00weekly|r`);
    realm.advance(SETTLE_SECONDS);
}

function playAuctions(raid: Raid, random: Random): Outcomes {
    const { realm, emit, bids } = raid;
    const faults = new Faults(raid, random);
    const outcomes: Outcomes = { wrong: 0, unshown: 0 };
    for (const [place, auction] of ipairs(AUCTIONS)) {
        const before = bids.bids;
        emit({ type: "auction", index: place - 1, time: realm.getTime() });
        const { isRight, isShown, outcome } = new AuctionPlayer(raid, random, faults, auction).play();
        if (!isRight) outcomes.wrong++;
        if (!isShown) outcomes.unshown++;
        emit({ type: "sold", index: place - 1, time: realm.getTime(), bids: bids.bids - before, outcome, isShown });
        raid.tellErrors();
        realm.advance(PAUSE);
    }
    return outcomes;
}

function clientResults(raid: Raid, holdings: readonly RaidHoldings[]): RoomsResultRecord["clients"] {
    const traffic = raid.realm.getTraffic();
    return raid.members.map(({ client, isOfficer }, index) => {
        const { events, digest, window } = holdings[index];
        let messages = 0;
        let bytes = 0;
        for (const row of traffic) {
            if (row.client === client.fullName) {
                messages += row.sent;
                bytes += row.sentBytes;
            }
        }
        const isWindowEqual = window === holdings[0].window;
        return { name: client.name, isOfficer, events, digest, isWindowEqual, messages, bytes };
    });
}

/** Lets time pass until all are equal. */
function awaitEquality(raid: Raid): LuaMultiReturn<[isEqual: boolean, seconds: number]> {
    const { realm } = raid;
    const start = realm.getTime();
    const isEqual = realm.advanceUntil(() => areEqual(raid.members), QUIET_LIMIT, LOOK_INTERVAL);
    return $multi(isEqual, realm.getTime() - start);
}

/** Plays a job to its end. */
export function playRooms(job: RoomsJob, emit: EmitRooms): RoomsResultRecord {
    const started = clock();
    const raid = createRaid(job, emit);
    const { bids, realm } = raid;
    emit({
        type: "start",
        seed: job.seed,
        loss: job.loss,
        startTime: realm.getServerTime(),
        clients: raid.members.map(({ client, isOfficer }) => ({ name: client.name, isOfficer })),
        auctions: AUCTIONS.map(({ name }) => name),
    });
    const recorder = job.isSampled === true ? new RoomsRecorder(raid) : undefined;
    recorder?.begin();
    assemble(raid);
    const outcomes = playAuctions(raid, new Random(job.seed).fork(WORKLOAD_STREAM));
    const [isEqual, quietSeconds] = awaitEquality(raid);
    recorder?.end();
    raid.tellErrors();
    const holdings = raid.members.map((member) => readHoldings(member));
    return {
        type: "result",
        seed: job.seed,
        clients: clientResults(raid, holdings),
        auctions: AUCTIONS.length,
        bids: bids.bids,
        withdrawn: bids.withdrawn,
        unseen: bids.unseen(),
        ...outcomes,
        overruled: holdings[0].overruled,
        errors: realm.errors.length,
        isEqual,
        quietSeconds,
        gameSeconds: realm.getTime(),
        cpuSeconds: clock() - started,
    };
}
