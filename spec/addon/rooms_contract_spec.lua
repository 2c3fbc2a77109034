-- The contract between both bundles (src/link-host.ts): LibStub may bring together any pair of versions of them.

local bundles = dofile("spec/addon/bundles.lua")
local stage = dofile("spec/addon/stage.lua")

local MINOR = bundles.minorOf(bundles.CURRENT)
local OLDER, NEWER = MINOR - 1, MINOR + 1

local LEDGER, ROOMS = bundles.CURRENT, bundles.ROOMS

local function withMinor(source, minor)
    return minor == MINOR and source or stage.withMinor(source, minor)
end

local function ledgerBundle(minor)
    return bundles.addon("Ledger" .. minor, withMinor(LEDGER, minor))
end

local function roomsBundle(minor)
    return bundles.addon("Rooms" .. minor, withMinor(ROOMS, minor))
end

-- A bundle that says of its contract something else. `value` is Lua source.
local function withContract(source, value)
    local changed, count = string.gsub(source, "local HOST_CONTRACT = 1\n", "local HOST_CONTRACT = " .. value .. "\n")
    assert(count == 1, "the bundle names its contract in another way")
    return changed
end

-- An addon that embeds nothing and makes the room `name` with whatever copies are there. Its global table of the same name
-- holds the room, and the error where there is none.
local function roomAddon(name)
    return {
        name = name,
        source = string.format([[
            %s = { joined = {} }
            local rooms = LibStub("LibEventLedgerRooms-1.0")
            local ok, result = pcall(function() return rooms:createRoom({ name = "%s" }) end)
            if not ok then
                %s.error = result
                return
            end
            %s.room, %s.heard = result, {}
            %s.pool = result:stringPool("bids")
            %s.lease = result:lease("leader")
            result:handle("double", function(value) return 2 * value end)
            result:on("news", function(value, sender) table.insert(%s.heard, sender .. " " .. value) end)
        ]], name, name, name, name, name, name, name, name),
    }
end

local alpha = stage.ledgerAddon("Alpha")
local live, other = roomAddon("Live"), roomAddon("Other")

local function player(realm, name, ...)
    local client = stage.addPlayer(realm, name, stage.OFFICER, { addons = { ... } })
    client:login()
    return client
end

-- Pools, calls, events and leases of a room between two clients, and a ledger beside it.
local function checkBoth(realm, a, b, name)
    realm:advance(10)
    for _, client in ipairs({ a, b }) do
        assert.is_nil(stage.evaluate(client, name .. ".error"))
        assert.equal(2, stage.evaluate(client, "#" .. name .. ".room:members()"))
        client:run(name .. ".pool:replaceContribution(UnitName('player'))")
        client:run(name .. ".room:call(..., 'double', 21, function(result) " .. name .. ".got = result end)",
            client == a and b.fullName or a.fullName)
        client:run(name .. ".room:emit('news', UnitName('player'))")
    end
    a:run(name .. ".lease:acquire(function(granted) " .. name .. ".granted = granted end)")
    realm:advance(10)
    for _, client in ipairs({ a, b }) do
        local prefix = name .. "."
        assert.equal(a.fullName, stage.evaluate(client, prefix .. "pool:ownerOf('Anna')"))
        assert.equal(b.fullName, stage.evaluate(client, prefix .. "pool:ownerOf('Bert')"))
        assert.equal(42, stage.evaluate(client, prefix .. "got"))
        assert.equal(2, stage.evaluate(client, "#" .. prefix .. "heard"))
        assert.equal(a.fullName, stage.evaluate(client, prefix .. "lease:holders()[1]"))
    end
    bundles.add(a, "Alpha", 1)
    bundles.add(b, "Alpha", 20)
    realm:advance(2)
    assert.equal(bundles.sum(a, "Alpha"), bundles.sum(b, "Alpha"))
    assert.equal(21, bundles.sum(a, "Alpha"))
    assert.same({}, realm.errors)
end

