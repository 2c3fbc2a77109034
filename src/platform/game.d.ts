/**
 * Functions of the game that this library calls and that the declarations package lacks or declares wrongly. They are
 * plain functions with `this: void`; without it, TypeScriptToLua would pass the table as the first argument.
 *
 * @noSelfInFile
 */

interface GameFrame {
    RegisterEvent(this: GameFrame, event: string): void;
    SetScript(
        this: GameFrame,
        script: "OnEvent",
        handler: (this: void, frame: GameFrame, event: string, ...args: unknown[]) => void,
    ): void;
    SetScript(this: GameFrame, script: "OnUpdate", handler: (this: void) => void): void;
    Show(this: GameFrame): void;
    Hide(this: GameFrame): void;
}

/** The point of a region that is placed relative to the same point of its parent. */
type AnchorPoint = "CENTER" | "TOPLEFT" | "TOPRIGHT" | "BOTTOMRIGHT";

/** Something that can be placed in a window. */
interface Region {
    SetPoint(this: Region, point: AnchorPoint, x?: number, y?: number): void;
    SetAllPoints(this: Region): void;
    SetWidth(this: Region, width: number): void;
    SetSize(this: Region, width: number, height: number): void;
    Show(this: Region): void;
    Hide(this: Region): void;
}

interface GameTexture extends Region {
    SetColorTexture(this: GameTexture, red: number, green: number, blue: number, alpha: number): void;
}

interface FontString extends Region {
    SetText(this: FontString, text: string): void;
}

interface WindowFrame extends Region {
    SetFrameStrata(this: WindowFrame, strata: "DIALOG"): void;
    EnableMouse(this: WindowFrame, isEnabled: boolean): void;
    EnableMouseWheel(this: WindowFrame, isEnabled: boolean): void;
    CreateTexture(this: WindowFrame, name: undefined, layer: "BACKGROUND"): GameTexture;
    CreateFontString(this: WindowFrame, name: undefined, layer: "OVERLAY", font: string): FontString;
    SetScript(
        this: WindowFrame,
        script: "OnClick" | "OnMouseWheel" | "OnEscapePressed",
        handler: (this: void, frame: WindowFrame, value: number) => void,
    ): void;
}

interface ScrollFrame extends WindowFrame {
    SetScrollChild(this: ScrollFrame, child: Region): void;
    GetVerticalScroll(this: ScrollFrame): number;
    SetVerticalScroll(this: ScrollFrame, offset: number): void;
    GetVerticalScrollRange(this: ScrollFrame): number;
}

interface EditBox extends WindowFrame {
    SetMultiLine(this: EditBox, isMultiLine: boolean): void;
    SetAutoFocus(this: EditBox, isAutomatic: boolean): void;
    SetFontObject(this: EditBox, font: object): void;
    SetText(this: EditBox, text: string): void;
    SetFocus(this: EditBox): void;
    HighlightText(this: EditBox): void;
}

interface GameTicker {
    Cancel(this: GameTicker): void;
}

/** @customName CreateFrame */
declare function createFrame(this: void, type: "Frame"): GameFrame;
/** @customName CreateFrame */
declare function createFrame(this: void, type: "ScrollFrame", name: undefined, parent: Region): ScrollFrame;
/** @customName CreateFrame */
declare function createFrame(this: void, type: "EditBox", name: undefined, parent: Region): EditBox;
/** @customName CreateFrame */
declare function createFrame(
    this: void,
    type: "Frame" | "Button",
    name: undefined,
    parent: Region,
    template?: string,
): WindowFrame;

declare const UIParent: Region;
declare const ChatFontNormal: object;
declare const SlashCmdList: Record<string, (this: void, text: string) => void>;
declare let SLASH_LIBEVENTLEDGER1: string;

/** @customName GetBuildInfo */
declare const getBuildInfo:
    | ((this: void) => LuaMultiReturn<[version: string, build: string, date: string, interfaceVersion: number]>)
    | undefined;
/** @customName GetLocale */
declare const getLocale: ((this: void) => string) | undefined;
/** @customName WOW_PROJECT_ID */
declare const projectId: number | undefined;

declare function GetServerTime(this: void): number;
declare function GetTime(this: void): number;
/** @customName GetTimePreciseSec */
declare const getTimePreciseSec: ((this: void) => number) | undefined;
declare function debugprofilestop(this: void): number;

declare const C_Timer: {
    NewTimer: (this: void, seconds: number, callback: (this: void) => void) => GameTicker;
    NewTicker: (this: void, seconds: number, callback: (this: void) => void) => GameTicker;
};

