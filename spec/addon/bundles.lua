-- Copies of the library as addons bring them: that of dist/, and those of releases, which spec/fixtures/releases keeps.

local lfs = require("lfs")
local stage = dofile("spec/addon/stage.lua")

local bundles = {}

local RELEASES = "spec/fixtures/releases"
local MINOR = "____exports%.MINOR = (%d+)"

-- The bundle that is built from this tree.
bundles.CURRENT = stage.readFile("dist/LibEventLedger.lua")

-- The LibStub minor of a bundle.
function bundles.minorOf(source)
    return tonumber((string.match(source, MINOR)))
end

-- The bundle as if its version had another LibStub minor.
function bundles.withMinor(source, minor)
    local changed, count = string.gsub(source, MINOR, "____exports.MINOR = " .. minor)
    assert(count == 1)
    return changed
end

-- The bundles of all releases, in the order of their names: { name = "LibEventLedger-0.1.0.lua", source = "..." }.
function bundles.releases()
    local names = {}
    for name in lfs.dir(RELEASES) do
        if string.find(name, "%.lua$") then
            names[#names + 1] = name
        end
    end
    table.sort(names)
    local list = {}
    for index, name in ipairs(names) do
        list[index] = { name = name, source = stage.readFile(RELEASES .. "/" .. name) }
    end
    return list
end

-- An addon that is nothing but a copy of the library.
function bundles.addon(name, source)
    return { name = name, source = source or bundles.CURRENT }
end

-- An addon that embeds nothing and creates a ledger with whatever copy of the library is there. `lines` run after that.
function bundles.ledgerAddon(name, lines)
    return {
        name = name,
        savedVariables = { name .. "_Saved" },
        source = string.format([[
            local frame = CreateFrame("Frame")
            frame:RegisterEvent("ADDON_LOADED")
            frame:SetScript("OnEvent", function(_, _, loaded)
                if loaded ~= "%s" then
                    return
                end
                %s_Saved = %s_Saved or {}
                local library = LibStub("LibEventLedger-1.0")
                %s = library:createLedger({
                    name = "%s",
                    saved = %s_Saved,
                    initialState = function() return { sum = 0 } end,
                    authorize = library.policies.guildRank(1),
                })
                %s:define("add", { id = 1, fields = { "amount" } }, function(state, event)
                    state.sum = state.sum + event.amount
                end)
                %s:start()
                %s
            end)
        ]], name, name, name, name, name, name, name, name, lines or ""),
    }
end

-- The sum of what the ledger of such an addon holds.
function bundles.sum(client, ledger)
    return stage.evaluate(client, ledger .. ":getState().sum")
end

-- Writes an event into the ledger of such an addon.
function bundles.add(client, ledger, amount)
    local event, refusal = client:run("local amount = ... return " .. ledger .. ":submit('add', { amount = amount })", amount)
    assert(event, refusal)
    return event
end

-- Everything that the ledger of such an addon holds, one line an event.
function bundles.dump(client, ledger)
    return (client:run(string.format([[
        local lines = {}
        for event in %s:events() do
            local target = event.target and string.format("%%.0f", event.target.time)
            lines[#lines + 1] = string.format("%%.0f %%s %%d %%s %%s %%s", event.time, event.creatorGuid, event.counter,
                event.type, tostring(event.amount), tostring(target))
        end
        return table.concat(lines, "\n")
    ]], ledger)))
end

return bundles
