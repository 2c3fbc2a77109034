/** A guild of SimpleDKP with a long past, which its master seals; then it plays another week. */

import {
    AWARD,
    eventCount,
    makePast,
    type PastEvent,
    raiderOf,
    REASONS,
    savedText,
    ScenarioGuild,
} from "../../scenarios/guild";
import { SETTLING } from "../../scenarios/outcome";
import { toId, WEEK_SECONDS, weekOf } from "../../src/event/key";
import { encodeBody } from "../../src/event/schema";
import type { Client } from "../../realm/realm";
import { Random } from "../../realm/random";

/** The sealed events, their weeks, and the players who get them. */
export const EVENTS = 100000;
export const WEEKS = 100;
const PLAYERS = 200;

/** The newest weeks of the past, whose events stay in memory. */
export const RECENT_WEEKS = 8;

/** Awards of the week after the seal, in runs that follow one kill each. */
const AWARDS = 1000;
const RUN = 20;
const RUN_STEP = 7;

/** How many are there, by rank: guild master, officers, raiders. */
const MEMBERS = [1, 2, 1];

/** Indices of the guild's ranks. */
export const MASTER = 0;
export const OFFICER = 1;
export const RAIDER = 2;

/** Seconds within which what is waited for has to come. */
const LIMIT = 900;

/** What a client's ledger says of itself. */
export interface Look {
    /** A sum over all points that differs when any of them does, and the number of awards. */
    readonly sum: number;
    readonly awards: number;
    /** "checked", "rows", "adopted" or "none". */
    readonly standing: string;
    readonly orphans: number;
    readonly absentWeeks: number;
}

const LOOK = `
    local ledger = SimpleDKP.ledger
    local seals, state, sum = ledger:status().seals or {}, ledger:getState(), 0
    for player, points in pairs(state.points) do
        sum = sum + points * (tonumber(string.sub(player, -8), 16) % 9973)
    end
    return sum, state.awards, seals.standing or "none", seals.orphans or 0, seals.absentWeeks or 0`;

export function look(client: Client): Look {
    const [sum, awards, standing, orphans, absentWeeks] = client.run(LOOK);
    return {
        sum: sum as number,
        awards: awards as number,
        standing: standing as string,
        orphans: orphans as number,
        absentWeeks: absentWeeks as number,
    };
}

/** Whether two clients show the same points. */
export function showSame(client: Client, other: Client): boolean {
    const [own, others] = [look(client), look(other)];
    return own.sum === others.sum && own.awards === others.awards;
}

/** Lets time pass until a condition holds; fails when that takes longer than `limit`. @returns the seconds that it took. */
export function until(
    guild: ScenarioGuild,
    what: string,
    holds: (this: void) => boolean,
    limit = LIMIT,
    step = 0.5,
): number {
    const start = guild.realm.getTime();
    const isReached = guild.realm.advanceUntil(holds, limit, step);
    guild.check();
    if (!isReached) error(`${what}: not within ${limit} s`, 0);
    return guild.realm.getTime() - start;
}

/** An award to one of the players. */
export function award(client: Client, player: string, amount: number, reason: string): PastEvent {
    const [time, creator, counter] = client.run(
        `local player, amount, reason = ...
        local event = assert(SimpleDKP.ledger:submit("award", { players = { player }, amount = amount, reason = reason }))
        return event.time, event.creator, event.counter`,
        player,
        amount,
        reason,
    );
    const [body] = encodeBody(AWARD, { players: [player], amount, reason });
    return { time: time as number, id: toId(creator as number, counter as number), body: body! };
}

/** Awards in runs, by officers who take turns. */
export function awardAll(
    { realm, random }: ScenarioGuild,
    officers: readonly Client[],
    count: number,
): readonly PastEvent[] {
    const events: PastEvent[] = [];
    let amount = 0;
    let reason = "";
    for (const index of $range(0, count - 1)) {
        if (index % RUN === 0) {
            realm.advance(RUN * RUN_STEP);
            amount = random.integer(1, 6) * 10;
            reason = random.pick(REASONS);
        }
        const officer = officers[math.floor(index / RUN) % officers.length];
        events.push(award(officer, raiderOf(random.integer(1, PLAYERS)), amount, reason));
        realm.advance(RUN_STEP);
    }
    return events;
}

/** Lets time pass to an hour after the beginning of the next week. */
export function passWeek({ realm }: ScenarioGuild): void {
    realm.advance(WEEK_SECONDS - (realm.getServerTime() % WEEK_SECONDS) + 3600);
}

/** Has the guild master seal all weeks that are over, whatever others have. */
export function seal(guild: ScenarioGuild, master: Client): void {
    master.run(`
        answer = nil
        SimpleDKP.ledger:seal({ before = GetServerTime(), force = true }, function(result)
            answer = result.event and "sealed" or result.problem or result.reason
        end)`);
    until(guild, "the seal", () => master.evaluate("answer") !== undefined);
    const answer = master.evaluate("answer") as string;
    if (answer !== "sealed") error(`not sealed: ${answer}`, 0);
}

/** Adds a client with a saved file. It is offline. */
export function addWith(guild: ScenarioGuild, rank: number, text: string | undefined, name: string): Client {
    const [client] = guild.add(1, rank, [], name);
    if (text !== undefined) client.setSavedText("SimpleDKP", text);
    return client;
}

/** The file of who has all events of the past, and the newest of these. */
export class LongPast {
    readonly recent: readonly PastEvent[];
    readonly text: string;

    constructor(events = EVENTS, weeks = WEEKS) {
        const past = makePast(new Random(1), events, weeks, PLAYERS);
        const first = weekOf(past[past.length - 1].time) - RECENT_WEEKS;
        this.recent = past.filter(({ time }) => weekOf(time) > first);
        this.text = savedText(past, "Guild");
    }
}

/** A guild whose members all have the past, and are online. */
export class SealedGuild {
    readonly guild: ScenarioGuild;
    readonly members: Client[] = [];
    readonly master: Client;

    constructor(seed: number, past: LongPast) {
        this.guild = new ScenarioGuild(seed);
        for (const rank of $range(MASTER, RAIDER)) {
            for (const _ of $range(1, MEMBERS[rank])) {
                this.members.push(addWith(this.guild, rank, past.text, `Rank${rank}`));
            }
        }
        this.master = this.members[MASTER];
        this.login();
    }

    /** The master seals, and all check it. */
    seal(): void {
        seal(this.guild, this.master);
        const isChecked = (): boolean => this.members.every((client) => look(client).standing === "checked");
        until(this.guild, "all have checked the seal", isChecked);
    }

    login(): void {
        this.guild.login(this.members);
        this.guild.realm.advance(SETTLING);
        this.guild.check();
    }

    /** Awards are made, and the week ends; all are online in the end. @returns the awards. */
    playWeek(): readonly PastEvent[] {
        const { guild, members, master } = this;
        const events = awardAll(guild, members.slice(1, 1 + MEMBERS[OFFICER]), AWARDS);
        const count = eventCount(master);
        until(guild, "all have the awards", () => guild.haveAll(count));
        for (const client of members) client.logout();
        passWeek(guild);
        this.login();
        return events;
    }
}
