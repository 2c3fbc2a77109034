-- The ledger: which events there are, what they do to the standings, and who may write them.

local addonName, addon = ...

local LibEventLedger = LibStub("LibEventLedger-1.0")

-- Guild master and the rank below may award points.
local LOWEST_OFFICER_RANK = 1

local function createLedger(saved)
    local ledger = LibEventLedger:createLedger({
        name = "SimpleDKP",
        saved = saved,
        stateVersion = 2,
        initialState = function()
            return { points = {}, awards = 0 }
        end,
        authorize = LibEventLedger.policies.guildRank(LOWEST_OFFICER_RANK),
    })

    -- The reducer can rely on players and amount: the library passes over events in which they are missing or of another kind.
    local fields = { "players:guid[]", "amount:number", "reason:string?" }
    local function addPoints(state, players, amount)
        for _, player in ipairs(players) do
            state.points[player] = (state.points[player] or 0) + amount
        end
    end
    -- A sealed award cannot be skipped any more: what it gave is taken back when it is revoked.
    local function undo(state, event)
        addPoints(state, event.players, -event.amount)
        state.awards = state.awards - 1
    end
    ledger:define("award", { id = 1, fields = fields, undo = undo }, function(state, event)
        addPoints(state, event.players, event.amount)
        state.awards = state.awards + 1
        -- The first award comes first: it is how far the time can be turned back.
        state.since = state.since or event.time
    end)

    -- Everybody loses a share of the points, rounded to whole ones. Each player is changed alone, so the order of pairs does not
    -- matter. An award from before that comes late is replayed before it.
    ledger:define("decay", { id = 2, fields = { "percent:number", "reason:string?" } }, function(state, event)
        for player, points in pairs(state.points) do
            state.points[player] = math.floor(points * (100 - event.percent) / 100 + 0.5)
        end
    end)

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
