/**
 * What the library needs from its environment. These are types only. The library receives them as arguments; the
 * platform folder implements them with the game's functions, and specs with whatever they need.
 */

import type { ChannelName } from "./api/options";

/** Clocks. */
export interface Clock {
    /** Unix seconds. All clients agree to within about a second. */
    serverTime(): number;
    /** Seconds since some moment, with a fraction. It never goes back. */
    uptime(): number;
    /** Milliseconds of real time, with a fraction, to measure slices of work. */
    milliseconds(): number;
}

/** Something that can be cancelled: a timer, or work in slices. */
export interface Handle {
    /** Cancels it. Has no effect if it has already ended. */
    cancel(): void;
}

/** Timers. */
export interface Timers {
    /** Calls `callback` once, `seconds` from now; 0 means in the next frame. */
    after(seconds: number, callback: (this: void) => void): Handle;
    /** Calls `callback` every `seconds` until it is cancelled. */
    every(seconds: number, callback: (this: void) => void): Handle;
}

/** Background work calls it between small steps. It waits for the next slice when the frame's budget is used up. */
export type Pause = (this: void) => void;

/** Work that runs in slices of a frame's budget. */
export interface Background {
    /**
     * Runs `body` in a coroutine. `body` calls `pause` between small steps, and `rest` to continue in the next frame.
     * Tasks start in the order in which they were added. A cancelled task ends at its next pause.
     */
    run(body: (this: void, pause: Pause, rest: Pause) => void): Handle;
    /** Works at once until `isDone` or for this many milliseconds, for callers that cannot wait. */
    drive(milliseconds: number, isDone: (this: void) => boolean): void;
}

/** A source of random numbers. Specs use a seeded one. */
export interface Random {
    /** A random number, uniform in [0, 1). */
    fraction(): number;
}

/** The result of sending a message. */
export type SendResult =
    | "sent"
    /** Refused by the throttle. Try again after about a second. */
    | "busy"
    /** Refused while a restriction lasts. Keep the message. */
    | "lockdown"
    /** The route does not exist at present: no group or guild, or the target is offline. */
    | "noRoute"
    /** The game's function, or what another addon has put in its place, raised an error. Try again, less often each time. */
    | "raised"
    /** Never accepted. */
    | "invalid";

export type ChatType = "GUILD" | "RAID" | "PARTY" | "INSTANCE_CHAT" | "WHISPER";

/**
 * How a message came: "open" to many, or as a whisper; that of a "stranger", who is neither in the guild nor in the group, is
 * passed over.
 */
export type Arrival = "open" | "whisper" | "stranger";

/** Where a message is sent. */
export interface Route {
    readonly chatType: ChatType;
    /** The player that a whisper is for; nil for other chat types. */
    readonly target?: string;
}

/** How fast messages may be sent. */
export interface Throttle {
    /** Most messages at once. */
    readonly burst: number;
    /** Messages a second over time. */
    readonly rate: number;
}

/** The addon channel of one prefix. Every implementation must pass spec/link/channel-acceptance.ts. */
export interface AddonChannel {
    /** Most bytes of a message. */
    readonly messageBytes: number;
    /** The throttle of messages to everybody. */
    readonly throttle: Throttle;
    /** The throttle of whispers, shared by all prefixes of this client. */
    readonly whisperThrottle: Throttle;
    /** Why messages with this prefix cannot be received, in words; nil when they can. */
    readonly prefixProblem: string | undefined;
    /** The last error that sending raised; nil when there was none. */
    readonly sendError: string | undefined;
    /**
     * Sends a message of 1 to `messageBytes` bytes without NUL. Never raises an error.
     * @param done called later with the result if this method returns "pending", and only then.
     * @param isUrgent whether it goes before the messages that wait for the throttle which all addons share.
     */
    send(
        text: string,
        route: Route,
        done: (this: void, result: SendResult) => void,
        isUrgent: boolean,
    ): SendResult | "pending";
    /**
     * The routes that are open now and together reach everybody on these channels. Nobody gets a message twice, as far
     * as can be told.
     * @param spokesmen the peers to whisper to when this client may not speak in guild chat.
     */
    routes(channels: readonly ChannelName[], spokesmen: readonly string[]): Route[];
    /** Whether the game exempts whispers from its throttle now. */
    isWhisperFree(): boolean;
    /**
     * The game's restriction that refuses messages, such as "encounter"; nil when there is none or the game does not
     * tell.
     */
    restriction(): string | undefined;
}

/** A player of whom the game tells. */
export interface ToldPlayer {
    /** "Name-Realm" ("First Last" in WoW Forever). */
    readonly name: string;
    readonly guid: string;
    /** The game's word for the class, such as "WARRIOR"; "" when the game does not say. */
    readonly classToken: string;
    /** Whether the player is in this one's guild. */
    readonly isMember: boolean;
}

