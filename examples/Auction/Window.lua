-- The window. It is made when it is first opened, and looks twice a second at what there is while it is open.

local _, addon = ...

local Panel = addon.Panel

local Window = {}
addon.Window = Window

local NAME = "AuctionWindow"
-- Seconds between two looks.
local INTERVAL = 0.5

local window

local function create()
    window = CreateFrame("Frame", NAME, UIParent, "BasicFrameTemplateWithInset")
    window:Hide()
    window:SetSize(300, 360)
    window:SetPoint("CENTER")
    window:SetFrameStrata("HIGH")
    window:SetMovable(true)
    window:EnableMouse(true)
    window:RegisterForDrag("LeftButton")
    window:SetScript("OnDragStart", window.StartMoving)
    window:SetScript("OnDragStop", window.StopMovingOrSizing)
    -- The Escape key closes it.
    table.insert(UISpecialFrames, NAME)
    Panel.addText(window, "GameFontNormal", "TOP", 0, -6, 60):SetText("Auction")
    Panel.create(window)
    local elapsed = 0
    window:SetScript("OnShow", Panel.refresh)
    window:SetScript("OnUpdate", function(_, seconds)
        elapsed = elapsed + seconds
        if elapsed >= INTERVAL then
            elapsed = 0
            Panel.refresh()
        end
    end)
end

function Window.toggle()
    if not window then
        create()
    end
    window:SetShown(not window:IsShown())
end
