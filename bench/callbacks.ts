/** The longest callback of sender and receiver while they sync a week of 10,000 events, in the realm. */

import { makePast, ScenarioGuild } from "../scenarios/guild";
import { SETTLING } from "../scenarios/outcome";
import type { Client } from "../realm/realm";
import type { Figure } from "./harness";

const EVENTS = 10000;
const TARGET = 5;
/** The machine does other things too: the shortest of so many rounds' longest. */
const ROUNDS = 3;

/** Game seconds after which the logs count as never equal, and how often they are compared: looks are callbacks too. */
const LIMIT = 3600;
const LOOK = 5;

interface Longest {
    sender: number;
    receiver: number;
}

function longestOf(client: Client): number {
    return client.getLongestCallback().ms;
}

/**
 * A guild with a sender who has all events, and a receiver. The events are not kept: the collector takes a large table in
 * one step.
 * @param lacking events that the receiver lacks: all of the week, or some, at random.
 */
function makeGuild(seed: number, lacking: number): ScenarioGuild {
    const guild = new ScenarioGuild(seed, {}, true);
    const past = makePast(guild.random, EVENTS, 1);
    guild.add(1, 1, past, "Sender");
    guild.random.shuffle(past);
    const own = past.slice(lacking);
    table.sort(own, (a, b) => a.time < b.time);
    guild.add(1, 2, own, "Receiver");
    return guild;
}

function play(seed: number, lacking: number): Longest {
    const guild = makeGuild(seed, lacking);
    const [sender, receiver] = guild.clients;
    guild.login([sender]);
    guild.realm.advance(SETTLING);
    sender.resetLongestCallback();
    collectgarbage("collect");
    guild.login([receiver]);
    if (!guild.realm.advanceUntil(() => guild.haveAll(EVENTS), LIMIT, LOOK)) error("the logs are not equal", 0);
    // Replay and archive of what came.
    guild.realm.advance(SETTLING);
    guild.check();
    return { sender: longestOf(sender), receiver: longestOf(receiver) };
}

function figures(what: string, lacking: number): Figure[] {
    const best: Longest = { sender: math.huge, receiver: math.huge };
    for (const round of $range(1, ROUNDS)) {
        const { sender, receiver } = play(round, lacking);
        best.sender = math.min(best.sender, sender);
        best.receiver = math.min(best.receiver, receiver);
    }
    const figure = (who: string, value: number): Figure => ({
        name: `a week of 10,000, ${what}: longest callback of the ${who}`,
        value,
        unit: "ms",
        target: TARGET,
        atMost: true,
    });
    return [figure("sender", best.sender), figure("receiver", best.receiver)];
}

export function run(): Figure[] {
    return [...figures("60 events lacking", 60), ...figures("all of it lacking", EVENTS)];
}
