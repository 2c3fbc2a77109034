/** A simulated guild whose clients are in one room: a network with faults, rosters that lag, and a clock. */

import { Clock as SimulatedClock } from "../../realm/clock/clock";
import { Action } from "../../realm/clock/action";
import { Lifetime } from "../../src/lifetime";
import { Link } from "../../src/link/link";
import { tagOf } from "../../src/link/tag";
import { Outlets } from "../../src/link/outlets";
import { TokenBucket } from "../../src/link/token-bucket";
import { RoomSession } from "../../src/live/session";
import type { AddonChannel, Arrival, Clock, Handle, Route, SendResult, Throttle, Timers } from "../../src/ports";
import { SeededRandom } from "../random";
import { CollectingGuard } from "../support/collecting-guard";
import { SeededFractions } from "../support/world";

const START = 1700000000;
const LATENCY = 0.1;
const ROSTER_SECONDS = 15;
/** Frames a second; the heap of the clock holds one number for each that anything happens in. */
const RATE = 60;

/** Faults of the network; may be changed at any time. */
export interface Faults {
    /** Share of messages that each receiver loses. */
    loss: number;
}

class SimulatedTime implements Clock, Timers {
    constructor(
        private readonly clock: SimulatedClock,
        private readonly isAlive: (this: void) => boolean,
    ) {}

    serverTime(): number {
        return math.floor(START + this.clock.now);
    }

    uptime(): number {
        return this.clock.now;
    }

    milliseconds(): number {
        return 0;
    }

    after(seconds: number, callback: (this: void) => void): Handle {
        let isCancelled = false;
        const action = new Action(() => {
            if (!isCancelled && this.isAlive()) callback();
        });
        this.clock.schedule(action, seconds);
        return { cancel: () => (isCancelled = true) as unknown as void };
    }

    every(seconds: number, callback: (this: void) => void): Handle {
        let isCancelled = false;
        const run = (): void => {
            if (isCancelled || !this.isAlive()) return;
            this.clock.schedule(new Action(run), seconds);
            callback();
        };
        this.clock.schedule(new Action(run), seconds);
        return { cancel: () => (isCancelled = true) as unknown as void };
    }
}

/** A client of the guild. */
export class RoomClient {
    /** Nil while it is offline. */
    session: RoomSession | undefined;
    link: Link | undefined;
    isOnline = false;
    isLocked = false;
    maySpeak = true;
    isWhisperFree = true;
    side = 0;
    /** Who is online, as its game tells. */
    readonly roster = new LuaMap<string, boolean>();
    hasRoster = false;
    /** Joined and left, as it was told: "+A-Realm", "-A-Realm". */
    readonly heard: string[] = [];
    readonly guard = new CollectingGuard();
    /** Messages sent in this login. */
    sent = 0;
    /** Has what stands on the boards made for each session. */
    onOpen: ((this: void, session: RoomSession) => void) | undefined;
    private lifetime: Lifetime | undefined;
    private outlets: Outlets | undefined;
    private logins = 0;
    private incarnation = 0;

    constructor(
        private readonly guild: RoomGuild,
        readonly name: string,
        private readonly seed: number,
    ) {}

    login(): void {
        this.isOnline = true;
        this.hasRoster = false;
        this.guild.note(this, true);
        this.open();
        this.guild.later(5, () => this.readRoster());
    }

    /** Logs out, and says so. */
    logout(): void {
        this.end();
        this.isOnline = false;
        this.guild.note(this, false);
    }

    crash(): void {
        this.lifetime?.end();
        this.session = undefined;
        this.isOnline = false;
        this.guild.note(this, false);
    }

    reload(): void {
        this.end();
        this.open();
    }

    receive(text: string, sender: string, arrival: Arrival): void {
        this.link?.receive(text, sender, arrival);
    }

    readRoster(): void {
        if (!this.isOnline) return;
        this.hasRoster = true;
        for (const client of this.guild.clients) this.roster.set(client.name, client.isOnline);
        this.session?.members.onRoster();
    }

    private end(): void {
        this.session?.gossip.speaker.bye();
        this.outlets?.flush();
        this.lifetime?.end();
        this.link?.close();
        this.session = undefined;
        this.link = undefined;
    }

