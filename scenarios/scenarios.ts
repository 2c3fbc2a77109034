/** Named scenarios of the sync: each plays one seed and tells what it came to. docs/protocol.md says what is expected. */

import type { Client } from "../realm/realm";
import { adversaries } from "./adversaries";
import { WEEK_SECONDS, weekOf } from "../src/event/key";
import { eventCount, makePast, type PastEvent, ScenarioGuild } from "./guild";
import { playLateMember } from "./late-member";
import { chaos } from "./chaos";
import { sealChaos } from "./seal-chaos";
import { hostile } from "./hostile";
import { loading } from "./loading";
import { trust } from "./trust";
import { stall } from "./stall";
import { wire } from "./wire";
import { conclude, type Outcome, type Scenario, SETTLING, untilEqual } from "./outcome";

/** Events of the recorded history that first syncs are measured with elsewhere. */
export const FIRST_SYNC = { events: 7851, weeks: 107 };

/** Who is there at a first sync, and what is lost on the way. */
interface FirstSync {
    readonly joiners: number;
    readonly senders: number;
    readonly loss: number;
    /** Whether those who answer are in an instance, where whispers are throttled like all else. */
    readonly isRaiding: boolean;
}

/** Members without any event log in to a guild with a past. */
function joinGuild(guild: ScenarioGuild, past: readonly PastEvent[], sync: FirstSync): Outcome {
    const officers = guild.add(sync.senders, 1, past, "Officer");
    guild.login(officers);
    for (const officer of officers) officer.setInstance(sync.isRaiding);
    guild.realm.advance(SETTLING);
    guild.realm.setLoss(sync.loss);
    const members = guild.add(sync.joiners, 2, [], "Joiner");
    guild.reset();
    guild.login(members);
    return conclude(guild, untilEqual(guild, past.length));
}

/** A first sync of a generated past. */
export function playFirstSync(
    seed: number,
    joiners: number,
    senders: number,
    loss: number,
    size = FIRST_SYNC,
    isRaiding = false,
): Outcome {
    const guild = new ScenarioGuild(seed);
    const past = makePast(guild.random, size.events, size.weeks);
    return joinGuild(guild, past, { joiners, senders, loss, isRaiding });
}

/** One member's first sync of any past, from one officer. The realm begins after it. */
export function playPastSync(seed: number, past: readonly PastEvent[], loss = 0): Outcome {
    const { time } = past[past.length - 1];
    const guild = new ScenarioGuild(seed, { startTime: (weekOf(time) + 1) * WEEK_SECONDS + 3600 });
    return joinGuild(guild, past, { joiners: 1, senders: 1, loss, isRaiding: false });
}

/** Weeks and events that an officer has missed. */
const AWAY = { weeks: 8, events: 4000 };

/** An officer comes back after weeks and gets what was written meanwhile from the only other one, both in an instance. */
export function playOfficerAway(seed: number, loss = 0): Outcome {
    const guild = new ScenarioGuild(seed);
    const perWeek = AWAY.events / AWAY.weeks;
    const past = makePast(guild.random, 2 * AWAY.events, 2 * AWAY.weeks);
    const [here] = guild.add(1, 1, past, "Officer");
    const [away] = guild.add(1, 1, past.slice(0, AWAY.weeks * perWeek), "Officer");
    guild.login([here]);
    for (const officer of [here, away]) officer.setInstance(true);
    guild.realm.advance(SETTLING);
    guild.realm.setLoss(loss);
    guild.reset();
    guild.login([away]);
    return conclude(guild, untilEqual(guild, past.length));
}

/** An hour in which nothing happens. */
export function playIdle(seed: number, clients: number, senders: number): Outcome {
    const guild = new ScenarioGuild(seed);
    const past = makePast(guild.random, 500, 5);
    guild.login([...guild.add(senders, 1, past, "Officer"), ...guild.add(clients - senders, 2, past)]);
    guild.realm.advance(300);
    guild.reset();
    guild.realm.advance(3600);
    return conclude(guild, { ...guild.counted, seconds: 3600, isEqual: guild.haveAll(past.length) });
}

/** Awards of who enters an instance, and the seconds between them. */
const LIVE = 20;
const LIVE_INTERVAL = 2;

/**
 * An officer who whispers the past to a joiner enters an instance, where the game throttles whispers like all else, and awards.
 * Seconds: until the other members had the slowest award.
 */
export function playEnterInstance(seed: number, size = FIRST_SYNC): Outcome {
    const guild = new ScenarioGuild(seed);
    const past = makePast(guild.random, size.events, size.weeks);
    const [officer] = guild.add(1, 1, past, "Officer");
    const members = guild.add(3, 2, past);
    guild.login([officer, ...members]);
    guild.realm.advance(SETTLING);
    const joiners = guild.add(1, 2, [], "Joiner");
    guild.reset();
    guild.login(joiners);
    guild.realm.advance(guild.random.integer(80, 160) / 10);
    officer.setInstance(true);
    let slowest = 0;
    for (const index of $range(1, LIVE)) {
        const start = guild.realm.getTime();
        award(officer, index);
        const haveIt = (): boolean => members.every((member) => eventCount(member) === past.length + index);
        guild.realm.advanceUntil(haveIt, 60, 0.1);
        slowest = math.max(slowest, guild.realm.getTime() - start);
        guild.realm.advance(LIVE_INTERVAL);
    }
    return conclude(guild, { ...untilEqual(guild, past.length + LIVE), seconds: slowest });
}

