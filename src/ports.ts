/**
 * What the library needs of the world around it. Types only: the pieces receive these as arguments,
 * the platform folder fills them with the game's functions, specs with whatever they need.
 */

import type { ChannelName } from "./api/options";

/** Clocks. */
export interface Clock {
    /** Unix seconds, the same for all clients to about a second. */
    serverTime(): number;
    /** Seconds since some moment, fractional, never going back. */
    uptime(): number;
    /** Milliseconds of real time, fractional: for measuring slices. */
    milliseconds(): number;
}

/** A repeating timer. */
export interface Timer {
    cancel(): void;
}

export interface Timers {
    /** Calls once, `seconds` from now; 0 is the next frame. */
    after(seconds: number, callback: (this: void) => void): void;
    /** Calls every `seconds` until cancelled. */
    every(seconds: number, callback: (this: void) => void): Timer;
}

/** Called often by work done in slices; gives the frame back when its budget is used up. */
export type Pause = (this: void) => void;

/** Work that runs in slices of a frame's budget. */
export interface Background {
    /**
     * Runs `body` in a coroutine; `body` calls `pause` between small steps, and `rest` to go on in the next frame.
     * Work is taken up in the order in which it was added.
     */
    run(body: (this: void, pause: Pause, rest: Pause) => void): void;
    /** Works at once, until `isDone` or for so many milliseconds: for callers who cannot wait. */
    drive(milliseconds: number, isDone: (this: void) => boolean): void;
}

/** A random source; seeded in specs. */
export interface Random {
    /** Uniform in [0, 1). */
    fraction(): number;
}

/** What became of a message that was handed to the game. */
export type SendResult =
    | "sent"
    /** Try again after a second or so. */
    | "busy"
    /** Refused as long as a restriction lasts; keep the message. */
    | "lockdown"
    /** This route does not exist at present: not in a group or guild, target offline. */
    | "noRoute"
    /** Will never be taken. */
    | "invalid";

export type ChatType = "GUILD" | "RAID" | "PARTY" | "INSTANCE_CHAT" | "WHISPER";

/** Where a message goes. */
export interface Route {
    readonly chatType: ChatType;
    /** Whom a whisper is for. */
    readonly target?: string;
}

/** The addon channel under one prefix. */
export interface AddonChannel {
    /**
     * Hands over a message of 1-255 bytes without NUL.
     * @param done called later with what became of it when the answer is "pending", and only then.
     */
    send(text: string, route: Route, done: (this: void, result: SendResult) => void): SendResult | "pending";
    /**
     * The routes that are open at present and reach everybody on these channels, none of them twice as far as that can
     * be told.
     * @param spokesman whom to whisper to where this client may not speak in guild chat; nothing when nobody is known.
     */
    routes(channels: readonly ChannelName[], spokesman: string | undefined): Route[];
    /** Whether whispers are exempt from the throttle now. */
    isWhisperFree(): boolean;
    /** The game's restriction under which messages are refused, such as "encounter"; nothing when it tells of none. */
    restriction(): string | undefined;
}

/** Who plays here, and who the others are. */
export interface Identity {
    /** Own name as "Name-Realm". */
    readonly name: string;
    /** Own GUID. */
    readonly guid: string;
    /** The GUID of a player by canonical name, where the game tells it. */
    guidOf(name: string): string | undefined;
    /**
     * The scope that is open to the character: the guild's for "guild", else the given name.
     * @returns whether the game knows yet, and the scope, nothing when there is none.
     */
    scope(kind: string): LuaMultiReturn<[isKnown: boolean, scope: string | undefined]>;
}

/** What the guild roster says of a member. */
export interface RosterMember {
    /** 0 is the guild master. */
    readonly rankIndex: number;
    readonly guid: string | undefined;
}

/** The guild roster. */
export interface Roster {
    /** Whether it is there: it is empty for a while at login. */
    hasRoster(): boolean;
    /** What it says of a player by canonical name; nothing when it does not have them, or is not there yet. */
    member(name: string): RosterMember | undefined;
    /** "Name-Realm" for a name with or without realm. */
    canonicalName(name: string): string;
}

/** Calls that reach code which is not the library's own. */
export interface Guard {
    /** Calls `callback`; an error in it goes to the game's error handler and does not come back. */
    call<Arguments extends unknown[]>(callback: (this: void, ...args: Arguments) => void, ...args: Arguments): void;
    /** Hands a message to the game's error handler. */
    report(message: string): void;
}

/** Compression and base64 that the client itself offers; each nothing where it does not. */
export interface NativeCodec {
    readonly encodeBase64?: (this: void, bytes: string) => string | undefined;
    readonly decodeBase64?: (this: void, text: string) => string | undefined;
    readonly deflate?: (this: void, bytes: string) => string | undefined;
    readonly inflate?: (this: void, bytes: string) => string | undefined;
}

/** All of them. */
export interface Ports {
    readonly clock: Clock;
    readonly timers: Timers;
    readonly background: Background;
    readonly random: Random;
    readonly identity: Identity;
    readonly guard: Guard;
    readonly native: NativeCodec;
    /** The client of the game in words, for support: version, build, flavour, language. */
    readonly game: string;
}

/** What the copies of the library share. */
export interface SharedFrame {
    /** GetTime() of the frame that the rest is about: it stands still within a frame. */
    time: number;
    /** Milliseconds used in it. */
    used: number;
    /** Which copy got nothing in the frame before; the others leave it the next. */
    starved?: object;
    /** The `time` at which that was noted. */
    starvedAt?: number;
}
