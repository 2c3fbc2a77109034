-- Addons that embed different versions of the library, with a ledger each, in one client.

local stage = dofile("spec/addon/stage.lua")

local NAMES = { "Alpha", "Beta", "Gamma" }

-- Milliseconds that each look at the game's clock takes in the meter below.
local LOOK = 0.05

-- What the library may take of a frame, and how much over that: a few looks at the clock at the end of each slice.
local FRAME_BUDGET = 3.5
local OVERRUN = 10 * LOOK

-- Makes time pass by looks at the clock alone, so that work is the same in each run, and keeps the most that was used
-- of a frame by all who look at it.
local METER = {
    name = "Meter",
    source = string.format([[
        Meter = { most = 0 }
        local clock, frame, used = 0, -1, 0
        function GetTimePreciseSec()
            if GetTime() ~= frame then
                frame, used = GetTime(), 0
            end
            clock, used = clock + %f, used + %f
            Meter.most = math.max(Meter.most, used)
            return clock / 1000
        end
    ]], LOOK, LOOK),
}

-- A copy that loads after a newer one does nothing; the ledgers of one that loads before keep to its code.
local ORDERS = {
    {
        name = "the older version first",
        stage.libraryAddon("Old", 5), stage.ledgerAddon("Alpha"),
        stage.libraryAddon("New"), stage.ledgerAddon("Beta"), stage.ledgerAddon("Gamma"),
    },
    {
        name = "the newer version first",
        stage.libraryAddon("New"), stage.ledgerAddon("Alpha"), stage.ledgerAddon("Beta"),
        stage.libraryAddon("Old", 5), stage.ledgerAddon("Gamma"),
    },
    {
        name = "three versions, each newer than the one before",
        stage.libraryAddon("Old", 5), stage.ledgerAddon("Alpha"),
        stage.libraryAddon("Newer", 50), stage.ledgerAddon("Beta"),
        stage.libraryAddon("New"), stage.ledgerAddon("Gamma"),
    },
}

local function sum(client, name)
    return stage.evaluate(client, name .. ":getState().sum")
end

local function add(client, name, amount)
    assert.is_table((client:run("return " .. name .. ":submit('add', { amount = ... })", amount)))
end

-- Whether all clients have these sums and nothing left to do.
local function areAt(clients, sums)
    for _, client in ipairs(clients) do
        for name, expected in pairs(sums) do
            local status = stage.evaluate(client, name .. ":status()")
            if sum(client, name) ~= expected or status.lag ~= 0 or status.weeksBehind ~= 0 or status.outgoing ~= 0 then
                return false
            end
        end
    end
    return true
end

