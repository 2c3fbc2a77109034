-- How dist/ gets into the game: by .toc and lib.xml, several times, in several versions, and with what it may use there.

local stage = dofile("spec/addon/stage.lua")

-- A client as the game starts it: nobody has loaded LibStub yet.
local WITHOUT_LIB_STUB = {
    natives = {
        function(environment)
            environment.LibStub = nil
        end,
    },
}

local function sum(client, ledger)
    return stage.evaluate(client, ledger .. ":getState().sum")
end

describe("The library", function()
    it("is loaded by its .toc through lib.xml, as an addon of its own, on every client", function()
        for _, version in ipairs(stage.INTERFACES) do
            local realm = stage.createRealm({ seed = 1 })
            local client = stage.addPlayer(realm, "Anna", stage.MASTER, {
                addons = { { toc = "dist/LibEventLedger.toc" }, stage.ledgerAddon("Alpha") },
                interfaceVersion = version,
                natives = WITHOUT_LIB_STUB.natives,
            })
            client:login()
            realm:advance(10)
            assert.is_table((client:run("return Alpha:submit('add', { amount = 5 })")))
            realm:advance(1)
            assert.equal(5, sum(client, "Alpha"))
            assert.same({}, realm.errors)
        end
    end)

    it("is embedded by one line of an addon's .toc, and brings the LibStub it needs", function()
        local realm = stage.createRealm({ seed = 1 })
        local client = stage.addPlayer(realm, "Anna", stage.MASTER, WITHOUT_LIB_STUB)
        client:login()
        realm:advance(10)
        assert.is_table((stage.award(client, client, 1, "loaded")))
        assert.equal(2, stage.evaluate(client, "LibStub.minor"))
        assert.same({}, realm.errors)
    end)

    it("is made for every client of the game", function()
        for _, version in ipairs(stage.INTERFACES) do
            local realm = stage.createRealm({ seed = 1 })
            local client = stage.addPlayer(realm, "Anna", stage.MASTER, { interfaceVersion = version })
            client:login()
            realm:advance(10)
            assert.is_table((stage.award(client, client, 1, "loaded")))
            assert.same({}, realm.errors)
        end
    end)

    it("needs nothing that the game lacks, and sets no global but its command", function()
        local realm = stage.createRealm({ seed = 1 })
        local client = stage.addPlayer(realm, "Anna", stage.MASTER, {
            addons = {
                { name = "Before", source = [[
                    loadstring = nil
                    getfenv = nil
                    Before = {}
                    for name in pairs(_G) do Before[name] = true end
                ]] },
                stage.libraryAddon("Library"),
                { name = "After", source = [[
                    New = {}
                    for name in pairs(_G) do
                        if not Before[name] and name ~= "New" then New[#New + 1] = name end
                    end
                ]] },
                stage.ledgerAddon("Alpha"),
            },
        })
        client:login()
        realm:advance(10)
        for _, name in ipairs({ "require", "io", "os", "package", "debug", "loadstring", "load", "dofile" }) do
            assert.is_nil(stage.evaluate(client, name))
        end
        assert.same({ "SLASH_LIBEVENTLEDGER1" }, stage.evaluate(client, "New"))
        assert.is_table((client:run("return Alpha:submit('add', { amount = 5 })")))
        realm:advance(1)
        assert.equal(5, sum(client, "Alpha"))
        assert.same({}, realm.errors)
    end)

    it("works on a client without events, functions and natives that are new", function()
        local realm = stage.createRealm({ seed = 1 })
        local changes = {
            missingEvents = { "ADDON_RESTRICTION_STATE_CHANGED" },
            natives = {
                function(environment)
                    environment.issecretvalue = nil
                    environment.C_EncodingUtil = nil
                    environment.C_EventUtils = nil
                    environment.C_RestrictedActions = nil
                    environment.securecallfunction = nil
                end,
            },
        }
        local anna = stage.addPlayer(realm, "Anna", stage.MASTER, changes)
        local bert = stage.addPlayer(realm, "Bert", stage.OFFICER, changes)
        stage.login(anna, bert)
        realm:advance(10)
        stage.award(anna, bert, 5, "old client")
        realm:advance(1)
        assert.equal(5, stage.points(bert, bert))
        assert.same({}, realm.errors)
    end)

    it("shares one copy among the addons that embed it", function()
        local realm = stage.createRealm({ seed = 2 })
        local addons = {
            stage.libraryAddon("First"),
            stage.ledgerAddon("Alpha"),
            stage.libraryAddon("Second"),
            stage.ledgerAddon("Beta"),
            stage.SIMPLE_DKP,
        }
        local anna = stage.addPlayer(realm, "Anna", stage.MASTER, { addons = addons })
        local bert = stage.addPlayer(realm, "Bert", stage.OFFICER, { addons = addons })
        stage.login(anna, bert)
        realm:advance(10)
        anna:run("Alpha:submit('add', { amount = 1 }) Beta:submit('add', { amount = 10 })")
        stage.award(anna, bert, 100, "third")
        realm:advance(1)
        assert.equal(1, sum(bert, "Alpha"))
        assert.equal(10, sum(bert, "Beta"))
        assert.equal(100, stage.points(bert, bert))
        assert.equal(3, stage.evaluate(anna, [[(function()
            local count = 0
            for _ in pairs(LibStub("LibEventLedger-1.0").ledgers) do count = count + 1 end
            return count
        end)()]]))
        assert.same({}, realm.errors)
    end)

    it("keeps ledgers of an older copy working when a newer one loads, and lists them all", function()
        local realm = stage.createRealm({ seed = 3 })
        local addons = {
            stage.libraryAddon("Old", 5),
            stage.ledgerAddon("Alpha"),
            stage.libraryAddon("New"),
            stage.ledgerAddon("Beta"),
        }
        local anna = stage.addPlayer(realm, "Anna", stage.MASTER, { addons = addons })
        -- The other one has only the newer copy.
        local bert = stage.addPlayer(realm, "Bert", stage.OFFICER, {
            addons = { stage.libraryAddon("New"), stage.ledgerAddon("Alpha"), stage.ledgerAddon("Beta") },
        })
        stage.login(anna, bert)
        realm:advance(10)
        anna:run("Alpha:submit('add', { amount = 1 }) Beta:submit('add', { amount = 10 })")
        bert:run("Alpha:submit('add', { amount = 2 }) Beta:submit('add', { amount = 20 })")
        realm:advance(1)
        for _, client in ipairs({ anna, bert }) do
            assert.equal(3, sum(client, "Alpha"))
            assert.equal(30, sum(client, "Beta"))
        end
        assert.is_true(stage.evaluate(anna, "LibStub('LibEventLedger-1.0').ledgers.Alpha == Alpha"))
        assert.is_true(stage.evaluate(anna, "LibStub('LibEventLedger-1.0').ledgers.Beta == Beta"))
        anna:reload()
        realm:advance(10)
        assert.equal(3, sum(anna, "Alpha"))
        assert.equal(30, sum(anna, "Beta"))
        anna:setLockdown(true)
        anna:run("Alpha:submit('add', { amount = 4 }) Beta:submit('add', { amount = 40 })")
        realm:advance(5)
        anna:setLockdown(false)
        realm:advance(3)
        assert.equal(7, sum(bert, "Alpha"))
        assert.equal(70, sum(bert, "Beta"))
        local ok, message = pcall(function()
            anna:run([[LibStub("LibEventLedger-1.0"):createLedger({
                name = "Alpha", saved = {}, initialState = function() return {} end, authorize = function() end,
            })]])
        end)
        assert.is_false(ok)
        assert.is_truthy(string.find(message, "createLedger: 'name' is already used by another ledger", 1, true))
        ok, message = pcall(function()
            anna:run([[LibStub("LibEventLedger-1.0"):createLedger({
                name = "Gamma", saved = Alpha_Saved, initialState = function() return {} end, authorize = print,
            })]])
        end)
        assert.is_false(ok)
        assert.is_truthy(string.find(message, "createLedger: 'saved' is already used by ledger", 1, true))
        assert.same({}, realm.errors)
    end)

    it("leaves the newer copy alone when an older one loads after it", function()
        local realm = stage.createRealm({ seed = 4 })
        local anna = stage.addPlayer(realm, "Anna", stage.MASTER, {
            addons = {
                stage.libraryAddon("New"),
                stage.ledgerAddon("Alpha"),
                stage.libraryAddon("Old", 5),
                stage.ledgerAddon("Beta"),
            },
        })
        anna:login()
        realm:advance(10)
        anna:run("Alpha:submit('add', { amount = 1 }) Beta:submit('add', { amount = 10 })")
        realm:advance(1)
        assert.equal(1, sum(anna, "Alpha"))
        assert.equal(10, sum(anna, "Beta"))
        assert.same({}, realm.errors)
    end)
end)

describe("Misuse", function()
    -- Runs Lua of an addon that has a ledger `Alpha`; gives the error and the line of the addon on which it belongs.
    local function messageOf(line)
        local realm = stage.createRealm({ seed = 5 })
        local addon = stage.ledgerAddon("Alpha", "Fail = function()\n                    " .. line .. "\n                end")
        local client = stage.addPlayer(realm, "Anna", stage.MASTER, {
            addons = { stage.libraryAddon("Library"), addon },
        })
        client:login()
        realm:advance(5)
        local message = stage.evaluate(client, "select(2, pcall(Fail))")
        local before = string.match(addon.source, "^(.-)Fail = function")
        local _, lines = string.gsub(before, "\n", "")
        return message, string.format("Interface/AddOns/Alpha/Alpha.lua:%d: ", lines + 2)
    end

    local CASES = {
        ["Alpha:submit('awrd', {})"] = "submit: 'type' must be a defined event type, got \"awrd\"",
        ["local a, b = Alpha:submit('add', { amuont = 5 })"] =
            "submit: field 'amuont' is not one of \"add\"; did you mean 'amount'?",
        ["Alpha:submit('add', { amount = print })"] =
            "submit: field 'amount' must be a string, finite number, boolean or table of these, got a function",
        ["Alpha:revoke({})"] = "revoke: 'event' must be an event or a table whose 'time' is a whole number from 0 to 4294967295, got nil",
        ["for event in Alpha:events({ from = 'x' }) do end"] = "events: 'from' must be a number of Unix seconds, got \"x\"",
        ["Alpha:on('stateChanged', 5)"] = "on: 'listener' must be a function, got 5",
        ["Alpha:define('b', { id = 300, fields = {} }, print)"] =
            "define: 'id' must be a whole number from 1 to 255, got 300",
        ["Alpha:setReplayLimits({ batchSize = 0 })"] =
            "setReplayLimits: 'batchSize' must be a whole number from 1 to 1000000, got 0",
        ["local p = LibStub('LibEventLedger-1.0').policies.guildRank('x')"] =
            "policies.guildRank: 'lowestRank' must be a whole number from 0 to 20, got \"x\"",
        ["local l = LibStub('LibEventLedger-1.0'):createLedger({ name = '' })"] =
            "createLedger: 'name' must be a string of 1 to 16 bytes, got \"\"",
        ["LibStub('LibEventLedger-1.0'):createLedger({ name = 'A', saved = nil })"] =
            "createLedger: 'saved' must be a table from SavedVariables (they are there from ADDON_LOADED on), got nil",
    }

    for line, expected in pairs(CASES) do
        it("raises at the line of the addon: " .. line, function()
            local message, position = messageOf(line)
            assert.equal(position .. "LibEventLedger: " .. expected, message)
        end)
    end

    it("raises at the addon's line through pcall and functions of its own too", function()
        local message, position = messageOf("local f = function() Alpha:submit('awrd', {}) end f()")
        assert.equal(position .. "LibEventLedger: submit: 'type' must be a defined event type, got \"awrd\"", message)
        message = messageOf("local _, m = pcall(Alpha.submit, Alpha, 'awrd', {}) error(m, 0)")
        assert.equal(position .. "LibEventLedger: submit: 'type' must be a defined event type, got \"awrd\"", message)
    end)
end)
