/** Figures of rooms, in the realm: latency 0.1 s and the game's throttle. Medians of some seeds. */

import type { Figure } from "./harness";
import { RoomGuild } from "./support/room-guild";
import { atMost } from "./support/scenarios";

const SEEDS = 5;
/** Members of a raid. */
const RAID = 40;
/** Entries of each member. */
const ENTRIES = 3;

function median(values: number[]): number {
    table.sort(values);
    return values[math.floor(values.length / 2)];
}

/** Plays something with some seeds, and gives the median of each of its figures. */
function medians(play: (this: void, seed: number) => number[], seeds = SEEDS): number[] {
    const columns: number[][] = [];
    for (const seed of $range(1, seeds)) {
        for (const [index, value] of ipairs(play(seed))) {
            columns[index - 1] ??= [];
            columns[index - 1].push(value);
        }
    }
    return columns.map((values) => median(values));
}

/** Somebody comes in to members with three entries each: seconds until it has all of them, and messages until then. */
function join(seed: number, members: number): number[] {
    const guild = new RoomGuild(seed, members);
    for (const [index, client] of ipairs(guild.clients)) {
        for (const entry of $range(1, ENTRIES)) client.call("Bid", `item ${index}.${entry}`, 10 * entry);
    }
    guild.realm.advance(120);
    const late = guild.add();
    guild.messages = 0;
    late.login();
    const seconds = guild.until("the joiner", () => late.evaluate("Count()") === members * ENTRIES, 120);
    guild.check();
    return [seconds, guild.messages];
}

/** Five members change what they say ten times a second for a minute. */
function busyOwners(seed: number): number[] {
    const guild = new RoomGuild(seed, RAID);
    const owners = guild.clients.slice(0, 5);
    const seconds = 60;
    for (const step of $range(1, seconds * 10)) {
        for (const owner of owners) owner.call("Bid", owner.name, step);
        guild.realm.advance(0.1);
    }
    const perOwner = guild.messages / seconds / owners.length;
    const isThere = (): boolean =>
        guild.clients.every((client) =>
            owners.every((owner) => client.evaluate(`Amount("${owner.name}")`) === seconds * 10),
        );
    const last = guild.until("the last value", isThere, 60);
    guild.check();
    return [perOwner, last];
}

/** 40 members change what they say ten times in a minute, and a fifth of all messages is lost. */
function lossy(seed: number): number[] {
    const guild = new RoomGuild(seed, RAID, 0.2);
    for (const client of guild.clients) {
        for (const step of $range(1, 10)) {
            guild.realm.after(guild.realm.random.next() * 60, () => {
                client.call("Bid", client.name, step);
            });
        }
    }
    guild.realm.advance(60);
    const expected = guild.clients.map((client) => {
        const { name } = client;
        return [name, client.evaluate(`Amount("${name}")`) as number] as const;
    });
    const isThere = (): boolean =>
        guild.clients.every((client) =>
            expected.every(([name, amount]) => client.evaluate(`Amount("${name}")`) === amount),
        );
    const seconds = guild.until("equality", isThere, 300);
    guild.check();
    return [seconds];
}

/** A member crashes: seconds from the game's word to the last one that shows it. */
function crash(seed: number): number[] {
    const guild = new RoomGuild(seed, RAID);
    const [gone, ...others] = guild.clients;
    gone.call("Bid", "Ashkandi", 10);
    guild.realm.advance(10);
    gone.crash();
    const isGone = (): boolean => others.every((client) => client.evaluate('Amount("Ashkandi")') === undefined);
    return [guild.until("its end", isGone, 60) - 0.1];
}

/** An hour in which nothing happens; with a lease that is held. */
function idle(seed: number): number[] {
    const guild = new RoomGuild(seed, RAID);
    guild.realm.advance(3600);
    const quiet = guild.messages;
    guild.clients[0].run('Room:lease("auctioneer"):acquire(function() end)');
    guild.realm.advance(120);
    guild.messages = 0;
    guild.realm.advance(3600);
    guild.check();
    return [quiet, guild.messages];
}

/** Members look for each other: seconds until all of them have the result. */
function meet(seed: number, size: number, loss: number): number[] {
    const guild = new RoomGuild(seed, RAID, loss);
    const mates = guild.clients.slice(3, 3 + size);
    for (const client of mates) {
        client.run(
            `Met = nil Room:meet({ event = "pull", mates = ${size - 1} }, function(result) Met = result ~= nil end)`,
        );
    }
    const seconds = guild.until("the match", () => mates.every((client) => client.evaluate("Met") === true), 60);
    guild.check();
    return [seconds];
}

/** A member calls another one: seconds until it has the answer. */
function call(seed: number, loss: number): number[] {
    const guild = new RoomGuild(seed, RAID, loss);
    const [caller, callee] = guild.clients;
    const times: number[] = [];
    for (const index of $range(1, 20)) {
        caller.run(`Got = nil Room:call("${callee.fullName}", "double", ${index}, function(r) Got = r end)`);
        times.push(guild.until("the answer", () => caller.evaluate("Got") === index * 2, 15));
        guild.realm.advance(3);
    }
    guild.check();
    return [median(times)];
}

export function run(): Figure[] {
    const [joined, joinMessages] = medians((seed) => join(seed, RAID));
    const [joined300] = medians((seed) => join(seed, 300), 1);
    const [perOwner, last] = medians(busyOwners);
    const [equal] = medians(lossy);
    const [gone] = medians(crash);
    const [quiet, held] = medians(idle, 1);
    return [
        atMost("joiner into a pool of 40 members with 3 entries each: all of it", joined, "s", 1.5),
        atMost("the same: messages", joinMessages, "", 18),
        atMost("the same, 300 members", joined300, "s", 3),
        atMost("5 members change 10 times a second, 40 listen: messages a second each", perOwner, "", 1.05),
        atMost("the same: the last value is everywhere", last, "s", 1.3),
        atMost("40 members change 10 times a minute, 20 % loss: all equal after the last", equal, "s", 20),
        atMost("a member crashes: gone after the game's word", gone, "s", 2),
        atMost("40 members, an hour in which nothing happens: messages of all", quiet, "", 100),
        atMost("the same while a lease is held", held, "", 300),
        atMost("rendezvous of 2 among 40", medians((seed) => meet(seed, 2, 0))[0], "s", 0.8),
        atMost("rendezvous of 5 among 40", medians((seed) => meet(seed, 5, 0))[0], "s", 0.8),
        atMost("rendezvous of 2, 20 % loss", medians((seed) => meet(seed, 2, 0.2))[0], "s", 3),
        atMost("rendezvous of 5, 20 % loss", medians((seed) => meet(seed, 5, 0.2))[0], "s", 3),
        atMost("call, no loss", medians((seed) => call(seed, 0))[0], "s", 0.3),
    ];
}