-- What the clients' ledgers count as sent, and what the network saw, as "client prefix: number" lines.
local function countSent(clients)
    local lines = {}
    for _, client in ipairs(clients) do
        for _, name in ipairs(NAMES) do
            local sent = stage.evaluate(client, name .. ":status().sent.messages")
            lines[#lines + 1] = string.format("%s %s: %d", client.fullName, name, sent)
        end
    end
    return lines
end

describe("Three ledgers of addons with different versions", function()
    for _, order in ipairs(ORDERS) do
        describe("(" .. order.name .. ")", function()
            local realm, anna, bert, cleo, seen, others

            before_each(function()
                local addons = { METER, stage.CHAT_THROTTLE }
                for _, addon in ipairs(order) do
                    addons[#addons + 1] = addon
                end
                realm = stage.createRealm({ seed = 31 })
                anna = stage.addPlayer(realm, "Anna", stage.MASTER, { addons = addons })
                bert = stage.addPlayer(realm, "Bert", stage.OFFICER, { addons = addons })
                cleo = stage.addPlayer(realm, "Cleo", stage.RAIDER, { addons = addons })
                seen, others = {}, {}
                realm:setMessageHook(function(message)
                    local key = message.sender .. " " .. message.prefix
                    seen[key] = (seen[key] or 0) + 1
                    if not (message.prefix == "Alpha" or message.prefix == "Beta" or message.prefix == "Gamma") then
                        others[#others + 1] = message.prefix
                    end
                end)
                stage.login(anna, bert)
                realm:advance(10)
            end)

            it("come to the same on all clients, each under its own prefix alone", function()
                for index = 1, 20 do
                    add(anna, "Alpha", 1)
                    add(bert, "Beta", 100)
                    add(index % 2 == 0 and anna or bert, "Gamma", 10000)
                    realm:advance(1)
                end
                local sums = { Alpha = 20, Beta = 2000, Gamma = 200000 }
                assert.is_true(realm:advanceUntil(function() return areAt({ anna, bert }, sums) end, 300, 1))
                cleo:login()
                assert.is_true(realm:advanceUntil(function() return areAt({ anna, bert, cleo }, sums) end, 300, 1))
                assert.same({}, others)
                local expected = {}
                for _, client in ipairs({ anna, bert, cleo }) do
                    for _, name in ipairs(NAMES) do
                        local count = seen[client.fullName .. " " .. name] or 0
                        assert.is_true(count > 0, client.name .. " said nothing under " .. name)
                        expected[#expected + 1] = string.format("%s %s: %d", client.fullName, name, count)
                        assert.same({}, stage.evaluate(client, name .. ":status().ignored"))
                    end
                    assert.same({ Alpha = true, Beta = true, Gamma = true },
                        stage.evaluate(client, "ChatThrottleLib.prefixes"))
                end
                assert.same(expected, countSent({ anna, bert, cleo }))
                assert.same({}, realm.errors)
            end)

            it("keep together to what a frame has for them", function()
                anna:run([[
                    Done = 0
                    local entries = {}
                    for index = 1, 600 do
                        entries[index] = {
                            type = "add", time = GetServerTime() - index, creator = UnitGUID("player"),
                            values = { amount = 1 },
                        }
                    end
                    for _, ledger in ipairs({ Alpha, Beta, Gamma }) do
                        ledger:importEvents(entries, function(result) Done = Done + result.added end)
                        ledger:verify(function() end)
                    end
                ]])
                assert.is_true(realm:advanceUntil(function() return stage.evaluate(anna, "Done") == 1800 end, 120, 0.1))
                realm:advance(5)
                for _, name in ipairs(NAMES) do
                    assert.equal(600, sum(anna, name))
                end
                local most = stage.evaluate(anna, "Meter.most")
                assert.is_true(most > FRAME_BUDGET - 1, "at most " .. most .. " ms: too little work for this case")
                assert.is_true(most <= FRAME_BUDGET + OVERRUN, most .. " ms of a frame")
                assert.same({}, realm.errors)
            end)

            it("are all listed by /lel, which is of the newest version", function()
                anna:run("LibStub('LibEventLedger-1.0').ledgers.Ancient = {}")
                local before = #anna.chat
                anna:slash("/lel")
                local text = table.concat(anna.chat, "\n", before + 1)
                local version = stage.evaluate(anna, "LibStub('LibEventLedger-1.0').version")
                assert.equal(1, (string.find(text, "LibEventLedger " .. version .. ": /lel", 1, true)))
                assert.is_nil(string.find(version, "^0%.0%."))
                for _, name in ipairs(NAMES) do
                    assert.is_truthy(string.find(text, "\n" .. name .. ": In step: 0 events", 1, true), text)
                end
                assert.is_truthy(string.find(text, "\nAncient: made by an older copy", 1, true))
                assert.same({}, realm.errors)
            end)
        end)
    end
end)

describe("A ledger beside an addon that resets the profiler's clock", function()
    it("works in slices as ever, also when a reducer resets it at each event", function()
        local realm = stage.createRealm({ seed = 33, profileStep = 0.05 })
        local counter = [[
            Slice = { most = 0 }
            local frame, count = -1, 0
            Alpha:define("add", { id = 1, fields = { "amount" } }, function(state, event)
                debugprofilestart()
                if GetTime() ~= frame then
                    frame, count = GetTime(), 0
                end
                count = count + 1
                Slice.most = math.max(Slice.most, count)
                state.sum = state.sum + event.amount
            end)
        ]]
        local anna = realm:addClient({ name = "Anna", guild = "Guild", rank = stage.OFFICER,
            addons = { stage.libraryAddon("New"), stage.ledgerAddon("Alpha", counter) } })
        anna:login()
        realm:advance(10)
        local guid = anna.guid
        anna:run([[
            local entries = {}
            for index = 1, 2000 do
                entries[index] = { type = "add", time = 1600000000 + index, creator = ..., values = { amount = 1 } }
            end
            Alpha:importEvents(entries, function() end)
        ]], guid)
        assert.is_true(realm:advanceUntil(function() return sum(anna, "Alpha") == 2000 end, 120))
        local most = stage.evaluate(anna, "Slice.most")
        -- Each event costs a look at the clock at least, and a frame has 3.5 ms.
        assert.is_true(most > 0 and most <= 90, most .. " events in a frame")
        assert.same({}, realm.errors)
    end)
end)
