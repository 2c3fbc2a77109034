/** Who comes to a raid and who does not. Officers have the indices 0 to officers - 1, members those behind. */

import { type Random } from "../../realm/random";

/** Probability that a member misses a raid. */
const MEMBER_MISSES = 0.2;
/** Probability that one officer misses a raid. */
const OFFICER_MISSES = 0.3;
/** Officers that are always there: two, so that they can award at once. */
const LEAST_OFFICERS = 2;
/** The last member is away for these parts of the workload: half of it. */
const HOLIDAY_FROM = 0.25;
const HOLIDAY_TO = 0.75;

/** Numbers of a guild. */
export interface GuildSize {
    readonly clients: number;
    readonly officers: number;
}

/**
 * Draws who comes to raid number `raid` (from 0) of `raids`: indices, ascending. Two officers and the first member always
 * come; the last member is on holiday in the middle; some member misses the last raid, and has to catch up afterwards.
 */
export function drawPresent(random: Random, raid: number, raids: number, { clients, officers }: GuildSize): number[] {
    const missing = new LuaSet<number>();
    if (officers > LEAST_OFFICERS && random.chance(OFFICER_MISSES)) missing.add(random.integer(0, officers - 1));
    for (const member of $range(officers + 1, clients - 1)) {
        if (random.chance(MEMBER_MISSES)) missing.add(member);
    }
    const last = clients - 1;
    const isHoliday = raid >= HOLIDAY_FROM * raids && raid < HOLIDAY_TO * raids;
    if (last > officers && (isHoliday || raid === raids - 1)) missing.add(last);
    const present: number[] = [];
    for (const index of $range(0, last)) {
        if (!missing.has(index)) present.push(index);
    }
    return present;
}
