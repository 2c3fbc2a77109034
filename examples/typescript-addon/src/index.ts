import { createAttendance } from "./attendance";
import { registerCommands } from "./commands";

const [addonName] = [...$vararg];

const frame = CreateFrame("Frame");
frame.RegisterEvent("ADDON_LOADED");
frame.SetScript("OnEvent", (_frame, _event, name) => {
    if (name === addonName) {
        RaidAttendance_Saved ??= {};
        registerCommands(createAttendance(LibStub("LibEventLedger-1.0"), RaidAttendance_Saved));
    }
});
