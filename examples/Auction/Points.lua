-- Points outside of auctions: giving them, and who has how many for what.

local _, addon = ...

local Ledger, Roster = addon.Ledger, addon.Roster

local Points = {}
addon.Points = Points

-- How many sales the log shows.
local LOG = 5

local VERDICTS = {
    term = ", does not count: another auctioneer's sale does",
    points = ", does not count: too few points",
}

-- The GUIDs of "raid", or of one member of the guild by name.
local function playersOf(who)
    if string.lower(who) ~= "raid" then
        return { Roster.guidOf(who) }
    end
    local players = {}
    for index = 1, GetNumGroupMembers() do
        players[#players + 1] = UnitGUID("raid" .. index)
    end
    return players
end

function Points.award(who, amount, reason)
    local players = playersOf(who)
    if #players == 0 then
        return addon.say("nobody called %s in the guild or raid", who)
    end
    local event, refusal = addon.ledger:submit("award", { players = players, amount = amount, reason = reason })
    if event then
        addon.say("%s points to %s: %s", amount, who, reason or "no reason")
    else
        addon.say("not awarded: %s", refusal == "unauthorized" and "only the council may do that" or refusal)
    end
end

-- Everybody's standing, the highest first.
function Points.list()
    local list = {}
    for guid, points in pairs(addon.ledger:getState().points) do
        list[#list + 1] = { name = Roster.nameOf(guid), points = points }
    end
    table.sort(list, function(a, b)
        return a.points > b.points or a.points == b.points and a.name < b.name
    end)
    for _, entry in ipairs(list) do
        addon.say("%s %s", entry.name, entry.points)
    end
end

-- The last sales, the newest first, with those that do not count.
function Points.log()
    for event in addon.ledger:events({ type = "sale", newestFirst = true, limit = LOG }) do
        local verdict = VERDICTS[Ledger.refusalOf(event)] or ""
        addon.say("%s to %s for %s%s", event.item, Roster.nameOf(event.winner), event.amount, verdict)
    end
end
