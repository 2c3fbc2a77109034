-- /sdkp award <player|raid> <points> <reason>, /sdkp top, /sdkp undo, /sdkp status

local _, addon = ...

local TOP_COUNT = 10

local function say(text, ...)
    DEFAULT_CHAT_FRAME:AddMessage("SimpleDKP: " .. string.format(text, ...))
end

-- Lists the guild: full name > GUID, and GUID > short name.
local function readRoster()
    local guids, names = {}, {}
    for index = 1, GetNumGuildMembers() do
        local name, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, guid = GetGuildRosterInfo(index)
        if name and guid then
            local short = string.match(name, "^[^-]+")
            guids[string.lower(name)] = guid
            guids[string.lower(short)] = guid
            names[guid] = short
        end
    end
    return guids, names
end

local function findPlayers(who)
    if string.lower(who) == "raid" then
        local players = {}
        for index = 1, GetNumGroupMembers() do
            players[index] = UnitGUID("raid" .. index)
        end
        return players
    end
    local guids = readRoster()
    return { guids[string.lower(who)] }
end

local function explain(refusal)
    if refusal == "unauthorized" then
        return "only officers may do that"
    elseif refusal == "held" then
        return "the guild roster is not there yet; the award enters when it is"
    elseif refusal == "closed" then
        return "you are in no guild, or it is not known yet"
    end
    return refusal
end

local commands = {}

function commands.award(arguments)
    local who, amount, reason = string.match(arguments, "^(%S+)%s+(-?%d+)%s*(.*)$")
    if not who then
        return say("usage: /sdkp award <player|raid> <points> <reason>")
    end
    local players = findPlayers(who)
    if #players == 0 then
        return say("nobody called %s in the guild", who)
    end
    local event, refusal = addon.ledger:submit("award", { players = players, amount = tonumber(amount), reason = reason })
    if event then
        say("%s points to %s: %s", amount, who, reason)
    else
        say("not awarded: %s", explain(refusal))
    end
end

function commands.top()
    local _, names = readRoster()
    local standings = {}
    for guid, points in pairs(addon.ledger:getState().points) do
        standings[#standings + 1] = { guid = guid, name = names[guid] or guid, points = points }
    end
    table.sort(standings, function(a, b)
        if a.points ~= b.points then
            return a.points > b.points
        end
        return a.guid < b.guid
    end)
    for index = 1, math.min(#standings, TOP_COUNT) do
        say("%d. %s %s", index, standings[index].name, standings[index].points)
    end
end

-- Takes back the newest award of one's own that is not taken back yet.
function commands.undo()
    local newest
    for event in addon.ledger:events({ type = "award", creator = UnitGUID("player") }) do
        if not addon.ledger:isRevoked(event) then
            newest = event
        end
    end
    if not newest then
        return say("you have no award to take back")
    end
    local revocation, refusal = addon.ledger:revoke(newest)
    if revocation then
        say("took back %s points: %s", newest.amount, newest.reason)
    else
        say("not taken back: %s", explain(refusal))
    end
end

function commands.status()
    local status = addon.ledger:status()
    say("%s, %d events, %d not shown yet, %d messages wait", status.sync, status.events, status.lag, status.outgoing)
end

SLASH_SIMPLEDKP1 = "/sdkp"
SlashCmdList.SIMPLEDKP = function(message)
    local name, arguments = string.match(message, "^(%S*)%s*(.*)$")
    local command = commands[string.lower(name)]
    if command then
        command(arguments)
    else
        say("/sdkp award <player|raid> <points> <reason>, /sdkp top, /sdkp undo, /sdkp status")
    end
end