/** The player of this client, and what is known about others. */
export interface Identity {
    /** This player's name as "Name-Realm". */
    readonly name: string;
    /** This player's GUID. */
    readonly guid: string;
    /** The GUID of a player by canonical name; nil when the game does not provide it. */
    guidOf(name: string): string | undefined;
    /** The GUID of a player by its last 8 hex digits, in capitals; nil when the game does not tell of any such player. */
    guidEnding(digits: string): string | undefined;
    /** The canonical name of a player by GUID, from the guild or the group; nil when the game does not provide it. */
    nameOf(guid: string): string | undefined;
    /** The players of whom the game tells: this one, the guild and the group. One may be there twice. */
    told(): ToldPlayer[];
    /** Whether the guild roster is still on its way: guidOf() may know more players soon. */
    isRosterDue(): boolean;
    /**
     * The scope for a scope option: the guild's scope for "guild", else the given name.
     * @returns whether the game knows the scope yet, and the scope; nil when the character is in no guild.
     */
    scope(kind: string): LuaMultiReturn<[isKnown: boolean, scope: string | undefined]>;
}

/** What the guild roster says about a member. */
export interface RosterMember {
    /** Rank of the member; 0 is the guild master. */
    readonly rankIndex: number;
    readonly guid: string | undefined;
    /** The game's word for the class, such as "WARRIOR"; nil when it does not say. */
    readonly classToken?: string;
    /** Whether the member plays; the game's app on a phone does not count. */
    readonly isOnline: boolean;
}

/** The guild roster. */
export interface Roster {
    /** Whether the roster is loaded. It is empty for a while after login. */
    hasRoster(): boolean;
    /** The member with a canonical name; nil when there is none, or when the roster is not loaded yet. */
    member(name: string): RosterMember | undefined;
    /** "Name-Realm" for a name with or without realm. */
    canonicalName(name: string): string;
    /** The GUID of a player by canonical name; nil when the game does not provide it. */
    guidOf(name: string): string | undefined;
}

/** The raid or party that this client is in. */
export interface Group {
    /**
     * Rank of a member by canonical name: 2 leads, 1 assists, 0 does neither; nil for who is no member. In a party
     * nobody assists.
     */
    groupRank(name: string): number | undefined;
    /** Whether there is a group whose members the game does not name yet. */
    isGroupDue(): boolean;
    /** Whether loot is given out by a master looter, and a player by canonical name is that. */
    isMasterLooter(name: string): boolean;
}

/** Who is online, and who may speak, as far as the game tells. */
export interface Presence {
    /** Whether a player is in this one's guild; nil while there is no roster. */
    isInGuildWith(name: string): boolean | undefined;
    /** Whether a member of the guild is online, by the roster; nil while it does not name him. */
    isOnlineInGuild(name: string): boolean | undefined;
    /** Whether a player is in this one's group; nil while the game does not name all of it. */
    isInGroupWith(name: string): boolean | undefined;
    /** Whether somebody of this one's group is connected; nil while the game does not name all of it. */
    isConnectedInGroup(name: string): boolean | undefined;
    /** Whether this player is in a raid, party or instance group. */
    isInGroup(): boolean;
    /** Whether this player may speak in guild chat, and with it send addon messages to the guild. */
    maySpeakInGuild(): boolean;
    /** The names of all members of the guild with one of these ranks, online or not. */
    namesOfRanks(ranks: readonly number[]): string[];
    /** Asks the game for the guild's roster as it is now. The game answers every 10 seconds at most. */
    requestRoster(): void;
}

/** What the companion has left for the ledgers, in an addon of its own: docs/companion-batches.md, "The inbox". */
export interface InboxSource {
    /** Whether all addons that are there at login have been loaded. */
    isLoaded(): boolean;
    /**
     * Takes out what is there for a scope of a ledger.
     * @returns what was found: nil when there is nothing; and whether what stands around it is out of form. The third value
     * is false when this was asked before.
     */
    take(ledger: string, scope: string): LuaMultiReturn<[found: unknown, isMalformed: boolean, isFirst: boolean]>;
}

/** Calls code that is not the library's own. */
export interface Guard {
    /** Calls `callback`. An error in it goes to the game's error handler and is not passed on. */
    call<Arguments extends unknown[]>(callback: (this: void, ...args: Arguments) => void, ...args: Arguments): void;
    /** Sends a message to the game's error handler. */
    report(message: string): void;
}

/** The game client's own compression and base64. A function is nil where the client does not have it. */
export interface NativeCodec {
    readonly encodeBase64?: (this: void, bytes: string) => string | undefined;
    readonly decodeBase64?: (this: void, text: string) => string | undefined;
    readonly deflate?: (this: void, bytes: string) => string | undefined;
    readonly inflate?: (this: void, bytes: string) => string | undefined;
}

/** All ports. */
export interface Ports {
    readonly clock: Clock;
    readonly timers: Timers;
    readonly background: Background;
    readonly random: Random;
    readonly identity: Identity;
    readonly guard: Guard;
    readonly native: NativeCodec;
    readonly inbox: InboxSource;
    /** The game client in words, for support: version, build, flavour and language. */
    readonly game: string;
}

/** The frame's budget, shared by all copies of the library. */
export interface SharedFrame {
    /** GetTime() of the current frame; it does not change within a frame. */
    time: number;
    /** Milliseconds used in this frame. */
    used: number;
    /** The copy of the library that got no time in an earlier frame. The other copies leave the next frame to it. */
    starved?: object;
    /** The `time` of the frame in which it got none. */
    starvedAt?: number;
}
