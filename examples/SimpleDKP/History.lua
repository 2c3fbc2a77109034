-- The tab of history: what was written, newest first; officers take back and put back with a button.

local _, addon = ...

local History = { title = "History", hasTimeTravel = true }
addon.History = History

local Awards, EventList, Rows = addon.Awards, addon.EventList, addon.Rows

local ROWS = 14
-- Milliseconds of a frame for reading older events.
local READ_BUDGET = 2

local function describeEntry(event)
    if event.type == "decay" then
        return string.format("everybody: -%s%% %s", tostring(event.percent), tostring(event.reason or ""))
    end
    local first = event.players[1] and addon.Roster.nameOf(event.players[1]) or "nobody"
    local others = #event.players > 1 and string.format(" and %d more", #event.players - 1) or ""
    return string.format("%s%s: %s %s", first, others, tostring(event.amount), tostring(event.reason or ""))
end

-- What an event of the list says.
function History.describe(list, event)
    if Awards.isEntry(event) then
        return describeEntry(event)
    elseif event.type ~= "revoke" then
        return "of a newer version of SimpleDKP"
    end
    local target = EventList.find(list, event.target)
    if target and Awards.isEntry(target) then
        return "taken back: " .. describeEntry(target)
    elseif target and target.type == "revoke" then
        return "put back what was taken back at " .. date("%d.%m. %H:%M", target.time)
    end
    return "taken back: something that is not here"
end

local function makeRow(row)
    row.time = Rows.addText(row, 4, 74, "GameFontDisableSmall")
    row.text = Rows.addText(row, 80, 180)
    row.author = Rows.addText(row, 264, 60, "GameFontDisableSmall")
    row.button = CreateFrame("Button", nil, row, "UIPanelButtonTemplate")
    row.button:SetSize(62, Rows.HEIGHT)
    row.button:SetPoint("RIGHT", row, "RIGHT", 0, 0)
end

-- Shows an event; one that does not count (taken back, or after the time that is shown) in grey.
local function fillRow(row, list, event)
    local isRevoked = addon.ledger:isRevoked(event)
    local chosen = addon.TimeTravel.chosenTime()
    local shade = (isRevoked or chosen and event.time > chosen) and 0.5 or 1
    row.time:SetText(date("%d.%m. %H:%M", event.time))
    row.text:SetText(History.describe(list, event))
    row.text:SetTextColor(shade, shade, shade)
    row.author:SetText(addon.Roster.nameOf(event.creatorGuid))
    row.button:SetShown(Awards.isEntry(event) and addon.isOfficer())
    row.button:SetText(isRevoked and "Restore" or "Revoke")
    row.button:SetScript("OnClick", function()
        if addon.ledger:isRevoked(event) then
            Awards.putBack(event, EventList.revocationsOf(list, event))
        else
            Awards.takeBack(event)
        end
        addon.Window.markChanged()
    end)
end

-- What stands for an event that has not been read yet.
local function fillEmptyRow(row)
    row.time:SetText("")
    row.text:SetText("...")
    row.text:SetTextColor(0.5, 0.5, 0.5)
    row.author:SetText("")
    row.button:Hide()
end

function History.create(parent)
    local panel = CreateFrame("Frame", nil, parent)
    local list, stopListening

    local function readOlder()
        local isDone = EventList.read(list, panel.list.bottom(), READ_BUDGET)
        if isDone then
            panel:SetScript("OnUpdate", nil)
            panel.refresh()
        end
    end

    panel.list = Rows.create(panel, 0, ROWS, makeRow, function(row, index)
        local event = list.events[#list.events + 1 - index]
        if event then
            fillRow(row, list, event)
        else
            fillEmptyRow(row)
            panel:SetScript("OnUpdate", readOlder)
        end
    end)

    function panel.refresh()
        panel.list.show(list.isComplete and #list.events or addon.ledger:status().events)
    end

    -- What was read is let go with the panel.
    function panel.start()
        list = EventList.create()
        stopListening = addon.ledger:on("eventAdded", function(event)
            EventList.add(list, event)
        end)
    end

    function panel.stop()
        panel:SetScript("OnUpdate", nil)
        stopListening()
        list = nil
    end
    return panel
end
