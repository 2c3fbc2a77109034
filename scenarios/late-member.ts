/** A member who lacks some events of the last two weeks logs in. */

import { makePast, type PastEvent, ScenarioGuild } from "./guild";
import { conclude, type Outcome, SETTLING, untilEqual } from "./outcome";

export interface LateMemberOptions {
    readonly seed: number;
    /** Events that the member lacks, at random among those of the last two weeks. */
    readonly lacking: number;
    readonly loss?: number;
    readonly senders?: number;
    readonly members?: number;
    readonly events?: number;
    readonly weeks?: number;
}

/** Game time after which the logs count as never equal, and how often they are compared: messages take 0.1 s. */
const LIMIT = 1800;
const LOOK = 0.1;

function without(guild: ScenarioGuild, past: readonly PastEvent[], lacking: number, perWeek: number): PastEvent[] {
    const indices: number[] = [];
    for (const index of $range(math.max(0, past.length - 2 * perWeek), past.length - 1)) indices.push(index);
    guild.random.shuffle(indices);
    const left = new LuaSet<number>();
    for (const at of $range(0, lacking - 1)) left.add(indices[at]);
    return past.filter((_, index) => !left.has(index));
}

export function playLateMember(options: LateMemberOptions): Outcome {
    const { seed, lacking, loss = 0, senders = 2, members = 8, events = 5000, weeks = 10 } = options;
    const guild = new ScenarioGuild(seed);
    const past = makePast(guild.random, events, weeks);
    const others = [...guild.add(senders, 1, past, "Officer"), ...guild.add(members - senders - 1, 2, past)];
    const [late] = guild.add(1, 2, without(guild, past, lacking, math.ceil(events / weeks)), "Late");
    guild.login(others);
    guild.realm.advance(SETTLING + guild.random.integer(0, 30));
    guild.realm.setLoss(loss);
    guild.reset();
    late.login();
    return conclude(guild, untilEqual(guild, events, LIMIT, LOOK));
}
