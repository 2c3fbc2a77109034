/** What hostile peers on the wire do to a guild, beside the same guild without them. */

import { parseField } from "../src/event/field";
import { encodeBody, type TypeDefinition } from "../src/event/schema";
import { toId, weekOf } from "../src/event/key";
import {
    ADVERTISE,
    ANSWERING,
    encodeAnswering,
    encodeRows,
    encodeRowsRequest,
    ROWS,
    ROWS_REQUEST,
} from "../src/sync/messages";
import { decodeRequest, REQUEST } from "../src/sync/requests";
import { eventCount, makePast, type PastEvent, ScenarioGuild } from "./guild";
import { conclude, type Outcome, type Scenario, SETTLING, untilEqual } from "./outcome";
import {
    advertiseOften,
    advertiseTruth,
    type Attack,
    attackGuild,
    type Heard,
    sayFragment,
    sayOneOf,
    sayRequest,
    sayTruthToHello,
    sayUnitFragment,
    truthOf,
    type WireRogue,
} from "./rogue";

const OFFICER = 1;
const MEMBER = 2;
const EVENT_COUNT = 2000;
const WEEKS = 10;
const HOUR = 3600;

function trickle(rogue: WireRogue, heard: Heard): void {
    sayTruthToHello(rogue, heard);
    const request = heard.type === REQUEST.type ? decodeRequest(heard.payload) : undefined;
    if (request === undefined) return;
    const weeks = request.entries.map(({ weekNumber }) => weekNumber);
    rogue.say(ANSWERING, encodeAnswering(weeks));
    for (const week of weeks) sayOneOf(rogue, week);
}

function trickling(rogues: number): Attack {
    return { rank: OFFICER, rogues, begin: (rogue) => advertiseTruth(rogue, 30), hear: trickle };
}

/** Officers who say to be at work on what they hear asked for, and send fragments of units that never end. */
function endlessUnits(rogues: number): Attack {
    return {
        rank: OFFICER,
        rogues,
        begin: (rogue) => {
            advertiseTruth(rogue, 30);
            let count = 0;
            rogue.repeat(1.5, () => {
                sayUnitFragment(rogue, math.floor(count / 20), count);
                count++;
            });
        },
        hear: (rogue, heard) => {
            sayTruthToHello(rogue, heard);
            const request = heard.type === REQUEST.type ? decodeRequest(heard.payload) : undefined;
            if (request === undefined) return;
            rogue.say(ANSWERING, encodeAnswering(request.entries.map(({ weekNumber }) => weekNumber)));
        },
    };
}

const ROWS_FLOOD: Attack = {
    rank: MEMBER,
    begin: (rogue) => rogue.repeat(1, () => rogue.say(ROWS_REQUEST, encodeRowsRequest(rogue.base()))),
};

const ROWS_FLOOD_BY_WHISPER: Attack = {
    rank: MEMBER,
    begin: (rogue, others) => {
        rogue.repeat(1, () => {
            for (const other of others) rogue.say(ROWS_REQUEST, encodeRowsRequest(rogue.base()), other);
        });
    },
};

/** The attacks on a member that catches up, by name. */
export const ATTACKS: Record<string, Attack> = {
    "rows-requests": ROWS_FLOOD,
    "rows-requests-whispered": ROWS_FLOOD_BY_WHISPER,
    "empty-rows": {
        rank: OFFICER,
        begin: (rogue) => advertiseTruth(rogue, 30),
        hear: (rogue, heard) => {
            sayTruthToHello(rogue, heard);
            if (heard.type === ROWS_REQUEST.type) {
                rogue.say(ROWS, encodeRows({ from: 0, to: rogue.base(), rows: [] }));
            }
        },
    },
    "endless-units": endlessUnits(1),
    "endless-units-4": endlessUnits(4),
    trickle: trickling(1),
    "trickle-4": trickling(4),
    "false-root": {
        rank: OFFICER,
        begin: (rogue) => {
            const truth = truthOf(rogue);
            advertiseOften(rogue, 5, () => ({ ...truth, root: rogue.guild.random.uint32() }));
        },
    },
    monopoly: {
        rank: OFFICER,
        begin: (rogue) => advertiseTruth(rogue, 20),
        hear: sayTruthToHello,
    },
};

/** A member without any event logs in to a guild in which somebody may mean harm. */
export function playCatchUp(seed: number, attack?: Attack): Outcome {
    const guild = new ScenarioGuild(seed);
    const past = makePast(guild.random, EVENT_COUNT, WEEKS);
    guild.login([...guild.add(2, OFFICER, past, "Officer"), ...guild.add(4, MEMBER, past)]);
    const [joiner] = guild.add(1, MEMBER, [], "Joiner");
    if (attack !== undefined) attackGuild(guild, attack, past);
    guild.realm.advance(SETTLING + 3 + guild.random.integer(0, 30));
    guild.reset();
    joiner.login();
    return conclude(guild, untilEqual(guild, past.length));
}

/** What the guild sends in an hour more than it would, while nothing happens but the attack; its bytes are the attack's. */
export function playRowsHour(seed: number, attack: Attack): { readonly answered: number; readonly received: number } {
    const hour = (isAttacked: boolean): { answered: number; received: number } => {
        const guild = new ScenarioGuild(seed);
        const past = makePast(guild.random, EVENT_COUNT / 2, 100);
        guild.login([...guild.add(2, OFFICER, past, "Officer"), ...guild.add(2, MEMBER, past)]);
        let answered = 0;
        const silence: Attack = { rank: attack.rank };
        const rogues = attackGuild(guild, isAttacked ? attack : silence, past, (bytes) => {
            answered += bytes;
        });
        guild.realm.advance(SETTLING);
        answered = 0;
        guild.realm.advance(HOUR);
        const counted = { answered, received: rogues[0].bytes };
        guild.check();
        guild.checkWords();
        return counted;
    };
    const { answered, received } = hour(true);
    return { answered: answered - hour(false).answered, received };
}

