-- What an officer does: award, decay, take back, put back. Says in the chat what came of it.

local _, addon = ...

local Awards = {}
addon.Awards = Awards

-- Undo looks no further back: walking the whole log in one go would take long where there is nothing to take back.
local UNDO_SECONDS = 14 * 86400

local REFUSALS = {
    unauthorized = "only officers may do that",
    held = "the guild roster is not there yet; it enters when it is",
    closed = "you are in no guild, or it is not known yet",
    sealed = "it is of a sealed season",
    readOnly = "the saved data is of a newer version of the addon",
}

function addon.say(text, ...)
    DEFAULT_CHAT_FRAME:AddMessage("SimpleDKP: " .. string.format(text, ...))
end

-- Whether an event is an award or a decay: those are shown, taken back and put back.
function Awards.isEntry(event)
    return event.type == "award" or event.type == "decay"
end

-- "50 points: Ragnaros"
local function describe(event)
    local worth = event.type == "decay" and event.percent .. "% decay" or event.amount .. " points"
    return worth .. ": " .. (event.reason or "")
end

-- The GUIDs of "raid" or of one member by name.
local function findPlayers(who)
    local players = {}
    if string.lower(who) == "raid" then
        for index = 1, GetNumGroupMembers() do
            players[#players + 1] = UnitGUID("raid" .. index)
        end
    else
        players[1] = addon.Roster.guidOf(who)
    end
    return players
end

function Awards.award(who, amount, reason)
    local players = findPlayers(who)
    if #players == 0 then
        return addon.say("nobody called %s in the guild", who)
    end
    local event, refusal = addon.ledger:submit("award", { players = players, amount = amount, reason = reason })
    if event then
        addon.say("%s points to %s: %s", amount, who, reason)
    else
        addon.say("not awarded: %s", REFUSALS[refusal] or refusal)
    end
end

-- Takes a share of everybody's points.
function Awards.decay(percent, reason)
    local event, refusal = addon.ledger:submit("decay", { percent = percent, reason = reason })
    if event then
        addon.say("%s", describe(event))
    else
        addon.say("no decay: %s", REFUSALS[refusal] or refusal)
    end
end

function Awards.takeBack(event)
    local revocation, refusal = addon.ledger:revoke(event)
    if revocation then
        addon.say("took back %s", describe(event))
    else
        addon.say("not taken back: %s", REFUSALS[refusal] or refusal)
    end
end

-- Puts an entry back by taking back what took it back: several officers may have done so at once.
function Awards.putBack(event, revocations)
    for _, revocation in ipairs(revocations) do
        local restored, refusal = addon.ledger:revoke(revocation)
        if not restored then
            return addon.say("not put back: %s", REFUSALS[refusal] or refusal)
        end
    end
    addon.say("put back %s", describe(event))
end

-- Takes back the newest entry of one's own that is not taken back yet.
function Awards.undo()
    local own = { creator = UnitGUID("player"), from = GetServerTime() - UNDO_SECONDS, newestFirst = true }
    for event in addon.ledger:events(own) do
        if Awards.isEntry(event) and not addon.ledger:isRevoked(event) then
            return Awards.takeBack(event)
        end
    end
    addon.say("you have nothing to take back")
end
