-- The council ends an auction that has no timer: the officers who are here vote by meeting, and when most of them have
-- met, the auctioneer is told to sell.

local _, addon = ...

local Live, Roster = addon.Live, addon.Roster
local room = Live.room

local Council = {}
addon.Council = Council

-- The own vote, { id, request }; and the auction that the council has decided to end.
local vote, decided
local isCalling = false

local function eventOf(auctionId)
    return "close " .. auctionId
end

-- How many votes are most of those officers who are here; 1 at least.
function Council.majority()
    local officers = 0
    for _, member in ipairs(room:members()) do
        officers = officers + (Roster.isCouncil(member.name) and 1 or 0)
    end
    return math.max(1, math.floor(officers / 2) + 1)
end

-- Whether this player is of the council and has not voted yet.
function Council.mayVote()
    local name, _, id = Live.self(), Live.openAuction()
    return name ~= nil and Roster.isCouncil(name) and not (vote and vote.id == id)
end

-- How many wait for others to end an auction.
function Council.count(auctionId)
    local count = 0
    for _, request in ipairs(room:pending()) do
        count = count + (request.event == eventOf(auctionId) and 1 or 0)
    end
    return count
end

-- Tells the auctioneer, whoever that is by now; again each second until the auction is over.
local function tell()
    isCalling = true
    room:call(Live.auctioneer, "close", decided, function()
        isCalling = false
    end)
end

function Council.vote()
    local auction, id = Live.openAuction()
    if not auction then
        return addon.say("nothing is up")
    elseif not Roster.isCouncil(Live.self()) then
        return addon.say("only the council ends this auction")
    elseif vote and vote.id == id then
        return addon.say("you have voted")
    end
    vote = { id = id }
    -- As many others as are wanted, and none of them twice: by default a request looks for other players than its own.
    local options = { event = eventOf(id), mates = auction.votes - 1, timeout = false }
    vote.request = room:meet(options, function(result, why)
        if result then
            decided = id
        else
            vote = nil
            if why ~= "cancelled" then
                addon.say("your vote is lost, vote again: %s", why)
            end
        end
    end)
end

-- Ends the auction: with a vote where the council does, else at once.
function Council.close()
    local auction = Live.openAuction()
    if auction and auction.ending == "council" then
        Council.vote()
    else
        addon.Sale.close()
    end
end

-- The auctioneer takes the word of any of the council: whoever was at the meeting gives it.
room:handle("close", function(id, caller)
    local auction, current = Live.openAuction()
    local isDue = auction and current == id and auction.ending == "council"
    if isDue and Roster.isCouncil(caller) and Live.lease:isHeld() then
        addon.Sale.close()
    end
end)

C_Timer.NewTicker(1, function()
    local _, id = Live.openAuction()
    if vote and vote.id ~= id then
        vote.request:cancel()
        vote = nil
    end
    if decided and decided == id and not isCalling then
        tell()
    end
end)
