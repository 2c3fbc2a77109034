import { ChunkCache } from "./addons/chunks";
import { Channel } from "./channel/channel";
import { type Faults, createFaults } from "./channel/faults";
import { type MessageRecord } from "./channel/message";
import { type TrafficRow } from "./channel/traffic";
import { type CallbackHook, type Character, type CharacterWorld } from "./client/character";
import { Client } from "./client/client";
import { type ClientOptions } from "./client/options";
import { Action } from "./clock/action";
import { Clock } from "./clock/clock";
import { Random } from "./random";
import { SavedStore } from "./saved/store";
import { WorldDirectory } from "./world/directory";
import { formGroup, joinGroup, leaveGroup, setAssistant, setMasterLooter } from "./world/grouping";
import { Guild, type GuildOptions } from "./world/guild";
import { type Surnames } from "./world/member";

export { AddonOptions } from "./addons/addon";
export { RestrictionType, SendResult } from "./channel/enums";
export { Faults } from "./channel/faults";
export { MessageRecord } from "./channel/message";
export { Client } from "./client/client";
export { ClientOptions } from "./client/options";
export { Native } from "./natives";
export { installEncodingUtil } from "./natives/encoding-util";

/** 14 November 2023, 22:13:20 UTC. */
const DEFAULT_START = 1700000000;
/** Frames a second of a game that runs well. */
const DEFAULT_FRAME_RATE = 60;
/** Seconds until the roster is there after a login. */
const DEFAULT_ROSTER_DELAY = 5;
/** Seconds until GetGuildInfo answers after a login. */
const DEFAULT_GUILD_INFO_DELAY = 1;
/** Seconds between two looks at the condition of advanceUntil. */
const DEFAULT_CHECK_INTERVAL = 0.1;

/** Parts of the seed, one for each thing that is drawn by lot. */
const NETWORK_STREAM = 0;
const GUID_STREAM = 1;
const FIRST_CLIENT_STREAM = 2;

/** How a realm is made. All of `Faults` may be given as well. */
export interface RealmOptions extends Partial<Faults> {
    /** A whole number that determines everything. Default 1. */
    readonly seed?: number;
    /** Unix seconds at which the realm begins. Default 1,700,000,000. */
    readonly startTime?: number;
    /** Frames a second: what runs at all runs at one of them. Default 60. */
    readonly frameRate?: number;
    /** Seconds after a login during which the guild roster is empty. Default 5. */
    readonly rosterDelay?: number;
    /** Seconds after a login during which GetGuildInfo gives nil. Default 1. */
    readonly guildInfoDelay?: number;
    /** Milliseconds by which each look at GetTimePreciseSec or debugprofilestop moves both on. Default: they tell the real processor time, and
     * what addons make of that is not determined by the seed. */
    readonly profileStep?: number;
    /** A folder on disk for SavedVariables. Default: they are only held by the realm. */
    readonly savedFolder?: string;
    /**
     * Characters are called "First Last", as in WoW Forever, and there are no realms: roster, senders and whisper targets
     * say "First Last" alone. UnitName gives the two names as two values ("separate") or as one ("joined"): reports differ.
     * Default: characters have one name, and a realm.
     */
    readonly surnames?: Surnames;
    /** Groups of realm names between which whispers pass. Default: none. */
    readonly connectedRealms?: readonly (readonly string[])[];
}

/** An error of a client's code. */
export interface RealmError {
    /** Seconds since the realm began. */
    readonly time: number;
    /** "Name-Realm". */
    readonly client: string;
    readonly message: string;
    readonly stack: string;
}

/** A row of `realm.getTraffic()`. */
export interface ClientTraffic extends TrafficRow {
    /** "Name-Realm". */
    readonly client: string;
}

/** A simulated world: clients, guilds, groups, a network with faults, and a clock. */
export class Realm {
    /** The clients, in the order of making. */
    readonly clients: Client[] = [];
    /** The errors of all clients. */
    readonly errors: RealmError[] = [];
    /** What the network does; may be changed at any time. */
    readonly faults: Faults;
    /** A generator for the simulation's own draws. */
    readonly random: Random;
    private readonly clock: Clock;
    private readonly channel: Channel;
    private readonly world: CharacterWorld;
    private readonly guidRandom: Random;
    private readonly guidNumbers = new LuaSet<number>();

    constructor(options: RealmOptions) {
        this.random = new Random(options.seed ?? 1);
        this.guidRandom = this.random.fork(GUID_STREAM);
        this.faults = createFaults(options);
        this.clock = new Clock(options.frameRate ?? DEFAULT_FRAME_RATE);
        const directory = new WorldDirectory<Character>(options.connectedRealms ?? []);
        this.channel = new Channel(this.clock, this.random.fork(NETWORK_STREAM), this.faults, directory);
        this.world = {
            clock: this.clock,
            channel: this.channel,
            chunks: new ChunkCache(),
            store: new SavedStore(options.savedFolder),
            directory,
            guilds: new LuaTable(),
            accounts: new LuaSet(),
            startTime: options.startTime ?? DEFAULT_START,
            guildInfoDelay: options.guildInfoDelay ?? DEFAULT_GUILD_INFO_DELAY,
            rosterDelay: options.rosterDelay ?? DEFAULT_ROSTER_DELAY,
            profileStep: options.profileStep,
            surnames: options.surnames,
            report: (client, message, stack) => {
                this.errors.push({ time: this.clock.now, client, message, stack });
            },
        };
    }

