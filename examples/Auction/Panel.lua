-- What the window shows: what is up, how long, who bids how much; and its buttons.

local _, addon = ...

local Live, Bids, News = addon.Live, addon.Bids, addon.News

local Panel = {}
addon.Panel = Panel

local ROWS, ROW_HEIGHT = 12, 16

-- The window whose parts these are.
local window

-- How an auction stands: the time that is left, the votes, or what came of it.
local function describe(auction, id)
    local left = Live.secondsLeft(auction)
    if left then
        return string.format("%d s left", left)
    elseif auction.state == "open" then
        return string.format("%d of %d votes to end it", addon.Council.count(id), auction.votes)
    elseif auction.state == "cancelled" then
        return "cancelled"
    elseif auction.winner then
        return "goes to " .. (News.outcome(id) or "whom the ledger will tell")
    end
    return "goes to nobody"
end

local function refreshRows(bids)
    for place, row in ipairs(window.rows) do
        local bid = bids[place]
        row:SetShown(bid ~= nil)
        if bid then
            row.name:SetText(Ambiguate(bid.name, "guild"))
            row.amount:SetText(bid.isCovered and bid.amount or bid.amount .. " (too few points)")
            row.amount:SetTextColor(1, bid.isCovered and 1 or 0.3, bid.isCovered and 1 or 0.3)
        end
    end
    window.more:SetText(#bids > ROWS and string.format("and %d more", #bids - ROWS) or "")
end

-- Brings everything up to date.
function Panel.refresh()
    local auction, id = Live.auction()
    local isOpen = auction ~= nil and auction.state == "open"
    local isHeld = Live.lease:isHeld()
    window.item:SetText(auction and auction.item or "nothing is up")
    window.status:SetText(auction and describe(auction, id) or "")
    window.leader:SetText("auctioneer: " .. (Live.auctioneer() and Ambiguate(Live.auctioneer(), "guild") or "nobody"))
    refreshRows(id and Bids.list(id) or {})
    window.bid:SetEnabled(isOpen)
    local isVote = isOpen and auction.ending == "council"
    window.close:SetText(isVote and "Vote" or "Close")
    window.close:SetEnabled(isOpen and (isVote and addon.Council.mayVote() or not isVote and isHeld))
    window.cancel:SetEnabled(isOpen and isHeld)
end

function Panel.addText(parent, font, point, x, y, width)
    local text = parent:CreateFontString(nil, "OVERLAY", font)
    text:SetPoint(point, parent, point, x, y)
    text:SetWidth(width)
    text:SetJustifyH("LEFT")
    return text
end

local function addButton(text, x, onClick)
    local button = CreateFrame("Button", nil, window, "UIPanelButtonTemplate")
    button:SetSize(64, 22)
    button:SetPoint("BOTTOMLEFT", window, "BOTTOMLEFT", x, 12)
    button:SetText(text)
    button:SetScript("OnClick", function()
        onClick()
        Panel.refresh()
    end)
    return button
end

local function addRow(place)
    local row = CreateFrame("Frame", nil, window)
    row:SetSize(270, ROW_HEIGHT)
    row:SetPoint("TOPLEFT", window, "TOPLEFT", 14, -92 - (place - 1) * ROW_HEIGHT)
    row.name = Panel.addText(row, "GameFontHighlightSmall", "LEFT", 0, 0, 120)
    row.amount = Panel.addText(row, "GameFontHighlightSmall", "LEFT", 124, 0, 146)
    window.rows[place] = row
end

-- Makes the parts of a window.
function Panel.create(frame)
    window = frame
    window.item = Panel.addText(window, "GameFontNormal", "TOPLEFT", 14, -32, 270)
    window.status = Panel.addText(window, "GameFontHighlight", "TOPLEFT", 14, -52, 270)
    window.leader = Panel.addText(window, "GameFontDisableSmall", "TOPLEFT", 14, -70, 270)
    window.rows = {}
    for place = 1, ROWS do
        addRow(place)
    end
    window.more = Panel.addText(window, "GameFontDisableSmall", "BOTTOMLEFT", 14, 40, 270)
    window.amount = CreateFrame("EditBox", nil, window, "InputBoxTemplate")
    window.amount:SetSize(60, 20)
    window.amount:SetPoint("BOTTOMLEFT", window, "BOTTOMLEFT", 20, 13)
    window.amount:SetAutoFocus(false)
    window.amount:SetMaxLetters(9)
    window.bid = addButton("Bid", 88, function()
        SlashCmdList.AUCTION("bid " .. window.amount:GetText())
    end)
    window.amount:SetScript("OnEnterPressed", function(box)
        box:ClearFocus()
        window.bid:Click()
    end)
    window.close = addButton("Close", 156, addon.Council.close)
    window.cancel = addButton("Cancel", 224, addon.Auctioneer.cancel)
end
