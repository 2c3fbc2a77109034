/** What a scenario comes to, how it is waited for, and what is looked at in the end. */

import type { Realm } from "../realm/realm";
import type { ScenarioGuild } from "./guild";

/** What was counted while a guild became equal. */
export interface Measured {
    readonly messages: number;
    readonly bytes: number;
    /** Game time until all logs were equal; the limit when they never were. */
    readonly seconds: number;
    readonly isEqual: boolean;
}

/** What a scenario came to. conclude() makes it. */
export interface Outcome extends Measured {
    /** Each client that is online at the end holds what the others hold, or says that it does not. */
    readonly areWordsTrue: true;
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
export function untilEqual(guild: ScenarioGuild, count: number, limit = LIMIT, look = LOOK): Measured {
    const start = guild.realm.getTime();
    const isEqual = guild.realm.advanceUntil(() => guild.haveAll(count), limit, look);
    guild.check();
    return { ...guild.counted, seconds: guild.realm.getTime() - start, isEqual };
}

/** The guild of a scenario. */
export interface PlayedGuild {
    readonly realm: Realm;
    /** Fails when a client's code raised. */
    check(): void;
    /** Fails when a client that is online is neither equal to the others nor says that it is not. */
    checkWords(): void;
}

/** Ends a scenario: lets its guild settle, and fails where a client raised or says what is not true. */
export function conclude(guild: PlayedGuild, measured: Measured): Outcome {
    guild.realm.advance(SETTLING);
    guild.check();
    guild.checkWords();
    return { ...measured, areWordsTrue: true };
}
