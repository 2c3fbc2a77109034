-- The ledger module: which events there are, and what they do to the standings. It uses nothing of the game, so that the companion can run
-- it, too, and show the standings outside: the .toc names it as X-LibEventLedger. docs/companion-modules.md.

local _, addon = ...

local module = {
    name = "SimpleDKP",
    saved = "SimpleDKP_Saved",
    stateVersion = 2,
    initialState = function()
        return { points = {}, awards = 0 }
    end,
}

-- The reducer can rely on players and amount: the library passes over events in which they are missing or of another kind.
local FIELDS = { "players:guid[]", "amount:number", "reason:string?" }

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

function module.define(ledger)
    ledger:define("award", { id = 1, fields = FIELDS, undo = undo }, function(state, event)
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
end

-- How the companion's page shows a state.
module.views = {
    standings = {
        columns = { "player:player", "points:number" },
        rows = function(state)
            local rows = {}
            for player, points in pairs(state.points) do
                rows[#rows + 1] = { player = player, points = points }
            end
            table.sort(rows, function(a, b)
                return a.points > b.points or a.points == b.points and a.player < b.player
            end)
            return rows
        end,
    },
}

addon.module = module
return module
