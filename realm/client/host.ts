import { type ChannelMember } from "../channel/member";
import { type Channel } from "../channel/channel";
import { type Clock } from "../clock/clock";
import { type Environment } from "../lua/types";
import { type Member, type Surnames } from "../world/member";
import { type CallGuard } from "./call-guard";
import { type EventHub } from "./event-hub";
import { type FrameFactory } from "./frames";
import { type LoadingScreen } from "./loading-screen";
import { type Restrictions } from "./restrictions";

/** A line that an addon said in chat. */
export interface SaidLine {
    readonly text: string;
    /** "SAY" when it was left out. */
    readonly chatType: string;
    /** Whom a whisper is for, or a channel's number. */
    readonly target?: string | number;
}

/** What the functions of the game may ask of the client they belong to. */
export interface Host extends ChannelMember {
    readonly realmName: string;
    /** Version of the game client, as in `## Interface`: 120100. */
    readonly interfaceVersion: number;
    /** Where characters have surnames: how UnitName gives them. */
    readonly surnames?: Surnames;
    readonly restrictions: Restrictions;
    readonly isInCombat: boolean;
    /** Whether GetGuildInfo answers already. */
    readonly hasGuildInfo: boolean;
    /** Whether the guild roster has arrived. */
    readonly hasRoster: boolean;
    /** The unit that the player has targeted. */
    readonly target?: Member;
    /** What addons said in chat with SendChatMessage. */
    readonly said: SaidLine[];
    /** What addons printed. */
    readonly chat: string[];
    /** Whether SendAddonMessage answers as older clients do: (boolean, enum). */
    readonly hasOldSendResult: boolean;

    /** Seconds since 1970 as the server tells them to this client, whole. */
    getServerTime(): number;
    /** Seconds since 1970 by the clock of the player's computer, whole. */
    getLocalTime(): number;
    /** What GetTimePreciseSec and debugprofilestop measure by: milliseconds. */
    getProfileTime(): number;
    /** C_GuildInfo.GuildRoster. */
    requestRoster(): void;
    /** A callback ran for so many milliseconds of processor time. */
    noteCallback(what: string, ms: number): void;
    /** An error that reached the error handler. */
    reportError(message: string, stack: string): void;
}

/** What is made anew at each login and /reload. */
export interface Session {
    readonly environment: Environment;
    readonly guard: CallGuard;
    readonly hub: EventHub;
    readonly frames: FrameFactory;
    readonly screen: LoadingScreen;
    /** Registered addon message prefixes. */
    readonly prefixes: LuaSet<string>;
    /** Fields of the .toc of each addon that has been loaded, by its name. */
    readonly loadedAddons: LuaTable<string, LuaTable<string, string> | undefined>;
    /** Whether PLAYER_LOGIN has been fired: not while the addons load. */
    isLoggedIn: boolean;
    /** False when the client has logged out, reloaded or crashed: nothing of this login runs any more. */
    isAlive: boolean;
}

/** What the functions of one client work on. */
export interface ApiContext {
    readonly host: Host;
    readonly session: Session;
    readonly channel: Channel;
    readonly clock: Clock;
}