function award(client: Client, points: number): void {
    client.slash(string.format("/sdkp award %s %d seed", client.name, points));
}

/** Two officers who each lack something that the other has, found out at some phase of their timers. */
export function playTwoOfficers(seed: number): Outcome {
    const guild = new ScenarioGuild(seed);
    const past = makePast(guild.random, 200, 2);
    const [first, second] = guild.add(2, 1, past, "Officer");
    guild.login([first, second]);
    guild.realm.advance(20 + guild.random.integer(0, 600) / 10);
    guild.realm.partition([[first], [second]]);
    for (const points of $range(1, guild.random.integer(1, 20))) award(first, points);
    for (const points of $range(1, guild.random.integer(1, 20))) award(second, points);
    guild.realm.advance(20 + guild.random.integer(0, 600) / 10);
    const total = eventCount(first) + eventCount(second) - past.length;
    guild.reset();
    guild.realm.heal();
    return conclude(guild, untilEqual(guild, total));
}

/** Both halves of a guild write while they cannot hear each other. */
export function playPartition(seed: number): Outcome {
    const guild = new ScenarioGuild(seed);
    const past = makePast(guild.random, 1000, 5);
    const officers = guild.add(2, 1, past, "Officer");
    const members = guild.add(8, 2, past);
    guild.login([...officers, ...members]);
    guild.realm.advance(SETTLING);
    guild.realm.partition([
        [officers[0], ...members.slice(0, 4)],
        [officers[1], ...members.slice(4)],
    ]);
    for (const points of $range(1, 200)) {
        award(officers[0], points);
        award(officers[1], points);
        guild.realm.advance(9);
    }
    guild.reset();
    guild.realm.heal();
    return conclude(guild, untilEqual(guild, past.length + 400));
}

/** A raid night: live events to a large guild. Seconds: until every client had the slowest of them. */
export function playRaidNight(seed: number, clients: number, senders: number, events: number): Outcome {
    const guild = new ScenarioGuild(seed);
    const past = makePast(guild.random, 200, 2);
    const officers = guild.add(senders, 1, past, "Officer");
    guild.login([...officers, ...guild.add(clients - senders, 2, past)]);
    guild.realm.advance(SETTLING);
    guild.reset();
    let slowest = 0;
    for (const index of $range(1, events)) {
        const start = guild.realm.getTime();
        award(guild.random.pick(officers), index);
        guild.realm.advanceUntil(() => guild.haveAll(past.length + index), 60, 0.25);
        slowest = math.max(slowest, guild.realm.getTime() - start);
        guild.realm.advance(guild.random.integer(5, 40));
    }
    return conclude(guild, { ...guild.counted, seconds: slowest, isEqual: guild.haveAll(past.length + events) });
}

/** All scenarios by name, as `npm run sim -- --scenario NAME` plays them. */
export const scenarios: Record<string, Scenario> = {
    "late-1": (seed) => playLateMember({ seed, lacking: 1 }),
    "late-10": (seed) => playLateMember({ seed, lacking: 10 }),
    "late-100": (seed) => playLateMember({ seed, lacking: 100 }),
    "late-1000": (seed) => playLateMember({ seed, lacking: 1000 }),
    "late-10-loss-5": (seed) => playLateMember({ seed, lacking: 10, loss: 0.05 }),
    "late-10-loss-20": (seed) => playLateMember({ seed, lacking: 10, loss: 0.2 }),
    "first-sync": (seed) => playFirstSync(seed, 1, 2, 0),
    "first-sync-instance": (seed) => playFirstSync(seed, 1, 2, 0, FIRST_SYNC, true),
    "first-sync-40": (seed) => playFirstSync(seed, 40, 2, 0),
    "first-sync-40-5-senders": (seed) => playFirstSync(seed, 40, 5, 0),
    "first-sync-40-5-senders-loss-1": (seed) => playFirstSync(seed, 40, 5, 0.01),
    "enter-instance": (seed) => playEnterInstance(seed),
    "idle-2": (seed) => playIdle(seed, 10, 2),
    "idle-10": (seed) => playIdle(seed, 40, 10),
    "two-officers": playTwoOfficers,
    partition: playPartition,
    "raid-night": (seed) => playRaidNight(seed, 500, 20, 250),
    "first-sync-loss-2": (seed) => playFirstSync(seed, 1, 1, 0.02),
    "first-sync-loss-5": (seed) => playFirstSync(seed, 1, 1, 0.05),
    "first-sync-one-server": (seed) => playFirstSync(seed, 1, 1, 0),
    "officer-away": (seed) => playOfficerAway(seed),
    "officer-away-loss-5": (seed) => playOfficerAway(seed, 0.05),
    ...adversaries,
    ...trust,
    ...hostile,
    ...loading,
    ...chaos,
    ...sealChaos,
    ...stall,
    ...wire,
};
