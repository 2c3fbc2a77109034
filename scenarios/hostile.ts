/** Who means harm in a guild with narrow rights: what officers and members can do to one another's logs. */

import type { Client } from "../realm/realm";
import { encodeFrame } from "../src/link/frame";
import type { MessageKind } from "../src/link/message-kind";
import { tagOf } from "../src/link/tag";
import { BlockWriter } from "../src/block/writer";
import { digestOf } from "../src/event/body";
import { parseField } from "../src/event/field";
import { encodeBody, type TypeDefinition } from "../src/event/schema";
import { EVENTS } from "../src/sync/messages";
import { bytesLess } from "../src/codec/compare";
import { toId } from "../src/event/key";
import { type PastEvent, SERVER } from "./guild";
import { conclude, type Measured, type Outcome, type Scenario } from "./outcome";
import { countOf, dump, MEMBER, NOTES, OFFICER, OFFICERS, PolicyGuild, write } from "./policy-guild";

const TAG = tagOf(NOTES, "guild:Guild-Realm");

const AWARD: TypeDefinition = {
    name: "award",
    id: 1,
    fields: ["number:number", "reason:string?"].map((field) => parseField(field)!),
};

const SETTLING = 60;
const HOUR = 3600;
const LOOK = 0.5;

/** Who sends frames of the ledger without running it. */
export class Rogue {
    readonly client: Client;

    constructor(guild: PolicyGuild, rank: number, name = "Rogue") {
        this.client = guild.realm.addClient({
            name,
            guild: "Guild",
            rank,
            addons: [{ name: "Rogue", source: "" }],
        });
        this.client.login();
    }

    /** Sends a message to the guild, or to one player. */
    say(kind: MessageKind, payload: string, target?: Client): void {
        const text = encodeFrame(kind.type, TAG, payload);
        if (target === undefined) {
            this.client.call("C_ChatInfo.SendAddonMessage", NOTES, text, "GUILD");
        } else {
            this.client.call("C_ChatInfo.SendAddonMessage", NOTES, text, "WHISPER", target.name);
        }
    }

    /** Sends an event. @param server server id that it tells of the event's creator. */
    sayEvent({ time, id, body }: PastEvent, server: number, target?: Client): void {
        const writer = new BlockWriter();
        writer.add(time, id, server, body);
        this.say(EVENTS, writer.finish(), target);
    }
}

/** An award's body. */
export function awardBody(number: number, reason: string): string {
    const [body] = encodeBody(AWARD, { number, reason });
    return body!;
}

/** Another body for an event, with a larger digest than its own. */
function largerBody({ time, id, body }: PastEvent): string {
    let index = 0;
    let other = body;
    while (digestOf(time, id, other) <= digestOf(time, id, body)) {
        index++;
        other = awardBody(1000, string.format("forged %d", index));
    }
    return other;
}

/** The events of a client's log. */
export function eventsOf(client: Client): PastEvent[] {
    const [lines] = client.run(`
        local lines = {}
        for event in Notes:events() do
            lines[#lines + 1] = string.format("%.0f %.0f %d %s", event.time, event.creator * 256 + event.counter,
                event.number, event.reason)
        end
        return table.concat(lines, "\\n")`);
    const events: PastEvent[] = [];
    for (const [time, id, number, reason] of string.gmatch(`${lines as string}\n`, "(%d+) (%d+) (%d+) (.-)\n")) {
        events.push({ time: tonumber(time)!, id: tonumber(id)!, body: awardBody(tonumber(number)!, reason) });
    }
    return events;
}

/** Lets time pass until all clients hold the same. */
export function untilSame(guild: PolicyGuild, limit: number): Measured {
    const start = guild.realm.getTime();
    const isEqual = guild.realm.advanceUntil(
        () => {
            const [first, ...others] = guild.clients;
            const text = dump(first);
            return others.every((client) => dump(client) === text);
        },
        limit,
        LOOK,
    );
    guild.check();
    return { messages: guild.messages, bytes: guild.bytes, seconds: guild.realm.getTime() - start, isEqual };
}

