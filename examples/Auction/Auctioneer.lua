-- What the auctioneer does: lead, put up, cancel. Selling stands in Sale.lua.

local _, addon = ...

local Live = addon.Live
local lease, object = Live.lease, Live.object

local Auctioneer = {}
addon.Auctioneer = Auctioneer

Auctioneer.REFUSALS = {
    maxHolders = "somebody else is the auctioneer",
    unauthorized = "only who leads the raid or assists may do that",
    closed = "you are in no group",
    mute = "you may not speak in guild chat",
    notHeld = "you are not the auctioneer any more",
    outdated = "another auctioneer has taken over",
}

-- Changes what is up. What becomes of it is told twice, at once and when it is final; once is enough here.
function Auctioneer.patch(changes)
    local hasFailed = false
    object:patch({ ["$set"] = changes }, function(isDone, why)
        if not isDone and not hasFailed then
            hasFailed = true
            addon.say("not done: %s", Auctioneer.REFUSALS[why] or why)
        end
    end)
end

-- Does something as the auctioneer: becomes it, if nobody is.
function Auctioneer.act(body)
    if lease:isHeld() then
        return body()
    end
    lease:acquire(function(isGranted, why)
        if isGranted then
            body()
        else
            addon.say("not done: %s", Auctioneer.REFUSALS[why] or why)
        end
    end, { wait = false })
end

-- Gets in line: first to lead, or to go on when the one who leads is gone.
function Auctioneer.lead()
    addon.say("you are in line to lead the auctions")
    lease:acquire(function(isGranted, why)
        if not isGranted then
            addon.say("you do not lead: %s", Auctioneer.REFUSALS[why] or why)
        end
    end)
end

function Auctioneer.yield()
    lease:release()
    addon.say("you do not lead the auctions")
end

-- Puts something up: for so many seconds, or, with nil, until the council ends it.
function Auctioneer.start(item, minimum, seconds)
    Auctioneer.act(function()
        if Live.openAuction() then
            return addon.say("%s is up: /auction close or /auction cancel", Live.openAuction().item)
        end
        local id = string.format("%d/%s", GetServerTime(), UnitGUID("player"))
        local auction = { item = item, minimum = minimum, state = "open", ending = seconds and "timer" or "council" }
        if seconds then
            auction.endsAt = GetServerTime() + seconds
        else
            auction.votes = addon.Council.majority()
        end
        Auctioneer.patch({ current = id, auctions = { [id] = auction } })
    end)
end

function Auctioneer.cancel()
    Auctioneer.act(function()
        local _, id = Live.openAuction()
        if id then
            Auctioneer.patch({ ["auctions." .. id .. ".state"] = "cancelled" })
        else
            addon.say("nothing is up")
        end
    end)
end