/** @customName C_ChatInfo */
declare const chatInfo: {
    RegisterAddonMessagePrefix: (this: void, prefix: string) => number | boolean | undefined;
    IsAddonMessagePrefixRegistered?: (this: void, prefix: string) => boolean;
    SendAddonMessage: (
        this: void,
        prefix: string,
        text: string,
        chatType: string,
        target?: string,
    ) => LuaMultiReturn<unknown[]>;
};

/** @customName C_GuildInfo */
declare const guildInfo:
    { GuildRoster?: (this: void) => void; CanSpeakInGuildChat?: (this: void) => boolean } | undefined;

/** @customName C_EventUtils */
declare const eventUtils: { IsEventValid?: (this: void, event: string) => boolean } | undefined;

/** @customName C_RestrictedActions */
declare const restrictedActions: { IsAddOnRestrictionActive?: (this: void, kind: number) => boolean } | undefined;

/** @customName C_EncodingUtil */
declare const encodingUtil:
    | {
          EncodeBase64?: (this: void, bytes: string) => string | undefined;
          DecodeBase64?: (this: void, text: string) => string | undefined;
          CompressString?: (this: void, bytes: string, method: number) => string | undefined;
          DecompressString?: (this: void, bytes: string, method: number) => string | undefined;
      }
    | undefined;

declare function UnitGUID(this: void, unit: string): string | undefined;
declare function UnitName(this: void, unit: string): LuaMultiReturn<[string | undefined, string | undefined]>;
/** @customName UnitClass */
declare const unitClass:
    ((this: void, unit: string) => LuaMultiReturn<[name: string | undefined, token: string | undefined]>) | undefined;
declare function IsLoggedIn(this: void): boolean;
/** What the companion writes into an addon of its own. @customName LibEventLedger_Inbox */
declare const inboxTable: unknown;
declare function GetNormalizedRealmName(this: void): string | undefined;
declare function GetRealmName(this: void): string;
declare function InCombatLockdown(this: void): boolean;
declare function IsInGuild(this: void): boolean;
declare function IsInRaid(this: void): boolean;
declare function IsInInstance(this: void): LuaMultiReturn<[isInInstance: boolean, kind: string]>;
declare function UnitIsConnected(this: void, unit: string): boolean;
declare function IsInGroup(this: void, category?: number): boolean;
declare function GetNumGroupMembers(this: void): number;
declare function UnitIsGroupLeader(this: void, unit: string): boolean;
declare function UnitIsGroupAssistant(this: void, unit: string): boolean;
declare function UnitIsUnit(this: void, unit: string, other: string): boolean;

/**
 * Method, and who the master looter is: 0 for the player or the number of a party unit, and the number of a raid unit.
 */
type GetLootMethod = (
    this: void,
) => LuaMultiReturn<[method: number | string, place: number | undefined, raidPlace: number | undefined]>;

/** @customName C_PartyInfo */
declare const partyInfo: { GetLootMethod?: GetLootMethod } | undefined;
/** @customName GetLootMethod */
declare const getLootMethodByWord: GetLootMethod | undefined;
declare function GetGuildInfo(
    this: void,
    unit: string,
): LuaMultiReturn<[name: string | undefined, rankName: string, rankIndex: number, realm: string | undefined]>;
declare function GetNumGuildMembers(this: void): LuaMultiReturn<[number]>;
declare function GetGuildRosterInfo(
    this: void,
    index: number,
): LuaMultiReturn<
    [
        name: string | undefined,
        rankName: string,
        rankIndex: number,
        level: number,
        className: string,
        zone: string,
        note: string,
        officerNote: string,
        isOnline: boolean,
        status: number,
        classFile: string,
        achievementPoints: number,
        achievementRank: number,
        isMobile: boolean,
        canSoR: boolean,
        reputation: number,
        guid: string | undefined,
    ]
>;

/**
 * "%s has gone offline." in the client's language.
 * @customName ERR_FRIEND_OFFLINE_S
 */
declare const offlineText: string | undefined;

/** @customName issecretvalue */
declare const isSecretValue: ((this: void, value: unknown) => boolean) | undefined;
declare function geterrorhandler(this: void): (this: void, message: string) => void;

/** The part of ChatThrottleLib's public interface that is used here. */
interface ChatThrottle {
    readonly version?: number;
    SendAddonMessage(
        this: ChatThrottle,
        priority: "BULK" | "NORMAL" | "ALERT",
        prefix: string,
        text: string,
        chatType: string,
        target: string | undefined,
        queueName: string | undefined,
        callback: (this: void, argument: unknown, didSend: boolean, code: unknown) => void,
    ): void;
}

/** @customName ChatThrottleLib */
declare const chatThrottleLib: ChatThrottle | undefined;
