/** Clients with syncs over links of their own, in a guild whose network loses what it is told to. */

import { decodeFrame } from "../../src/link/frame";
import { Link } from "../../src/link/link";
import { Log } from "../../src/log/log";
import type { MessageKind } from "../../src/link/message-kind";
import { encodeFrame } from "../../src/link/frame";
import { SEAL_REQUEST } from "../../src/sync/seal-messages";
import { Sync } from "../../src/sync/sync";
import type { SealHost } from "../../src/sync/seal-host";
import { NO_SEALS } from "../support/no-seals";
import { SeededRandom } from "../random";
import type { TestEvent } from "../support/events";
import { RecordingListener } from "../support/log-listener";
import { NO_NATIVE } from "../support/natives";
import { ManualTime, MESSAGE_BYTES, START, World } from "../support/world";
import { FakeSeals } from "./fake-seals";

const TAG = 1;
const LATENCY = 0.1;

export interface ClientOptions {
    /** Whether it may speak; all can by default. */
    readonly maySpeak?: boolean;
    /** Whether it is a copy that knows no seals. */
    readonly isOld?: boolean;
}

export class SealClient {
    readonly world: World;
    readonly log: Log;
    readonly link: Link;
    readonly sync: Sync;
    readonly seals = new FakeSeals();
    isConnected = true;
    /** Bytes and messages that it sent, by type of message; fragments count as such. */
    readonly bytes = new LuaMap<number, number>();
    readonly messages = new LuaMap<number, number>();
    /** What it received that was new. */
    received = 0;

    constructor(
        private readonly guild: SealGuild,
        readonly name: string,
        seed: number,
        events: readonly TestEvent[],
        readonly options: ClientOptions,
    ) {
        this.world = new World(guild.time, name, undefined, seed);
        const { background, random, channel } = this.world;
        channel.isFree = guild.areWhispersFree;
        const outlets = this.world.outlets();
        this.log = new Log(background, NO_NATIVE, new RecordingListener());
        for (const { time, id, body } of events) this.log.insert(time, id, body);
        this.link = new Link({
            clock: guild.time,
            timers: guild.time,
            outlets,
            tag: TAG,
            self: name,
            routes: () => outlets.channel.routes(["GUILD"], []),
            mayPeerSpeak: (peer) => guild.maySpeak(peer),
        });
        const seals: SealHost = options.isOld === true ? NO_SEALS : this.seals;
        this.sync = new Sync(
            {
                log: this.log,
                clock: guild.time,
                timers: guild.time,
                background,
                random,
                port: this.link.port(),
                self: name,
                claim: START + seed,
                mayServe: () => options.maySpeak !== false,
                mayLeave: () => true,
                isCreator: () => false,
                isSending: () => true,
                seals,
            },
            {
                received: (time, id, _server, body) => {
                    const week = Math.floor(time / 604800);
                    const isAbsent = this.log.isAbsent(week);
                    if (isAbsent || !this.log.isClosed(week)) {
                        this.received++;
                        this.log.insert(time, id, body);
                    }
                },
                syncChanged: () => {},
            },
        );
        this.link.register(this.sync);
    }

    count(text: string): void {
        const [type] = decodeFrame(text, MESSAGE_BYTES);
        this.bytes.set(type!, (this.bytes.get(type!) ?? 0) + text.length);
        this.messages.set(type!, (this.messages.get(type!) ?? 0) + 1);
    }

    /** Says something by hand: to one client, or to everybody. */
    say<Message>(kind: MessageKind<Message>, payload: string, target?: string): void {
        this.guild.pass(this, encodeFrame(kind.type, TAG, payload), target);
    }
}

export class SealGuild {
    readonly time = new ManualTime();
    readonly clients: SealClient[] = [];
    readonly random: SeededRandom;
    /** Share of the messages that each receiver does not get. */
    loss = 0;
    /** Whether whispers come through. */
    doWhispersPass: (this: void, from: SealClient, to: SealClient) => boolean = () => true;

    constructor(
        readonly seed: number,
        readonly areWhispersFree = true,
    ) {
        this.random = new SeededRandom(seed);
    }

    add(name: string, events: readonly TestEvent[] = [], options: ClientOptions = {}): SealClient {
        const client = new SealClient(this, `${name}-Realm`, this.seed * 100 + this.clients.length, events, options);
        client.world.channel.answer = (text, _chatType, target) => {
            client.count(text);
            this.pass(client, text, target);
            return undefined;
        };
        this.clients.push(client);
        return client;
    }

    maySpeak(name: string): boolean {
        return this.clients.find((client) => client.name === name)?.options.maySpeak !== false;
    }

    pass(from: SealClient, text: string, target?: string): void {
        const [type] = decodeFrame(text, MESSAGE_BYTES);
        for (const to of this.clients) {
            const isMeant = to !== from && from.isConnected && to.isConnected && (target ?? to.name) === to.name;
            const isKnown = to.options.isOld !== true || type! < SEAL_REQUEST.type || type! >= 64;
            const isLost = this.random.integer(0, 9999) < this.loss * 10000;
            const isBlocked = target !== undefined && !this.doWhispersPass(from, to);
            if (isMeant && isKnown && !isLost && !isBlocked) {
                this.time.after(LATENCY, () => {
                    if (to.isConnected) to.link.receive(text, from.name, target === undefined ? "open" : "whisper");
                });
            }
        }
    }

    advance(seconds: number): void {
        this.time.advance(seconds);
    }

    /** Lets time pass until something is so, at most so many seconds. @returns how many have passed; nil when it never was. */
    until(isSo: (this: void) => boolean, most: number): number | undefined {
        const start = this.time.now;
        while (this.time.now - start < most) {
            if (isSo()) return this.time.now - start;
            this.advance(1);
        }
        return isSo() ? most : undefined;
    }

    /** Bytes and messages that all have sent, of some types; of all by default. */
    sent(isOf: (this: void, type: number) => boolean = () => true): { bytes: number; messages: number } {
        const sum = { bytes: 0, messages: 0 };
        for (const client of this.clients) {
            for (const [type, bytes] of client.bytes) {
                if (isOf(type)) {
                    sum.bytes += bytes;
                    sum.messages += client.messages.get(type)!;
                }
            }
        }
        return sum;
    }
}
