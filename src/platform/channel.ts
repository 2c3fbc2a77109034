/**
 * The addon channel. It translates the game's result codes of sent messages, and makes the sender's name of received
 * ones canonical.
 */

import type { GameEvents } from "./events";
import type { GameIdentity } from "./identity";
import type { AddonChannel, Route, SendResult, Throttle } from "../ports";
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

/** Registers a prefix, so that the client receives messages with it. */
export function registerPrefix(prefix: string): void {
    chatInfo.RegisterAddonMessagePrefix(prefix);
}

/**
 * Sends messages with one prefix. It uses ChatThrottleLib if that is loaded, so that all addons together stay within
 * its limit.
 */
export class GameChannel implements AddonChannel {
    readonly messageBytes = MESSAGE_BYTES;
    readonly throttle = THROTTLE;
    readonly whisperThrottle = WHISPER_THROTTLE;

    constructor(
        private readonly prefix: string,
        private readonly identity: GameIdentity,
    ) {}

    send(text: string, route: Route, done: (this: void, result: SendResult) => void): SendResult | "pending" {
        if (chatThrottleLib !== undefined) {
            return this.sendThrottled(chatThrottleLib, text, route, done);
        }
        // Older clients returned a boolean before the code. The last value is the result.
        const results = [...chatInfo.SendAddonMessage(this.prefix, text, route.chatType, route.target)];
        return toSendResult(results[results.length - 1]);
    }

    routes(channels: readonly ChannelName[], spokesman: string | undefined): Route[] {
        const routes: Route[] = [];
        for (const channel of channels) {
            const route = channel === "GUILD" ? guildRoute(spokesman) : this.groupRoute(channels);
            if (route !== undefined) {
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

    private sendThrottled(
        throttle: ChatThrottle,
        text: string,
        route: Route,
        done: (this: void, result: SendResult) => void,
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
        throttle.SendAddonMessage("NORMAL", this.prefix, text, route.chatType, route.target, undefined, callback);
        isLate = true;
        return result ?? "pending";
    }

    /** The group's route; nil if the guild's route already reaches the whole group. */
    private groupRoute(channels: readonly ChannelName[]): Route | undefined {
        if (!IsInGroup()) {
            return undefined;
        }
        if (channels.includes("GUILD") && IsInGuild() && canSpeakInGuild() && this.identity.isGroupOfGuild()) {
            return undefined;
        }
        if (IsInGroup(INSTANCE_GROUP)) {
            return { chatType: "INSTANCE_CHAT" };
        }
        return { chatType: IsInRaid() ? "RAID" : "PARTY" };
    }
}

/** LE_PARTY_CATEGORY_INSTANCE: a group made by the dungeon finder. */
const INSTANCE_GROUP = 2;

function canSpeakInGuild(): boolean {
    return guildInfo?.CanSpeakInGuildChat?.() !== false;
}

/**
 * The guild's route. A player who may not speak in guild chat cannot send addon messages there, but receives them.
 * Their client whispers to a spokesman instead.
 */
function guildRoute(spokesman: string | undefined): Route | undefined {
    if (!IsInGuild()) {
        return undefined;
    }
    if (canSpeakInGuild()) {
        return { chatType: "GUILD" };
    }
    return spokesman === undefined ? undefined : { chatType: "WHISPER", target: spokesman };
}

/** Calls `handler` for every readable message, with any prefix. */
export function onAddonMessage(
    events: GameEvents,
    identity: GameIdentity,
    handler: (
        this: void,
        prefix: string,
        text: string,
        sender: string,
        isStranger: boolean,
        isWhispered: boolean,
    ) => void,
): void {
    events.on("CHAT_MSG_ADDON", (prefix, text, chatType, sender) => {
        if (isSecretValue !== undefined) {
            for (const value of [prefix, text, chatType, sender]) {
                if (isSecretValue(value)) {
                    return;
                }
            }
        }
        if (typeof prefix === "string" && typeof text === "string" && typeof sender === "string") {
            const name = identity.canonicalName(sender);
            const isWhispered = chatType === "WHISPER";
            handler(prefix, text, name, isWhispered && identity.isStranger(name), isWhispered);
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
