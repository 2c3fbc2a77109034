import { type Channel } from "../channel/channel";
import { Throttle } from "../channel/throttle";
import { Traffic } from "../channel/traffic";
import { Action } from "../clock/action";
import { type Clock } from "../clock/clock";
import { type ChunkCache } from "../addons/chunks";
import { type Payload, pack } from "../lua/types";
import { type SavedStore } from "../saved/store";
import { type WorldDirectory, normalizeRealm } from "../world/directory";
import { type Group } from "../world/group";
import { type Guild } from "../world/guild";
import { type Member, type Surnames, OFFLINE_TEXT } from "../world/member";
import { isGameEvent } from "./events";
import { type Host, type SaidLine, type Session } from "./host";
import { type ClientOptions, DEFAULT_INTERFACE, DEFAULT_REALM, DEFAULT_SERVER_ID } from "./options";
import { Restrictions } from "./restrictions";

const floor = math.floor;

/** Seconds between two answers to C_GuildInfo.GuildRoster; requests in between are ignored. */
const ROSTER_REQUEST_INTERVAL = 10;

/** Hears of a callback: whose, the event, "OnUpdate", "C_Timer" or the slash command, and milliseconds of processor time. */
export type CallbackHook = (this: void, client: string, what: string, ms: number) => void;

/** What the clients of a realm share. */
export interface CharacterWorld {
    readonly clock: Clock;
    readonly channel: Channel;
    readonly chunks: ChunkCache;
    readonly store: SavedStore;
    readonly directory: WorldDirectory<Character>;
    readonly guilds: LuaTable<string, Guild<Character> | undefined>;
    /** Names of the accounts with a character online. */
    readonly accounts: LuaSet<string>;
    /** Unix seconds at which the realm began. */
    readonly startTime: number;
    /** Seconds after a login until GetGuildInfo answers. */
    readonly guildInfoDelay: number;
    /** Seconds after a login until the guild roster is there. */
    readonly rosterDelay: number;
    /** Milliseconds by which each look at the clocks that measure code moves them on; undefined for real processor time. */
    readonly profileStep?: number;
    /** Where characters have surnames: how UnitName gives them. */
    readonly surnames?: Surnames;
    /** Told of each callback of each client. */
    onCallback?: CallbackHook;
    /** Where errors go. */
    readonly report: (this: void, client: string, message: string, stack: string) => void;
}

/** A character as the server and the functions of the game see it. */
export class Character implements Host {
    readonly guid: string;
    readonly account: string;
    readonly interfaceVersion: number;
    readonly surnames?: Surnames;
    readonly hasOldSendResult: boolean;
    /** What addons said in chat, over all logins. Nobody hears it. */
    readonly said: SaidLine[] = [];
    /** What addons printed, over all logins. */
    readonly chat: string[] = [];
    readonly restrictions = new Restrictions();
    readonly throttle = new Throttle();
    readonly traffic = new Traffic();
    name: string;
    realmName: string;
    normalizedRealm: string;
    /** "Name-Realm", the realm without spaces and hyphens; "First Last" where there are surnames. */
    fullName: string;
    guild?: Guild<Character>;
    /** Index of the guild rank; 0 is the guild master. */
    rank = 0;
    group?: Group<Character>;
    isOnline = false;
    isConnected = true;
    isInCombat = false;
    inInstance = false;
    target?: Member;
    hasGuildInfo = false;
    hasRoster = false;
    side = 0;
    underway = 0;
    lastArrival = 0;
    protected session?: Session;
    /** What its code raised last, or why an addon was not loaded; nil while there was nothing. */
    protected lastError: string | undefined;
    /** Counts logins, so that what was under way for an earlier one is dropped. */
    protected logins = 0;
    private nextRosterAnswer = 0;
    private profileTime = 0;

    constructor(
        protected readonly world: CharacterWorld,
        protected readonly options: ClientOptions,
        guidNumber: number,
    ) {
        this.name = options.name;
        this.realmName = options.realmName ?? DEFAULT_REALM;
        this.normalizedRealm = normalizeRealm(this.realmName);
        this.surnames = world.surnames;
        this.fullName = this.toFullName();
        this.guid = string.format("Player-%d-%08X", options.serverId ?? DEFAULT_SERVER_ID, guidNumber);
        this.account = options.account ?? this.fullName;
        this.interfaceVersion = options.interfaceVersion ?? DEFAULT_INTERFACE;
        this.hasOldSendResult = options.hasOldSendResult ?? false;
        world.directory.add(this);
        if (options.guild !== undefined) this.enterGuild(options.guild, options.rank);
    }

    /** Changes the guild rank (0 = guild master). */
    setRank(rank: number): void {
        const guild = this.guild;
        if (guild === undefined || guild.ranks[rank] === undefined) {
            return error(`realm: setRank: ${this.fullName} has no guild with a rank ${rank}`, 2);
        }
        this.rank = rank;
        this.announceRoster(guild);
        this.whenOnline(0, () => this.fire("PLAYER_GUILD_UPDATE", "player"));
    }

