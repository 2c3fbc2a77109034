-- A list that scrolls, of which only the rows that are seen exist: each shows another entry when the list is scrolled.

local _, addon = ...

local Rows = {}
addon.Rows = Rows

Rows.HEIGHT = 18
local BAR_WIDTH = 14
local THUMB_SIZE = 20
local WHEEL_ROWS = 3

-- A slider without a template: those that the game has differ from client to client.
function Rows.createSlider(parent, orientation, thumb)
    local slider = CreateFrame("Slider", nil, parent)
    slider:SetOrientation(orientation)
    slider:EnableMouse(true)
    slider:SetThumbTexture(thumb)
    slider:GetThumbTexture():SetSize(THUMB_SIZE, THUMB_SIZE)
    slider:SetMinMaxValues(0, 0)
    slider:SetValueStep(1)
    slider:SetObeyStepOnDrag(true)
    local track = slider:CreateTexture(nil, "BACKGROUND")
    track:SetAllPoints()
    track:SetColorTexture(0, 0, 0, 0.4)
    return slider
end

-- A line of text in a row or panel, `width` wide, `x` from its left.
function Rows.addText(frame, x, width, font)
    local text = frame:CreateFontString(nil, "OVERLAY", font or "GameFontHighlightSmall")
    text:SetPoint("LEFT", frame, "LEFT", x, 0)
    text:SetWidth(width)
    text:SetJustifyH("LEFT")
    text:SetWordWrap(false)
    return text
end

-- Fills its parent from `top` down with `count` rows. `make(row)` puts into a new row what it needs,
-- `fill(row, index)` shows entry `index`, 1 being the topmost. Returns the list.
function Rows.create(parent, top, count, make, fill)
    local list = { rows = {}, total = 0, offset = 0 }

    local bar = Rows.createSlider(parent, "VERTICAL", "Interface\\Buttons\\UI-ScrollBar-Knob")
    bar:SetPoint("TOPRIGHT", parent, "TOPRIGHT", 0, -top)
    bar:SetSize(BAR_WIDTH, count * Rows.HEIGHT)
    list.bar = bar

    for place = 1, count do
        local row = CreateFrame("Frame", nil, parent)
        row:SetHeight(Rows.HEIGHT)
        local y = -top - (place - 1) * Rows.HEIGHT
        row:SetPoint("TOPLEFT", parent, "TOPLEFT", 0, y)
        row:SetPoint("TOPRIGHT", parent, "TOPRIGHT", -BAR_WIDTH - 4, y)
        make(row)
        list.rows[place] = row
    end

    -- Shows the entries that are in sight, `total` being how many there are in all.
    function list.show(total)
        list.total = total
        bar:SetMinMaxValues(0, math.max(0, total - count))
        for place, row in ipairs(list.rows) do
            local index = list.offset + place
            row:SetShown(index <= total)
            if index <= total then
                fill(row, index)
            end
        end
    end

    -- The last entry that is in sight.
    function list.bottom()
        return math.min(list.total, list.offset + count)
    end

    bar:SetScript("OnValueChanged", function(_, value)
        list.offset = math.floor(value + 0.5)
        list.show(list.total)
    end)
    parent:EnableMouseWheel(true)
    parent:SetScript("OnMouseWheel", function(_, delta)
        bar:SetValue(list.offset - delta * WHEEL_ROWS)
    end)
    return list
end
