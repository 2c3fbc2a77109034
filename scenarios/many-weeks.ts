/** A guild whose log has very many weeks, and a creator of its own for each event: what a rogue officer can make of one. */

import { Archive, openScope, type SavedLedger } from "../src/log/archive";
import { Revocations } from "../src/log/revocations";
import { creatorOf, toId } from "../src/event/key";
import type { Pause } from "../src/ports";
import type { Client } from "../realm/realm";
import { writeSavedVariables } from "../realm/saved/writer";
import { eventCount, idleBackground, makePast, type PastEvent, logOf, ScenarioGuild, SERVER } from "./guild";
import { SETTLING } from "./outcome";

export const WEEKS = 2500;
export const CREATORS = 20000;

/** The first of the creators that nobody has ever seen. */
const FIRST_CREATOR = 200000;

/** Seconds after which all weeks are at rest. */
const LONG = 100;

/** Game seconds within which a late event has to be everywhere. */
const LIMIT = 600;

const noPause: Pause = () => {};

/** Called when a client has gone through a step. */
export type Passed = (this: void, step: string, client: Client) => void;

/** The events, each of another creator. */
function inventPast(guild: ScenarioGuild): PastEvent[] {
    return makePast(guild.random, CREATORS, WEEKS).map(({ time, body }, index) => ({
        time,
        id: toId(FIRST_CREATOR + index, 0),
        body,
    }));
}

/** The texts of SimpleDKP's SavedVariables once all weeks are at rest: without one event, and with it. */
function textsOf(past: readonly PastEvent[], late: PastEvent): LuaMultiReturn<[lacking: string, whole: string]> {
    const log = logOf(past.filter((event) => event !== late));
    for (const { id } of past) log.directory.note(creatorOf(id), SERVER, false);
    const saved: SavedLedger = {};
    const scope = openScope(saved, "guild:Guild-Realm")!;
    const archive = new Archive(scope, log, new Revocations(idleBackground, () => {}), {});
    const textAt = (now: number): string => {
        for (const uptime of [now, now + LONG]) archive.saveAtRest(uptime, noPause);
        archive.save(noPause);
        return writeSavedVariables(["SimpleDKP_Saved"], { SimpleDKP_Saved: saved } as never);
    };
    const lacking = textAt(0);
    log.insert(late.time, late.id, late.body);
    log.settle();
    return $multi(lacking, textAt(2 * LONG));
}

function enter(guild: ScenarioGuild, name: string, text: string): Client {
    const [client] = guild.add(1, 1, [], name);
    client.setSavedText("SimpleDKP", text);
    collectgarbage("collect");
    client.login();
    return client;
}

/** Lets time pass until a client has all events, and until what follows has been done. */
function untilWhole(guild: ScenarioGuild, client: Client, count: number): void {
    if (!guild.realm.advanceUntil(() => eventCount(client) === count, LIMIT, 1)) error("events are missing", 0);
    guild.realm.advance(SETTLING);
    guild.check();
}

/**
 * An officer logs in with all events. Another one lacks one of an old week: he hears the advertisement, asks for the rows and for
 * the week. Then the first one makes an award, and both log out.
 * @param isTimed whether slices are by the processor's time.
 * @param passed called for each step and client.
 */
export function playManyWeeks(isTimed: boolean, passed: Passed): void {
    const guild = new ScenarioGuild(1, {}, isTimed);
    const past = inventPast(guild);
    const [lacking, whole] = textsOf(past, past[CREATORS / 10]);
    const first = enter(guild, "First", whole);
    passed("login", first);
    untilWhole(guild, first, CREATORS);
    passed("what follows a login", first);
    const second = enter(guild, "Second", lacking);
    passed("login", second);
    untilWhole(guild, second, CREATORS);
    passed("a late event of an old week: who has it", first);
    passed("a late event of an old week: who lacks it", second);
    first.slash(`/sdkp award ${first.name} 1 done`);
    untilWhole(guild, second, CREATORS + 1);
    passed("an award", first);
    passed("an award", second);
    for (const client of [first, second]) {
        client.logout();
        passed("logout", client);
    }
    guild.check();
}
