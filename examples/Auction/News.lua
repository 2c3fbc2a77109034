-- Tells in the chat what has changed: from what the room and the ledger say, so that everybody reads the same.

local _, addon = ...

local Live, Ledger, Roster = addon.Live, addon.Ledger, addon.Roster

local News = {}
addon.News = News

local followed, followedItem, state, sold, auctioneer

local function nameOf(name)
    return Ambiguate(name, "guild")
end

-- What the ledger says of an auction: "Anna for 50 points"; nil while it says nothing.
function News.outcome(id)
    local sale, unpaid = Ledger.saleOf(id), Ledger.unpaidOf(id)
    if sale then
        return string.format("%s for %s points", Roster.nameOf(sale.winner), sale.amount)
    elseif unpaid then
        return string.format("nobody: %s has too few points", Roster.nameOf(unpaid))
    end
end

-- A sale that came later may count more: when the raid was split, and another auctioneer sold the same.
local function tellSale(auction, id)
    local text = News.outcome(id)
    if text and text ~= sold then
        addon.say(sold and "%s goes to %s instead" or "%s goes to %s", auction.item, text)
    end
    sold = text
end

local function tellStart(auction, id)
    if state == "open" then
        addon.say("%s is up no more", followedItem)
    end
    followed, followedItem, state = id, auction.item, nil
    sold = auction.state ~= "open" and News.outcome(id) or nil
    if auction.state == "open" then
        local left = Live.secondsLeft(auction)
        local ending = left and string.format("%d s", left) or "until the council ends it"
        addon.say("%s is up, from %s points, %s: /auction bid <points>", auction.item, auction.minimum, ending)
    end
end

-- Looks at what there is.
function News.look()
    local auction, id = Live.auction()
    if not auction then
        return
    end
    if id ~= followed then
        tellStart(auction, id)
    end
    if auction.state ~= state and state == "open" then
        if auction.state == "cancelled" then
            addon.say("%s is cancelled", auction.item)
        elseif not auction.winner then
            addon.say("%s goes to nobody", auction.item)
        end
    end
    state = auction.state
    tellSale(auction, id)
end

Live.object:observe("auctions", News.look)
Live.object:observe("current", News.look)
Live.lease:on("changed", function(holders)
    if holders[1] and holders[1] ~= auctioneer then
        addon.say("%s leads the auctions", nameOf(holders[1]))
    end
    auctioneer = holders[1]
end)