    private open(): void {
        this.logins++;
        const login = this.logins;
        const time = new SimulatedTime(this.guild.clock, () => this.isOnline && this.logins === login);
        const lifetime = new Lifetime(time, { run: () => ({ cancel: () => {} }), drive: () => {} });
        const random = new SeededFractions(this.seed * 1000 + login);
        const channel = this.channel();
        const { burst, rate } = channel.whisperThrottle;
        this.outlets = new Outlets(channel, time, time, random, new TokenBucket(time, burst, rate));
        this.lifetime = lifetime;
        this.link = new Link({
            clock: time,
            timers: lifetime,
            outlets: this.outlets,
            tag: tagOf("Room", "guild"),
            self: this.name,
            routes: () => (this.maySpeak ? [{ chatType: "GUILD" }] : []),
            mayPeerSpeak: () => true,
        });
        this.incarnation = math.max(time.serverTime(), this.incarnation + 1);
        const context = {
            clock: time,
            timers: lifetime,
            random,
            guard: this.guard,
            port: this.link.port(),
            self: this.name,
            scope: {
                isMember: (name: string) => (this.hasRoster ? this.roster.has(name) : undefined),
                isOnline: (name: string) => (this.hasRoster ? this.roster.get(name) : undefined),
                maySpeak: () => this.maySpeak,
            },
        };
        this.session = new RoomSession(context, this.incarnation, {
            joined: (name) => this.heard.push(`+${name}`),
            left: (name) => this.heard.push(`-${name}`),
        });
        this.link.register(this.session.gossip);
        this.onOpen?.(this.session);
    }

    private channel(): AddonChannel {
        const throttle: Throttle = { burst: 10, rate: 1 };
        return {
            messageBytes: 255,
            throttle,
            whisperThrottle: { burst: 10, rate: 3 },
            prefixProblem: undefined,
            sendError: undefined,
            send: (text: string, route: Route): SendResult => {
                if (this.isLocked) return "lockdown";
                this.sent++;
                this.guild.carry(this, text, route);
                return "sent";
            },
            routes: () => [],
            isWhisperFree: () => this.isWhisperFree,
            restriction: () => (this.isLocked ? "encounter" : undefined),
        };
    }
}

export class RoomGuild {
    readonly clock = new SimulatedClock(RATE);
    readonly clients: RoomClient[] = [];
    readonly faults: Faults = { loss: 0 };
    readonly random: SeededRandom;
    /** Messages to all and whispers, since the beginning or the last time that somebody set it to 0. */
    messages = 0;
    /** Told of each message. */
    onMessage: ((this: void, sender: string, text: string) => void) | undefined;

    constructor(seed: number, count: number) {
        this.random = new SeededRandom(seed);
        for (const index of $range(1, count)) {
            this.clients.push(new RoomClient(this, string.format("M%03.0f-Realm", index), seed + index));
        }
        const refresh = (): void => {
            this.later(ROSTER_SECONDS, refresh);
            for (const client of this.clients) this.later(this.fraction() * 5, () => client.readRoster());
        };
        refresh();
    }

    later(seconds: number, body: (this: void) => void): void {
        this.clock.schedule(new Action(body), seconds);
    }

    advance(seconds: number): void {
        this.clock.advance(seconds);
    }

    online(): RoomClient[] {
        return this.clients.filter(({ isOnline }) => isOnline);
    }

    /** The game's word that somebody is online or not reaches the others. */
    note(client: RoomClient, isOnline: boolean): void {
        if (isOnline) return;
        this.later(LATENCY, () => {
            if (client.isOnline) return;
            for (const other of this.online()) other.session?.members.onOffline(client.name);
        });
    }

    carry(sender: RoomClient, text: string, { target }: Route): void {
        this.messages++;
        this.onMessage?.(sender.name, text);
        for (const client of this.clients) {
            const isMeant = client.isOnline && client.side === sender.side && (target ?? client.name) === client.name;
            const isLost = this.faults.loss > 0 && this.fraction() < this.faults.loss;
            if (isMeant && !(isLost && client !== sender)) {
                this.later(LATENCY, () => client.receive(text, sender.name, target === undefined ? "open" : "whisper"));
            }
        }
    }

    private fraction(): number {
        return this.random.integer(0, 999999) / 1000000;
    }
}
