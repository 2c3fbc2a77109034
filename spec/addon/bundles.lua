-- Copies of the library as addons bring them: that of dist/, and those of releases, which spec/fixtures/releases keeps.

local lfs = require("lfs")
local stage = dofile("spec/addon/stage.lua")

local bundles = {}

local RELEASES = "spec/fixtures/releases"
local MINOR = "____exports%.MINOR = (%d+)"

-- The bundles that are built from this tree: that of the ledger, and that of rooms.
bundles.CURRENT = stage.readFile("dist/LibEventLedger.lua")
bundles.ROOMS = stage.readFile("dist/LibEventLedgerRooms.lua")

-- The LibStub minor of a bundle.
function bundles.minorOf(source)
    return tonumber((string.match(source, MINOR)))
end

-- The bundles of releases whose files begin in some way, in the order of their names, but for `current`: in the very commit
-- of a release, this tree is the last one.
local function kept(start, current)
    local names = {}
    for name in lfs.dir(RELEASES) do
        if string.find(name, start .. "%-.*%.lua$") == 1 then
            names[#names + 1] = name
        end
    end
    table.sort(names)
    local list = {}
    for _, name in ipairs(names) do
        local source = stage.readFile(RELEASES .. "/" .. name)
        if source ~= current then
            list[#list + 1] = { name = name, source = source }
        end
    end
    return list
end

-- The ledger's bundles of releases: { name = "LibEventLedger-0.1.0.lua", source = "..." }.
function bundles.releases()
    return kept("LibEventLedger", bundles.CURRENT)
end

-- Those of rooms.
function bundles.roomsReleases()
    return kept("LibEventLedgerRooms", bundles.ROOMS)
end

-- An addon that is nothing but a copy of the library.
function bundles.addon(name, source)
    return { name = name, source = source or bundles.CURRENT }
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
