-- examples/migrate-lua-eventsourcing: an officer's client that still has the saved ledger of the predecessor.

local stage = dofile("spec/addon/stage.lua")

-- The example as an addon of its own beside SimpleDKP, with the variable that the predecessor saved.
local MIGRATION = {
    name = "OldLedger",
    source = stage.readFile("examples/migrate-lua-eventsourcing/Migrate.lua") .. "\nOldLedger = addon",
    savedVariables = { "OldLedger_Saved" },
}

-- Two players of the old ledger, one of them with a GUID beyond 31 bits and of another realm.
local ANNA, BERT = "Player-1001-0000ABCD", "Player-4440-FFFFFFFF"

-- As the game writes it. The third and the fourth entry are equal but for their counter.
local SAVED = [[
OldLedger_Saved = {
    { ["_a"] = 43981, ["_b"] = 0, ["_c"] = 1650000000, ["_d"] = "PlayerAmountPoints", ["p"] = 43981, ["n"] = 50 },
    { ["_a"] = 43981, ["_b"] = 1, ["_c"] = 1650000000, ["_d"] = "PlayerAmountPoints", ["p"] = 43981, ["n"] = 7 },
    { ["_a"] = 4294967295, ["_b"] = 0, ["_c"] = 1660000000, ["_d"] = "PlayerAmountPoints", ["_e"] = 4440, ["p"] = 43981, ["n"] = -5 },
    { ["_a"] = 4294967295, ["_b"] = 1, ["_c"] = 1660000000, ["_d"] = "PlayerAmountPoints", ["_e"] = 4440, ["p"] = 43981, ["n"] = -5 },
    { ["_a"] = 43981, ["_b"] = 0, ["_c"] = 1670000000, ["_d"] = "PlayerAmountPoints", ["p"] = 43981, ["n"] = 100, ["r"] = "Ragnaros" },
    %s
}
]]

-- How SimpleDKP has it: the old ledger names a player by the half of the GUID.
local OPTIONS = [[{
    defaultServer = 1001,
    classes = {
        PlayerAmountPoints = {
            type = "award",
            values = function(entry)
                if entry.n == 0 then
                    return nil, "nothing awarded"
                end
                local player = string.format("Player-1001-%08X", entry.p)
                return { players = { player }, amount = entry.n, reason = entry.r }
            end,
        },
    },
}]]

local function addOfficer(realm, name, more)
    local officer = stage.addPlayer(realm, name, stage.OFFICER, { addons = { stage.SIMPLE_DKP, MIGRATION } })
    officer:setSavedText("OldLedger", string.format(SAVED, more or ""))
    return officer
end

-- Runs the migration; gives the result of importEvents() and the problems.
local function migrate(realm, client)
    client:run("Outcome = nil")
    local isOpen = client:run(string.format([[
        return OldLedger.Migrate.run(SimpleDKP.ledger, OldLedger_Saved, %s, function(result, problems)
            Outcome = { result = result, problems = problems }
        end)
    ]], OPTIONS))
    assert.is_true(isOpen)
    realm:advance(5)
    local outcome = stage.evaluate(client, "Outcome")
    return outcome.result, outcome.problems
end

local function pointsOf(client, guid)
    return stage.points(client, { guid = guid })
end