const LARGE: TypeDefinition = {
    name: "award",
    id: 1,
    fields: ["players:guid[]", "amount", "reason"].map((field) => parseField(field)!),
};

/** Events that travel in fragments, each of another size. */
function makeLarge(guild: ScenarioGuild, past: readonly PastEvent[], count: number): PastEvent[] {
    const { time } = past[past.length - 1];
    const events: PastEvent[] = [];
    for (const index of $range(1, count)) {
        const letters: string[] = [];
        for (const at of $range(0, 2000 + guild.random.integer(0, 1900))) {
            letters[at] = string.char(guild.random.integer(97, 122));
        }
        const [body] = encodeBody(LARGE, { players: [], amount: index, reason: letters.join("") });
        events.push({ time: time + index, id: toId(70001, 0), body: body! });
    }
    return events;
}

const FRAGMENTS: Attack = {
    rank: MEMBER,
    begin: (rogue, others) => {
        rogue.repeat(0.25, () => {
            sayFragment(rogue);
            for (const other of others) sayFragment(rogue, other);
        });
    },
};

/** A member who lacks five large events logs in, beside somebody who begins four wholes a second and finishes none. */
export function playLargeEvents(seed: number, isAttacked: boolean): Outcome {
    const guild = new ScenarioGuild(seed);
    const past = makePast(guild.random, 200, 2);
    const all = [...past, ...makeLarge(guild, past, 5)];
    guild.login([...guild.add(2, OFFICER, all, "Officer"), ...guild.add(3, MEMBER, all)]);
    const [late] = guild.add(1, MEMBER, past, "Late");
    if (isAttacked) attackGuild(guild, FRAGMENTS, all);
    guild.realm.advance(SETTLING + 10 + guild.random.integer(0, 30));
    guild.reset();
    late.login();
    return conclude(guild, untilEqual(guild, all.length));
}

const REQUESTS: Attack = {
    rank: MEMBER,
    begin: (rogue, others) => {
        const week = weekOf(rogue.past[0].time);
        rogue.repeat(0.25, () => {
            for (const other of others) sayRequest(rogue, week, other);
        });
    },
};

/**
 * Milliseconds that each look at the profiling clock takes here, so that a task has a few steps a frame: 32 events are hashed
 * in one, which takes about as long.
 */
const SLOW_STEP = 1;

/** Officers write in a guild with a week of 10,000 events, at 20 frames a second. Seconds: the slowest until all have it. */
export function playRequestFlood(seed: number, isAttacked: boolean): Outcome {
    const guild = new ScenarioGuild(seed, { frameRate: 20, profileStep: SLOW_STEP });
    const past = makePast(guild.random, 10000, 1);
    const officers = guild.add(2, OFFICER, past, "Officer");
    guild.login([...officers, ...guild.add(2, MEMBER, past)]);
    if (isAttacked) attackGuild(guild, REQUESTS, past);
    guild.realm.advance(SETTLING);
    let slowest = 0;
    let isEqual = true;
    for (const index of $range(1, 5)) {
        guild.realm.advance(8);
        const writer = officers[index % 2];
        writer.slash(`/sdkp award ${writer.name} ${tostring(index)} live`);
        const outcome = untilEqual(guild, past.length + index, 120, 0.1);
        slowest = math.max(slowest, outcome.seconds);
        isEqual = isEqual && outcome.isEqual;
    }
    return conclude(guild, { ...guild.counted, seconds: slowest, isEqual });
}

/** An officer has what the others lack, and whatever he advertises is whispered back to him as somebody else's. */
export function playEcho(seed: number, isAttacked: boolean): Outcome {
    const guild = new ScenarioGuild(seed);
    const past = makePast(guild.random, 200, 2);
    const [writer, ...others] = [...guild.add(2, OFFICER, past, "Officer"), ...guild.add(4, MEMBER, past)];
    guild.login([writer, ...others]);
    let echo: string | undefined;
    const attack: Attack = {
        rank: OFFICER,
        begin: (rogue) => {
            rogue.repeat(0.25, () => {
                if (echo !== undefined) rogue.say(ADVERTISE, echo, writer);
            });
        },
        hear: (_, { type, payload, sender }) => {
            if (type === ADVERTISE.type && sender === `${writer.name}-Realm`) echo = payload;
        },
    };
    const rogues = isAttacked ? attackGuild(guild, attack, past) : [];
    guild.realm.advance(SETTLING + guild.random.integer(0, 30));
    guild.realm.partition([[writer, ...rogues.map(({ client }) => client)], others]);
    for (const points of $range(1, 5)) writer.slash(`/sdkp award ${writer.name} ${tostring(points)} alone`);
    guild.realm.advance(SETTLING);
    const count = eventCount(writer);
    guild.reset();
    guild.realm.heal();
    return conclude(guild, untilEqual(guild, count));
}

/** All scenarios of this file, by name. */
export const wire: Record<string, Scenario> = {
    "attack-none": (seed) => playCatchUp(seed),
    "large-events": (seed) => playLargeEvents(seed, false),
    "attack-fragments": (seed) => playLargeEvents(seed, true),
    "large-week": (seed) => playRequestFlood(seed, false),
    "attack-requests": (seed) => playRequestFlood(seed, true),
    "alone-with-more": (seed) => playEcho(seed, false),
    "attack-echo": (seed) => playEcho(seed, true),
};
for (const [name, attack] of pairs(ATTACKS)) wire[`attack-${name}`] = (seed) => playCatchUp(seed, attack);
