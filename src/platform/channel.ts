/**
 * The addon channel. It translates the game's result codes of sent messages, and makes the sender's name of received
 * ones canonical.
 */

import type { GameEvents } from "./events";
import type { GameIdentity } from "./identity";
import type { AddonChannel, Arrival, Route, SendResult, Throttle } from "../ports";
import type { ChannelName } from "../api/options";

/** Enum.SendAddonMessageResult; its values are the same in all clients. */
const enum Result {
    Success = 0,
    Throttled = 3,
    NotInGroup = 5,
    ChannelThrottle = 8,
    GeneralError = 9,
    NotInGuild = 10,
    Lockdown = 11,
    TargetOffline = 12,
}

/** Enum.RegisterAddonMessagePrefixResult: Success and DuplicatePrefix, with which the prefix is registered. */
const REGISTERED: readonly number[] = [0, 1];
/** Enum.RegisterAddonMessagePrefixResult.MaxPrefixes. */
const MAX_PREFIXES = 3;

/** The oldest version of ChatThrottleLib that tells the result of a message. */
const THROTTLE_VERSION = 25;

/** Enum.AddOnRestrictionType without combat, which does not restrict messages. */
const RESTRICTIONS: readonly (readonly [kind: number, name: string])[] = [
    [1, "encounter"],
    [2, "challenge mode"],
    [3, "PvP match"],
    [4, "map"],
    [5, "chat"],
];

/** Most bytes that the game carries in one message. It cuts longer ones silently. */
const MESSAGE_BYTES = 255;

/** The game's throttle of each prefix. */
const THROTTLE: Throttle = { burst: 10, rate: 1 };
/**
 * The throttle of whispers, which the game does not limit: 765 bytes a second, about what ChatThrottleLib allows all
 * addons together.
 */
const WHISPER_THROTTLE: Throttle = { burst: 10, rate: 3 };

/** Translates a result code of the game. */
function toSendResult(result: unknown): SendResult {
    if (result === Result.Success || result === true || result === undefined) {
        return "sent";
    }
    if (result === Result.Throttled || result === Result.ChannelThrottle || result === Result.GeneralError) {
        return "busy";
    }
    if (result === Result.Lockdown) {
        return "lockdown";
    }
    if (result === Result.NotInGroup || result === Result.NotInGuild || result === Result.TargetOffline) {
        return "noRoute";
    }
    return "invalid";
}

/**
 * Registers a prefix, so that the client receives messages with it.
 * @returns why it could not be registered, in words; nil when it is registered.
 */
function registerPrefix(prefix: string): string | undefined {
    const [ok, result] = pcall(chatInfo.RegisterAddonMessagePrefix, prefix);
    if (ok && (result === undefined || result === true || REGISTERED.includes(result as number))) {
        return undefined;
    }
    // Of an older client false may also mean that the prefix was registered before.
    if (chatInfo.IsAddonMessagePrefixRegistered?.(prefix) === true) {
        return undefined;
    }
    const reason = ok && result === MAX_PREFIXES ? "all addons together have too many" : tostring(result);
    return `the game did not register the addon message prefix "${prefix}" (${reason})`;
}

/**
 * Sends messages with one prefix. It uses ChatThrottleLib if that is loaded, so that all addons together stay within
 * its limit. One that is too old to tell results is passed by: it counts all messages, whoever sends them.
 */
export class GameChannel implements AddonChannel {
    readonly messageBytes = MESSAGE_BYTES;
    readonly throttle = THROTTLE;
    readonly whisperThrottle = WHISPER_THROTTLE;

    readonly prefixProblem: string | undefined;
    sendError: string | undefined;

    /** Registers the prefix. */
    constructor(
        private readonly prefix: string,
        private readonly identity: GameIdentity,
    ) {
        this.prefixProblem = registerPrefix(prefix);
    }

    send(
        text: string,
        route: Route,
        done: (this: void, result: SendResult) => void,
        isUrgent: boolean,
    ): SendResult | "pending" {
        // Other addons hook or replace what is called here, so it may raise an error.
        const [ok, result] = pcall(() =>
            chatThrottleLib !== undefined && (chatThrottleLib.version ?? 0) >= THROTTLE_VERSION
                ? this.sendThrottled(chatThrottleLib, text, route, done, isUrgent)
                : this.sendDirectly(text, route),
        );
        if (!ok) {
            this.sendError = tostring(result);
            return "raised";
        }
        return result;
    }

    routes(channels: readonly ChannelName[], spokesmen: readonly string[]): Route[] {
        const routes: Route[] = [];
        for (const channel of channels) {
            for (const route of channel === "GUILD" ? guildRoutes(spokesmen) : this.groupRoutes(channels)) {
                routes[routes.length] = route;
            }
        }
        return routes;
    }