describe("A bundle of rooms and a ledger of another version", function()
    local pairsOfMinors = { { OLDER, MINOR }, { NEWER, MINOR }, { MINOR, OLDER }, { MINOR, NEWER }, { OLDER, NEWER }, { NEWER, OLDER } }
    for _, minors in ipairs(pairsOfMinors) do
        it(string.format("work together: rooms %d, ledger %d", minors[1], minors[2]), function()
            local realm = stage.createRealm({ seed = 51 })
            local a = player(realm, "Anna", ledgerBundle(minors[2]), roomsBundle(minors[1]), live, alpha)
            local b = player(realm, "Bert", ledgerBundle(MINOR), roomsBundle(MINOR), live, alpha)
            checkBoth(realm, a, b, "Live")
            assert.equal(minors[1], stage.evaluate(a, "LibStub.minors['LibEventLedgerRooms-1.0']"))
            assert.equal(minors[2], stage.evaluate(a, "LibStub.minors['LibEventLedger-1.0']"))
        end)
    end

    -- Two addons that embed both bundles, of different versions: rooms that the first one made go on when the second one comes.
    local orders = {
        { name = "the older ones first", OLDER, OLDER, MINOR, MINOR },
        { name = "the newer ones first", MINOR, MINOR, OLDER, OLDER },
        { name = "a newer ledger after older rooms", OLDER, MINOR, MINOR, OLDER },
        { name = "newer rooms after an older ledger", MINOR, OLDER, OLDER, MINOR },
    }
    for _, order in ipairs(orders) do
        it("work beside another pair in one client, " .. order.name, function()
            local realm = stage.createRealm({ seed = 52 })
            local a = player(realm, "Anna", ledgerBundle(order[2]), roomsBundle(order[1]), live,
                bundles.addon("LaterLedger", withMinor(LEDGER, order[4])), bundles.addon("LaterRooms", withMinor(ROOMS, order[3])),
                other, alpha)
            local b = player(realm, "Bert", ledgerBundle(MINOR), roomsBundle(MINOR), live, other, alpha)
            checkBoth(realm, a, b, "Live")
            realm:advance(1)
            for _, client in ipairs({ a, b }) do
                assert.equal(2, stage.evaluate(client, "#Other.room:members()"))
                client:run("Other.pool:replaceContribution(UnitName('player'))")
            end
            realm:advance(2)
            assert.equal(b.fullName, stage.evaluate(a, "Other.pool:ownerOf('Bert')"))
            assert.equal(a.fullName, stage.evaluate(b, "Other.pool:ownerOf('Anna')"))
            local ok, message = a:run([[return pcall(function()
                LibStub("LibEventLedgerRooms-1.0"):createRoom({ name = "Live" })
            end)]])
            assert.is_false(ok)
            assert.is_truthy(string.find(message, "is already used by another room", 1, true))
            b:crash()
            realm:advance(2)
            assert.is_nil(stage.evaluate(a, "Live.pool:ownerOf('Bert')"))
            assert.is_nil(stage.evaluate(a, "Other.pool:ownerOf('Bert')"))
            assert.same({}, realm.errors)
        end)
    end

    it("work together where the ledger has a later contract: what rooms use keeps its meaning", function()
        local realm = stage.createRealm({ seed = 53 })
        local later = bundles.addon("Later", withContract(stage.withMinor(LEDGER, NEWER), "2"))
        local a = player(realm, "Anna", later, roomsBundle(MINOR), live, alpha)
        local b = player(realm, "Bert", ledgerBundle(MINOR), roomsBundle(MINOR), live, alpha)
        checkBoth(realm, a, b, "Live")
    end)
end)

describe("createRoom() raises, and disturbs nothing else,", function()
    -- Anna's room cannot be made; all else of hers works, and Bert's room is not disturbed.
    local function checkRefused(...)
        local realm = stage.createRealm({ seed = 54 })
        local addons = { ... }
        addons[#addons + 1] = live
        addons[#addons + 1] = alpha
        local a = player(realm, "Anna", unpack(addons))
        local b = player(realm, "Bert", ledgerBundle(MINOR), roomsBundle(MINOR), live, alpha)
        local c = player(realm, "Cleo", ledgerBundle(MINOR), roomsBundle(MINOR), live, alpha)
        realm:advance(10)
        local message = stage.evaluate(a, "Live.error")
        assert.is_truthy(string.find(message or "", "LibEventLedgerRooms: createRoom: needs LibEventLedger-1.0 of version", 1, true), message)
        assert.equal(2, stage.evaluate(b, "#Live.room:members()"))
        b:run("Live.pool:replaceContribution('Bert')")
        bundles.add(a, "Alpha", 1)
        bundles.add(b, "Alpha", 20)
        realm:advance(2)
        assert.equal(b.fullName, stage.evaluate(c, "Live.pool:ownerOf('Bert')"))
        for _, client in ipairs({ a, b, c }) do
            assert.equal(21, bundles.sum(client, "Alpha"))
        end
        assert.same({}, realm.errors)
    end

    for _, release in ipairs(bundles.releases()) do
        if not string.find(release.source, "linkHost", 1, true) then
            it("where the ledger is " .. release.name .. ", from before there were rooms", function()
                checkRefused(bundles.addon("Old", release.source), roomsBundle(MINOR))
            end)
        end
    end

    it("where rooms need a later contract than the ledger has", function()
        checkRefused(ledgerBundle(MINOR), bundles.addon("Rooms", withContract(ROOMS, "2")))
    end)

    for _, contract in ipairs({ "nil", "0", "'1'", "{}" }) do
        it("where the ledger's contract is " .. contract, function()
            checkRefused(bundles.addon("Ledger", withContract(LEDGER, contract)), roomsBundle(MINOR))
        end)
    end

    it("where there is no ledger, until one comes", function()
        local realm = stage.createRealm({ seed = 55 })
        local a = player(realm, "Anna", roomsBundle(MINOR), live, ledgerBundle(MINOR), other, alpha)
        local b = player(realm, "Bert", ledgerBundle(MINOR), roomsBundle(MINOR), other, alpha)
        assert.is_truthy(string.find(stage.evaluate(a, "Live.error"), "needs LibEventLedger-1.0", 1, true))
        checkBoth(realm, a, b, "Other")
    end)
end)

for _, release in ipairs(bundles.roomsReleases()) do
    describe("The current ledger and " .. release.name, function()
        it("work together, and with the current rooms of another client", function()
            local realm = stage.createRealm({ seed = 56 })
            local a = player(realm, "Anna", ledgerBundle(MINOR), bundles.addon("Rooms", release.source), live, alpha)
            local b = player(realm, "Bert", ledgerBundle(MINOR), roomsBundle(MINOR), live, alpha)
            checkBoth(realm, a, b, "Live")
        end)
    end)
end
for _, release in ipairs(bundles.releases()) do
    if string.find(release.source, "linkHost", 1, true) then
        describe("The current rooms and " .. release.name, function()
            it("work together, and with the current ledger of another client", function()
                local realm = stage.createRealm({ seed = 57 })
                local a = player(realm, "Anna", bundles.addon("Ledger", release.source), roomsBundle(MINOR), live, alpha)
                local b = player(realm, "Bert", ledgerBundle(MINOR), roomsBundle(MINOR), live, alpha)
                checkBoth(realm, a, b, "Live")
            end)
        end)
    end
end
