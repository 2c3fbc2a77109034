import { RegisterResult, RestrictionState, type RestrictionType, SendResult, createEnums } from "../channel/enums";
import { PREFIX_LIMIT } from "../channel/message";
import { type ApiContext } from "../client/host";
import { isSecret } from "../lua/secret";
import { define } from "../lua/types";

/** Prefixes that one client may register. */
const PREFIX_COUNT_LIMIT = 64;

function registerPrefix(prefixes: LuaSet<string>, prefix: unknown): RegisterResult {
    if (type(prefix) !== "string") return RegisterResult.InvalidPrefix;
    const name = prefix as string;
    if (name.length < 1 || name.length > PREFIX_LIMIT) return RegisterResult.InvalidPrefix;
    if (prefixes.has(name)) return RegisterResult.DuplicatePrefix;
    let count = 0;
    for (const _ of prefixes) count++;
    if (count >= PREFIX_COUNT_LIMIT) return RegisterResult.MaxPrefixes;
    prefixes.add(name);
    return RegisterResult.Success;
}

/** Addon messages and the restrictions on them. All are plain functions, called with a dot. */
export function installChat({ channel, host, session }: ApiContext): void {
    const prefixes = session.prefixes;
    define(session.environment, {
        Enum: createEnums(),
        C_ChatInfo: {
            SendAddonMessage: (
                prefix: unknown,
                text: unknown,
                chatType: unknown,
                target: unknown,
            ): LuaMultiReturn<[boolean | number, number?]> => {
                const result = channel.send(host, prefix, text, chatType, target);
                if (host.hasOldSendResult) return $multi(result === SendResult.Success, result);
                return $multi(result);
            },
            RegisterAddonMessagePrefix: (prefix: unknown) => registerPrefix(prefixes, prefix),
            IsAddonMessagePrefixRegistered: (prefix: string) => prefixes.has(prefix),
            InChatMessagingLockdown: () => host.isLockedDown(),
        },
        C_RestrictedActions: {
            IsAddOnRestrictionActive: (restriction: RestrictionType) => host.restrictions.has(restriction),
            GetAddOnRestrictionState: (restriction: RestrictionType) =>
                host.restrictions.has(restriction) ? RestrictionState.Active : RestrictionState.Inactive,
        },
        issecretvalue: isSecret,
        SendChatMessage: (text: unknown, chatType?: string, _language?: unknown, target?: string | number) => {
            if (type(text) !== "string")
                error("Usage: SendChatMessage(text [, type] [, language] [, targetPlayer])", 2);
            host.said.push({ text: text as string, chatType: chatType ?? "SAY", target });
        },
    });
}
