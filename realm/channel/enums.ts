/** Enum.SendAddonMessageResult. Success means enqueued, not delivered. */
export const enum SendResult {
    Success = 0,
    InvalidPrefix = 1,
    InvalidMessage = 2,
    AddonMessageThrottle = 3,
    InvalidChatType = 4,
    NotInGroup = 5,
    TargetRequired = 6,
    InvalidChannel = 7,
    ChannelThrottle = 8,
    GeneralError = 9,
    NotInGuild = 10,
    AddOnMessageLockdown = 11,
    TargetOffline = 12,
}

/** Enum.RegisterAddonMessagePrefixResult. */
export const enum RegisterResult {
    Success = 0,
    DuplicatePrefix = 1,
    InvalidPrefix = 2,
    MaxPrefixes = 3,
}

/** Enum.AddOnRestrictionType. */
export const enum RestrictionType {
    Combat = 0,
    Encounter = 1,
    ChallengeMode = 2,
    PvPMatch = 3,
    Map = 4,
    Chat = 5,
}

/** Enum.AddOnRestrictionState. */
export const enum RestrictionState {
    Inactive = 0,
    Activating = 1,
    Active = 2,
}

/** The global `Enum` of a client, made anew for each. */
export function createEnums(): Record<string, Record<string, number>> {
    return {
        SendAddonMessageResult: {
            Success: SendResult.Success,
            InvalidPrefix: SendResult.InvalidPrefix,
            InvalidMessage: SendResult.InvalidMessage,
            AddonMessageThrottle: SendResult.AddonMessageThrottle,
            InvalidChatType: SendResult.InvalidChatType,
            NotInGroup: SendResult.NotInGroup,
            TargetRequired: SendResult.TargetRequired,
            InvalidChannel: SendResult.InvalidChannel,
            ChannelThrottle: SendResult.ChannelThrottle,
            GeneralError: SendResult.GeneralError,
            NotInGuild: SendResult.NotInGuild,
            AddOnMessageLockdown: SendResult.AddOnMessageLockdown,
            TargetOffline: SendResult.TargetOffline,
        },
        RegisterAddonMessagePrefixResult: {
            Success: RegisterResult.Success,
            DuplicatePrefix: RegisterResult.DuplicatePrefix,
            InvalidPrefix: RegisterResult.InvalidPrefix,
            MaxPrefixes: RegisterResult.MaxPrefixes,
        },
        AddOnRestrictionType: {
            Combat: RestrictionType.Combat,
            Encounter: RestrictionType.Encounter,
            ChallengeMode: RestrictionType.ChallengeMode,
            PvPMatch: RestrictionType.PvPMatch,
            Map: RestrictionType.Map,
            Chat: RestrictionType.Chat,
        },
        AddOnRestrictionState: {
            Inactive: RestrictionState.Inactive,
            Activating: RestrictionState.Activating,
            Active: RestrictionState.Active,
        },
        CompressionMethod: { Deflate: 0, Zlib: 1, Gzip: 2 },
    };
}
