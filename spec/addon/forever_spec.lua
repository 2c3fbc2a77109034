-- WoW Forever: characters are called "First Last", and there are no realms.

local stage = dofile("spec/addon/stage.lua")

-- Two ledgers: one that officers of the guild write to, one that named players write to in the raid.
local ADDON = {
    name = "Notes",
    savedVariables = { "Notes_Saved", "Raid_Saved" },
    source = stage.libraryChunk() .. [[

        local lib = LibStub("LibEventLedger-1.0")
        local function create(name, saved, options)
            options.name, options.saved = name, saved
            options.initialState = function() return { texts = {} } end
            local ledger = lib:createLedger(options)
            ledger:define("note", { id = 1, fields = { "text" } }, function(state, event)
                table.insert(state.texts, event.text)
            end)
            ledger:start()
            return ledger
        end
        local frame = CreateFrame("Frame")
        frame:RegisterEvent("ADDON_LOADED")
        frame:SetScript("OnEvent", function(_, _, name)
            if name == "Notes" then
                Notes_Saved, Raid_Saved = Notes_Saved or {}, Raid_Saved or {}
                Guild = create("Notes", Notes_Saved, { authorize = lib.policies.guildRank(1) })
                Raid = create("Raid", Raid_Saved, {
                    scope = "raid", channels = { "RAID" }, authorize = lib.policies.names({ "Anna Lind" }),
                })
            end
        end)
    ]],
}

local function notes(client, ledger)
    return stage.evaluate(client, "table.concat(" .. ledger .. ":getState().texts, ' ')")
end

local function write(client, ledger, text)
    return client:run("return " .. ledger .. ":submit('note', { text = ... })", text)
end

for _, surnames in ipairs({ "separate", "joined" }) do
    describe("In WoW Forever, with names that are " .. surnames .. ",", function()
        local realm, anna, bert, cleo, mute

        local function addPlayer(name, rank)
            return realm:addClient({ name = name, guild = "Guild", rank = rank, addons = { ADDON },
                interfaceVersion = 16001 })
        end

        -- Lets time pass until some clients have the same notes.
        local function assertNotes(clients, ledger, expected, seconds)
            local isReached = realm:advanceUntil(function()
                for _, client in ipairs(clients) do
                    if notes(client, ledger) ~= expected then
                        return false
                    end
                end
                return true
            end, seconds, 1)
            assert.is_true(isReached, notes(clients[1], ledger) .. "; " .. notes(clients[2], ledger))
        end

        before_each(function()
            realm = stage.createRealm({ seed = 41, surnames = surnames })
            anna = addPlayer("Anna Lind", stage.OFFICER)
            bert = addPlayer("Bert Holm", stage.RAIDER)
            cleo = addPlayer("Cleo Lind", stage.OFFICER)
            mute = addPlayer("Mute Swan", stage.MUTE)
        end)

        it("an officer writes, all have it at once, and a raider may not", function()
            stage.login(anna, bert, cleo)
            realm:advance(10)
            assert.equal("Anna Lind", anna.fullName)
            assert.is_table((write(anna, "Guild", "one")))
            assertNotes({ anna, bert, cleo }, "Guild", "one", 2)
            local refused, reason = write(bert, "Guild", "two")
            assert.is_nil(refused)
            assert.equal("unauthorized", reason)
            assert.equal("guild:Guild", stage.evaluate(anna, "Guild:status().scope"))
            assert.same({}, stage.evaluate(cleo, "Guild:status().refusals"))
            assert.same({}, realm.errors)
        end)

        it("who comes late gets what is missing, also after a /reload, and who may not speak asks by whisper", function()
            stage.login(anna, cleo)
            realm:advance(10)
            write(anna, "Guild", "one")
            realm:advance(2)
            write(cleo, "Guild", "two")
            realm:advance(30)
            local whispers = 0
            realm:setMessageHook(function(message)
                if message.chatType == "WHISPER" and message.sender == mute.fullName then
                    whispers = whispers + 1
                end
            end)
            stage.login(mute)
            assertNotes({ mute, anna, cleo }, "Guild", "one two", 240)
            assert.is_true(whispers > 0)
            stage.login(bert)
            assertNotes({ bert, mute, anna, cleo }, "Guild", "one two", 240)
            bert:reload()
            realm:advance(10)
            assert.equal("one two", notes(bert, "Guild"))
            assert.same({}, realm.errors)
        end)

        it("a ledger of a raid knows who may write by name", function()
            stage.login(anna, bert)
            realm:advance(10)
            realm:setRaid({ anna, bert })
            assert.is_table((write(anna, "Raid", "loot")))
            assertNotes({ anna, bert }, "Raid", "loot", 5)
            assert.is_nil((write(bert, "Raid", "mine")))
            assert.same({}, realm.errors)
        end)
    end)
