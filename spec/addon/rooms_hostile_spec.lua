-- Rooms among members that say too much, or what is no message at all.

local stage = dofile("spec/addon/stage.lua")

local ROOMS = stage.readFile("dist/LibEventLedgerRooms.lua")

local ADDON = {
    name = "Live",
    source = stage.libraryChunk() .. "\n;(function(...) " .. ROOMS .. "\nend)()\n" .. [[
        -- What is replayed stands on the board of who replays it: in its own name a member may say what it likes, and the addon
        -- decides what of it is shown.
        Room = LibStub("LibEventLedgerRooms-1.0"):createRoom({
            name = "Live",
            authorize = function(_, _, sender) return sender ~= "Liar-Realm" end,
        })
        Bids = Room:numberPool("bids")
        Lease = Room:lease("leader")
        Room:handle("double", function(value) return 2 * value end)
        Heard = 0
        Room:on("news", function() Heard = Heard + 1 end)
    ]],
}

local function players(realm, ...)
    local list = {}
    for index, name in ipairs({ ... }) do
        list[index] = stage.addPlayer(realm, name, stage.RAIDER, { addons = { ADDON } })
        list[index]:login()
    end
    realm:advance(10)
    return list
end

local function bidsOf(client)
    local _, count, sum = client:run([[
        local count, sum = 0, 0
        for key in pairs(Bids:getAllContributions()) do count, sum = count + 1, sum + key end
        return true, count, sum
    ]])
    return count, sum
end

describe("A member that says 1 MB in the game", function()
    it("is kept up to the limit of a board, told in the status, and disturbs nobody else", function()
        local realm = stage.createRealm({ seed = 61 })
        local a, b, loud = unpack(players(realm, "Anna", "Bert", "Loud"))
        -- 256 slots of 4 kB: its own client does not count what it says.
        local size = loud:run([[
            local own, size = Room.open.session.own, 0
            for index = 1, 250 do
                own.cells.bytes = -1e9
                assert(own:add(string.char(1) .. string.rep(string.char(32 + index % 90), 4090)))
                size = size + 4091
            end
            return size
        ]])
        assert.is_true(size > 1000000)
        local messages, longest = 0, 0
        realm:setMessageHook(function(message)
            messages = messages + (message.sender == loud.fullName and 0 or 1)
        end)
        for round = 1, 60 do
            a:run("Bids:replaceContribution(...)", round)
            local arrived = realm:advanceUntil(function() return bidsOf(b) == round end, 5, 0.1)
            assert.is_true(arrived, "bid " .. round)
            realm:advance(10)
        end
        local said = 0
        for _, row in ipairs(realm:getTraffic()) do
            said = said + (row.client == loud.fullName and row.sentBytes or 0)
        end
        assert.is_true(said > 100000, said .. " bytes")
        for _, client in ipairs({ a, b }) do
            assert.same({ loud.fullName }, stage.evaluate(client, "Room:status().overLimit"))
            local explained = stage.evaluate(client, "table.concat(Room:explain(), ' ')")
            assert.is_truthy(string.find(explained, loud.fullName .. " says more than a room keeps", 1, true))
            assert.equal(0, stage.evaluate(client, "Room:status().lacking"))
            local kept = stage.evaluate(client, "Room.open.session.members:get('" .. loud.fullName .. "').board:bytes()")
            assert.is_true(kept <= 2 * 16384, kept .. " bytes are kept")
            assert.is_true(client:getLongestCallback().ms < 1000)
        end
        -- One digest in five seconds at most, and the bids themselves.
        assert.is_true(messages < 400, messages .. " messages")
        assert.equal(60, (bidsOf(a)))
        assert.same({}, realm.errors)
    end)
end)

