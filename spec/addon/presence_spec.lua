-- examples/Presence in a simulated guild.

local stage = dofile("spec/addon/stage.lua")

local PRESENCE = { toc = "examples/Presence/Presence.toc", externals = { ["Libs/LibEventLedger"] = "dist" } }

local function lastLines(client, count)
    local chat = client.chat
    local lines = {}
    for index = #chat - count + 1, #chat do
        lines[#lines + 1] = chat[index]
    end
    return table.concat(lines, "\n")
end

describe("Presence", function()
    it("lists who runs it, with version and role, and no longer who has left", function()
        local realm = stage.createRealm({ seed = 1, loss = 0.05 })
        local clients = {}
        for index, name in ipairs({ "Anna", "Bert", "Cora" }) do
            clients[index] = realm:addClient({ name = name, guild = "Guild", rank = stage.RAIDER, addons = { PRESENCE } })
            clients[index]:login()
        end
        realm:advance(20)
        clients[2]:slash("/presence tank")
        realm:advance(15)
        clients[1]:slash("/presence")
        assert.equal("Anna-Realm: version 1.0.0, no role\nBert-Realm: version 1.0.0, tank\nCora-Realm: version 1.0.0, no role",
            lastLines(clients[1], 3))
        clients[2]:reload()
        realm:advance(30)
        clients[3]:crash()
        realm:advance(5)
        clients[1]:slash("/presence")
        assert.equal("Anna-Realm: version 1.0.0, no role\nBert-Realm: version 1.0.0, no role", lastLines(clients[1], 2))
        assert.equal(0, #realm.errors)
    end)
end)
