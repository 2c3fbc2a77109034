-- What the annotations (and with them the declarations and docs/api.md, which are of the same source) say the library has
-- is what it has at run time, and the other way round.

local stage = dofile("spec/addon/stage.lua")

-- What the library itself calls, and what TypeScriptToLua puts into every class.
local OF_THE_LIBRARY = {
    Ledger = {
        onScopeChanged = true, receive = true, onRosterChanged = true, onGroupChanged = true, onRestrictionEnd = true, save = true, closeSession = true, openSession = true, closedReason = true,
    },
    Fork = { rebuild = true, submitToLedger = true, apply = true },
    EventType = {},
}
local OF_EVERY_CLASS = { constructor = true, __index = true, ____constructor = true }

-- Fields and methods by class: { Ledger = { fields = { name = isOptional }, methods = { name = true } } }.
local function readAnnotations()
    local classes, class = {}, nil
    for line in string.gmatch(stage.readFile("authors/LibEventLedger.annotations.lua"), "[^\n]*") do
        local name, parent = string.match(line, "^%-%-%-@class ([%w.%-]+):? ?([%w.]*)$")
        local field, mark = string.match(line, "^%-%-%-@field (%w+)(%??) ")
        local owner, method = string.match(line, "^function (%w+):(%w+)%(")
        if name then
            class = { fields = {}, methods = {}, parent = string.match(parent, "%w+$") }
            classes[string.match(name, "^LibEventLedger%.(%w+)$") or name] = class
        elseif field then
            class.fields[field] = mark == "?"
        elseif method then
            classes[owner].methods[method] = true
        end
    end
    return classes
end

local function sorted(set)
    local names = {}
    for name in pairs(set) do
        names[#names + 1] = name
    end
    table.sort(names)
    return names
end

-- The names of the methods of an object of a class, without those of the library.
local function methodsOf(object, class)
    local names = {}
    for name in pairs(getmetatable(object)) do
        if not OF_EVERY_CLASS[name] and not OF_THE_LIBRARY[class][name] then
            names[name] = true
        end
    end
    return sorted(names)
end

-- Every member is declared, and those that are declared without "?" are there.
local function assertFields(fields, object)
    for name in pairs(object) do
        assert.is_not_nil(fields[name], name .. " is not declared")
    end
    for name, isOptional in pairs(fields) do
        assert.is_true(isOptional or object[name] ~= nil, name .. " is declared and missing")
    end
end

describe("The declared face", function()
    local classes = readAnnotations()
    local realm, officer

    setup(function()
        realm = stage.createRealm({ seed = 12 })
        officer = stage.addPlayer(realm, "Officer", stage.OFFICER)
        local other = stage.addPlayer(realm, "Other", stage.OFFICER)
        stage.login(officer, other)
        realm:advance(10)
        stage.award(officer, officer, 5, "face")
        realm:advance(120)
    end)

    it("has the members of the library's table", function()
        local library = stage.evaluate(officer, 'LibStub("LibEventLedger-1.0")')
        -- What the copies of the library share is no business of an addon's.
        local members = { ledgers = true, savedTables = true, frame = true, rooms = true, linkHost = true }
        for _, part in ipairs({ "fields", "methods" }) do
            for name in pairs(classes.LibEventLedger[part]) do
                members[name] = true
            end
        end
        assert.same(sorted(members), sorted(library))
        assert.same("table", type(library.policies))
        assertFields(classes.Policies.fields, library.policies)
    end)

    it("has the methods of ledgers, forks and types", function()
        local objects = {
            Ledger = stage.evaluate(officer, "SimpleDKP.ledger"),
            Fork = stage.evaluate(officer, "SimpleDKP.ledger:fork()"),
            EventType = stage.evaluate(
                officer,
                'SimpleDKP.ledger:define("face", { id = 9, fields = { "x:number" } }, function() end)'
            ),
        }
        for class, object in pairs(objects) do
            assert.same(sorted(classes[class].methods), methodsOf(object, class))
            for name in pairs(OF_THE_LIBRARY[class]) do
                assert.equal("function", type(object[name]), class .. "." .. name)
            end
        end
        assert.same({ "face", 9 }, { objects.EventType.name, objects.EventType.id })
        assert.same({ "id", "name" }, sorted(classes.EventType.fields))
    end)

    it("has the members of events, of the status and what is in it, and of the trace", function()
        local fields = {}
        for name, isOptional in pairs(classes.LedgerStatus.fields) do
            fields[name] = isOptional
        end
        assert.equal("ReplayStatus", classes.LedgerStatus.parent)
        for name, isOptional in pairs(classes.ReplayStatus.fields) do
            fields[name] = isOptional
        end
        local status = stage.status(officer)
        assertFields(fields, status)
        assertFields(classes.PeerStatus.fields, status.peers[1])
        assertFields(classes.OutboxCounters.fields, status.sent)
        assertFields(classes.TraceEntry.fields, stage.evaluate(officer, "SimpleDKP.ledger:trace()[1]"))
        local event = {}
        for name, value in pairs(stage.evaluate(officer, "SimpleDKP.ledger:events()()")) do
            event[name] = value
        end
        event.players, event.amount, event.reason = nil, nil, nil
        assert.equal("EventBase", classes.LedgerEvent.parent)
        assert.equal("EventKey", classes.EventBase.parent)
        for name in pairs(classes.EventKey.fields) do
            assert.is_number(event[name])
            event[name] = nil
        end
        assertFields(classes.EventBase.fields, event)
    end)

    it("knows the names of options and filters that are declared", function()
        local limits, options, filter = classes.ReplayLimits.fields, classes.LedgerOptions.fields, classes.EventFilter.fields
        local all = {}
        for _, names in ipairs({ limits, options }) do
            for name in pairs(names) do
                all[name] = true
            end
        end
        local calls = {
            ['LibStub("LibEventLedger-1.0"):createLedger({ xxxxxxxxxx = 1 })'] = all,
            ["SimpleDKP.ledger:setReplayLimits({ xxxxxxxxxx = 1 })"] = limits,
            ["SimpleDKP.ledger:events({ xxxxxxxxxx = 1 })"] = filter,
            ['SimpleDKP.ledger:define("face", { xxxxxxxxxx = 1 }, print)'] = classes.TypeOptions.fields,
        }
        for call, declared in pairs(calls) do
            local _, message = pcall(stage.evaluate, officer, call)
            local known = {}
            for name in string.gmatch(string.match(message, "'xxxxxxxxxx' is unknown; known are (.*)$"), "%w+") do
                known[name] = true
            end
            assert.same(sorted(declared), sorted(known))
        end
    end)

    it("has the names of the listeners", function()
        local text = stage.readFile("authors/LibEventLedger.annotations.lua")
        local declared = {}
        for name in string.gmatch(string.match(text, "@alias LibEventLedger.ListenerName ([^\n]*)"), '"(%w+)"') do
            declared[#declared + 1] = name
            assert.is_not_nil(string.find(text, '@overload fun(self: LibEventLedger.Ledger, name: "' .. name, 1, true))
        end
        local _, message = pcall(stage.evaluate, officer, 'SimpleDKP.ledger:on("x", print)')
        assert.equal(string.match(message, "'name' must be one of (.*), got "), table.concat(declared, ", "))
    end)
end)
