-- A realm with a guild for the specs of this folder. Addons in it embed dist/ as .pkgmeta externals would.

local createRealm = require("sim.realm").createRealm

local stage = {}

stage.SIMPLE_DKP = {
    toc = "examples/SimpleDKP/SimpleDKP.toc",
    externals = { ["Libs/LibEventLedger"] = "dist" },
}

-- Indices of the ranks of every guild here.
stage.MASTER, stage.OFFICER, stage.RAIDER, stage.MUTE = 0, 1, 2, 3

local RANKS = {
    { name = "Master" },
    { name = "Officer" },
    { name = "Raider" },
    { name = "Mute", canSpeak = false },
}

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
    return (client:run("return " .. expression))
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

-- The text of a file below the working folder.
function stage.readFile(path)
    local file = assert(io.open(path, "rb"))
    local text = file:read("*a")
    file:close()
    return text
end

return stage
