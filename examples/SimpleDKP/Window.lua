-- The window: its tabs, where it stands, and when what it shows is brought up to date. It is made when it is first
-- opened, and does nothing while it is hidden.

local _, addon = ...

local Window = {}
addon.Window = Window

local NAME = "SimpleDKPWindow"
local WIDTH, HEIGHT = 440, 380
-- Seconds between two looks at what has changed.
local INTERVAL = 0.5

local MODULES = { addon.Standings, addon.History, addon.SyncPanel }

local window
local hasChanged = false

-- To be called when something that the window shows is no longer as it was.
function Window.markChanged()
    hasChanged = true
end

local function refresh()
    hasChanged = false
    if window.active.module.hasTimeTravel then
        addon.TimeTravel.refresh()
    end
    window.active.panel.refresh()
end

local function savePosition()
    local point, _, relativePoint, x, y = window:GetPoint(1)
    SimpleDKP_Window = { point = point, relativePoint = relativePoint, x = x, y = y }
end

local function restorePosition()
    local saved = SimpleDKP_Window
    if type(saved) == "table" and saved.point then
        window:SetPoint(saved.point, UIParent, saved.relativePoint, saved.x, saved.y)
    else
        window:SetPoint("CENTER")
    end
end

-- Lets the panel that is shown rest.
local function deactivate()
    local tab = window.active
    if tab then
        window.active = nil
        tab.panel:Hide()
        tab.button:Enable()
        if tab.panel.stop then
            tab.panel.stop()
        end
    end
end

-- Shows the panel of the current tab, from its beginning.
local function activate()
    deactivate()
    local tab = window.current
    window.active = tab
    if tab.panel.start then
        tab.panel.start()
    end
    tab.button:Disable()
    tab.panel:Show()
    window.timeTravel:SetShown(tab.module.hasTimeTravel)
    refresh()
end

local function addTab(module, index)
    local tab = { module = module, panel = module.create(window) }
    tab.panel:Hide()
    tab.panel:SetPoint("TOPLEFT", window, "TOPLEFT", 14, -62)
    tab.panel:SetPoint("BOTTOMRIGHT", window, "BOTTOMRIGHT", -14, 40)
    tab.button = CreateFrame("Button", nil, window, "UIPanelButtonTemplate")
    tab.button:SetSize(100, 22)
    tab.button:SetPoint("TOPLEFT", window, "TOPLEFT", 14 + (index - 1) * 104, -32)
    tab.button:SetText(module.title)
    tab.button:SetScript("OnClick", function()
        Window.open(module.title)
    end)
    window.tabs[index] = tab
end

-- Another guild's ledger, or none: nothing that was read of the old one holds.
local function startAnew()
    addon.TimeTravel.reset()
    activate()
end

local function listen()
    local ledger = addon.ledger
    window.subscriptions = {
        ledger:on("stateChanged", function()
            addon.TimeTravel.noteChange()
            Window.markChanged()
        end),
        ledger:on("eventAdded", Window.markChanged),
        ledger:on("opened", startAnew),
        ledger:on("closed", startAnew),
    }
end

local function endListening()
    for _, stop in ipairs(window.subscriptions) do
        stop()
    end
end

local function makeMovable()
    window:SetMovable(true)
    window:SetClampedToScreen(true)
    window:EnableMouse(true)
    window:RegisterForDrag("LeftButton")
    window:SetScript("OnDragStart", window.StartMoving)
    window:SetScript("OnDragStop", function()
        window:StopMovingOrSizing()
        savePosition()
    end)
end

local function create()
    window = CreateFrame("Frame", NAME, UIParent, "BasicFrameTemplateWithInset")
    window:Hide()
    window:SetSize(WIDTH, HEIGHT)
    window:SetFrameStrata("HIGH")
    restorePosition()
    makeMovable()
    -- The Escape key closes it.
    table.insert(UISpecialFrames, NAME)
    local title = window:CreateFontString(nil, "OVERLAY", "GameFontNormal")
    title:SetPoint("TOP", window, "TOP", 0, -6)
    title:SetText("SimpleDKP")
    window.timeTravel = addon.TimeTravel.create(window)
    window.timeTravel:SetPoint("BOTTOMLEFT", window, "BOTTOMLEFT", 14, 12)
    window.timeTravel:SetPoint("BOTTOMRIGHT", window, "BOTTOMRIGHT", -14, 12)
    window.tabs = {}
    for index, module in ipairs(MODULES) do
        addTab(module, index)
    end
    window.current = window.tabs[1]

    local elapsed = 0
    window:SetScript("OnUpdate", function(_, seconds)
        elapsed = elapsed + seconds
        if elapsed >= INTERVAL then
            elapsed = 0
            if hasChanged or window.active.module.isLive then
                refresh()
            end
        end
    end)
    window:SetScript("OnShow", function()
        listen()
        startAnew()
    end)
    window:SetScript("OnHide", function()
        deactivate()
        endListening()
    end)
end

-- Opens the window at the tab of that title, or at the last one.
function Window.open(title)
    if not window then
        create()
    end
    for _, tab in ipairs(window.tabs) do
        if tab.module.title == title then
            window.current = tab
        end
    end
    if window:IsVisible() then
        activate()
    else
        window:Show()
    end
end

function Window.toggle()
    if window and window:IsShown() then
        window:Hide()
    else
        Window.open()
    end
end
