-- The ledger module: officers put items to the vote and decide, everybody votes; the newest vote of each counts. It uses nothing of the game,
-- so that the companion can run it, too: the .toc names it as X-LibEventLedger. docs/companion-modules.md.

local _, addon = ...

local module = {
    name = "LootCouncil",
    saved = "LootCouncil_Saved",
    initialState = function()
        return { sessions = {} }
    end,
}

-- Every member may write a vote, and anything in it: a reducer that raised would stop the replay of all.
local function openSession(state, key)
    local session = state.sessions[key or ""]
    return session and not session.isClosed and session or nil
end

function module.define(ledger)
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

-- "need 2, Thrall 1": the most votes first.
function addon.countVotes(session)
    local counts, choices = {}, {}
    for _, choice in pairs(session.votes) do
        if not counts[choice] then
            choices[#choices + 1] = choice
        end
        counts[choice] = (counts[choice] or 0) + 1
    end
    table.sort(choices, function(a, b)
        return counts[a] > counts[b] or counts[a] == counts[b] and a < b
    end)
    for index, choice in ipairs(choices) do
        choices[index] = choice .. " " .. counts[choice]
    end
    return #choices > 0 and table.concat(choices, ", ") or "no votes"
end

-- How the companion's page shows a state: the newest session first.
module.views = {
    sessions = {
        columns = { "opened:time", "item:item", "winner", "votes" },
        rows = function(state)
            local keys, rows = {}, {}
            for key in pairs(state.sessions) do
                keys[#keys + 1] = key
            end
            table.sort(keys, function(a, b)
                local one, other = state.sessions[a].opened, state.sessions[b].opened
                return one > other or one == other and a < b
            end)
            for index, key in ipairs(keys) do
                local session = state.sessions[key]
                local winner = session.isClosed and (session.winner or "nobody") or nil
                rows[index] = { opened = session.opened, item = session.item, winner = winner, votes = addon.countVotes(session) }
            end
            return rows
        end,
    },
}

addon.module = module
return module
