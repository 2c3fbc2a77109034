/** Hostile peers on the wire: clients without the library that hear what the guild says and answer with frames of their own. */

import { BlockWriter } from "../src/block/writer";
import { packU16 } from "../src/codec/integers";
import { weekOf } from "../src/event/key";
import { EVENT_FRAGMENT, FRAGMENT_LIMIT, TYPED_FRAGMENT } from "../src/link/fragments";
import { decodeFrame, encodeFrame } from "../src/link/frame";
import { tagOf } from "../src/link/tag";
import type { MessageKind } from "../src/link/message-kind";
import { RECENT_WEEKS } from "../src/sync/constants";
import { ADVERTISE, type Advertisement, encodeAdvertisement, EVENTS, HELLO, UNIT } from "../src/sync/messages";
import { encodeEntry, encodeRequest, ENTRY_LIMIT, Mode, REQUEST } from "../src/sync/requests";
import { rootBefore } from "../src/sync/roots";
import { rowsBetween, WEEK_END } from "../src/sync/week-summary";
import type { Client } from "../realm/realm";
import { logOf, type PastEvent, type ScenarioGuild, SERVER } from "./guild";
import { SETTLING } from "./outcome";

const LEDGER = "SimpleDKP";
const TAG = tagOf(LEDGER, "guild:Guild-Realm");

/** Seconds until a rogue has heard a message and answers it. */
const REACTION = 0.1;

/** Most bytes of a frame that the channel carries. */
const FRAME_BYTES = 255;

/** Somebody with a client of their own, and what they know. */
export class WireRogue {
    readonly client: Client;
    /** Bytes that were sent, whoever they reached. */
    bytes = 0;

    constructor(
        readonly guild: ScenarioGuild,
        rank: number,
        readonly past: readonly PastEvent[],
        name = "Rogue",
    ) {
        const addons = [{ name: "Rogue", source: "" }];
        this.client = guild.realm.addClient({ name, guild: "Guild", rank, addons });
        this.client.login();
    }

    /** Sends a message to the guild, or to one player. */
    say(kind: MessageKind, payload: string, target?: Client): void {
        const text = encodeFrame(kind.type, TAG, payload);
        this.bytes += text.length;
        if (target === undefined) {
            this.client.call("C_ChatInfo.SendAddonMessage", LEDGER, text, "GUILD");
        } else {
            this.client.call("C_ChatInfo.SendAddonMessage", LEDGER, text, "WHISPER", target.name);
        }
    }

    /** Does something now and every so many seconds. */
    repeat(seconds: number, act: (this: void) => void): void {
        act();
        this.guild.realm.after(seconds, () => this.repeat(seconds, act));
    }

    /** First week with a row of its own in an advertisement of now. */
    base(): number {
        return weekOf(this.past[this.past.length - 1].time) + 2 - RECENT_WEEKS;
    }
}

/** What a rogue hears of others. */
export interface Heard {
    readonly type: number;
    readonly payload: string;
    readonly sender: string;
}

/** What rogues do. */
export interface Attack {
    readonly rank: number;
    /** Default 1. */
    readonly rogues?: number;
    /** Called once, a minute later. @param others all clients but the rogues. */
    begin?(this: void, rogue: WireRogue, others: readonly Client[]): void;
    /** Called for each message that a rogue can hear. */
    hear?(this: void, rogue: WireRogue, heard: Heard): void;
}

/**
 * Brings the rogues of an attack into a guild: they are known when they begin.
 * @param counted called for each message of anybody else.
 */
export function attackGuild(
    guild: ScenarioGuild,
    attack: Attack,
    past: readonly PastEvent[],
    counted?: (this: void, bytes: number) => void,
): WireRogue[] {
    const rogues: WireRogue[] = [];
    const names = new LuaSet<string>();
    for (const index of $range(1, attack.rogues ?? 1)) {
        const rogue = new WireRogue(guild, attack.rank, past, `Rogue${string.char(96 + index)}`);
        rogues[index - 1] = rogue;
        names.add(`${rogue.client.name}-Realm`);
    }
    guild.onMessage = ({ text, sender, chatType }) => {
        if (names.has(sender)) return;
        counted?.(text.length);
        const [type, tag, payload] = decodeFrame(text, FRAME_BYTES);
        if (attack.hear === undefined || type === undefined || tag !== TAG || chatType !== "GUILD") return;
        for (const rogue of rogues) {
            guild.realm.after(REACTION, () => attack.hear!(rogue, { type, payload: payload as string, sender }));
        }
    };
    guild.realm.after(SETTLING, () => {
        for (const rogue of rogues) attack.begin?.(rogue, guild.clients);
    });
    return rogues;
}

/** What an honest officer with the past would advertise, with a claim that ranks first. */
export function truthOf(rogue: WireRogue): Advertisement {
    const log = logOf(rogue.past);
    log.hash(() => {});
    const base = rogue.base();
    return { claim: 1, base, root: rootBefore(log, base), rows: rowsBetween(log, base, WEEK_END) };
}

/** Advertises so at once, and then so often. */
export function advertiseOften(rogue: WireRogue, seconds: number, compose: (this: void) => Advertisement): void {
    rogue.repeat(seconds, () => rogue.say(ADVERTISE, encodeAdvertisement(compose())));
}

/** Advertises what is true, so that the others need not. */
export function advertiseTruth(rogue: WireRogue, seconds: number): void {
    const truth = truthOf(rogue);
    advertiseOften(rogue, seconds, () => truth);
}

/** Advertises what is true to who says Hello, before the others can. */
export function sayTruthToHello(rogue: WireRogue, { type }: Heard): void {
    if (type === HELLO.type) rogue.say(ADVERTISE, encodeAdvertisement(truthOf(rogue)));
}

/** One event of a week, another one each time. */
export function sayOneOf(rogue: WireRogue, weekNumber: number): void {
    const events = rogue.past.filter(({ time }) => weekOf(time) === weekNumber);
    if (events.length === 0) return;
    const { time, id, body } = rogue.guild.random.pick(events);
    const writer = new BlockWriter();
    writer.add(time, id, SERVER, body);
    rogue.say(EVENTS, writer.finish());
}

/** A first fragment of something large that never ends. */
export function sayFragment(rogue: WireRogue, target?: Client): void {
    const { random } = rogue.guild;
    const head = packU16(random.integer(0, 65535)) + string.char(0, 17);
    rogue.say(EVENT_FRAGMENT, head + string.rep("x", 100), target);
}

/** A fragment of a unit that never ends. @param index from 0 on. */
export function sayUnitFragment(rogue: WireRogue, sequence: number, index: number): void {
    const head = string.char(UNIT.type) + packU16(sequence) + string.char(index % (FRAGMENT_LIMIT - 1), FRAGMENT_LIMIT);
    rogue.say(TYPED_FRAGMENT, head + string.rep("x", 200));
}

/** Asks for a week of which nobody can tell the difference, under another salt each time. */
export function sayRequest(rogue: WireRogue, weekNumber: number, target: Client): void {
    const { random } = rogue.guild;
    const numbers: number[] = [];
    for (const index of $range(0, ENTRY_LIMIT - 1)) numbers[index] = random.integer(1, 2 ** 23);
    const entry = encodeEntry({
        weekNumber,
        count: 9000,
        mode: Mode.Sketch,
        isKeyed: false,
        isDoubted: false,
        fingerprint: random.uint32(),
        first: 1,
        numbers,
    });
    rogue.say(REQUEST, encodeRequest(random.integer(1, 2 ** 23), [entry]), target);
}
