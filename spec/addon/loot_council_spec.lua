-- LootCouncil as its players use it.

local stage = dofile("spec/addon/stage.lua")

local LOOT_COUNCIL = {
    toc = "examples/LootCouncil/LootCouncil.toc",
    externals = { ["Libs/LibEventLedger"] = "dist" },
}
local LINK = "|cffff8000|Hitem:19019::::::::60:::::|h[Thunderfury, Blessed Blade of the Windseeker]|h|r"

describe("LootCouncil", function()
    local realm, master, officer, anna, berta, everybody

    -- `pretended`, a client: this one's library takes itself for that player from its next login on.
    local pretended

    local function add(name, rank)
        -- The item names that the game has: here the link of an item string, in short.
        local function items(environment)
            environment.C_Item = { GetItemInfo = function(item) return "name", "[" .. item .. "]" end }
            if pretended then
                environment.UnitGUID = function() return pretended.guid end
            end
        end
        return stage.addPlayer(realm, name, rank, { addons = { LOOT_COUNCIL }, natives = { items } })
    end

    -- What a client's state says of the newest session, as text.
    local function session(client)
        return (client:run([[
            local state = LootCouncil.ledger:getState()
            local session = state.sessions[state.newest or ""]
            if not session then return "none" end
            local votes = {}
            for voter, choice in pairs(session.votes) do votes[#votes + 1] = voter .. "=" .. choice end
            table.sort(votes)
            local closed = session.isClosed and " closed " .. (session.winner or "nobody") or ""
            return session.item .. " " .. table.concat(votes, " ") .. closed
        ]]))
    end

    local function areEqual()
        for _, client in ipairs(everybody) do
            if session(client) ~= session(everybody[1]) then
                return false
            end
        end
        return true
    end

    local function votes(...)
        local parts = {}
        for index, vote in ipairs({ ... }) do
            parts[index] = vote[1].guid .. "=" .. vote[2]
        end
        table.sort(parts)
        return "item:19019::::::::60 " .. table.concat(parts, " ")
    end

    before_each(function()
        realm = stage.createRealm({ seed = 12 })
        master, officer = add("Master", stage.MASTER), add("Officer", stage.OFFICER)
        anna, berta = add("Anna", stage.RAIDER), add("Berta", stage.RAIDER)
        everybody = { master, officer, anna, berta }
        stage.login(master, officer, anna, berta)
        realm:advance(10)
    end)

    after_each(function()
        assert.same({}, realm.errors)
    end)

    it("takes an item from the vote to its winner", function()
        officer:slash("/lc open " .. LINK)
        realm:advance(1)
        assert.equal("LootCouncil: vote on [item:19019::::::::60]: /lc vote need, greed, pass or a name",
            stage.lastChat(anna))
        anna:slash("/lc vote need")
        berta:slash("/lc vote Anna")
        master:slash("/lc vote greed")
        realm:advance(1)
        officer:slash("/lc")
        assert.equal("LootCouncil: [item:19019::::::::60]: Anna 1, greed 1, need 1", stage.lastChat(officer))
        officer:slash("/lc close Anna")
        realm:advance(1)
        for _, client in ipairs(everybody) do
            assert.equal(votes({ anna, "need" }, { berta, "Anna" }, { master, "greed" }) .. " closed Anna",
                session(client))
            assert.equal("LootCouncil: [item:19019::::::::60] goes to Anna (Anna 1, greed 1, need 1)",
                stage.lastChat(client))
        end
        anna:slash("/lc vote pass")
        assert.equal("LootCouncil: no vote is open", stage.lastChat(anna))
    end)

    it("counts the newest vote of each", function()
        officer:slash("/lc open " .. LINK)
        realm:advance(1)
        anna:slash("/lc vote need")
        realm:advance(2)
        anna:slash("/lc vote pass")
        berta:slash("/lc vote need")
        realm:advance(1)
        assert.is_true(areEqual())
        assert.equal(votes({ anna, "pass" }, { berta, "need" }), session(master))
    end)

    it("comes to one result when all vote at once, over a network that loses", function()
        officer:slash("/lc open " .. LINK)
        realm:advance(60)
        realm.faults.loss = 0.4
        for _, client in ipairs(everybody) do
            client:slash("/lc vote need")
        end
        realm:advance(1)
        anna:slash("/lc vote greed")
        realm:advance(1)
        realm.faults.loss = 0
        local expected = votes({ anna, "greed" }, { berta, "need" }, { master, "need" }, { officer, "need" })
        assert.is_true(realm:advanceUntil(function()
            return areEqual() and session(master) == expected
        end, 300))
    end)

    it("keeps one winner when two officers close at once", function()
        officer:slash("/lc open " .. LINK)
        realm:advance(1)
        anna:slash("/lc vote need")
        berta:slash("/lc vote need")
        realm:advance(1)
        officer:slash("/lc close Anna")
        master:slash("/lc close Berta")
        realm:advance(5)
        assert.is_true(areEqual())
        local winner = string.match(session(master), "closed (.*)$")
        assert.is_true(winner == "Anna" or winner == "Berta")
        for _, client in ipairs(everybody) do
            assert.matches("goes to " .. winner, stage.lastChat(client), 1, true)
            assert.equal(5, stage.evaluate(client, "LootCouncil.ledger:status().events"))
        end
    end)

    it("lets members neither open nor close", function()
        anna:slash("/lc open " .. LINK)
        assert.equal("LootCouncil: refused: only officers may do that", stage.lastChat(anna))
        officer:slash("/lc open " .. LINK)
        realm:advance(1)
        anna:slash("/lc close Anna")
        assert.equal("LootCouncil: refused: only officers may do that", stage.lastChat(anna))
        realm:advance(1)
        assert.equal(votes(), session(officer))
    end)

    it("refuses a vote in another's name", function()
        officer:slash("/lc open " .. LINK)
        realm:advance(1)
        pretended = anna
        berta:reload()
        pretended = nil
        realm:advance(10)
        berta:slash("/lc vote Berta")
        realm:advance(1)
        assert.equal(votes({ anna, "Berta" }), session(berta))
        realm:advance(120)
        for _, client in ipairs({ master, officer, anna }) do
            assert.equal(votes(), session(client))
            assert.is_true(stage.evaluate(client, "LootCouncil.ledger:status().refusals.unauthorized") >= 1)
        end
    end)

    it("is stopped by no nonsense in a vote", function()
        officer:slash("/lc open " .. LINK)
        realm:advance(1)
        for _, values in ipairs({ "{}", "{ session = 7, choice = 7 }", "{ session = {}, choice = {} }",
            "{ session = LootCouncil.ledger:getState().newest, choice = { 1 } }" }) do
            anna:run("LootCouncil.ledger:submit('vote', " .. values .. ")")
        end
        berta:slash("/lc vote pass")
        realm:advance(5)
        for _, client in ipairs(everybody) do
            assert.equal(votes({ berta, "pass" }), session(client))
            assert.equal(6, stage.evaluate(client, "LootCouncil.ledger:status().events"))
        end
    end)
end)
