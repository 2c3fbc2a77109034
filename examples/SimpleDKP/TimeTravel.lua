-- Which moment the window shows: the present, or the standings as they were at a time that a slider chooses.

local _, addon = ...

local TimeTravel = {}
addon.TimeTravel = TimeTravel

local HOUR = 3600

-- The chosen time, nil for the present; and what the ledger has made for it so far. `question` is what it is asked now.
local chosen, isOutdated, question, past
local bar

-- The state to be shown, and the time that it is of: nil for the present.
function TimeTravel.state()
    if chosen and past then
        return past.state, past.time
    end
    return addon.ledger:getState(), nil
end

function TimeTravel.chosenTime()
    return chosen
end

-- Chooses a time, Unix seconds, or the present with nil.
function TimeTravel.choose(time)
    if time ~= chosen then
        chosen, isOutdated = time, time ~= nil
        past = time and past
        addon.Window.markChanged()
    end
end

-- To be called when the log has changed: a late event may belong before the chosen time.
function TimeTravel.noteChange()
    isOutdated = chosen ~= nil
end

-- To be called when another ledger is there: nothing that was asked of the old one comes any more.
function TimeTravel.reset()
    question, past = nil, nil
    TimeTravel.choose(nil)
end

-- Asks the ledger for the chosen time, once at a time: while the slider is dragged only the last counts.
local function ask()
    if not isOutdated or question then
        return
    end
    local own = { time = chosen }
    question, isOutdated = own, false
    addon.ledger:stateAt(chosen, function(state)
        if question == own then
            question = nil
            if chosen and not state then
                addon.say("the awards of that time are not here any more")
                TimeTravel.choose(nil)
            end
            past = chosen and { state = state, time = own.time }
            addon.Window.markChanged()
        end
    end)
end

-- Brings slider and label up to date.
function TimeTravel.refresh()
    ask()
    local now = GetServerTime()
    local hours = math.ceil((now - (addon.ledger:getState().since or now)) / HOUR)
    -- Hours and not seconds: the game keeps a slider's value as a float of 24 bits.
    bar.slider:SetMinMaxValues(0, hours)
    bar.slider:SetValue(chosen and hours - math.floor((now - chosen) / HOUR + 0.5) or hours)
    local isWaiting = question or isOutdated
    bar.label:SetText(chosen and date("%d.%m.%Y %H:%M", chosen) .. (isWaiting and " ..." or "") or "now")
    bar.button:SetEnabled(chosen ~= nil)
end

function TimeTravel.create(parent)
    bar = CreateFrame("Frame", nil, parent)
    bar:SetHeight(22)
    bar.button = CreateFrame("Button", nil, bar, "UIPanelButtonTemplate")
    bar.button:SetSize(50, 20)
    bar.button:SetPoint("RIGHT", bar, "RIGHT", 0, 0)
    bar.button:SetText("Now")
    bar.button:SetScript("OnClick", function()
        TimeTravel.choose(nil)
        TimeTravel.refresh()
    end)
    bar.slider = addon.Rows.createSlider(bar, "HORIZONTAL", "Interface\\Buttons\\UI-SliderBar-Button-Horizontal")
    bar.slider:SetPoint("LEFT", bar, "LEFT", 0, 0)
    bar.slider:SetSize(270, 16)
    -- Only the player's hand chooses; refresh() moves the slider too, as the present moves on.
    bar.slider:SetScript("OnValueChanged", function(_, value, isUser)
        if isUser then
            local _, hours = bar.slider:GetMinMaxValues()
            TimeTravel.choose(value < hours and GetServerTime() - (hours - value) * HOUR or nil)
        end
    end)
    bar.label = addon.Rows.addText(bar, 280, 110)
    return bar
end
