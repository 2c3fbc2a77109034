-- Selling: the highest bid that its bidder can pay goes into the ledger. All that this needs is in the room, so whoever
-- holds the lease next goes on with the same auction.

local _, addon = ...

local Live, Ledger, Bids, Auctioneer = addon.Live, addon.Ledger, addon.Bids, addon.Auctioneer
local lease = Live.lease

local Sale = {}
addon.Sale = Sale

-- Seconds after the end for which bids that are on their way still count.
local GRACE = 2

-- By auction: the sale that this client has written, and whether it could not.
local written, hasFailed = {}, {}

-- Writes the sale into the ledger, under the term of this holding. Whether it counts the ledger says, to all alike.
local function write(id, item, winner, amount)
    local sale = { auction = id, item = item, winner = winner, amount = amount, term = lease:term() }
    local event, refusal = addon.ledger:submit("sale", sale)
    -- What is held enters as soon as the guild roster is there.
    if event or refusal == "held" then
        written[id] = { winner = winner, amount = amount }
    else
        hasFailed[id] = true
        addon.say("%s is not sold: %s", item, Auctioneer.REFUSALS[refusal] or refusal)
    end
end

-- Sells to the highest bid that its bidder can pay, if there is one, and ends the auction.
local function sell(auction, id)
    local best = Bids.best(id, auction.minimum)
    if best and not Ledger.saleOf(id) and not written[id] then
        write(id, auction.item, best.guid, best.amount)
    end
    local sale = Ledger.saleOf(id) or written[id]
    if sale or not best then
        local path = "auctions." .. id
        Auctioneer.patch({
            [path .. ".state"] = "closed",
            [path .. ".winner"] = sale and sale.winner,
            [path .. ".amount"] = sale and sale.amount,
        })
    end
end

-- Ends the auction at once, whatever was to end it.
function Sale.close()
    Auctioneer.act(function()
        local auction, id = Live.openAuction()
        if auction then
            sell(auction, id)
        else
            addon.say("nothing is up")
        end
    end)
end

-- Once a second: is the time over; and is there something that an auctioneer before this one has left undone?
local function look()
    local auction, id = Live.auction()
    if not auction or not lease:isHeld() or hasFailed[id] then
        return
    elseif auction.state == "open" then
        local isOver = auction.ending == "timer" and GetServerTime() >= auction.endsAt + GRACE
        if isOver or Ledger.saleOf(id) then
            sell(auction, id)
        end
    elseif auction.winner and not Ledger.isJudged(id) and not written[id] then
        -- It was sold, and its auctioneer has gone before the sale was with anybody else.
        write(id, auction.item, auction.winner, auction.amount)
    end
end

C_Timer.NewTicker(1, look)
