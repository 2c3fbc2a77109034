-- The ledger: points that were awarded, items that were sold, and everybody's standing, which follows from both.

local addonName, addon = ...

local LibEventLedger = LibStub("LibEventLedger-1.0")
local policies = LibEventLedger.policies

local Ledger = {}
addon.Ledger = Ledger

-- The council writes everything. Whoever leads the raid or assists writes sales, too; the council passes them on.
local authorize = policies.byType({
    sale = policies.any(policies.guildRank(addon.Roster.COUNCIL_RANK), policies.raidAssistants),
    default = policies.guildRank(addon.Roster.COUNCIL_RANK),
})

local function keyOf(event)
    return string.format("%.0f/%.0f/%.0f", event.time, event.creator, event.counter)
end

-- Whether a sale counts more than another one of the same auction: by the term of the lease, then by its holder, who
-- wrote it.
local function isAhead(event, sale)
    if event.term ~= sale.term then
        return event.term > sale.term
    end
    return event.creator > sale.holder
end

local function add(state, player, points)
    state.points[player] = (state.points[player] or 0) + points
end

-- Of an auction one sale counts, however many were written in the parts of a split raid. All clients judge them in the
-- order of the log, so all come to the same one.
local function sell(state, event)
    local key, before = keyOf(event), state.sales[event.auction]
    if before and not isAhead(event, before) then
        state.refused[key] = "term"
        return
    end
    local refund = before and before.winner == event.winner and before.amount or 0
    if event.amount < 0 or (state.points[event.winner] or 0) + refund < event.amount then
        state.refused[key] = "points"
        state.unpaid[event.auction] = not before and event.winner or nil
        return
    end
    if before then
        add(state, before.winner, before.amount)
        state.refused[before.key] = "term"
    end
    add(state, event.winner, -event.amount)
    state.unpaid[event.auction] = nil
    state.sales[event.auction] =
        { key = key, winner = event.winner, amount = event.amount, term = event.term, holder = event.creator }
end

local function createLedger(saved)
    local ledger = LibEventLedger:createLedger({
        name = "Auction",
        saved = saved,
        initialState = function()
            -- sales: by auction, the one that counts. unpaid: by auction, who could not pay, where none counts. refused:
            -- by event, why it does not count.
            return { points = {}, sales = {}, unpaid = {}, refused = {} }
        end,
        authorize = authorize,
    })
    local awardFields = { "players:guid[]", "amount:number", "reason:string?" }
    ledger:define("award", { id = 1, fields = awardFields }, function(state, event)
        for _, player in ipairs(event.players) do
            add(state, player, event.amount)
        end
    end)
    -- `item` is the link as it was up, for those whose game does not know the item. `term` is that of the lease.
    local fields = { "auction:string", "item:string", "winner:guid", "amount:number", "term:number" }
    ledger:define("sale", { id = 2, fields = fields }, sell)
    ledger:on("stateChanged", function()
        addon.News.look()
    end)
    ledger:start()
    return ledger
end

-- The points of a player; nobody's GUID has none.
function Ledger.standing(guid)
    return guid and addon.ledger:getState().points[guid] or 0
end

-- The sale of an auction that counts.
function Ledger.saleOf(auctionId)
    return addon.ledger:getState().sales[auctionId]
end

-- The GUID of who won an auction and could not pay, where nobody else did.
function Ledger.unpaidOf(auctionId)
    return addon.ledger:getState().unpaid[auctionId]
end

-- Whether the ledger has a sale of an auction, counting or not.
function Ledger.isJudged(auctionId)
    return Ledger.saleOf(auctionId) ~= nil or Ledger.unpaidOf(auctionId) ~= nil
end

-- Why a sale does not count: "term", another auctioneer's does; "points", its winner could not pay. Nil when it does.
function Ledger.refusalOf(event)
    return addon.ledger:getState().refused[keyOf(event)]
end

-- SavedVariables are there from ADDON_LOADED on.
local frame = CreateFrame("Frame")
frame:RegisterEvent("ADDON_LOADED")
frame:SetScript("OnEvent", function(_, _, name)
    if name == addonName then
        Auction_Saved = Auction_Saved or {}
        addon.ledger = createLedger(Auction_Saved)
        Auction = addon
    end
end)
