-- The end of a season: the guild master seals what is old. It cannot be changed any more, and who is new sees the standings at once.

local _, addon = ...

local Season = {}
addon.Season = Season

local REFUSALS = {
    unauthorized = "only the guild master may do that",
    nothing = "all awards from before last week are sealed already",
    notInStep = "others may have awards that are not here yet; try again while officers are online",
}

-- Whether to offer it. Who may seal is decided by the library: by default the guild master.
function Season.maySeal()
    local _, _, rank = GetGuildInfo("player")
    return rank == 0
end

function Season.seal()
    local isOpen = addon.ledger:seal({}, function(result)
        if result.event then
            addon.say("sealed: awards from before last week stay as they are")
        else
            addon.say("not sealed: %s", REFUSALS[result.reason] or result.problem or result.reason)
        end
    end)
    if not isOpen then
        addon.say("not sealed: you are in no guild, or it is not known yet")
    end
end

-- Awards of this player that came too late for a seal are awarded again, now.
function Season.awardAgain()
    local count = 0
    for _, orphan in ipairs(addon.ledger:orphans()) do
        if addon.ledger:resubmit(orphan) then
            count = count + 1
        end
    end
    addon.say("%d awards that came too late for a seal were made again", count)
end
