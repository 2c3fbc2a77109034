-- Ledgers whose messages go other ways than guild chat: raids, whispers, and through ChatThrottleLib.

local stage = dofile("spec/addon/stage.lua")

local PREFIX = "Notes"

-- An addon with a ledger of notes. `options` is Lua source: the fields of createLedger() that differ from case to case.
local function createAddon(options)
    local source = stage.libraryChunk() .. [[

        local lib = LibStub("LibEventLedger-1.0")
        local options = { ]] .. options .. [[ }
        NotesSaved = NotesSaved or {}
        options.name = "]] .. PREFIX .. [["
        options.saved = NotesSaved
        options.initialState = function() return { texts = {} } end
        Ledger = lib:createLedger(options)
        Ledger:define("note", { id = 1, fields = { "text" } }, function(state, event)
            table.insert(state.texts, event.text)
        end)
        Ledger:start()
    ]]
    return { name = PREFIX, source = source }
end

local RAID_LOOT = createAddon([[
    scope = "RaidLoot",
    channels = { "GUILD", "RAID" },
    authorize = lib.policies.names({ "Anna-Realm", "Olga-Realm" }),
]])

-- Everybody may write: what keeps two guilds apart is the scope alone.
local GUILD_NOTES = createAddon([[ channels = { "GUILD", "RAID" }, authorize = lib.policies.creatorOnly ]])

local OFFICER_NOTES = createAddon([[ authorize = lib.policies.guildRank(1) ]])

local function addPlayer(realm, name, guild, addons, rank)
    return realm:addClient({ name = name, guild = guild, rank = rank or stage.OFFICER, addons = addons })
end

local function write(client, text)
    return (client:run("return Ledger:submit('note', { text = ... })", text))
end

local function status(client)
    return stage.evaluate(client, "Ledger:status()")
end

-- The notes of a client in the order of replay, as one text.
local function notes(client)
    return stage.evaluate(client, "table.concat(Ledger:getState().texts, ' ')")
end

-- Lets time pass until all clients have the same notes; on failure the message tells who has what.
local function assertNotes(realm, clients, expected, seconds)
    local isReached = realm:advanceUntil(function()
        for _, client in ipairs(clients) do
            if notes(client) ~= expected then
                return false
            end
        end
        return true
    end, seconds, 1)
    local parts = {}
    for index, client in ipairs(clients) do
        parts[index] = string.format("%s: %s", client.name, notes(client))
    end
    assert.is_true(isReached, table.concat(parts, "; "))
end

