-- The tab of standings: everybody's points, by name or by points, now or at the time that TimeTravel shows.

local _, addon = ...

local Standings = { title = "Standings", hasTimeTravel = true }
addon.Standings = Standings

local TOP = 24
local ROWS = 13

local comparisons = {}

function comparisons.name(a, b)
    if a.name ~= b.name then
        return a.name < b.name
    end
    return a.guid < b.guid
end

function comparisons.points(a, b)
    if a.points ~= b.points then
        return a.points > b.points
    end
    return comparisons.name(a, b)
end

-- The players of a state with their points, sorted by "name" or "points", perhaps the other way round.
function Standings.list(state, column, isReversed)
    local list = {}
    for guid, points in pairs(state.points) do
        list[#list + 1] = { guid = guid, name = addon.Roster.nameOf(guid), points = points }
    end
    local isBefore = comparisons[column]
    table.sort(list, function(a, b)
        if isReversed then
            a, b = b, a
        end
        return isBefore(a, b)
    end)
    return list
end

local function makeRow(row)
    row.place = addon.Rows.addText(row, 4, 40, "GameFontDisableSmall")
    row.name = addon.Rows.addText(row, 50, 220)
    row.points = addon.Rows.addText(row, 280, 110)
end

local function addHeader(panel, text, column, x, width)
    local header = CreateFrame("Button", nil, panel, "UIPanelButtonTemplate")
    header:SetSize(width, 20)
    header:SetPoint("TOPLEFT", panel, "TOPLEFT", x, 0)
    header:SetText(text)
    header:SetScript("OnClick", function()
        panel.isReversed = panel.column == column and not panel.isReversed
        panel.column = column
        panel.refresh()
    end)
    return header
end

function Standings.create(parent)
    local panel = CreateFrame("Frame", nil, parent)
    panel.column, panel.isReversed = "points", false
    panel.nameHeader = addHeader(panel, "Name", "name", 46, 220)
    panel.pointsHeader = addHeader(panel, "Points", "points", 276, 90)
    local shown = {}

    panel.list = addon.Rows.create(panel, TOP, ROWS, makeRow, function(row, index)
        local entry = shown[index]
        row.place:SetText(index)
        row.name:SetText(entry.name)
        row.name:SetTextColor(addon.Roster.colorOf(entry.guid))
        row.points:SetText(entry.points)
    end)

    function panel.refresh()
        shown = Standings.list(addon.TimeTravel.state(), panel.column, panel.isReversed)
        panel.list.show(#shown)
    end
    return panel
end
