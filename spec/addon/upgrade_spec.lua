-- Copies of different versions: in one client, one after the other over the same SavedVariables, and in one guild. Older
-- ones are the bundles of releases, the newer one is dist/.

local bundles = dofile("spec/addon/bundles.lua")
local stage = dofile("spec/addon/stage.lua")

local WEEK = 604800
local MINOR = bundles.minorOf(bundles.CURRENT)

local add, sum = bundles.add, bundles.sum

local current = bundles.addon("Current")

-- The bundle of a release as an addon.
local function older(release)
    return bundles.addon("Older", release.source)
end

local alpha, beta = stage.ledgerAddon("Alpha"), stage.ledgerAddon("Beta")

local function addOfficer(realm, name, addons)
    return stage.addPlayer(realm, name, stage.OFFICER, { addons = addons })
end

local function status(client, ledger)
    return stage.evaluate(client, ledger .. ":status()")
end

local function versionOf(client)
    return stage.evaluate(client, "LibStub.minors['LibEventLedger-1.0']")
end

-- Lets time pass until all clients hold the same number of events in a ledger and the same ones; says whether they do.
local function converges(realm, clients, ledger, count)
    return realm:advanceUntil(function()
        local first = bundles.dump(clients[1], ledger)
        for _, client in ipairs(clients) do
            if status(client, ledger).events ~= count or bundles.dump(client, ledger) ~= first then
                return false
            end
        end
        return true
    end, 600, 1)
end

-- Two copies in one client, with a ledger made by whichever was the newest after each; and one with the current copy alone.
local function checkTogether(first, second)
    local realm = stage.createRealm({ seed = 31 })
    local both = addOfficer(realm, "Anna", { first, alpha, second, beta })
    local alone = addOfficer(realm, "Bert", { current, alpha, beta })
    stage.login(both, alone)
    realm:advance(10)
    for _, ledger in ipairs({ "Alpha", "Beta" }) do
        add(both, ledger, 1)
        add(alone, ledger, 20)
        realm:advance(2)
        assert.equal(21, sum(both, ledger))
        assert.equal(21, sum(alone, ledger))
    end
    -- What one missed comes by the sync and not live.
    alone:logout()
    for index = 1, 30 do
        add(both, "Alpha", index)
        add(both, "Beta", index)
        realm:advance(1)
    end
    alone:login()
    assert.is_true(converges(realm, { both, alone }, "Alpha", 32))
    assert.is_true(converges(realm, { both, alone }, "Beta", 32))
    both:reload()
    realm:advance(10)
    for _, ledger in ipairs({ "Alpha", "Beta" }) do
        assert.equal(32, status(both, ledger).events)
        assert.equal(21 + 465, sum(both, ledger))
        assert.is_true(stage.evaluate(both, "LibStub('LibEventLedger-1.0').ledgers." .. ledger .. " == " .. ledger))
    end
    assert.same({}, realm.errors)
    return versionOf(both)
end

-- Lets a client live through three weeks alone, with an event that is taken back; it is offline afterwards. Gives what its
-- ledger holds, and the sum.
local function writeHistory(realm, client)
    local dump, total
    for _ = 1, 3 do
        client:login()
        realm:advance(10)
        for index = 1, 25 do
            add(client, "Alpha", index)
            realm:advance(1)
        end
        client:run("Alpha:revoke(Alpha:submit('add', { amount = 1000 }))")
        realm:advance(5)
        dump, total = bundles.dump(client, "Alpha"), sum(client, "Alpha")
        client:logout()
        realm:advance(WEEK)
    end
    return dump, total
end