-- The messages that enter the network from now on.
local function record(realm)
    local messages = {}
    realm:setMessageHook(function(message)
        messages[#messages + 1] = message
    end)
    return messages
end

-- How many of them are on a chat type, and from one sender if one is named.
local function count(messages, chatType, sender)
    local sum = 0
    for _, message in ipairs(messages) do
        if message.chatType == chatType and (sender == nil or message.sender == sender.fullName) then
            sum = sum + 1
        end
    end
    return sum
end

describe("A ledger of a raid", function()
    local realm, anna, bert, olga, pete

    before_each(function()
        realm = stage.createRealm({ seed = 21 })
        anna = addPlayer(realm, "Anna", "Guild", { RAID_LOOT })
        bert = addPlayer(realm, "Bert", "Guild", { RAID_LOOT })
        olga = addPlayer(realm, "Olga", "Others", { RAID_LOOT })
        pete = addPlayer(realm, "Pete", "Others", { RAID_LOOT })
    end)

    it("is the same for the members of two guilds", function()
        stage.login(anna, bert, olga, pete)
        realm:advance(10)
        realm:setRaid({ anna, bert, olga, pete })
        local messages = record(realm)
        assert.is_table(write(anna, "one"))
        realm:advance(2)
        assert.is_table(write(olga, "two"))
        realm:advance(2)
        assert.is_table(write(anna, "three"))
        assertNotes(realm, { anna, bert, olga, pete }, "one two three", 5)
        assert.is_true(count(messages, "RAID", anna) >= 2)
        assert.is_true(count(messages, "RAID", olga) >= 1)
        assert.is_nil(write(pete, "not one of the names"))
        assert.same({}, realm.errors)
    end)

    it("lets one of the other guild catch up who joins late", function()
        stage.login(anna, bert)
        realm:advance(10)
        realm:setRaid({ anna, bert })
        write(anna, "one")
        realm:advance(2)
        write(anna, "two")
        realm:advance(60)
        stage.login(pete)
        realm:advance(60)
        assert.equal("", notes(pete))
        realm:setRaid({ anna, bert, pete })
        assertNotes(realm, { anna, bert, pete }, "one two", 180)
        -- A week is looked at again when it has been quiet for some seconds, or after the wait for an answer.
        realm:advance(20)
        assert.equal(0, status(pete).weeksBehind)
        assert.same({}, realm.errors)
    end)

    it("says nothing in the raid while the guild's way reaches all of it", function()
        stage.login(anna, bert, olga)
        realm:advance(10)
        local messages = record(realm)
        realm:setRaid({ anna, bert })
        write(anna, "one")
        realm:advance(120)
        assert.equal("one", notes(bert))
        assert.equal(0, count(messages, "RAID"))
        assert.is_true(count(messages, "GUILD", anna) > 0)
        -- One of another guild is what makes the difference.
        realm:setRaid({ anna, bert, olga })
        write(anna, "two")
        assertNotes(realm, { anna, bert, olga }, "one two", 180)
        assert.is_true(count(messages, "RAID", anna) > 0)
        assert.same({}, realm.errors)
    end)

    it("goes to a party and to a group of the dungeon finder as well", function()
        stage.login(anna, pete)
        realm:advance(10)
        local messages = record(realm)
        realm:setParty({ anna, pete })
        write(anna, "party")
        assertNotes(realm, { anna, pete }, "party", 5)
        assert.is_true(count(messages, "PARTY", anna) > 0)
        realm:setRaid({ anna, pete }, true)
        write(anna, "instance")
        assertNotes(realm, { anna, pete }, "party instance", 5)
        assert.is_true(count(messages, "INSTANCE_CHAT", anna) > 0)
        assert.equal(0, count(messages, "RAID"))
        assert.same({}, realm.errors)
    end)
end)

describe("Ledgers of two guilds in one raid", function()
    it("do not mix", function()
        local realm = stage.createRealm({ seed = 22 })
        local anna = addPlayer(realm, "Anna", "Guild", { GUILD_NOTES })
        local bert = addPlayer(realm, "Bert", "Guild", { GUILD_NOTES })
        local olga = addPlayer(realm, "Olga", "Others", { GUILD_NOTES })
        local pete = addPlayer(realm, "Pete", "Others", { GUILD_NOTES })
        stage.login(anna, bert, olga, pete)
        realm:advance(10)
        realm:setRaid({ anna, bert, olga, pete })
        local messages = record(realm)
        write(anna, "ours")
        write(olga, "theirs")
        realm:advance(180)
        -- Both spoke where the others hear it.
        assert.is_true(count(messages, "RAID", anna) > 0)
        assert.is_true(count(messages, "RAID", olga) > 0)
        for _, client in ipairs({ anna, bert, olga, pete }) do
            assert.equal((client == anna or client == bert) and "ours" or "theirs", notes(client))
            assert.equal(1, status(client).events)
            assert.equal(0, status(client).weeksBehind)
        end
        assert.same({}, realm.errors)
    end)
end)

describe("A member whose rank may not speak in guild chat", function()
    it("asks by whisper for what it lacks", function()
        local realm = stage.createRealm({ seed = 23 })
        local anna = addPlayer(realm, "Anna", "Guild", { OFFICER_NOTES }, stage.MASTER)
        local bert = addPlayer(realm, "Bert", "Guild", { OFFICER_NOTES })
        local mute = addPlayer(realm, "Mute", "Guild", { OFFICER_NOTES }, stage.MUTE)
        stage.login(anna, bert)
        realm:advance(10)
        write(anna, "one")
        realm:advance(2)
        write(bert, "two")
        realm:advance(60)
        local messages = record(realm)
        mute:login()
        assertNotes(realm, { anna, bert, mute }, "one two", 180)
        assert.is_true(count(messages, "WHISPER", mute) > 0)
        assert.equal(0, count(messages, "GUILD", mute))
        local speakers = { [anna.fullName] = true, [bert.fullName] = true }
        for _, message in ipairs(messages) do
            if message.chatType == "WHISPER" then
                assert.is_true(speakers[message.target], "whispered to " .. tostring(message.target))
            end
        end
        assert.same({}, realm.errors)
    end)
end)

describe("New events of a member whose rank may not speak in guild chat", function()
    -- Everybody may write, officers pass on.
    local NOTES = createAddon([[
        authorize = function(event, sender, direction, isCreator)
            return isCreator or lib.policies.guildRank(1)(event, sender, direction, isCreator)
        end
    ]])

    -- Makes a guild of three officers, a raider and the mute; gives the clients.
    local function createGuild(seed)
        local realm = stage.createRealm({ seed = seed })
        local officers = {}
        for index, name in ipairs({ "Anna", "Bert", "Cleo" }) do
            officers[index] = addPlayer(realm, name, "Guild", { NOTES })
        end
        local raider = addPlayer(realm, "Raider", "Guild", { NOTES }, stage.RAIDER)
        local mute = addPlayer(realm, "Mute", "Guild", { NOTES }, stage.MUTE)
        for _, officer in ipairs(officers) do
            officer:login()
            realm:advance(20)
        end
        stage.login(raider, mute)
        realm:advance(10)
        write(officers[1], "first")
        realm:advance(120)
        return realm, officers, raider, mute
    end

    it("are with everybody within two seconds, and are said hardly more than once", function()
        local realm, officers, raider, mute = createGuild(61)
        local messages = record(realm)
        local expected = { "first" }
        for index = 1, 8 do
            expected[index + 1] = "note" .. index
            write(mute, "note" .. index)
            assertNotes(realm, { raider, officers[1], officers[2], officers[3] }, table.concat(expected, " "), 2)
            realm:advance(17)
        end
        local said = 0
        for _, message in ipairs(messages) do
            if message.chatType == "GUILD" and string.find(message.text, "note%d") then
                said = said + 1
            end
        end
        assert.is_true(said >= 8 and said <= 14, said .. " messages")
        assert.same({}, realm.errors)
    end)

    it("are with everybody within eight seconds where two spokesmen of three pass nothing on", function()
        for index = 1, 3 do
            local realm, officers, raider, mute = createGuild(71 + index)
            -- Who was never heard the mute cannot know.
            for number = 2, 3 do
                write(officers[number], "officer" .. number)
                realm:advance(2)
            end
            for number, officer in ipairs(officers) do
                if number ~= index then officer:disconnect() end
            end
            local expected = "first officer2 officer3"
            for number = 1, 6 do
                expected = expected .. " note" .. number
                write(mute, "note" .. number)
                assertNotes(realm, { raider }, expected, 8)
                realm:advance(14)
            end
            assert.same({}, realm.errors)
        end
    end)

    it("are not lost with a spokesman who passes nothing on", function()
        for index = 1, 3 do
            local realm, officers, raider, mute = createGuild(61 + index)
            -- It hears and says nothing any more, and nobody has noticed.
            officers[index]:disconnect()
            local expected = { "first" }
            for number = 1, 6 do
                expected[number + 1] = "note" .. number
                write(mute, "note" .. number)
                assertNotes(realm, { raider }, table.concat(expected, " "), 2)
                realm:advance(14)
            end
            assert.same({}, realm.errors)
        end
    end)
end)

describe("A ledger beside ChatThrottleLib", function()
    local realm, anna, bert, cleo

    before_each(function()
        realm = stage.createRealm({ seed = 24 })
        anna = addPlayer(realm, "Anna", "Guild", { stage.CHAT_THROTTLE, OFFICER_NOTES })
        bert = addPlayer(realm, "Bert", "Guild", { OFFICER_NOTES })
        cleo = addPlayer(realm, "Cleo", "Guild", { OFFICER_NOTES }, stage.RAIDER)
        stage.login(anna, bert, cleo)
        realm:advance(10)
    end)

    it("sends all it says through it", function()
        local messages = record(realm)
        local before = stage.evaluate(anna, "ChatThrottleLib.calls")
        local expected = {}
        for index = 1, 15 do
            expected[index] = tostring(index)
            write(anna, expected[index])
        end
        assertNotes(realm, { anna, bert, cleo }, table.concat(expected, " "), 60)
        write(bert, "reply")
        assertNotes(realm, { anna, bert, cleo }, table.concat(expected, " ") .. " reply", 5)
        local calls = stage.evaluate(anna, "ChatThrottleLib.calls") - before
        assert.is_true(calls > 0)
        assert.equal(calls, count(messages, "GUILD", anna))
        assert.same({ [PREFIX] = true }, stage.evaluate(anna, "ChatThrottleLib.prefixes"))
        assert.same({}, realm.errors)
    end)

    it("keeps what is refused in a lockdown, and sends it later", function()
        anna:setLockdown(true)
        write(anna, "one")
        write(anna, "two")
        realm:advance(30)
        assert.is_true(stage.evaluate(anna, "ChatThrottleLib.results[11] or 0") > 0)
        assert.is_true(status(anna).isInLockdown)
        assert.equal("one two", notes(anna))
        assert.equal("", notes(bert))
        anna:setLockdown(false)
        assertNotes(realm, { anna, bert, cleo }, "one two", 10)
        realm:advance(5)
        assert.is_false(status(anna).isInLockdown)
        assert.same({}, realm.errors)
    end)
end)

-- A ChatThrottleLib of today that another addon keeps full: what is not an alert waits for its turn, `delay` seconds.
local function createBusyThrottle(delay)
    return { name = "ChatThrottleLib", source = string.format([[
        ChatThrottleLib = { version = 32, queued = 0, delay = %f }
        function ChatThrottleLib:SendAddonMessage(prio, prefix, text, chattype, target, _, callbackFn, callbackArg)
            self.queued = self.queued + 1
            C_Timer.After(prio == "ALERT" and 0.3 or self.delay, function()
                local result = C_ChatInfo.SendAddonMessage(prefix, text, chattype, target)
                callbackFn(callbackArg, result == 0, result)
            end)
        end
    ]], delay) }
end

describe("A ledger beside a ChatThrottleLib that another addon keeps full", function()
    it("tells of new events at once, also while it sends old ones", function()
        local realm = stage.createRealm({ seed = 26 })
        local anna = addPlayer(realm, "Anna", "Guild", { createBusyThrottle(20), OFFICER_NOTES })
        local bert = addPlayer(realm, "Bert", "Guild", { OFFICER_NOTES })
        stage.login(anna)
        realm:advance(30)
        write(anna, "old")
        realm:advance(60)
        bert:login()
        realm:advance(60)
        -- Anna's rows and answers wait for their turn now.
        for index = 1, 5 do
            write(anna, "live" .. index)
            assert.is_true(realm:advanceUntil(function()
                return string.find(notes(bert), "live" .. index, 1, true) ~= nil
            end, 2))
            realm:advance(3)
        end
        assert.same({}, realm.errors)
    end)

    it("does not fill it with what is never sent", function()
        local realm = stage.createRealm({ seed = 27 })
        local anna = addPlayer(realm, "Anna", "Guild", { createBusyThrottle(1e6), OFFICER_NOTES })
        stage.login(anna)
        realm:advance(10)
        local before = stage.evaluate(anna, "ChatThrottleLib.queued")
        realm:advance(3600)
        assert.is_true(stage.evaluate(anna, "ChatThrottleLib.queued") - before <= 7)
        assert.is_true(status(anna).sent.unanswered > 0)
        assert.same({}, realm.errors)
    end)
end)

describe("A ledger beside an addon that breaks the game's functions", function()
    it("goes on when sending raises for a while, and tells of it", function()
        local realm = stage.createRealm({ seed = 28 })
        local breaker = { name = "Breaker", source = [[
            local original = C_ChatInfo.SendAddonMessage
            C_ChatInfo.SendAddonMessage = function(...)
                if IsBroken then
                    error("Breaker: oops", 0)
                end
                return original(...)
            end
        ]] }
        local anna = addPlayer(realm, "Anna", "Guild", { breaker, OFFICER_NOTES })
        local bert = addPlayer(realm, "Bert", "Guild", { OFFICER_NOTES })
        stage.login(anna, bert)
        realm:advance(10)
        anna:run("IsBroken = true")
        write(anna, "one")
        realm:advance(30)
        assert.equal("", notes(bert))
        assert.is_true(status(anna).sent.raised > 0)
        assert.equal("Breaker: oops", status(anna).sendError)
        anna:run("IsBroken = false")
        assertNotes(realm, { anna, bert }, "one", 70)
        assert.same({}, realm.errors)
    end)

    it("says that it hears nothing when the prefix could not be registered", function()
        local realm = stage.createRealm({ seed = 29 })
        local hoarder = { name = "Hoarder", source = [[
            for index = 1, 64 do
                C_ChatInfo.RegisterAddonMessagePrefix("Hoarder" .. index)
            end
        ]] }
        local anna = addPlayer(realm, "Anna", "Guild", { hoarder, OFFICER_NOTES })
        stage.login(anna)
        realm:advance(10)
        assert.matches("all addons together have too many", status(anna).prefixProblem)
        assert.matches("^Nothing is heard of others: ", stage.evaluate(anna, "Ledger:explain()[1]"))
        assert.same({}, realm.errors)
    end)
end)

describe("A ledger in a group whose names are secret", function()
    it("goes on in the guild and in the group", function()
        local realm = stage.createRealm({ seed = 30, secretNames = true })
        local anna = addPlayer(realm, "Anna", "Guild", { GUILD_NOTES })
        local bert = addPlayer(realm, "Bert", "Guild", { GUILD_NOTES })
        local cleo = addPlayer(realm, "Cleo", "Guild", { GUILD_NOTES })
        stage.login(anna, bert, cleo)
        realm:setRaid({ anna, bert })
        realm:advance(10)
        write(anna, "one")
        assertNotes(realm, { anna, bert, cleo }, "one", 2)
        write(cleo, "two")
        assertNotes(realm, { anna, bert, cleo }, "one two", 3)
        assert.same({}, realm.errors)
    end)
end)

describe("The trace of a ledger", function()
    it("names the request and the events that answered it", function()
        local realm = stage.createRealm({ seed = 25 })
        local anna = addPlayer(realm, "Anna", "Guild", { OFFICER_NOTES })
        local bert = addPlayer(realm, "Bert", "Guild", { OFFICER_NOTES })
        anna:login()
        realm:advance(10)
        write(anna, "one")
        write(anna, "two")
        realm:advance(30)
        bert:login()
        assertNotes(realm, { anna, bert }, "one two", 120)

        -- The age of the newest entry of a client that goes one way and begins with some words, and who sent it.
        local function find(client, direction, words)
            local found
            for _, entry in ipairs(stage.evaluate(client, "Ledger:trace()")) do
                if entry.direction == direction and string.find(entry.text, words) then
                    found = entry
                end
            end
            return assert(found, client.name .. " has nothing of " .. words)
        end

        local asked = find(bert, "out", "^request: week %d+ %(have 0,")
        local heard = find(anna, "in", "^request: week %d+ %(have 0,")
        assert.equal("", asked.peer)
        assert.equal(bert.fullName, heard.peer)
        assert.equal(asked.text, heard.text)
        local sent = find(anna, "out", "^events: %d+ of week %d+$")
        local answer = find(bert, "in", "^events: %d+ of week %d+$")
        assert.equal("events: 2 of week", (string.match(answer.text, "^(.-) %d+$")))
        assert.equal(sent.text, answer.text)
        assert.equal(anna.fullName, answer.peer)
        assert.is_true(asked.age >= answer.age)
        assert.is_true(answer.bytes > 0 and answer.bytes <= 255)
        assert.same({}, realm.errors)
    end)
end)
