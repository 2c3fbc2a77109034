-- The built addon on several clients at once, in the realm that comes with the library: see its docs/realm.md.

local createRealm = dofile("node_modules/lib-event-ledger/authors/realm.lua").createRealm

local ADDONS = { { toc = "build/RaidAttendance/RaidAttendance.toc" } }
local RANKS = { { name = "Master" }, { name = "Officer" }, { name = "Raider" } }

describe("RaidAttendance", function()
    local realm, officer, raider

    before_each(function()
        realm = createRealm({ seed = 3, loss = 0.1 })
        realm:addGuild({ name = "Guild", ranks = RANKS })
        officer = realm:addClient({ name = "Officer", guild = "Guild", rank = 1, addons = ADDONS })
        raider = realm:addClient({ name = "Raider", guild = "Guild", rank = 2, addons = ADDONS })
        officer:login()
        raider:login()
        realm:advance(10)
        realm:setRaid({ officer, raider })
    end)

    after_each(function()
        assert.same({}, realm.errors)
    end)

    it("shows everybody who came", function()
        officer:slash("/attend raid Molten Core")
        assert.equal("RaidAttendance: noted 2 players", officer.chat[#officer.chat])
        realm:advance(180)
        for _, client in ipairs({ officer, raider }) do
            client:slash("/attend list")
            assert.equal("RaidAttendance: Officer: 1 of 1", client.chat[#client.chat - 1])
            assert.equal("RaidAttendance: Raider: 1 of 1", client.chat[#client.chat])
            client:slash("/attend last")
            assert.equal("RaidAttendance: 2 players: Molten Core", client.chat[#client.chat])
        end
    end)

    it("notes the targeted player who came late, and no boss", function()
        officer:slash("/attend late")
        assert.equal("RaidAttendance: target the player who came late", officer.chat[#officer.chat])
        officer:setTarget({ name = "Ragnaros", guid = "Creature-0-1-409-1-11502-0000000001" })
        officer:slash("/attend late")
        assert.equal("RaidAttendance: target the player who came late", officer.chat[#officer.chat])
        officer:setTarget(raider)
        officer:slash("/attend late")
        assert.equal("RaidAttendance: noted Raider", officer.chat[#officer.chat])
    end)

    it("takes notes of officers alone, and keeps them over a /reload", function()
        raider:slash("/attend raid")
        assert.equal("RaidAttendance: not noted: unauthorized", raider.chat[#raider.chat])
        officer:slash("/attend raid")
        realm:advance(30)
        officer:reload()
        realm:advance(180)
        for _, client in ipairs({ officer, raider }) do
            client:slash("/attend list")
            assert.equal("RaidAttendance: Raider: 1 of 1", client.chat[#client.chat])
        end
    end)
end)
