/** What loading screens do to a sync. */

import type { Client } from "../realm/realm";
import { makePast, ScenarioGuild } from "./guild";
import { conclude, type Outcome, type Scenario, SETTLING, untilEqual } from "./outcome";

/** So much that the member is sent something behind each of the loading screens. */
const EVENTS = 8000;
const WEEKS = 20;

const SCREENS = 3;

/** Seconds of a loading screen on a slow computer. */
const LOADING = 40;

/** Messages of a client's peers that it dropped because they were too many at once. */
function dropped(client: Client): number {
    return client.evaluate("SimpleDKP.ledger:status().ignored.flood or 0") as number;
}

/**
 * A member without any event logs in, and has loading screens while it is sent the past. So has the officer who may send it.
 * Fails when a client drops messages as too many.
 */
export function playLoadingScreens(seed: number): Outcome {
    const guild = new ScenarioGuild(seed);
    const past = makePast(guild.random, EVENTS, WEEKS);
    const officers = guild.add(2, 1, past, "Officer");
    guild.login([...officers, ...guild.add(3, 2, past)]);
    guild.realm.advance(SETTLING);
    const [joiner] = guild.add(1, 2, [], "Joiner");
    guild.reset();
    const start = guild.realm.getTime();
    joiner.login();
    for (const _ of $range(1, SCREENS)) {
        guild.realm.advance(guild.random.integer(10, 20));
        joiner.showLoadingScreen(LOADING);
        guild.realm.advance(guild.random.integer(0, LOADING));
        const officer = guild.random.pick(officers);
        officer.showLoadingScreen(guild.random.integer(5, LOADING));
        guild.realm.advanceUntil(() => !joiner.isLoading() && !officer.isLoading(), 2 * LOADING);
    }
    const measured = untilEqual(guild, past.length);
    for (const client of guild.clients) {
        const count = dropped(client);
        if (count > 0) error(`seed ${seed}: ${client.name} dropped ${tostring(count)} messages`, 0);
    }
    return conclude(guild, { ...measured, seconds: guild.realm.getTime() - start });
}

/** All scenarios of this file, by name. */
export const loading: Record<string, Scenario> = { "loading-screens": playLoadingScreens };