    /** The game does not throttle whispers outside of instances. */
    isWhisperFree(): boolean {
        const [isInInstance] = IsInInstance();
        return !isInInstance;
    }

    restriction(): string | undefined {
        const { IsAddOnRestrictionActive } = restrictedActions ?? {};
        if (IsAddOnRestrictionActive !== undefined) {
            for (const [kind, name] of RESTRICTIONS) {
                if (IsAddOnRestrictionActive(kind)) {
                    return name;
                }
            }
        }
        return undefined;
    }

    private sendDirectly(text: string, { chatType, target }: Route): SendResult {
        // Older clients returned a boolean before the code. The last value is the result.
        const results = [...chatInfo.SendAddonMessage(this.prefix, text, chatType, target)];
        return toSendResult(results[results.length - 1]);
    }

    private sendThrottled(
        throttle: ChatThrottle,
        text: string,
        { chatType, target }: Route,
        done: (this: void, result: SendResult) => void,
        isUrgent: boolean,
    ): SendResult | "pending" {
        let result: SendResult | undefined;
        let isLate = false;
        const callback = (_argument: unknown, didSend: boolean, code: unknown): void => {
            const answer = didSend ? "sent" : toSendResult(code ?? Result.GeneralError);
            if (isLate) {
                done(answer);
            } else {
                result = answer;
            }
        };
        const priority = isUrgent ? "ALERT" : "NORMAL";
        throttle.SendAddonMessage(priority, this.prefix, text, chatType, target, undefined, callback);
        isLate = true;
        return result ?? "pending";
    }

    /** The group's route; none if the guild's route already reaches the whole group. */
    private groupRoutes(channels: readonly ChannelName[]): readonly Route[] {
        if (!IsInGroup()) {
            return [];
        }
        if (channels.includes("GUILD") && IsInGuild() && canSpeakInGuild() && this.identity.isGroupOfGuild()) {
            return [];
        }
        if (IsInGroup(INSTANCE_GROUP)) {
            return [{ chatType: "INSTANCE_CHAT" }];
        }
        return [{ chatType: IsInRaid() ? "RAID" : "PARTY" }];
    }
}

/** LE_PARTY_CATEGORY_INSTANCE: a group made by the dungeon finder. */
const INSTANCE_GROUP = 2;

function canSpeakInGuild(): boolean {
    return guildInfo?.CanSpeakInGuildChat?.() !== false;
}

/**
 * The guild's route. A player who may not speak in guild chat cannot send addon messages there, but receives them.
 * Their client whispers to spokesmen instead.
 */
function guildRoutes(spokesmen: readonly string[]): readonly Route[] {
    if (!IsInGuild()) {
        return [];
    }
    if (canSpeakInGuild()) {
        return [{ chatType: "GUILD" }];
    }
    return spokesmen.map((target) => ({ chatType: "WHISPER", target }));
}

/** Calls `handler` for every readable message, with any prefix. */
export function onAddonMessage(
    events: GameEvents,
    identity: GameIdentity,
    handler: (this: void, prefix: string, text: string, sender: string, arrival: Arrival) => void,
): void {
    events.on("CHAT_MSG_ADDON", (prefix, text, chatType, sender) => {
        if (
            isSecretValue !== undefined &&
            (isSecretValue(prefix) || isSecretValue(text) || isSecretValue(chatType) || isSecretValue(sender))
        ) {
            return;
        }
        if (typeof prefix === "string" && typeof text === "string" && typeof sender === "string") {
            const name = identity.canonicalName(sender);
            const isStranger = chatType === "WHISPER" && identity.isStranger(name);
            handler(prefix, text, name, isStranger ? "stranger" : chatType === "WHISPER" ? "whisper" : "open");
        }
    });
}

/** Calls `handler` whenever a restriction of the game ends. */
export function onRestrictionEnd(events: GameEvents, handler: (this: void) => void): void {
    events.on("ADDON_RESTRICTION_STATE_CHANGED", (_type, state) => {
        if (state === 0) {
            handler();
        }
    });
}

/** Calls `handler` when the game tells in words that a player has gone offline, as it does of the guild and of friends. */
export function onPlayerOffline(
    events: GameEvents,
    identity: GameIdentity,
    handler: (this: void, name: string) => void,
): void {
    if (offlineText === undefined) {
        return;
    }
    // "%s has gone offline." in the client's language; what is special in patterns has to be quoted.
    const [quoted] = string.gsub(offlineText, "[%^%$%(%)%.%[%]%*%+%-%?]", "%%%0");
    const [pattern] = string.gsub(quoted, "%%s", "(.+)");
    events.on("CHAT_MSG_SYSTEM", (text) => {
        if (typeof text !== "string" || isSecretValue?.(text) === true) {
            return;
        }
        const [name] = string.match(text, `^${pattern}$`);
        if (name !== undefined) {
            handler(identity.canonicalName(name));
        }
    });
}
