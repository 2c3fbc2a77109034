-- The addon in TypeScript of docs/guide.md, on two clients.

local createRealm = dofile("node_modules/lib-event-ledger/authors/realm.lua").createRealm

local ADDONS = {
    { toc = "ts/build/MyEPGP/MyEPGP.toc", externals = { ["Libs/LibEventLedger"] = "node_modules/lib-event-ledger/dist" } },
}

describe("MyEPGP", function()
    it("shows on one client what was noted on the other", function()
        local realm = createRealm({ seed = 2 })
        realm:addGuild({ name = "Guild", ranks = { { name = "Master" }, { name = "Officer" }, { name = "Raider" } } })
        local officer = realm:addClient({ name = "Anna", guild = "Guild", rank = 1, addons = ADDONS })
        local raider = realm:addClient({ name = "Bert", guild = "Guild", rank = 2, addons = ADDONS })
        officer:login()
        raider:login()
        realm:advance(10)
        officer:slash("/myepgp " .. raider.guid .. " 30")
        realm:advance(5)
        raider:slash("/myepgp")
        assert.equal(raider.guid .. " 30", raider.chat[#raider.chat])
        assert.same({}, realm.errors)
    end)
end)