    /** Joins another guild, or none. Default rank: the lowest. */
    setGuild(name: string | undefined, rank?: number): void {
        const former = this.guild;
        if (former !== undefined) {
            former.remove(this);
            this.guild = undefined;
            this.announceRoster(former);
        }
        this.hasRoster = false;
        this.hasGuildInfo = true;
        if (name === undefined) {
            this.whenOnline(0, () => this.fire("PLAYER_GUILD_UPDATE", "player"));
            return;
        }
        this.enterGuild(name, rank);
        this.awaitGuild(0, this.world.rosterDelay);
    }

    /** Renames the character; the GUID stays. Only while it is offline. */
    rename(name: string): void {
        if (this.isOnline) error(`realm: rename: ${this.fullName} is online`, 2);
        this.world.directory.remove(this);
        this.name = name;
        this.fullName = this.toFullName();
        this.world.directory.add(this);
        if (this.guild !== undefined) this.announceRoster(this.guild);
    }

    /** Runs an event through the client's frames, as the game would. Nothing happens while it is offline. */
    fire(event: string, ...args: unknown[]): void {
        if (this.session?.isAlive !== true) return;
        // An event that only this client lacks is no mistake: nobody there can have registered it.
        if (!isGameEvent(event) && !this.session.hub.knownEvents.has(event)) {
            error(`realm: fire: unknown event "${event}"`, 2);
        }
        this.session.hub.fire(event, pack(...args));
    }

    hears(prefix: string): boolean {
        return this.session !== undefined && this.session.prefixes.has(prefix);
    }

    isLockedDown(): boolean {
        return this.restrictions.blocksMessages();
    }

    receive(payload: Payload): void {
        (this.session as Session).hub.fire("CHAT_MSG_ADDON", payload);
    }

    /** Cut off at the next tick: the code that sent too much is still running. */
    kick(): void {
        this.whenOnline(0, () => this.endByServer());
    }

    getServerTime(): number {
        return floor(this.world.startTime + this.world.clock.now + (this.options.serverTimeOffset ?? 0));
    }

    getLocalTime(): number {
        return floor(this.world.startTime + this.world.clock.now + (this.options.localTimeOffset ?? 0));
    }

    getProfileTime(): number {
        if (this.world.profileStep === undefined) return os.clock() * 1000;
        this.profileTime += this.world.profileStep;
        return this.profileTime;
    }

    requestRoster(): void {
        const now = this.world.clock.now;
        if (this.guild === undefined || now < this.nextRosterAnswer) return;
        this.nextRosterAnswer = now + ROSTER_REQUEST_INTERVAL;
        this.whenOnline(this.world.channel.faults.latency, () => {
            // Before the roster's first arrival there is nothing to answer with.
            if (this.hasRoster) this.fire("GUILD_ROSTER_UPDATE", false);
        });
    }

    noteCallback(what: string, ms: number): void {
        const hook = this.world.onCallback;
        if (hook !== undefined) hook(this.fullName, what, ms);
    }

    reportError(message: string, stack: string): void {
        this.lastError = message;
        this.world.report(this.fullName, message, stack);
    }

    /** What the server does to a client that sends too much. */
    protected endByServer(): void {
        this.isConnected = false;
    }

    /** Lets guild name and roster arrive. */
    protected awaitGuild(infoDelay: number, rosterDelay: number): void {
        if (this.guild === undefined) return;
        this.whenOnline(infoDelay, () => {
            this.hasGuildInfo = true;
            this.fire("PLAYER_GUILD_UPDATE", "player");
        });
        this.whenOnline(rosterDelay, () => {
            this.hasRoster = true;
            this.fire("GUILD_ROSTER_UPDATE", false);
        });
    }

    /** Lets guild and group hear that this character is offline. */
    protected announceOffline(): void {
        const { latency } = this.world.channel.faults;
        for (const member of this.guild?.members ?? []) {
            const name = member.normalizedRealm === this.normalizedRealm ? this.name : this.fullName;
            const text = string.format(OFFLINE_TEXT, name);
            member.whenOnline(latency, () => member.fire("CHAT_MSG_SYSTEM", text));
        }
        for (const member of this.group?.members ?? []) {
            member.whenOnline(latency, () => member.fire("GROUP_ROSTER_UPDATE"));
        }
    }

    /** Does something later, unless the character has logged out by then. */
    private whenOnline(seconds: number, body: (this: void) => void): void {
        const login = this.logins;
        const action = new Action(() => {
            if (this.isOnline && this.logins === login) body();
        });
        this.world.clock.schedule(action, seconds);
    }

    private toFullName(): string {
        if (this.surnames === undefined) return `${this.name}-${this.normalizedRealm}`;
        const [first] = string.match(this.name, "^%S+ %S+$");
        return first ?? error(`realm: name: "First Last" expected, got "${this.name}"`, 0);
    }

    private enterGuild(name: string, rank?: number): void {
        const guild = this.world.guilds.get(name);
        if (guild === undefined) return error(`realm: guild: there is no guild "${name}"`, 0);
        const chosen = rank ?? guild.ranks.length - 1;
        if (guild.ranks[chosen] === undefined) error(`realm: guild: "${name}" has no rank ${chosen}`, 0);
        this.guild = guild;
        this.rank = chosen;
        guild.add(this);
        this.announceRoster(guild);
    }

    private announceRoster(guild: Guild<Character>): void {
        for (const member of guild.members) {
            if (member.hasRoster) member.whenOnline(0, () => member.fire("GUILD_ROSTER_UPDATE", false));
        }
    }
}
