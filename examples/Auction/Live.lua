-- The room of the raid: who leads the auctions, what is up, and who bids. It has no file: what matters later is in the
-- ledger.

local _, addon = ...

local Live = {}
addon.Live = Live

local room = LibStub("LibEventLedgerRooms-1.0"):createRoom({
    name = "AuctionLive",
    members = "group",
    authorize = function(action, _, sender)
        if action == "hold" then
            return addon.Roster.mayLead(sender)
        elseif action == "meet" then
            return addon.Roster.isCouncil(sender)
        end
        return true
    end,
})
Live.room = room

-- Whoever holds it is the auctioneer. When the raid is split there may be two: the ledger judges between them.
Live.lease = room:lease("auctioneer")

-- What is up. Each auction stands under its id, so that what the auctioneer of another part of a split raid does to
-- another auction leaves this one alone:
--   current      id of the auction that is shown
--   auctions     by id: item, minimum, ending ("timer" or "council"), endsAt (Unix seconds) or votes (that end it),
--                state ("open", "closed" or "cancelled"); of one that was sold winner (GUID) and amount
Live.object = room:sharedObject("auctions", { data = { auctions = {} }, writers = Live.lease })

-- One bid each member, under the member's own name: the next one takes the place of the last, whatever it was for.
Live.bids = room:pool("bids", {
    key = function(bid)
        return bid.bidder
    end,
    fields = { "bidder:string", "auction:string", "amount:number" },
})

-- The auction that is shown and its id, open or over; nil when there is none.
function Live.auction()
    local data = Live.object:get()
    local id = data and data.current
    local auction = id and data.auctions[id]
    if auction then
        return auction, id
    end
end

-- The same while it is open.
function Live.openAuction()
    local auction, id = Live.auction()
    if auction and auction.state == "open" then
        return auction, id
    end
end

-- Seconds that are left; nil when no timer runs.
function Live.secondsLeft(auction)
    if auction.state == "open" and auction.ending == "timer" then
        return math.max(0, auction.endsAt - GetServerTime())
    end
end

-- "Name-Realm" of who leads the auctions; nil when nobody does.
function Live.auctioneer()
    return Live.lease:holders()[1]
end

-- The own name as the room says it; nil while the room is closed.
local own

function Live.self()
    return own
end

room:on("opened", function()
    for _, member in ipairs(room:members()) do
        if member.isSelf then
            own = member.name
        end
    end
end)
room:on("closed", function()
    own = nil
end)

function addon.say(text, ...)
    DEFAULT_CHAT_FRAME:AddMessage("Auction: " .. string.format(text, ...))
end
