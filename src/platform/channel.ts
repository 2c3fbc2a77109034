/** The addon channel: sends with the game's result codes read, receives with the sender's name made canonical. */

import type { GameEvents } from "./events";
import type { GameIdentity } from "./identity";
import type { AddonChannel, ChatType, SendResult } from "./ports";

/** Enum.SendAddonMessageResult; on all clients the same. */
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

/** What the game's result means for a message. */
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

/** Registers a prefix: the client then hears messages under it. */
export function registerPrefix(prefix: string): void {
    chatInfo.RegisterAddonMessagePrefix(prefix);
}

/** The way out under one prefix. */
export class GameChannel implements AddonChannel {
    constructor(private readonly prefix: string) {}

    send(text: string, chatType: ChatType, target: string | undefined): SendResult {
        const isParty = chatType === "RAID" && !IsInRaid();
        if (isParty && !IsInGroup()) {
            return "noRoute";
        }
        const route = isParty ? "PARTY" : chatType;
        // Older clients returned a boolean before the code: the last value counts.
        const results = [...chatInfo.SendAddonMessage(this.prefix, text, route, target)];
        return toSendResult(results[results.length - 1]);
    }
}

/** Calls `handler` for every message that can be read, of any prefix. */
export function onAddonMessage(
    events: GameEvents,
    identity: GameIdentity,
    handler: (this: void, prefix: string, text: string, sender: string) => void,
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
            handler(prefix, text, identity.canonicalName(sender));
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