describe("Releases", function()
    it("are kept, and older than this tree", function()
        local releases = bundles.releases()
        assert.is_true(#releases > 0)
        for _, release in ipairs(releases) do
            assert.is_true(bundles.minorOf(release.source) < MINOR,
                release.name .. " is not older than this tree: package.json needs the next version, x.y.z-dev")
        end
    end)
end)

for _, release in ipairs(bundles.releases()) do
    describe("The current copy and " .. release.name, function()
        it("work in one client, the older one loaded before", function()
            assert.equal(MINOR, checkTogether(older(release), current))
        end)

        it("work in one client, the older one loaded after", function()
            assert.equal(MINOR, checkTogether(current, older(release)))
        end)

        it("read what the older one saved, to the last event", function()
            local realm = stage.createRealm({ seed = 32 })
            local anna = addOfficer(realm, "Anna", { older(release), alpha })
            local dump, total = writeHistory(realm, anna)
            anna:setAddons({ current, alpha })
            anna:login()
            realm:advance(10)
            assert.equal(MINOR, versionOf(anna))
            assert.equal(dump, bundles.dump(anna, "Alpha"))
            assert.equal(3 * 325, total)
            assert.equal(total, sum(anna, "Alpha"))
            local now = status(anna, "Alpha")
            assert.equal(81, now.events)
            assert.same({}, now.quarantined)
            -- The checkpoint saves the replay, or it is said why it does not.
            assert.is_true(now.restored > 0 or now.restoreFailure ~= nil)
            assert.not_equal("none", now.restoreFailure)
            assert.not_equal("malformed", now.restoreFailure)
            add(anna, "Alpha", 5)
            realm:advance(2)
            assert.equal(total + 5, sum(anna, "Alpha"))
            assert.same({}, realm.errors)
        end)

        it("lose nothing when the older one comes back over what the current one saved", function()
            local realm = stage.createRealm({ seed = 33 })
            local anna = addOfficer(realm, "Anna", { current, alpha })
            local dump = writeHistory(realm, anna)
            local text = anna:getSavedText("Alpha")
            anna:setAddons({ older(release), alpha })
            anna:login()
            realm:advance(10)
            local isReadOnly = status(anna, "Alpha").isReadOnly
            assert.is_true(isReadOnly or bundles.dump(anna, "Alpha") == dump)
            anna:logout()
            assert.is_true(not isReadOnly or anna:getSavedText("Alpha") == text)
            anna:setAddons({ current, alpha })
            anna:login()
            realm:advance(10)
            assert.equal(dump, bundles.dump(anna, "Alpha"))
            assert.same({}, realm.errors)
        end)

        for seed = 1, 2 do
            it("make one guild equal, with losses (seed " .. seed .. ")", function()
                local realm = stage.createRealm({ seed = seed, loss = 0.1, latencyJitter = 0.2 })
                local anna = addOfficer(realm, "Anna", { older(release), alpha })
                local bert = addOfficer(realm, "Bert", { current, alpha })
                stage.login(anna, bert)
                realm:advance(10)
                realm:partition({ { anna }, { bert } })
                for index = 1, 40 do
                    add(anna, "Alpha", index)
                    add(bert, "Alpha", 100 * index)
                    realm:advance(2)
                end
                assert.equal(40, status(anna, "Alpha").events)
                realm:heal()
                assert.is_true(converges(realm, { anna, bert }, "Alpha", 80))
                anna:run("for event in Alpha:events() do if event.amount == 4000 then Alpha:revoke(event) end end")
                assert.is_true(converges(realm, { anna, bert }, "Alpha", 81))
                realm:advance(5)
                assert.equal(820 * 101 - 4000, sum(anna, "Alpha"))
                assert.equal(820 * 101 - 4000, sum(bert, "Alpha"))
                assert.same({}, realm.errors)
            end)
        end
    end)
end

describe("A copy that is newer than this one", function()
    local newer = bundles.addon("Newer", stage.withMinor(bundles.CURRENT, MINOR + 1))

    it("takes over when it loads after", function()
        assert.equal(MINOR + 1, checkTogether(current, newer))
    end)

    it("stays when this one loads after it", function()
        assert.equal(MINOR + 1, checkTogether(newer, current))
    end)
end)

describe("Memory", function()
    -- Kilobytes that loading bundles one after the other leaves in use in a client.
    local function memoryOf(sources)
        local realm = stage.createRealm({ seed = 34 })
        local client = addOfficer(realm, "Anna", {})
        client:login()
        realm:advance(1)
        local function inUse()
            -- Twice: what has a finalizer goes in the second round.
            collectgarbage()
            collectgarbage()
            return collectgarbage("count")
        end
        local before = inUse()
        for _, source in ipairs(sources) do
            setfenv(assert(loadstring(source, "=bundle")), client.env)()
        end
        local after = inUse()
        assert.equal(MINOR, versionOf(client))
        assert.same({}, realm.errors)
        return after - before
    end

    local once = memoryOf({ bundles.CURRENT })

    it("of a second copy of the same version is given back: 1.05 times that of one copy at most", function()
        assert.is_true(once > 100)
        local twice = memoryOf({ bundles.CURRENT, bundles.CURRENT })
        assert.is_true(twice <= 1.05 * once, string.format("%.0f KB against %.0f KB", twice, once))
    end)

    it("of an older copy that loads after this one is given back, too", function()
        local older = stage.withMinor(bundles.CURRENT, MINOR - 1)
        local both = memoryOf({ bundles.CURRENT, older })
        assert.is_true(both <= 1.05 * once, string.format("%.0f KB against %.0f KB", both, once))
    end)

    -- The older copy stays: addons may hold its policies, and ledgers that it created.
    it("of an older copy that loads before this one is what it takes alone: 2.1 times that of one copy at most", function()
        local older = stage.withMinor(bundles.CURRENT, MINOR - 1)
        local both = memoryOf({ older, bundles.CURRENT })
        assert.is_true(both <= 2.1 * once, string.format("%.0f KB against %.0f KB", both, once))
    end)
end)
