-- The ledger in the game: its file, and who may write events.

local addonName, addon = ...

local LibEventLedger = LibStub("LibEventLedger-1.0")

-- Guild master and the rank below may award points.
local LOWEST_OFFICER_RANK = 1

local function createLedger(saved)
    local module = addon.module
    local ledger = LibEventLedger:createLedger({
        name = module.name,
        saved = saved,
        stateVersion = module.stateVersion,
        initialState = module.initialState,
        authorize = LibEventLedger.policies.guildRank(LOWEST_OFFICER_RANK),
    })
    module.define(ledger)
    ledger:start()
    return ledger
end

-- Whether the player's own awards would be taken; for what to offer. Who may write is decided by `authorize` alone.
function addon.isOfficer()
    local _, _, rank = GetGuildInfo("player")
    return rank ~= nil and rank <= LOWEST_OFFICER_RANK
end

-- SavedVariables are there from ADDON_LOADED on.
local frame = CreateFrame("Frame")
frame:RegisterEvent("ADDON_LOADED")
frame:SetScript("OnEvent", function(_, _, name)
    if name == addonName then
        SimpleDKP_Saved = SimpleDKP_Saved or {}
        addon.ledger = createLedger(SimpleDKP_Saved)
        SimpleDKP = addon
    end
end)