describe("the migration from lua-eventsourcing", function()
    local realm

    before_each(function()
        realm = stage.createRealm({ seed = 41 })
    end)

    after_each(function()
        assert.same({}, realm.errors)
    end)

    it("brings the history into the ledger, once, however often it runs", function()
        local officer = addOfficer(realm, "Officer")
        officer:login()
        realm:advance(10)
        local result, problems = migrate(realm, officer)
        assert.same({ added = 5, revoked = 0, known = 0, differing = 0, refused = 0, invalid = 0, errors = {} }, result)
        assert.same({}, problems)
        assert.equal(147, pointsOf(officer, ANNA))
        local before = stage.dump(officer)
        local _, lines = string.gsub(before, "[^\n]+", "")
        assert.equal(5, lines)
        assert.is_truthy(string.find(before, "1670000000 " .. ANNA, 1, true))
        assert.is_truthy(string.find(before, "award " .. ANNA .. " 100 Ragnaros", 1, true))
        assert.is_truthy(string.find(before, "1660000000 " .. BERT, 1, true))
        assert.equal(5, migrate(realm, officer).known)
        officer:reload()
        realm:advance(10)
        assert.equal(5, migrate(realm, officer).known)
        assert.equal(before, stage.dump(officer))
        assert.equal(147, pointsOf(officer, ANNA))
    end)

    it("leaves two officers who both run it with one history, which the others get", function()
        local first, second = addOfficer(realm, "First"), addOfficer(realm, "Second")
        local raider = stage.addPlayer(realm, "Raider", stage.RAIDER)
        stage.login(first, second, raider)
        realm:advance(10)
        realm:partition({ { first }, { second, raider } })
        assert.equal(5, migrate(realm, first).added)
        assert.equal(5, migrate(realm, second).added)
        assert.equal(stage.dump(first), stage.dump(second))
        realm:heal()
        assert.is_true(realm:advanceUntil(function()
            return stage.status(raider).events == 5 and stage.areEqual({ first, second, raider })
        end, 300, 1))
        realm:advance(120)
        for _, client in ipairs({ first, second, raider }) do
            assert.equal(5, stage.status(client).events)
            assert.equal(147, pointsOf(client, ANNA))
        end
    end)

    it("loses nothing without a word", function()
        local officer = addOfficer(realm, "Officer", [[
            "what is this",
            { ["_a"] = 43981, ["_b"] = 0, ["_c"] = 1670000001, ["_d"] = "PlayerMassUpdate", ["p"] = 43981, ["n"] = 1 },
            { ["_a"] = "Anna", ["_b"] = 0, ["_c"] = 1670000001, ["_d"] = "PlayerAmountPoints", ["p"] = 43981, ["n"] = 1 },
            { ["_a"] = 43981, ["_b"] = 0, ["_c"] = 1670000001.5, ["_d"] = "PlayerAmountPoints", ["p"] = 43981, ["n"] = 1 },
            { ["_a"] = 43981, ["_b"] = 0, ["_c"] = 1670000001, ["_d"] = "PlayerAmountPoints", ["_e"] = -1, ["p"] = 43981, ["n"] = 1 },
            { ["_a"] = 43981, ["_b"] = 0, ["_c"] = 1670000001, ["_d"] = "PlayerAmountPoints", ["p"] = 43981, ["n"] = 0 },
            { ["_a"] = 43981, ["_b"] = 0, ["_c"] = 1670000001, ["_d"] = "PlayerAmountPoints", ["p"] = true, ["n"] = 1 },
            { ["_a"] = 43981, ["_b"] = 0, ["_c"] = 1670000001 },
            { ["_a"] = 43981, ["_b"] = 0, ["_c"] = 4100000000, ["_d"] = "PlayerAmountPoints", ["p"] = 43981, ["n"] = 1 },
            ["version"] = 3,
        ]])
        officer:login()
        realm:advance(10)
        local result, problems = migrate(realm, officer)
        -- Entry 14 lies in the future: that is for the ledger to say.
        assert.same({ added = 5, revoked = 0, known = 0, differing = 0, refused = 1, invalid = 0, errors = {} }, result)
        local reasons = {}
        for index, problem in ipairs(problems) do
            reasons[index] = problem.key .. " " .. problem.reason
            assert.equal(officer:run("return OldLedger_Saved[...]", problem.key), problem.entry)
        end
        assert.matches("^12 values: .+number expected, got boolean", table.remove(reasons, 7))
        assert.same({
            "6 table expected, got string",
            "7 no such class in 'classes': PlayerMassUpdate",
            "8 '_a' - creator expected, got Anna",
            "9 '_c' - Unix seconds expected, got 1670000001.5",
            "10 '_e' - server id expected, got -1",
            "11 values: nothing awarded",
            "13 no such class in 'classes': nil",
            "version table expected, got number",
        }, reasons)
    end)

    it("says when no ledger is open, and lets nobody import who may not award", function()
        local officer = addOfficer(realm, "Officer")
        officer:login()
        officer:setGuild(nil)
        realm:advance(10)
        local isOpen = officer:run("return OldLedger.Migrate.run(SimpleDKP.ledger, {}, { classes = {} }, print)")
        assert.is_false(isOpen)
        officer:setGuild("Guild", stage.RAIDER)
        realm:advance(10)
        assert.equal(5, migrate(realm, officer).refused)
        assert.equal(0, stage.status(officer).events)
    end)
end)