    /** Founds a guild. */
    addGuild(options: GuildOptions): Guild<Character> {
        const guild = new Guild<Character>(options);
        this.world.guilds.set(options.name, guild);
        return guild;
    }

    /** Makes a client; it is offline until `client.login()`. */
    addClient(options: ClientOptions): Client {
        const stream = FIRST_CLIENT_STREAM + this.clients.length;
        const client = new Client(this.world, options, this.drawGuid(options.guidNumber), this.random.fork(stream));
        this.clients.push(client);
        return client;
    }

    /** Puts clients into one raid; the first one leads. `isInstance`: made by the dungeon finder. */
    setRaid(clients: readonly Client[], isInstance = false): void {
        formGroup<Character>(clients, true, isInstance);
    }

    /** Puts clients into one party of at most five. */
    setParty(clients: readonly Client[], isInstance = false): void {
        formGroup<Character>(clients, false, isInstance);
    }

    /** Puts a client into the party or raid of another one, which goes on. */
    joinGroup(client: Client, other: Client): void {
        joinGroup<Character>(client, other);
    }

    /** Takes a client out of its party or raid. */
    leaveGroup(client: Client): void {
        leaveGroup<Character>(client);
    }

    /** Makes a client of a raid its assistant, or takes that back. */
    setAssistant(client: Client, isAssistant = true): void {
        setAssistant<Character>(client, isAssistant);
    }

    /** Lets a client give out the loot of its raid or party, or sets another loot method. */
    setMasterLooter(client: Client, isMasterLooter = true): void {
        setMasterLooter<Character>(client, isMasterLooter);
    }

    /** Cuts the network: only clients of one list hear each other. All that are in no list stay together. */
    partition(sides: readonly (readonly Client[])[]): void {
        this.heal();
        let side = 0;
        for (const clients of sides) {
            side++;
            for (const client of clients) client.side = side;
        }
    }

    /** Ends a partition. */
    heal(): void {
        for (const client of this.clients) client.side = 0;
    }

    /** The share of messages that is lost from now on, 0..1. */
    setLoss(loss: number): void {
        this.faults.loss = loss;
    }

    /** Lets time pass. */
    advance(seconds: number): void {
        this.clock.advance(seconds);
    }

    /**
     * Lets time pass until a condition holds.
     *
     * @param checkEvery seconds between two looks at it; it is not looked at while nothing happens
     * @returns whether it came to hold within `maxSeconds`
     */
    advanceUntil(
        condition: (this: void) => boolean,
        maxSeconds: number,
        checkEvery: number = DEFAULT_CHECK_INTERVAL,
    ): boolean {
        if (condition()) return true;
        let next = this.clock.now + checkEvery;
        const stopped = this.clock.advance(maxSeconds, () => {
            if (this.clock.now < next) return false;
            next = this.clock.now + checkEvery;
            return condition();
        });
        return stopped || condition();
    }

    /** Does something after so many seconds, between the callbacks of the clients. */
    after(seconds: number, body: (this: void) => void): void {
        this.clock.schedule(new Action(body), seconds);
    }

    /** Seconds since the realm began. */
    getTime(): number {
        return this.clock.now;
    }

    /** Unix seconds of the server, whole. */
    getServerTime(): number {
        return math.floor(this.world.startTime + this.clock.now);
    }

    /** Has each message told to a function as it enters the network; undefined ends it. */
    setMessageHook(hook: ((this: void, message: MessageRecord) => void) | undefined): void {
        this.channel.onMessage = hook;
    }

    /** Has each callback of the clients' code told to a function, but not what runs behind a loading screen; undefined ends it. */
    setCallbackHook(hook: CallbackHook | undefined): void {
        this.world.onCallback = hook;
    }

    /** What each client sent and received, by client, prefix and chat type. */
    getTraffic(): ClientTraffic[] {
        const rows: ClientTraffic[] = [];
        for (const client of this.clients) {
            for (const row of client.traffic.list()) rows.push({ client: client.fullName, ...row });
        }
        return rows;
    }

    private drawGuid(chosen: number | undefined): number {
        let guid = chosen ?? this.guidRandom.uint32();
        while (chosen === undefined && this.guidNumbers.has(guid)) guid = this.guidRandom.uint32();
        this.guidNumbers.add(guid);
        return guid;
    }
}

/**
 * Makes a realm.
 *
 * ```ts
 * const realm = createRealm({ seed: 1, loss: 0.1 });
 * realm.addGuild({ name: "Guild", ranks: [{ name: "Leader" }, { name: "Member" }] });
 * const addons = [{ toc: "examples/SimpleDKP/SimpleDKP.toc", externals: { "Libs/LibEventLedger": "dist" } }];
 * const thrall = realm.addClient({ name: "Thrall", guild: "Guild", rank: 0, addons });
 * const jaina = realm.addClient({ name: "Jaina", guild: "Guild", rank: 1, addons });
 * thrall.login();
 * jaina.login();
 * thrall.slash("/sdkp award Jaina 50");
 * realm.advance(60);
 * jaina.slash("/sdkp top");
 * print(table.concat(jaina.chat, "\n"), realm.errors.length);
 * ```
 */
export function createRealm(options: RealmOptions): Realm {
    return new Realm(options);
}