/** A guild in which one officer wrote ten awards that all have, and the rogue in it. */
export function awardedGuild(seed: number, rank = OFFICER, members = 6): { guild: PolicyGuild; rogue: Rogue } {
    const guild = new PolicyGuild(seed, OFFICERS);
    const rogue = new Rogue(guild, rank);
    const officers = guild.add(2, OFFICER, "Officer");
    guild.add(members, MEMBER, "Member");
    for (const client of guild.clients) client.login();
    guild.realm.advance(SETTLING);
    for (const number of $range(1, 10)) {
        write(officers[0], "award", number);
        guild.realm.advance(2);
    }
    guild.realm.advance(SETTLING);
    return { guild, rogue };
}

/**
 * An officer whispers one member another body of an event, with a larger digest. Seconds: until that member holds what all
 * others hold. Messages and bytes: those of the hour that begins with the whisper.
 */
export function playOtherBody(seed: number): Outcome {
    const { guild, rogue } = awardedGuild(seed);
    const [event] = eventsOf(guild.clients[0]);
    const victim = guild.clients[3];
    guild.reset();
    rogue.sayEvent({ ...event, body: largerBody(event) }, 0, victim);
    guild.realm.advance(0.5);
    if (dump(victim) === dump(guild.clients[0])) error("the member was not given the other body", 0);
    const { seconds, isEqual } = untilSame(guild, HOUR);
    guild.realm.advance(HOUR - seconds);
    const haveAll = isEqual && guild.clients.every((client) => countOf(client) === 10);
    return conclude(guild, { messages: guild.messages, bytes: guild.bytes, seconds, isEqual: haveAll });
}

/** Two bodies for a key that have one digest; the one that comes later in the order of bytes is the second. */
function sameDigest(time: number, id: number): [string, string] {
    const seen = new LuaMap<number, string>();
    for (const index of $range(1, 2000000)) {
        const body = awardBody(index, "x");
        const digest = digestOf(time, id, body);
        const other = seen.get(digest);
        if (other !== undefined) {
            return bytesLess(other, body) ? [other, body] : [body, other];
        }
        seen.set(digest, body);
    }
    return error("no two bodies with one digest were found", 0);
}

/** Creator of events who is not in the guild any more. */
const FORMER = 0xabcdef;

/**
 * An officer tells all but one member of something, and that member alone of something else that has an equal row. Seconds:
 * until that member holds what all others hold. Messages and bytes: those of the hour that begins with it.
 */
function playHidden(
    seed: number,
    tell: (this: void, rogue: Rogue, guild: PolicyGuild, victim: Client) => void,
): Outcome {
    const { guild, rogue } = awardedGuild(seed);
    const victim = guild.clients[3];
    guild.reset();
    tell(rogue, guild, victim);
    guild.realm.advance(2);
    if (dump(victim) === dump(guild.clients[0])) error("the member was not given anything else", 0);
    const { seconds, isEqual } = untilSame(guild, HOUR);
    guild.realm.advance(HOUR - seconds);
    const haveAll = isEqual && guild.clients.every((client) => countOf(client) === 11);
    return conclude(guild, { messages: guild.messages, bytes: guild.bytes, seconds, isEqual: haveAll });
}

/** Two bodies of one key with equal digests: rows do not tell them apart. */
export function playSameDigest(seed: number): Outcome {
    return playHidden(seed, (rogue, guild, victim) => {
        const time = guild.realm.getTime();
        const id = toId(FORMER, 1);
        const [lesser, greater] = sameDigest(math.floor(time), id);
        rogue.sayEvent({ time: math.floor(time), id, body: lesser }, SERVER);
        guild.realm.advance(2);
        rogue.sayEvent({ time: math.floor(time), id, body: greater }, SERVER, victim);
    });
}

/** Two server ids of one creator: no hash of the log covers them. */
export function playTwoServers(seed: number): Outcome {
    return playHidden(seed, (rogue, guild, victim) => {
        const event = { time: math.floor(guild.realm.getTime()), id: toId(FORMER, 1), body: awardBody(7, "x") };
        rogue.sayEvent(event, 7, victim);
        guild.realm.advance(2);
        rogue.sayEvent(event, SERVER);
    });
}

/** All scenarios of this file, by name. */
export const hostile: Record<string, Scenario> = {
    "other-body": playOtherBody,
    "same-digest": playSameDigest,
    "two-servers": playTwoServers,
};
