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

-- Runs the migration; gives the result of importEvents(), the problems and what was left out.
local function migrate(realm, client)
    client:run("Outcome = nil")
    local isOpen = client:run(string.format([[
        return OldLedger.Migrate.run(SimpleDKP.ledger, OldLedger_Saved, %s, function(result, problems, leftOut)
            Outcome = { result = result, problems = problems, leftOut = leftOut }
        end)
    ]], OPTIONS))
    assert.is_true(isOpen)
    realm:advance(5)
    local outcome = stage.evaluate(client, "Outcome")
    return outcome.result, outcome.problems, outcome.leftOut
end

-- The list of the predecessor, kept as it keeps it: in the order of time, counter and creator.
local OldList = {}
OldList.__index = OldList

local function isBefore(a, b)
    if a._c ~= b._c then
        return a._c < b._c
    elseif a._b ~= b._b then
        return a._b < b._b
    end
    return a._a < b._a
end

function OldList:add(entry)
    self[#self + 1] = entry
    table.sort(self, isBefore)
    return entry
end

-- An award of points to Anna.
function OldList:award(creator, counter, time, points)
    return self:add({ _a = creator, _b = counter, _c = time, _d = "PlayerAmountPoints", p = 43981, n = points })
end

-- Undoes an entry as the predecessor's ledger:ignoreEntry() does: at the time of the target, with a counter below all that
-- stand before it in that second.
function OldList:ignore(target, creator)
    local counter = target._b
    for _, entry in ipairs(self) do
        if entry._c == target._c and not isBefore(target, entry) then
            counter = math.min(counter, entry._b)
        end
    end
    local reference = string.format("%d-%d-%d", target._c, target._b, target._a)
    return self:add({ _a = creator, _b = counter - 1, _c = target._c, _d = "IGN", ref = reference })
end

-- As the game writes it.
function OldList:text()
    local rows = {}
    for index, entry in ipairs(self) do
        local fields = {}
        for name, value in pairs(entry) do
            fields[#fields + 1] = string.format(type(value) == "string" and "[%q] = %q" or "[%q] = %d", name, value)
        end
        rows[index] = "{ " .. table.concat(fields, ", ") .. " },"
    end
    return "OldLedger_Saved = {\n" .. table.concat(rows, "\n") .. "\n}\n"
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

    describe("of a list with entries that undo others", function()
        local A, B, TIME = 43981, 4294967295, 1650000000
        local officer, list

        before_each(function()
            officer = addOfficer(realm, "Officer")
            list = setmetatable({}, OldList)
        end)

        -- Lets an officer log in with the list as it is now.
        local function login(client)
            client:setSavedText("OldLedger", list:text())
            client:login()
            realm:advance(10)
        end

        -- Runs the migration of the list: the points that come of it, what it says, and what was left out and why.
        local function outcome()
            login(officer)
            local result, problems, leftOut = migrate(realm, officer)
            local function tell(others)
                local lines = {}
                for index, other in ipairs(others) do
                    assert.equal(officer:run("return OldLedger_Saved[...]", other.key), other.entry)
                    lines[index] = other.key .. " " .. other.reason
                end
                return lines
            end
            assert.equal(#list, result.added + result.revoked + #problems + #leftOut)
            return pointsOf(officer, ANNA), tell(problems), tell(leftOut), result
        end

        it("takes back what was undone, and keeps both in the history", function()
            list:award(A, 0, TIME, 50)
            list:ignore(list:award(A, 0, TIME + 60, 500), B)
            local points, problems, leftOut, result = outcome()
            assert.equal(50, points)
            assert.same({}, problems)
            assert.same({}, leftOut)
            assert.equal(2, result.added)
            assert.equal(1, result.revoked)
            assert.equal(-1, list[2]._b)
            -- Again, and nothing changes.
            assert.equal(3, migrate(realm, officer).known)
            assert.equal(50, pointsOf(officer, ANNA))
            -- The revocation can be taken back as any other.
            officer:run([[
                local revocation = SimpleDKP.ledger:events({ type = "revoke" })()
                assert(SimpleDKP.ledger:revoke(revocation))
            ]])
            realm:advance(5)
            assert.equal(550, pointsOf(officer, ANNA))
        end)

        it("counts what was undone by an entry that was undone itself", function()
            local award = list:award(A, 0, TIME, 50)
            list:ignore(list:ignore(award, B), A)
            local points, problems, leftOut = outcome()
            assert.equal(50, points)
            assert.same({}, problems)
            assert.same({ "1 undoes entry 2, which undoes another", "2 undone by entry 1" }, leftOut)
        end)

        it("takes back what was undone by an entry whose own undoing was undone", function()
            local award = list:award(A, 0, TIME, 50)
            list:ignore(list:ignore(list:ignore(award, B), A), B)
            local points, problems, leftOut, result = outcome()
            assert.equal(0, points)
            assert.same({}, problems)
            assert.same({ "1 undoes entry 2, which undoes another", "2 undone by entry 1" }, leftOut)
            assert.equal(1, result.revoked)
        end)

        it("undoes of several entries of one second those that were meant", function()
            list:award(A, 0, TIME, 1)
            list:award(B, 0, TIME, 2)
            list:ignore(list:award(A, 1, TIME, 4), B)
            list:ignore(list:award(B, 1, TIME, 8), B)
            list:award(B, 2, TIME, 16)
            assert.equal(1 + 2 + 16, (outcome()))
        end)

        it("takes in what two officers undid, which counts once", function()
            local award = list:award(A, 3, TIME, 500)
            list:ignore(award, A)
            list:ignore(award, B)
            list:award(A, 0, TIME + 1, 50)
            local points, problems, leftOut, result = outcome()
            assert.equal(50, points)
            assert.same({}, problems)
            assert.same({}, leftOut)
            assert.equal(2, result.revoked)
        end)

        it("tells of an entry that undoes nothing", function()
            list:award(A, 0, TIME, 50)
            list:add({ _a = B, _b = 0, _c = TIME + 1, _d = "IGN", ref = "1650000000-0-43981" })
            list:add({ _a = B, _b = 1, _c = TIME + 1, _d = "IGN", ref = "1640000000-0-43981" })
            list:add({ _a = B, _b = 2, _c = TIME + 1, _d = "IGN" })
            list:add({ _a = B, _b = 3, _c = TIME + 1, _d = "IGN", ref = "Anna" })
            local points, problems, leftOut = outcome()
            assert.equal(50, points)
            assert.same({
                "2 undoes what stands before it: 1650000000-0-43981",
                "3 undoes what stands before it: 1640000000-0-43981",
                "4 'ref' - time-counter-creator expected, got nil",
                "5 'ref' - time-counter-creator expected, got Anna",
            }, problems)
            assert.same({}, leftOut)
        end)

        it("takes back what was undone in the old addon after the first import", function()
            local award = list:award(A, 0, TIME, 50)
            assert.equal(50, (outcome()))
            list:ignore(award, B)
            officer:logout()
            login(officer)
            local result = migrate(realm, officer)
            assert.equal(1, result.known)
            assert.equal(1, result.revoked)
            assert.equal(0, pointsOf(officer, ANNA))
        end)

        it("takes back what only another officer's list has", function()
            local other = addOfficer(realm, "Other")
            local award = list:award(A, 0, TIME, 50)
            login(other)
            list:ignore(award, B)
            table.remove(list)
            assert.equal("IGN", list[1]._d)
            login(officer)
            realm:partition({ { officer }, { other } })
            assert.equal(1, migrate(realm, other).added)
            assert.equal(1, migrate(realm, officer).revoked)
            assert.equal(50, pointsOf(other, ANNA))
            realm:heal()
            assert.is_true(realm:advanceUntil(function()
                return stage.areEqual({ officer, other })
            end, 300, 1))
            assert.equal(0, pointsOf(officer, ANNA))
            assert.equal(0, pointsOf(other, ANNA))
        end)

        it("tells of entries that are there with other values", function()
            list:award(A, 0, TIME, 50)
            assert.equal(50, (outcome()))
            list[1].n = 60
            officer:logout()
            login(officer)
            local result = migrate(realm, officer)
            assert.equal(0, result.added)
            assert.equal(1, result.differing)
            assert.equal(1, #result.errors)
            assert.equal(50, pointsOf(officer, ANNA))
        end)
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
            { ["_a"] = 43981, ["_b"] = 0.5, ["_c"] = 1670000001, ["_d"] = "PlayerAmountPoints", ["p"] = 43981, ["n"] = 1 },
            { ["_a"] = 43981, ["_b"] = 0, ["_c"] = 4100000000, ["_d"] = "PlayerAmountPoints", ["p"] = 43981, ["n"] = 1 },
            ["version"] = 3,
        ]])
        officer:login()
        realm:advance(10)
        local result, problems = migrate(realm, officer)
        -- Entry 15 lies in the future: that is for the ledger to say.
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
            "14 '_b' - counter expected, got 0.5",
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
