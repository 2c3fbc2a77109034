-- Guilds on a network that is as bad as the game's can be.

local stage = dofile("spec/addon/stage.lua")

-- Runs a guild of two officers and two raiders; everybody is online and has the roster.
local function createGuild(options)
    local realm = stage.createRealm(options)
    local clients = {
        stage.addPlayer(realm, "Anna", stage.MASTER),
        stage.addPlayer(realm, "Bert", stage.OFFICER),
        stage.addPlayer(realm, "Cleo", stage.RAIDER),
        stage.addPlayer(realm, "Dora", stage.RAIDER),
    }
    stage.login(unpack(clients))
    realm:advance(10)
    return realm, clients
end

-- Lets time pass until all clients hold so many events and the same ones.
local function converges(realm, clients, count, seconds)
    return realm:advanceUntil(function()
        for _, client in ipairs(clients) do
            if stage.status(client).events ~= count then
                return false
            end
        end
        return stage.areEqual(clients)
    end, seconds, 1)
end

local function describeState(clients)
    local parts = {}
    for index, client in ipairs(clients) do
        local status = stage.status(client)
        parts[index] = string.format("%s: %d events, %s, lag %d", client.name, status.events, status.sync, status.lag)
    end
    return table.concat(parts, "; ")
end

describe("A guild", function()
    for seed = 1, 3 do
        it("ends with the same on all clients when a fifth of all messages is lost (seed " .. seed .. ")", function()
            local realm, clients = createGuild({ seed = seed, loss = 0.2, latencyJitter = 0.3 })
            for index = 1, 25 do
                stage.award(clients[1], clients[3], 1, "from Anna " .. index)
                stage.award(clients[2], clients[4], 1, "from Bert " .. index)
                realm:advance(2)
            end
            assert.is_true(converges(realm, clients, 50, 900), describeState(clients))
            assert.equal(25, stage.points(clients[4], clients[3]))
            assert.same({}, realm.errors)
        end)

        it("ends with the same when messages come twice and out of order (seed " .. seed .. ")", function()
            local realm, clients = createGuild({ seed = seed, duplication = 0.3, reordering = 0.3, bareSenders = 0.5 })
            for index = 1, 25 do
                stage.award(clients[1], clients[3], 1, "from Anna " .. index)
                stage.award(clients[2], clients[4], 1, "from Bert " .. index)
                realm:advance(1)
            end
            assert.is_true(converges(realm, clients, 50, 300), describeState(clients))
            assert.same({}, realm.errors)
        end)

        it("heals when two officers each lack what the other has (seed " .. seed .. ")", function()
            local realm, clients = createGuild({ seed = seed })
            realm:partition({ { clients[1], clients[3] }, { clients[2], clients[4] } })
            for index = 1, 90 do
                stage.award(clients[1], clients[3], 1, "from Anna " .. index)
                stage.award(clients[2], clients[4], 1, "from Bert " .. index)
                realm:advance(2)
            end
            assert.equal(90, stage.status(clients[1]).events)
            assert.equal(90, stage.status(clients[4]).events)
            realm:heal()
            assert.is_true(converges(realm, clients, 180, 600), describeState(clients))
            assert.equal(90, stage.points(clients[3], clients[4]))
            assert.same({}, realm.errors)
        end)
    end

    for _, echo in ipairs({ true, false }) do
        it("works " .. (echo and "with" or "without") .. " an echo of own messages", function()
            local realm, clients = createGuild({ seed = 4, guildEcho = echo })
            for index = 1, 20 do
                stage.award(clients[1], clients[3], 1, "award " .. index)
                realm:advance(1)
            end
            assert.is_true(converges(realm, clients, 20, 60), describeState(clients))
            for _, client in ipairs(clients) do
                for _, peer in ipairs(stage.status(client).peers) do
                    assert.not_equal(client.fullName, peer.name)
                end
            end
            assert.equal(clients[1].fullName, stage.status(clients[2]).peers[1].name)
            assert.same({}, realm.errors)
        end)
    end

    it("carries an event larger than one message, also with losses", function()
        for _, loss in ipairs({ 0, 0.1 }) do
            local realm, clients = createGuild({ seed = 5, loss = loss })
            local reason = string.rep("a very long story ", 222)
            assert.is_table((stage.award(clients[1], clients[3], 5, reason)))
            stage.award(clients[1], clients[3], 1, "short")
            assert.is_true(converges(realm, clients, 2, 900), describeState(clients))
            assert.equal(6, stage.points(clients[4], clients[3]))
            assert.is_truthy(string.find(stage.dump(clients[4]), reason, 1, true))
            assert.same({}, realm.errors)
        end
    end)

    it("keeps events during a lockdown and sends them when it ends", function()
        local realm, clients = createGuild({ seed = 6, secretsInLockdown = true })
        clients[1]:setLockdown(true)
        for index = 1, 5 do
            stage.award(clients[1], clients[3], 1, "during the fight " .. index)
            realm:advance(10)
        end
        assert.is_true(stage.status(clients[1]).isInLockdown)
        assert.equal(5, stage.points(clients[1], clients[3]))
        assert.equal(0, stage.status(clients[2]).events)
        clients[1]:setLockdown(false)
        realm:advance(3)
        assert.equal(5, stage.status(clients[2]).events)
        assert.is_false(stage.status(clients[1]).isInLockdown)
        assert.same({}, realm.errors)
    end)

    it("touches no secret value, and hears afterwards what it missed", function()
        local realm, clients = createGuild({ seed = 7, secretsInLockdown = true })
        clients[3]:setLockdown(true)
        stage.award(clients[1], clients[3], 5, "secret")
        realm:advance(60)
        assert.equal(0, stage.status(clients[3]).events)
        clients[3]:setLockdown(false)
        assert.is_true(converges(realm, clients, 1, 120), describeState(clients))
        assert.same({}, realm.errors)
    end)

    it("lets one listen whose rank may not speak, and goes on when they think they had sent", function()
        local realm = stage.createRealm({ seed = 8 })
        local anna = stage.addPlayer(realm, "Anna", stage.MASTER)
        local mute = stage.addPlayer(realm, "Mute", stage.MUTE)
        local bert = stage.addPlayer(realm, "Bert", stage.OFFICER)
        stage.login(anna, mute, bert)
        realm:advance(10)
        for index = 1, 20 do
            stage.award(anna, mute, 1, "live " .. index)
            realm:advance(1)
        end
        realm:advance(5)
        assert.equal(20, stage.points(mute, mute))
        -- What the mute one missed nobody hears it ask for; but what others ask for it hears as well.
        mute:logout()
        bert:logout()
        stage.award(anna, mute, 100, "missed by both")
        realm:advance(5)
        stage.login(mute, bert)
        assert.is_true(realm:advanceUntil(function()
            return stage.points(mute, mute) == 120
        end, 120, 1))
        assert.same({}, realm.errors)
    end)

    it("works on clients that answer a send with a boolean and the code", function()
        local realm = stage.createRealm({ seed = 9 })
        local clients = {
            stage.addPlayer(realm, "Anna", stage.MASTER, { hasOldSendResult = true }),
            stage.addPlayer(realm, "Bert", stage.OFFICER, { hasOldSendResult = true }),
            stage.addPlayer(realm, "Cleo", stage.RAIDER),
            stage.addPlayer(realm, "Dora", stage.RAIDER),
        }
        stage.login(unpack(clients))
        realm:advance(10)
        clients[1]:setLockdown(true)
        stage.award(clients[1], clients[3], 1, "refused at first")
        realm:advance(5)
        assert.is_true(stage.status(clients[1]).isInLockdown)
        clients[1]:setLockdown(false)
        assert.is_true(converges(realm, clients, 1, 60), describeState(clients))
    end)

    it("knows namesakes of two realms apart", function()
        local source = stage.libraryChunk() .. [[

            Saved = {}
            Ledger = LibStub("LibEventLedger-1.0"):createLedger({
                name = "Names",
                saved = Saved,
                scope = "everybody",
                initialState = function() return { writers = {} } end,
                authorize = LibStub("LibEventLedger-1.0").policies.names({ "Anna-Realm" }),
            })
            Ledger:define("note", { id = 1, fields = {} }, function(state, event)
                state.writers[#state.writers + 1] = event.creatorGuid
            end)
            Ledger:start()
        ]]
        local realm = stage.createRealm({ seed = 10 })
        local addons = { { name = "Names", source = source } }
        local anna = stage.addPlayer(realm, "Anna", stage.MASTER, { addons = addons })
        local namesake = stage.addPlayer(realm, "Anna", stage.MASTER, {
            addons = addons,
            realmName = "Twisting Nether",
            serverId = 1084,
        })
        stage.login(anna, namesake)
        realm:advance(10)
        assert.is_table((anna:run("return Ledger:submit('note', {})")))
        assert.is_nil((namesake:run("return Ledger:submit('note', {})")))
        realm:advance(2)
        for _, client in ipairs({ anna, namesake }) do
            assert.same({ anna.guid }, stage.evaluate(client, "Ledger:getState().writers"))
        end
        assert.same({}, realm.errors)
    end)

    it("is quiet when there is nothing to say", function()
        local realm, clients = createGuild({ seed = 12 })
        stage.award(clients[1], clients[3], 1, "one")
        realm:advance(120)
        local function messages()
            local sum = 0
            for _, row in ipairs(realm:getTraffic()) do
                sum = sum + row.sent
            end
            return sum
        end
        local before = messages()
        realm:advance(1200)
        -- One advertisement each half minute for the whole guild, with some overlap of two senders.
        assert.is_true(messages() - before <= 80, messages() - before .. " messages in 20 minutes")
        assert.is_true(messages() - before >= 20, "no advertisements")
    end)
end)