-- Texts that are no good: what was said before, cut, bent, put together anew, or drawn by lot.
local function spoil(random, heard)
    local function draw(low, high)
        return low + math.floor(random:next() * (high - low + 1))
    end
    local text = heard[draw(1, #heard)]
    local kind = draw(1, 6)
    if kind == 1 then
        return text
    elseif kind == 2 then
        return string.sub(text, 1, draw(1, #text))
    elseif kind == 3 then
        local at = draw(1, #text)
        return string.sub(text, 1, at - 1) .. string.char(draw(1, 255)) .. string.sub(text, at + 1)
    elseif kind == 4 then
        local second = heard[draw(1, #heard)]
        return string.sub(string.sub(text, 1, draw(1, #text)) .. string.sub(second, draw(1, #second)), 1, 255)
    elseif kind == 5 then
        -- Under the head of a message that was said: its type and tag are right.
        local parts = { string.sub(text, 1, 6) }
        for index = 2, draw(2, 240) do
            parts[index] = string.char(draw(1, 255))
        end
        return table.concat(parts)
    end
    local parts = {}
    for index = 1, draw(1, 255) do
        parts[index] = string.char(draw(1, 255))
    end
    return table.concat(parts)
end

describe("10,000 messages that are garbage, replayed or forged", function()
    -- One seed takes some ten seconds.
    for seed = 62, os.getenv("LONG_SPECS") and 71 or 62 do
        it("raise nothing, stay within bounds, and leave the room as it is (seed " .. seed .. ")", function()
            local realm = stage.createRealm({ seed = seed })
            local random = realm.random
            local a, b, c, liar = unpack(players(realm, "Anna", "Bert", "Cleo", "Liar"))
            local heard, answers = {}, 0
            realm:setMessageHook(function(message)
                if message.sender == liar.fullName then
                    return
                end
                answers = answers + 1
                if #heard < 500 then
                    heard[#heard + 1] = message.text
                end
            end)
            -- Something of each kind to replay.
            for index, client in ipairs({ a, b, c }) do
                client:run("Bids:replaceContribution(...)", index)
                client:run("Room:call('any', 'double', 4, function() end) Room:emit('news', 1)")
            end
            a:run("Lease:acquire(function() end)")
            a:run("Room:meet({ event = 'pull', timeout = 5 }, function() end)")
            b:run("Room:meet({ event = 'pull', timeout = 5 }, function() end)")
            realm:advance(5)
            c:reload()
            realm:advance(60)
            c:run("Bids:replaceContribution(3)")
            realm:advance(60)
            assert.is_true(#heard > 20)
            local seen = stage.evaluate(b, "Heard")
            collectgarbage()
            local before = collectgarbage("count")
            answers = 0
            for index = 1, 10000 do
                local target = ({ a, b, c })[1 + index % 3]
                local kind = index % 50 == 0 and "GUILD" or "WHISPER"
                liar:call("C_ChatInfo.SendAddonMessage", "Live", spoil(random, heard), kind, target.fullName)
                realm:advance(0.03)
            end
            local seconds = 300
            assert.is_true(answers < 3 * 2 * seconds, answers .. " messages in answer")
            realm:advance(120)
            collectgarbage()
            collectgarbage()
            local growth = collectgarbage("count") - before
            assert.is_true(growth < 2000, string.format("%.0f kB more", growth))
            assert.same({}, realm.errors)
            for _, client in ipairs({ a, b, c }) do
                local count, sum = bidsOf(client)
                assert.equal(3, count)
                assert.equal(6, sum)
                assert.equal(a.fullName, stage.evaluate(client, "Lease:holders()[1]"))
                local names = stage.evaluate(client,
                    "Room:members()[1].name .. ' ' .. Room:members()[2].name .. ' ' .. Room:members()[3].name")
                assert.equal("Anna-Realm Bert-Realm Cleo-Realm", names)
                local ignored = stage.evaluate(client, "Room:status().ignored")
                assert.is_true(ignored.malformedFrame > 0)
            end
            assert.equal(seen, stage.evaluate(b, "Heard"))
        end)
    end
end)
