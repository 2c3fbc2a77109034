-- A realm with a guild for the specs of this folder. Addons in it embed dist/ as .pkgmeta externals would.

local createRealm = require("realm.realm").createRealm

local stage = {}

stage.SIMPLE_DKP = {
    toc = "examples/SimpleDKP/SimpleDKP.toc",
    externals = { ["Libs/LibEventLedger"] = "dist" },
}

-- The public interface of ChatThrottleLib, as far as ledgers use it. It sends half a second later, and counts what it
-- gets.
stage.CHAT_THROTTLE = {
    name = "ChatThrottleLib",
    source = [[
        ChatThrottleLib = { version = 32, calls = 0, prefixes = {}, results = {} }
        function ChatThrottleLib:SendAddonMessage(prio, prefix, text, chattype, target, _, callbackFn, callbackArg)
            assert(prio == "BULK" or prio == "NORMAL" or prio == "ALERT", "unknown priority")
            assert(#prefix + #text <= 255 + 16, "too long")
            self.calls = self.calls + 1
            self.prefixes[prefix] = true
            C_Timer.After(0.5, function()
                local result = C_ChatInfo.SendAddonMessage(prefix, text, chattype, target)
                self.results[result] = (self.results[result] or 0) + 1
                if callbackFn then
                    callbackFn(callbackArg, result == 0, result)
                end
            end)
        end
    ]],
}

-- Indices of the ranks of every guild here.
stage.MASTER, stage.OFFICER, stage.RAIDER, stage.MUTE = 0, 1, 2, 3

local RANKS = {
    { name = "Master" },
    { name = "Officer" },
    { name = "Raider" },
    { name = "Mute", canSpeak = false },
}

-- The text of a file below the working folder.
function stage.readFile(path)
    local file = assert(io.open(path, "rb"))
    local text = file:read("*a")
    file:close()
    return text
end

-- The numbers of all clients that the library is for, as its .toc names them.
stage.INTERFACES = {}
for number in string.gmatch(string.match(stage.readFile("dist/LibEventLedger.toc"), "## Interface: ([^\n]+)"), "%d+") do
    stage.INTERFACES[#stage.INTERFACES + 1] = tonumber(number)
end

local BUNDLE = stage.readFile("dist/LibEventLedger.lua")

-- The library as the first part of a file: an external is a file of its own, whose last line may return.
function stage.libraryChunk()
    return (string.gsub(BUNDLE, "local ____entry = (.-)\nreturn ____entry", "local ____entry = %1"))
end

-- A bundle as if its version, and with it the LibStub minor, were another.
function stage.withMinor(source, minor)
    local changed, minors = string.gsub(source, "____exports%.MINOR = %d+", "____exports.MINOR = " .. minor)
    local renamed, versions = string.gsub(changed, "____exports%.VERSION = \"[^\"]+\"",
        string.format("____exports.VERSION = \"0.0.%d\"", minor))
    assert(minors == 1 and versions == 1, "the bundle names its version in another way")
    return renamed
end

-- An addon that only brings the library; with another minor and version if one is given.
function stage.libraryAddon(name, minor)
    return { name = name, source = minor and stage.withMinor(BUNDLE, minor) or BUNDLE }
end

-- An addon that embeds nothing and creates a ledger with whatever copy of the library is there. The ledger is the
-- global `name`; events are "add" with an amount, the state is their sum. `lines` run when the ledger has started.
function stage.ledgerAddon(name, lines)
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

-- A realm with the guilds "Guild" and "Others".
function stage.createRealm(options)
    local realm = createRealm(options or {})
    realm:addGuild({ name = "Guild", ranks = RANKS })
    realm:addGuild({ name = "Others", ranks = RANKS })
    return realm
end

-- A client in the guild "Guild" that runs SimpleDKP; offline.
function stage.addPlayer(realm, name, rank, changes)
    local options = { name = name, guild = "Guild", rank = rank, addons = { stage.SIMPLE_DKP } }
    for key, value in pairs(changes or {}) do
        options[key] = value
    end
    return realm:addClient(options)
end

function stage.login(...)
    for _, client in ipairs({ ... }) do
        client:login()
    end
end

-- The value of an expression in the client's world.
function stage.evaluate(client, expression)
    return client:evaluate(expression)
end

function stage.status(client)
    return stage.evaluate(client, "SimpleDKP.ledger:status()")
end

-- The points of a player on a client.
function stage.points(client, player)
    return stage.evaluate(client, string.format("SimpleDKP.ledger:getState().points[%q] or 0", player.guid))
end

function stage.lastChat(client)
    return client.chat[#client.chat]
end

-- Everything that a client's log holds, one line an event, as text.
function stage.dump(client)
    return (client:run([[
        local lines = {}
        for event in SimpleDKP.ledger:events() do
            local players = event.players and table.concat(event.players, " ") or ""
            lines[#lines + 1] = string.format("%.0f %s %d %s %s %s %s", event.time, event.creatorGuid, event.counter,
                event.type, players, tostring(event.amount), tostring(event.reason))
        end
        return table.concat(lines, "\n")
    ]]))
end

-- Writes an award through the ledger's own face; gives what submit() gives.
function stage.award(client, player, amount, reason)
    return client:run([[
        local guid, amount, reason = ...
        return SimpleDKP.ledger:submit("award", { players = { guid }, amount = amount, reason = reason })
    ]], player.guid, amount, reason)
end

-- Whether all clients hold the same, with nothing left to do.
function stage.areEqual(clients)
    local first = stage.dump(clients[1])
    for _, client in ipairs(clients) do
        local status = stage.status(client)
        if stage.dump(client) ~= first or status.lag ~= 0 or status.weeksBehind ~= 0 then
            return false
        end
    end
    return true
end

return stage