end

-- A room of the guild, with all that members say to each other by name.
local ROOM_ADDON = {
    name = "Live",
    source = stage.libraryChunk() .. "\n;(function(...) " .. stage.readFile("dist/LibEventLedgerRooms.lua") .. "\nend)()\n" .. [[
        Room = LibStub("LibEventLedgerRooms-1.0"):createRoom({ name = "Live" })
        Bids = Room:stringPool("bids")
        Lease = Room:lease("leader")
        Room:handle("who", function(_, caller) return caller end)
    ]],
}

for _, surnames in ipairs({ "separate", "joined" }) do
    describe("A room in WoW Forever, with names that are " .. surnames .. ",", function()
        local realm, anna, bert, cleo

        before_each(function()
            realm = stage.createRealm({ seed = 43, surnames = surnames })
            local function addPlayer(name)
                return realm:addClient({ name = name, guild = "Guild", rank = stage.RAIDER, addons = { ROOM_ADDON },
                    interfaceVersion = 16001 })
            end
            -- Two that share a surname, and two a first name.
            anna, bert, cleo = addPlayer("Anna Lind"), addPlayer("Bert Holm"), addPlayer("Anna Holm")
            stage.login(anna, bert)
            realm:advance(10)
        end)

        it("members, pools, calls, leases and rendezvous go by whole names", function()
            assert.equal("Anna Lind Bert Holm", stage.evaluate(bert,
                "Room:members()[1].name .. ' ' .. Room:members()[2].name"))
            anna:run("Bids:replaceContribution('sword')")
            bert:run("Room:call('Anna Lind', 'who', nil, function(result) Answer = result end)")
            anna:run("Lease:acquire(function() end)")
            anna:run("Room:meet({ event = 'pull', mates = 1 }, function(result) Met = result.requests[2].actor end)")
            bert:run("Room:meet({ event = 'pull', mates = 1, selector = 'actor = \"Anna Lind\"' }, function() end)")
            realm:advance(10)
            assert.equal("Anna Lind", stage.evaluate(bert, "Bids:ownerOf('sword')"))
            assert.equal("Bert Holm", stage.evaluate(bert, "Answer"))
            assert.equal("Anna Lind", stage.evaluate(bert, "Lease:holders()[1]"))
            assert.is_string(stage.evaluate(anna, "Met"))
            assert.same({}, realm.errors)
        end)

        it("who comes in is served by whisper, and who crashes is gone", function()
            anna:run("Bids:replaceContribution('sword')")
            bert:run("Bids:replaceContribution('bow')")
            realm:advance(60)
            local whispers = 0
            realm:setMessageHook(function(message)
                whispers = whispers + (message.chatType == "WHISPER" and 1 or 0)
            end)
            cleo:login()
            realm:advance(5)
            assert.equal("Anna Lind", stage.evaluate(cleo, "Bids:ownerOf('sword')"))
            assert.equal("Bert Holm", stage.evaluate(cleo, "Bids:ownerOf('bow')"))
            assert.is_true(whispers > 0)
            bert:crash()
            realm:advance(2)
            for _, client in ipairs({ anna, cleo }) do
                assert.is_nil(stage.evaluate(client, "Bids:ownerOf('bow')"))
                assert.equal(2, stage.evaluate(client, "#Room:members()"))
            end
            assert.same({}, realm.errors)
        end)
    end)
end

describe("A guild with members of several realms", function()
    it("has one scope", function()
        local realm = stage.createRealm({ seed = 42 })
        realm:addGuild({ name = "Abroad", realmName = "Argent Dawn", ranks = { { name = "Master" }, { name = "Officer" } } })
        local clients = {}
        for index, realmName in ipairs({ "Argent Dawn", "Realm" }) do
            clients[index] = realm:addClient({ name = "Player", realmName = realmName, guild = "Abroad", rank = 1,
                addons = { ADDON } })
            clients[index]:login()
        end
        realm:advance(10)
        assert.is_table((write(clients[1], "Guild", "one")))
        realm:advance(2)
        assert.is_table((write(clients[2], "Guild", "two")))
        realm:advance(2)
        for _, client in ipairs(clients) do
            assert.equal("one two", notes(client, "Guild"))
            assert.equal("guild:Abroad-ArgentDawn", stage.evaluate(client, "Guild:status().scope"))
        end
        assert.same({}, realm.errors)
    end)
end)
