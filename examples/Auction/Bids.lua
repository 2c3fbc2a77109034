-- Bids: the own one, and all of them in order. A bid goes when its bidder goes, and comes back after a /reload.

local _, addon = ...

local Live, Ledger, Roster = addon.Live, addon.Ledger, addon.Roster

local Bids = {}
addon.Bids = Bids

-- Seconds for which the own bid is remembered: over a /reload or a crash.
local REMEMBERED = 900

-- All bids for an auction, the highest first: name, guid, amount, and whether the bidder has as many points. Once it is
-- sold nobody's points are in question.
function Bids.list(auctionId)
    local list, isJudged = {}, Ledger.isJudged(auctionId)
    for bidder, bid in pairs(Live.bids:getAllContributions()) do
        -- Anybody could bid in another's name; who contributed it is vouched for by the game.
        if bid.auction == auctionId and Live.bids:ownerOf(bidder) == bidder then
            local guid = Roster.guidOf(bidder)
            local isCovered = isJudged or guid ~= nil and bid.amount <= Ledger.standing(guid)
            list[#list + 1] = { name = bidder, guid = guid, amount = bid.amount, isCovered = isCovered }
        end
    end
    table.sort(list, function(a, b)
        if a.amount ~= b.amount then
            return a.amount > b.amount
        end
        return a.name < b.name
    end)
    return list
end

-- The bid that wins: the highest one that its bidder can pay.
function Bids.best(auctionId, minimum)
    for _, bid in ipairs(Bids.list(auctionId)) do
        if bid.isCovered and bid.amount >= minimum then
            return bid
        end
    end
end

function Bids.place(amount)
    local auction, id = Live.openAuction()
    if not auction then
        return addon.say("nothing is up")
    elseif amount < auction.minimum then
        return addon.say("%s starts at %s", auction.item, auction.minimum)
    elseif Live.secondsLeft(auction) == 0 then
        return addon.say("the time for %s is over", auction.item)
    end
    local isMade, why = Live.bids:replaceContribution({ bidder = Live.self(), auction = id, amount = amount })
    if not isMade then
        return addon.say("no bid: %s", why)
    end
    Auction_Bid = { auction = id, amount = amount, time = GetServerTime() }
    local standing = Ledger.standing(UnitGUID("player"))
    if amount > standing then
        addon.say("you bid %s and have %s: the bid does not count", amount, standing)
    else
        addon.say("you bid %s for %s", amount, auction.item)
    end
end

function Bids.withdraw()
    Auction_Bid = nil
    local name = Live.self()
    if name and Live.bids:removeContribution(name) then
        addon.say("your bid is withdrawn")
    end
end

-- The room forgets what its members said when they go: after a /reload the bid is said again.
local function sayAgain()
    local bid = Auction_Bid
    if bid and GetServerTime() - bid.time < REMEMBERED then
        Live.bids:replaceContribution({ bidder = Live.self(), auction = bid.auction, amount = bid.amount })
    end
end

Live.room:on("opened", sayAgain)
Live.bids:on("changed", function(bidder, _, owner)
    -- Somebody took the place of the own bid.
    if bidder == Live.self() and owner ~= bidder and owner ~= nil then
        sayAgain()
    end
end)
