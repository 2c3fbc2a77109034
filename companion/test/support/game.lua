-- The simulated game for tests in Node: runs the pieces of Lua that come on standard input, each behind a line with its length, in one realm, and answers
-- each with "ok" or "error", the length of what it returned, and that.
bit = require("bit")
local savedFolder, addonFolder, startTime, seed = ...

local createRealm = dofile("authors/realm.lua").createRealm
realm = createRealm({ seed = tonumber(seed), startTime = tonumber(startTime), savedFolder = savedFolder })
realm:addGuild({
    name = "Dawn",
    ranks = { { name = "Master" }, { name = "Officer" }, { name = "Raider" } },
})

local function exists(path)
    local file = io.open(path, "rb")
    return file ~= nil and file:close()
end

-- The addon of these tests: one ledger, whose events are a number for a player.
local SOURCE = [[
    local frame = CreateFrame("Frame")
    frame:RegisterEvent("ADDON_LOADED")
    frame:SetScript("OnEvent", function(_, _, name)
        if name ~= "Points" then return end
        Points_Saved = Points_Saved or {}
        local library = LibStub("LibEventLedger-1.0")
        local policies = library.policies
        ledger = library:createLedger({
            name = "Points", saved = Points_Saved, stateVersion = 1, inbox = true,
            initialState = function() return { points = {}, awards = 0 } end,
            authorize = %s,
        })
        ledger:define("award", { id = 1, fields = { "player:guid", "amount:number", "reason:string?" } },
            function(state, event)
                state.points[event.player] = (state.points[event.player] or 0) + event.amount
                state.awards = state.awards + 1
            end)
        ledger:start()
    end)
]]
POLICIES = {
    guildRank = "policies.guildRank(1)",
    creatorOnly = "policies.creatorOnly",
    everyone = '"everyone"',
}

local policies, computers = {}, {}

-- A client, with an account of its own unless one is named. The inbox is there from the login on before which its folder was made.
function player(name, rank, policy, computer)
    local client = realm:addClient({ name = name, guild = "Dawn", rank = rank, account = name })
    policies[client], computers[client] = policy, computer or name
    return client
end

-- Changes what a client's addon lets in, from the next login on.
function setPolicy(client, policy)
    policies[client] = policy
end

function login(client)
    local inbox = addonFolder .. "/" .. computers[client]
        .. "/_classic_era_/Interface/AddOns/LibEventLedger_Inbox/LibEventLedger_Inbox.toc"
    local addons = {
        { name = "LibEventLedger", source = LIBRARY },
        { name = "Points", source = string.format(SOURCE, POLICIES[policies[client]]), savedVariables = { "Points_Saved" } },
    }
    if exists(inbox) then table.insert(addons, { toc = inbox }) end
    client:setAddons(addons)
    client:login()
end

-- An event of the client's player.
function award(client, target, amount)
    local code = "local event, refusal = ledger:submit('award', { player = %q, amount = %d, reason = 'wegen Ragnaros' }) return refusal"
    return client:run(string.format(code, target.guid, amount))
end

-- The state as "GUID points" lines, ordered.
function points(client)
    return client:run([[
        local lines = {}
        for guid, points in pairs(ledger:getState().points) do table.insert(lines, guid .. " " .. points) end
        table.sort(lines)
        return table.concat(lines, "\n")
    ]])
end

-- Raises the first error that an addon has raised.
function calm()
    assert(#realm.errors == 0, realm.errors[1] and realm.errors[1].message)
end

local function library()
    local file = assert(io.open("dist/LibEventLedger.lua", "rb"))
    local text = file:read("*a")
    file:close()
    return text
end
LIBRARY = library()

for line in io.lines() do
    local chunk = assert(io.read(tonumber(line)))
    local code, message = loadstring(chunk, "=piece")
    local isGood, answer = pcall(code or function() error(message, 0) end)
    local text = tostring(answer == nil and "" or answer)
    io.write(isGood and "ok " or "error ", #text, "\n", text)
    io.flush()
end
