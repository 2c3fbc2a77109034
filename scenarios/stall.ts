/** What hostile peers do to keep answers from who needs them, beside the same guild without them. */

import { BlockWriter } from "../src/block/writer";
import { weekOf } from "../src/event/key";
import {
    ADVERTISE,
    ANSWERING,
    encodeAdvertisement,
    encodeAnswering,
    encodeHello,
    EVENTS,
    HELLO,
} from "../src/sync/messages";
import { decodeRequest, encodeMore, MORE, REQUEST } from "../src/sync/requests";
import type { Client } from "../realm/realm";
import { type PastEvent, SERVER } from "./guild";
import type { Scenario } from "./outcome";
import { advertiseTruth, type Attack, type Heard, sayTruthToHello, truthOf, type WireRogue } from "./rogue";
import { playCatchUp } from "./wire";

const OFFICER = 1;
const MEMBER = 2;

/** Bytes of a payload. */
const PAYLOAD = 250;

/** The weeks that a heard request names. */
function weeksOf({ type, payload }: Heard): number[] {
    const request = type === REQUEST.type ? decodeRequest(payload) : undefined;
    return request === undefined ? [] : request.entries.map(({ weekNumber }) => weekNumber);
}

/** As many of these events as one message holds, from the first on. */
function pack(events: readonly PastEvent[]): { readonly block: string; readonly count: number } {
    const writer = new BlockWriter(PAYLOAD);
    let count = 0;
    for (const { time, id, body } of events) {
        if (!writer.add(time, id, SERVER, body)) break;
        count++;
    }
    return { block: writer.finish(), count };
}

function eventsOfWeek(rogue: WireRogue, weekNumber: number): PastEvent[] {
    return rogue.past.filter(({ time }) => weekOf(time) === weekNumber);
}

/** Says again and again the first few events of each week that somebody asks for. */
function repeatFirst(rogue: WireRogue, heard: Heard): void {
    sayTruthToHello(rogue, heard);
    for (const weekNumber of weeksOf(heard)) {
        const { block } = pack(eventsOfWeek(rogue, weekNumber));
        for (const times of $range(0, 20)) {
            rogue.guild.realm.after(3 * times, () => rogue.say(EVENTS, block));
        }
    }
}

/** Says the keys of all events of a week that somebody asks for, with bodies that nobody takes. */
function sayKeys(rogue: WireRogue, heard: Heard): void {
    sayTruthToHello(rogue, heard);
    for (const weekNumber of weeksOf(heard)) {
        let events = eventsOfWeek(rogue, weekNumber).map(({ time, id }) => ({ time, id, body: "\x01\x00\x00\x00" }));
        while (events.length > 0) {
            const { block, count } = pack(events);
            rogue.say(EVENTS, block);
            events = events.slice(count);
        }
    }
}

/** Asks whoever asks for more sums, by whisper, without end. */
function askMore(rogue: WireRogue, { type, payload, sender }: Heard): void {
    const request = type === REQUEST.type ? decodeRequest(payload) : undefined;
    if (request === undefined) return;
    const asker = rogue.guild.clients.find(({ name }) => `${name}-Realm` === sender);
    if (asker === undefined) return;
    const [{ weekNumber }] = request.entries;
    for (const times of $range(0, 40)) {
        rogue.guild.realm.after(0.3 * times, () => {
            rogue.say(MORE, encodeMore({ salt: request.salt, weekNumber, first: 1 }), asker);
        });
    }
}

function whisperAll(rogue: WireRogue, others: readonly Client[], say: (this: void, target: Client) => void): void {
    rogue.repeat(0.25, () => {
        for (const other of others) say(other);
    });
}

/** The attacks on a member that catches up, by name. */
export const STALLS: Record<string, Attack> = {
    hellos: {
        rank: MEMBER,
        begin: (rogue) => rogue.repeat(1, () => rogue.say(HELLO, encodeHello(rogue.guild.random.uint32()))),
    },
    "hellos-whispered": {
        rank: MEMBER,
        begin: (rogue, others) => {
            whisperAll(rogue, others, (other) => rogue.say(HELLO, encodeHello(rogue.guild.random.uint32()), other));
        },
    },
    "hello-now-and-then": {
        rank: MEMBER,
        begin: (rogue) => rogue.repeat(200, () => rogue.say(HELLO, encodeHello(1))),
    },
    news: {
        rank: OFFICER,
        begin: (rogue, others) => {
            const truth = truthOf(rogue);
            whisperAll(rogue, others, (other) => {
                const [row] = truth.rows;
                const rows = [{ ...row, count: 1, fingerprint: rogue.guild.random.uint32() }];
                rogue.say(ADVERTISE, encodeAdvertisement({ ...truth, rows }), other);
            });
        },
    },
    busy: {
        rank: OFFICER,
        begin: (rogue) => {
            advertiseTruth(rogue, 30);
            rogue.repeat(0.95, () => rogue.say(ANSWERING, encodeAnswering([1])));
        },
    },
    "busy-whispered": {
        rank: OFFICER,
        begin: (rogue, others) => {
            advertiseTruth(rogue, 30);
            whisperAll(rogue, others, (other) => rogue.say(ANSWERING, encodeAnswering([1]), other));
        },
    },
    repeat: { rank: OFFICER, begin: (rogue) => advertiseTruth(rogue, 30), hear: repeatFirst },
    keys: { rank: OFFICER, begin: (rogue) => advertiseTruth(rogue, 30), hear: sayKeys },
    more: { rank: OFFICER, hear: askMore },
    hijack: {
        rank: OFFICER,
        begin: (rogue, others) => {
            const truth = truthOf(rogue);
            whisperAll(rogue, others, (other) => {
                const { random } = rogue.guild;
                const rows = truth.rows.map((row) => ({ ...row, count: row.count + 50, fingerprint: random.uint32() }));
                rogue.say(ADVERTISE, encodeAdvertisement({ ...truth, root: random.uint32(), rows }), other);
            });
        },
    },
};

/** All scenarios of this file, by name. */
export const stall: Record<string, Scenario> = {};
for (const [name, attack] of pairs(STALLS)) stall[`stall-${name}`] = (seed) => playCatchUp(seed, attack);
