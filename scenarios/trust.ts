/** Scenarios in which rights are narrow and clients crash: what is written must come back, and cost little meanwhile. */

import type { Client } from "../realm/realm";
import { conclude, type Outcome, type Scenario } from "./outcome";
import { countOf, CREATORS, dump, MEMBER, OFFICER, OFFICERS, PolicyGuild, VOTES, write } from "./policy-guild";

/** Unix seconds at which a week ends. */
const WEEK_END = 2811 * 604800;

const SETTLING = 60;
const HOUR = 3600;
const LOOK = 0.5;

/** Lets time pass until all that are online hold the same, `count` events each. */
function untilAllHave(guild: PolicyGuild, count: number, limit: number): Outcome {
    const start = guild.realm.getTime();
    const isEqual = guild.realm.advanceUntil(
        () => guild.clients.every((client) => !client.isOnline || countOf(client) === count),
        limit,
        LOOK,
    );
    const { messages, bytes } = guild;
    const seconds = guild.realm.getTime() - start;
    const online = guild.clients.filter(({ isOnline }) => isOnline);
    const [first] = online;
    const areSame = isEqual && online.every((client) => dump(client) === dump(first));
    return conclude(guild, { messages, bytes, seconds, isEqual: areSame });
}

function login(clients: readonly Client[]): void {
    for (const client of clients) client.login();
}

/** A member votes while no officer is online; one logs in. Seconds: until the officer has the vote. */
export function playVoteWithoutOfficer(seed: number): Outcome {
    // A week ends while he is away: he has nothing of the new one.
    const guild = new PolicyGuild(seed, VOTES, { startTime: WEEK_END - 300 });
    const [officer] = guild.add(1, OFFICER, "Officer");
    const members = guild.add(6, MEMBER, "Member");
    login([officer, ...members]);
    guild.realm.advance(SETTLING);
    write(officer, "award", 1);
    guild.realm.advance(10);
    officer.logout();
    guild.realm.advance(120 + 300 * (seed % 2));
    write(members[0], "vote", 2);
    guild.realm.advance(120);
    guild.reset();
    officer.login();
    return untilAllHave(guild, 2, HOUR / 2);
}

/** A live vote is lost to the officer. Seconds: until he has it. */
export function playLostVote(seed: number): Outcome {
    const guild = new PolicyGuild(seed, VOTES);
    const [officer] = guild.add(1, OFFICER, "Officer");
    const members = guild.add(6, MEMBER, "Member");
    login([officer, ...members]);
    guild.realm.advance(SETTLING);
    write(officer, "award", 1);
    guild.realm.advance(SETTLING + (seed % 40));
    guild.reset();
    guild.realm.setLoss(1);
    write(members[1], "vote", 2);
    guild.realm.advance(3);
    guild.realm.setLoss(0);
    return untilAllHave(guild, 2, HOUR / 2);
}

/**
 * Everybody passes on only what is their own, and members lack different events of players that are offline. Messages and
 * bytes: those of an hour, from five minutes after the login on.
 */
export function playCreatorsOnly(seed: number): Outcome {
    const guild = new PolicyGuild(seed, CREATORS);
    const writers = guild.add(5, MEMBER, "Writer");
    const members = guild.add(10, MEMBER, "Member");
    for (const [index, writer] of ipairs(writers)) {
        // Each is heard by other members than the one before.
        login([writer, ...members.filter((_, place) => (place + index) % 3 !== 0)]);
        guild.realm.advance(20);
        write(writer, "vote", index);
        guild.realm.advance(10);
        for (const client of guild.clients) if (client.isOnline) client.logout();
    }
    login(members);
    guild.realm.advance(300);
    guild.reset();
    guild.realm.advance(HOUR);
    const { messages, bytes } = guild;
    // A new event whose live message is lost still comes soon.
    guild.realm.setLoss(1);
    write(members[3], "vote", 100);
    guild.realm.advance(3);
    guild.realm.setLoss(0);
    const start = guild.realm.getTime();
    const holds = (client: Client): boolean => client.evaluate("Notes:getState().sum >= 100") as boolean;
    const isThere = guild.realm.advanceUntil(() => members.every((client) => holds(client)), HOUR / 2, LOOK);
    return conclude(guild, { messages, bytes, seconds: guild.realm.getTime() - start, isEqual: isThere });
}

/** The only officer online writes ten awards, and his game crashes. Seconds: until he has them again after his login. */
export function playOfficerCrash(seed: number): Outcome {
    const guild = new PolicyGuild(seed, OFFICERS);
    const [officer, second] = guild.add(2, OFFICER, "Officer");
    const members = guild.add(10, MEMBER, "Member");
    login([officer, ...members]);
    guild.realm.advance(SETTLING);
    write(officer, "award", 1);
    guild.realm.advance(10);
    officer.logout();
    guild.realm.advance(30);
    officer.login();
    guild.realm.advance(SETTLING);
    for (const number of $range(2, 11)) write(officer, "award", number);
    guild.realm.advance(20);
    officer.crash();
    guild.realm.advance(60);
    guild.reset();
    officer.login();
    second.login();
    return untilAllHave(guild, 11, HOUR / 2);
}

/** All scenarios of this file, by name. */
export const trust: Record<string, Scenario> = {
    "vote-without-officer": playVoteWithoutOfficer,
    "lost-vote": playLostVote,
    "creators-only": playCreatorsOnly,
    "officer-crash": playOfficerCrash,
};
