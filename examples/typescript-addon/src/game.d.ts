/** What of the game this addon uses. A larger addon takes a package of declarations. */

import type { LibEventLedger } from "lib-event-ledger";

declare global {
    const LibStub: (this: void, name: "LibEventLedger-1.0") => LibEventLedger;

    /** The addon's SavedVariables: there from ADDON_LOADED on. */
    let RaidAttendance_Saved: object | undefined;

    let SLASH_RAIDATTENDANCE1: string;
    const SlashCmdList: Record<string, (this: void, message: string) => void>;

    interface Frame {
        RegisterEvent(event: string): void;
        SetScript(script: "OnEvent", handler: (this: void, frame: Frame, event: string, name: string) => void): void;
    }
    function CreateFrame(this: void, kind: "Frame"): Frame;

    const DEFAULT_CHAT_FRAME: { AddMessage(text: string): void };

    function UnitIsPlayer(this: void, unit: string): boolean;
    function UnitGUID(this: void, unit: string): string | undefined;
    function UnitName(this: void, unit: string): string | undefined;
    function GetNumGroupMembers(this: void): number;
}
