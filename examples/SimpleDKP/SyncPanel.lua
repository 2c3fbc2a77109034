-- The tab of sync: how this client stands to the others, in words, and who the others are.

local _, addon = ...

local SyncPanel = { title = "Sync", isLive = true }
addon.SyncPanel = SyncPanel

local Rows = addon.Rows
local TOP = 116
local ROWS = 8

-- Sentences of the library's explanation that are shown, the most pressing ones.
local SENTENCES = 4

-- Seconds in words, rounded.
local function inWords(seconds)
    if seconds < 90 then
        return string.format("%.0f s", seconds)
    elseif seconds < 5400 then
        return string.format("%.0f min", seconds / 60)
    end
    return string.format("%.0f h", seconds / 3600)
end

local function makeRow(row)
    row.name = Rows.addText(row, 4, 200)
    row.seen = Rows.addText(row, 210, 90)
    row.serves = Rows.addText(row, 304, 80, "GameFontDisableSmall")
end

local function sortedPeers(status)
    local peers = {}
    for index, peer in ipairs(status.peers) do
        peers[index] = peer
    end
    table.sort(peers, function(a, b)
        return a.name < b.name
    end)
    return peers
end

local function createSealButton(panel)
    local button = CreateFrame("Button", nil, panel, "UIPanelButtonTemplate")
    button:SetSize(110, 22)
    button:SetPoint("BOTTOMRIGHT", panel, "BOTTOMRIGHT", -4, 0)
    button:SetText("Seal season")
    button:SetScript("OnClick", addon.Season.seal)
    return button
end

local function createProgressBar(panel)
    local bar = CreateFrame("StatusBar", nil, panel)
    bar:SetPoint("TOPLEFT", panel, "TOPLEFT", 4, 0)
    bar:SetPoint("TOPRIGHT", panel, "TOPRIGHT", -4, 0)
    bar:SetHeight(16)
    bar:SetStatusBarTexture("Interface\\TargetingFrame\\UI-StatusBar")
    bar:SetStatusBarColor(0.2, 0.6, 0.2)
    bar.text = bar:CreateFontString(nil, "OVERLAY", "GameFontHighlightSmall")
    bar.text:SetPoint("CENTER")
    return bar
end

function SyncPanel.create(parent)
    local panel = CreateFrame("Frame", nil, parent)
    panel.progress = createProgressBar(panel)
    panel.seal = createSealButton(panel)
    panel.sentences = {}
    for index = 1, SENTENCES do
        local line = panel:CreateFontString(nil, "OVERLAY", index == 1 and "GameFontNormal" or "GameFontHighlightSmall")
        line:SetPoint("TOPLEFT", panel.sentences[index - 1] or panel.progress, "BOTTOMLEFT", 0, -4)
        line:SetWidth(400)
        line:SetJustifyH("LEFT")
        panel.sentences[index] = line
    end
    local title = panel:CreateFontString(nil, "OVERLAY", "GameFontNormalSmall")
    title:SetPoint("TOPLEFT", panel, "TOPLEFT", 4, 14 - TOP)
    title:SetText("Others, and when they were last heard")

    local peers = {}
    panel.list = Rows.create(panel, TOP, ROWS, makeRow, function(row, index)
        local peer = peers[index]
        row.name:SetText(peer.name)
        row.seen:SetText(inWords(peer.age) .. " ago")
        row.serves:SetText(peer.isServing and "sends" or "")
    end)

    function panel.refresh()
        local status = addon.ledger:status()
        local explanation = addon.ledger:explain()
        for index, line in ipairs(panel.sentences) do
            line:SetText(explanation[index])
        end
        local all = status.events + status.eventsMissing
        panel.progress:SetMinMaxValues(0, math.max(all, 1))
        panel.progress:SetValue(status.events)
        panel.progress.text:SetText(string.format("%.0f of %.0f", status.events, all))
        panel.seal:SetShown(addon.Season.maySeal())
        peers = sortedPeers(status)
        panel.list.show(#peers)
    end
    return panel
end
