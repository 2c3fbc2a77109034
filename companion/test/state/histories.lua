-- Reducers for the recorded histories of guilds: points, decays of a share of them, and who got which items when.

local module = {
    name = "History",
    saved = "History_Saved",
    initialState = function()
        return { points = {}, items = {}, reasons = {}, changes = 0 }
    end,
}

-- Types 50 to 79 are the kinds of changes that are recorded; in some histories one names a player, in others any number.
local IS_SINGLE = rawget(_G, "IS_SINGLE")
local FIELDS = { IS_SINGLE and "target:guid?" or "targets:guid[]?", "item", "v1", "v2", "percent", "reason" }

local function change(state, event, kind)
    state.changes = state.changes + 1
    local players = event.targets or { event.target }
    for _, player in ipairs(players) do
        local points = state.points[player] or { 0, 0 }
        points[1] = points[1] + (tonumber(event.v1) or 0)
        points[2] = points[2] + (tonumber(event.v2) or 0) / 4
        if tonumber(event.percent) then
            points[1] = math.floor(points[1] * (100 - event.percent) / 100 + 0.5)
        end
        state.points[player] = points
        if event.item then
            local items = state.items[player] or {}
            items[#items + 1] = { item = event.item, time = event.time, kind = kind, by = event.creatorGuid }
            state.items[player] = items
        end
    end
    if event.reason then
        local reason = tostring(event.reason)
        state.reasons[reason] = (state.reasons[reason] or 0) + 1
    end
end

function module.define(ledger)
    for kind = 0, 29 do
        ledger:define("change" .. kind, { id = 50 + kind, fields = FIELDS }, function(state, event)
            change(state, event, kind)
        end)
    end
end

return module
