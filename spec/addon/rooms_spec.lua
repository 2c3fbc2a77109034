-- Rooms as addons have them: both bundles of dist/ in a simulated game.

local stage = dofile("spec/addon/stage.lua")

local ROOMS = stage.readFile("dist/LibEventLedgerRooms.lua")

-- An addon that embeds both libraries and has a room "Live" with the pool "bids". What it is told stands in Told.
local function addon(options)
    return {
        name = "Live",
        source = stage.libraryChunk()
            .. "\n;(function(...) " .. ROOMS .. "\nend)()\n"
            .. [[
            Told = {}
            Room = LibStub("LibEventLedgerRooms-1.0"):createRoom({ name = "Live", ]] .. (options or "") .. [[ })
            for _, name in ipairs({ "joined", "left", "opened", "closed" }) do
                Room:on(name, function(who) Told[#Told + 1] = name .. " " .. tostring(who) end)
            end
            Bids = Room:pool("bids", { key = function(bid) return bid.item end, fields = { "item:string", "amount:number" } })
        ]],
    }
end

local function addPlayer(realm, name, options, changes)
    local client = { name = name, guild = "Guild", rank = stage.RAIDER, addons = { addon(options) } }
    for key, value in pairs(changes or {}) do
        client[key] = value
    end
    return realm:addClient(client)
end

local function players(realm, count, options)
    local list = {}
    for index = 1, count do
        list[index] = addPlayer(realm, "P" .. string.char(64 + index), options)
        list[index]:login()
    end
    realm:advance(10)
    return list
end

local function bid(client, item, amount)
    return client:run("local item, amount = ... ; return Bids:replaceContribution({ item = item, amount = amount })", item, amount)
end

local function bidOf(client, item)
    local value = client:run("local bid = Bids:getContribution(...) ; return bid and bid.amount", item)
    return value
end

local function told(client)
    return stage.evaluate(client, "table.concat(Told, ', ')")
end

local function assertNoErrors(realm)
    local first = realm.errors[1]
    assert.is_nil(first and first.message)
end

describe("rooms in the game", function()
    it("show the contributions of a guild to all of it, and take them out when somebody leaves", function()
        local realm = stage.createRealm({ seed = 1 })
        local a, b, c = unpack(players(realm, 3))
        assert.equal(3, stage.evaluate(a, "#Room:members()"))
        bid(a, "Ashkandi", 120)
        realm:advance(1)
        assert.equal(120, bidOf(b, "Ashkandi"))
        assert.equal("PA-Realm", c:evaluate("Bids:ownerOf('Ashkandi')"))
        bid(b, "Ashkandi", 130)
        realm:advance(1)
        assert.equal(130, bidOf(a, "Ashkandi"))
        b:logout()
        realm:advance(1)
        assert.is_nil(bidOf(a, "Ashkandi"))
        assert.is_truthy(string.find(told(a), "left PB-Realm", 1, true))
        assert.equal(2, stage.evaluate(c, "#Room:members()"))
        assertNoErrors(realm)
    end)

    it("notice a crash by the game's word, and a /reload not at all", function()
        local realm = stage.createRealm({ seed = 2 })
        local a, b = unpack(players(realm, 2))
        bid(b, "Ashkandi", 50)
        realm:advance(2)
        b:reload()
        realm:advance(0.2)
        bid(b, "Ashkandi", 50)
        realm:advance(40)
        assert.equal(50, bidOf(a, "Ashkandi"))
        assert.is_nil(string.find(told(a), "left", 1, true))
        b:crash()
        realm:advance(1)
        assert.is_nil(bidOf(a, "Ashkandi"))
        assertNoErrors(realm)
    end)

    it("serve who comes in, also where nobody speaks meanwhile", function()
        local realm = stage.createRealm({ seed = 3 })
        local all = players(realm, 6)
        for index, client in ipairs(all) do
            bid(client, "item " .. index, index)
        end
        realm:advance(120)
        local late = addPlayer(realm, "Late")
        late:login()
        realm:advance(3)
        for index in ipairs(all) do
            assert.equal(index, bidOf(late, "item " .. index))
        end
        assertNoErrors(realm)
    end)

    it("are of the raid, and end with it", function()
        local realm = stage.createRealm({ seed = 4 })
        local list = {}
        for index = 1, 3 do
            list[index] = addPlayer(realm, "R" .. string.char(64 + index), "members = 'group',")
            list[index]:login()
        end
        realm:advance(10)
        assert.equal("noGroup", stage.evaluate(list[1], "Room:status().closedReason"))
        realm:setRaid(list)
        realm:advance(5)
        bid(list[1], "Ashkandi", 10)
        realm:advance(1)
        assert.equal(10, bidOf(list[3], "Ashkandi"))
        realm:leaveGroup(list[1])
        realm:advance(3)
        assert.is_nil(bidOf(list[3], "Ashkandi"))
        assert.is_nil(bidOf(list[1], "Ashkandi"))
        assert.equal("noGroup", stage.evaluate(list[1], "Room:status().closedReason"))
        assertNoErrors(realm)
    end)

    it("tell a member that may not speak, and let it listen", function()
        local realm = stage.createRealm({ seed = 5 })
        local mute = addPlayer(realm, "Mute", "", { rank = stage.MUTE })
        local a = unpack(players(realm, 1))
        mute:login()
        realm:advance(10)
        bid(a, "Ashkandi", 10)
        bid(mute, "Other", 5)
        realm:advance(60)
        assert.equal(10, bidOf(mute, "Ashkandi"))
        assert.is_nil(bidOf(a, "Other"))
        assert.is_truthy(string.find(stage.evaluate(mute, "table.concat(Room:explain(), ' ')"), "may not speak", 1, true))
        assertNoErrors(realm)
    end)

    it("keep what is said in a lockdown until it is over", function()
        local realm = stage.createRealm({ seed = 6 })
        local a, b = unpack(players(realm, 2))
        a:setLockdown(true)
        bid(a, "Ashkandi", 10)
        realm:advance(30)
        assert.is_nil(bidOf(b, "Ashkandi"))
        a:setLockdown(false)
        realm:advance(20)
        assert.equal(10, bidOf(b, "Ashkandi"))
        assertNoErrors(realm)
    end)

    it("tell what a member handles", function()
        local realm = stage.createRealm({ seed = 7 })
        local a, b = unpack(players(realm, 2))
        b:run("Room:handle('raid', { getFoo = function() return 1 end })")
        realm:advance(3)
        assert.is_true(a:evaluate("Room:handles('PB-Realm', 'raid.getFoo')"))
        assert.is_false(a:evaluate("Room:handles('PA-Realm', 'raid.getFoo')"))
        assert.is_nil(a:evaluate("Room:handles('PC-Realm', 'raid.getFoo')"))
        assertNoErrors(realm)
    end)

    it("share an object, which outlasts who made it, and is empty again when all have gone", function()
        local realm = stage.createRealm({ seed = 8 })
        local list = players(realm, 3)
        for _, client in ipairs(list) do
            client:run("Item = Room:sharedObject('item', { data = { bids = 0 } }) ; Seen = {}")
            client:run("Item:observe('bids', function(bids, old) Seen[#Seen + 1] = old .. ' ' .. bids end)")
        end
        realm:advance(20)
        list[1]:run("Item:patch({ ['$inc'] = { bids = 2 }, ['$set'] = { ['item.name'] = 'Ashkandi' } })")
        assert.equal(2, stage.evaluate(list[1], "Item:get().bids"))
        realm:advance(2)
        assert.equal("0 2", stage.evaluate(list[3], "table.concat(Seen, ', ')"))
        assert.equal("Ashkandi", list[2]:evaluate("Item:get().item.name"))
        assert.is_true(list[1]:evaluate("Room:status().objects[1].isKnown"))
        list[1]:crash()
        realm:advance(60)
        list[1]:login()
        list[1]:run("Item = Room:sharedObject('item', { data = { bids = 0 } })")
        realm:advance(20)
        assert.equal(2, stage.evaluate(list[1], "Item:get().bids"))
        for _, client in ipairs(list) do
            client:logout()
        end
        realm:advance(60)
        list[2]:login()
        list[2]:run("Item = Room:sharedObject('item', { data = { bids = 0 } })")
        realm:advance(30)
        assert.equal(0, stage.evaluate(list[2], "Item:get().bids"))
        assertNoErrors(realm)
    end)

    it("share a prefix with nothing else", function()
        local realm = stage.createRealm({ seed = 7 })
        local a = unpack(players(realm, 1))
        local ok, message = a:run("return pcall(function() LibStub('LibEventLedgerRooms-1.0'):createRoom({ name = 'Live' }) end)")
        assert.is_false(ok)
        assert.is_truthy(string.find(message, "LibEventLedgerRooms: createRoom: 'name' is already used by another room", 1, true))
    end)
end)
