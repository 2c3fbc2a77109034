-- The ledger: officers put items to the vote and decide, everybody votes; the newest vote of each counts.

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

-- Every member may write a vote, and anything in it: a reducer that raised would stop the replay of all.
local function openSession(state, key)
    local session = state.sessions[key or ""]
    return session and not session.isClosed and session or nil
end

local function defineEvents(ledger)
    -- `item` is an item string, not a link: a link has 150 bytes, and the reader's game knows name and colour.
    -- A session goes by the key of the event that opened it.
    ledger:define("open", { id = 1, fields = { "item" } }, function(state, event)
        state.newest = string.format("%.0f/%.0f/%.0f", event.time, event.creator, event.counter)
        state.sessions[state.newest] = { item = event.item, opened = event.time, votes = {} }
    end)

    -- `choice`: need, greed, pass, or the name of who should get it.
    ledger:define("vote", { id = 2, fields = { "session", "choice" } }, function(state, event)
        local session = openSession(state, event.session)
        if session and type(event.choice) == "string" then
            session.votes[event.creatorGuid] = string.sub(event.choice, 1, 24)
        end
    end)

    -- Of two officers who close at once the first in the ledger's order is heard, by all.
    ledger:define("close", { id = 3, fields = { "session", "winner" } }, function(state, event)
        local session = openSession(state, event.session)
        if session then
            session.isClosed, session.winner = true, event.winner
        end
    end)
end

local frame = CreateFrame("Frame")
frame:RegisterEvent("ADDON_LOADED")
frame:SetScript("OnEvent", function(_, _, name)
    if name == addonName then
        LootCouncil_Saved = LootCouncil_Saved or {}
        addon.ledger = LibEventLedger:createLedger({
            name = "LootCouncil",
            saved = LootCouncil_Saved,
            initialState = function()
                return { sessions = {} }
            end,
            authorize = authorize,
        })
        defineEvents(addon.ledger)
        addon.ledger:on("stateChanged", addon.announce)
        addon.ledger:start()
        LootCouncil = addon
    end
end)
