-- The ledger in the game: its file, and who may write events.

local addonName, addon = ...

local LibEventLedger = LibStub("LibEventLedger-1.0")

local policies = LibEventLedger.policies

-- Everybody in the guild votes; guild master and the rank below open and close. They also pass on the votes of others.
local authorize = policies.byType({
    vote = policies.all("everyone", policies.guildRank(20)),
    open = policies.guildRank(1),
    close = policies.guildRank(1),
    default = policies.guildRank(1),
})

local frame = CreateFrame("Frame")
frame:RegisterEvent("ADDON_LOADED")
frame:SetScript("OnEvent", function(_, _, name)
    if name == addonName then
        LootCouncil_Saved = LootCouncil_Saved or {}
        local module = addon.module
        addon.ledger = LibEventLedger:createLedger({
            name = module.name,
            saved = LootCouncil_Saved,
            initialState = module.initialState,
            authorize = authorize,
        })
        module.define(addon.ledger)
        addon.ledger:on("stateChanged", addon.announce)
        addon.ledger:start()
        LootCouncil = addon
    end
end)
