/** What a scenario comes to, and how it is waited for. */

import type { ScenarioGuild } from "./guild";

export interface Outcome {
    readonly messages: number;
    readonly bytes: number;
    /** Game time until all logs were equal; the limit when they never were. */
    readonly seconds: number;
    readonly isEqual: boolean;
}

/** Plays one seed. */
export type Scenario = (this: void, seed: number) => Outcome;

/** Seconds until everybody has settled after a login. */
export const SETTLING = 60;

/** Seconds after which a scenario counts as never ending. */
const LIMIT = 3600;

/** Seconds between two looks at whether all are equal. */
const LOOK = 0.5;

/** Lets time pass until all that are online have `count` events. What was sent counts from the guild's last reset(). */
export function untilEqual(guild: ScenarioGuild, count: number, limit = LIMIT, look = LOOK): Outcome {
    const start = guild.realm.getTime();
    const isEqual = guild.realm.advanceUntil(() => guild.haveAll(count), limit, look);
    guild.check();
    return { ...guild.counted, seconds: guild.realm.getTime() - start, isEqual };
}
