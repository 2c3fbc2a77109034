-- Policies as addons use them: who may write, who passes on, and what is told of those that cannot be right.

local stage = dofile("spec/addon/stage.lua")

-- An addon with a ledger of awards, votes and promotions. `options` is Lua source: what createLedger() gets besides.
local function createAddon(options)
    local source = stage.libraryChunk() .. [[

        local lib = LibStub("LibEventLedger-1.0")
        local policies = lib.policies
        local function note(state, event)
            table.insert(state.texts, event.text)
        end
        local frame = CreateFrame("Frame")
        frame:RegisterEvent("ADDON_LOADED")
        frame:SetScript("OnEvent", function()
            NotesSaved = NotesSaved or {}
            local options = { ]] .. options .. [[ }
            options.name = "Notes"
            options.saved = NotesSaved
            options.initialState = function() return { texts = {}, officers = {} } end
            Ledger = lib:createLedger(options)
            Ledger:define("award", { id = 1, fields = { "text:string" } }, note)
            Ledger:define("vote", { id = 2, fields = { "text:string" } }, note)
            Ledger:define("promote", { id = 3, fields = { "player:guid" } }, function(state, event)
                state.officers[event.player] = true
            end)
            Problem = select(2, pcall(Ledger.start, Ledger))
        end)
    ]]
    return { name = "Notes", source = source, savedVariables = { "NotesSaved" } }
end

-- The texts of the events in order, as one text.
local function notes(client)
    return stage.evaluate(client, "table.concat(Ledger:getState().texts, ' ')")
end

local function write(client, type, text)
    local event, refusal = client:run("return Ledger:submit(...)", type, { text = text })
    return event and "written" or refusal
end

local function refused(client)
    return stage.evaluate(client, "Ledger:status().refusals.unauthorized or 0")
end

describe("Policies", function()
    local realm

    before_each(function()
        realm = stage.createRealm({ seed = 31 })
    end)

    after_each(function()
        assert.same({}, realm.errors)
    end)

    local function add(name, rank, options, guild)
        return realm:addClient({ name = name, guild = guild or "Guild", rank = rank, addons = { createAddon(options) } })
    end

    local function reaches(client, expected, seconds)
        local isThere = realm:advanceUntil(function()
            return notes(client) == expected
        end, seconds, 1)
        assert.is_true(isThere, client.name .. " has: " .. notes(client))
    end

    describe("by type: everybody votes, officers award", function()
        local VOTES = [[
            authorize = policies.byType({
                vote = "everyone", award = policies.guildRank(1), default = policies.guildRank(1),
            })
        ]]
        local master, officer, anna, berta

        before_each(function()
            master, officer = add("Master", stage.MASTER, VOTES), add("Officer", stage.OFFICER, VOTES)
            anna, berta = add("Anna", stage.RAIDER, VOTES), add("Berta", stage.RAIDER, VOTES)
        end)

        it("bring the vote of a member who has left from one officer to the next, and to members", function()
            stage.login(officer, anna)
            realm:advance(10)
            assert.equal("written", write(anna, "vote", "need"))
            realm:advance(2)
            anna:logout()
            stage.login(master, berta)
            reaches(master, "need", 60)
            reaches(berta, "need", 60)
            assert.equal("unauthorized", write(berta, "award", "mine"))
        end)

        it("let no member pass on what somebody else wrote", function()
            stage.login(anna, berta)
            realm:advance(10)
            write(anna, "vote", "need")
            realm:advance(2)
            assert.equal("need", notes(berta))
            anna:logout()
            officer:login()
            realm:advance(300)
            assert.equal("", notes(officer))
            anna:login()
            reaches(officer, "need", 60)
        end)

        it("refuse an award and a vote that a member invents in the name of another", function()
            stage.login(officer, anna)
            realm:advance(10)
            -- The liar's library takes itself for the officer, and lets everything out.
            local forged = [[ authorize = function() return true end ]]
            local liar = realm:addClient({
                name = "Liar", guild = "Guild", rank = stage.RAIDER, addons = { createAddon(forged) },
                natives = { function(environment) environment.UnitGUID = function() return officer.guid end end },
            })
            liar:login()
            realm:advance(10)
            assert.equal("written", write(liar, "award", "forged"))
            assert.equal("written", write(liar, "vote", "forged"))
            realm:advance(60)
            for _, client in ipairs({ officer, anna }) do
                assert.equal("", notes(client))
                assert.is_true(refused(client) >= 2)
            end
        end)

        it("do not refuse a vote that comes before the guild roster does", function()
            stage.login(officer, anna)
            realm:advance(10)
            officer:reload()
            officer:fire("PLAYER_GUILD_UPDATE", "player")
            officer.hasRoster = false
            write(anna, "vote", "need")
            realm:advance(0.5)
            assert.equal("", notes(officer))
            assert.equal(1, stage.evaluate(officer, "Ledger:status().held"))
            officer.hasRoster = true
            officer:fire("GUILD_ROSTER_UPDATE", false)
            realm:advance(0.5)
            assert.equal("need", notes(officer))
            assert.equal(0, refused(officer))
        end)
    end)

    describe("by rank in the raid", function()
        local RAID = [[
            scope = "Raids",
            channels = { "GUILD", "RAID" },
            authorize = policies.byType({
                award = policies.any(policies.raidAssistants, policies.masterLooter),
                default = policies.names({ "Anna-Realm" }),
            })
        ]]

        it("let a leader, an assistant and a master looter of another guild award, as long as they are that", function()
            local anna, bert = add("Anna", stage.OFFICER, RAID), add("Bert", stage.OFFICER, RAID)
            local olga, pete = add("Olga", stage.RAIDER, RAID, "Others"), add("Pete", stage.RAIDER, RAID, "Others")
            stage.login(anna, bert, olga, pete)
            realm:advance(10)
            assert.equal("unauthorized", write(olga, "award", "alone"))
            realm:setRaid({ olga, pete, anna, bert })
            assert.equal("written", write(olga, "award", "leader"))
            assert.equal("unauthorized", write(pete, "award", "nobody"))
            realm:advance(2)
            realm:setAssistant(pete)
            assert.equal("written", write(pete, "award", "assistant"))
            realm:advance(2)
            realm:setAssistant(pete, false)
            assert.equal("unauthorized", write(pete, "award", "nobody"))
            realm:setMasterLooter(bert)
            assert.equal("written", write(bert, "award", "looter"))
            realm:advance(2)
            for _, client in ipairs({ anna, bert, olga, pete }) do
                assert.equal("leader assistant looter", notes(client))
                assert.equal(0, refused(client) - (client == olga and 1 or client == pete and 2 or 0))
            end

            -- Who comes when the raid is over gets everything from the keeper.
            realm:leaveGroup(olga)
            realm:leaveGroup(pete)
            olga:logout()
            pete:logout()
            local late = add("Late", stage.RAIDER, RAID)
            late:login()
            reaches(late, "leader assistant looter", 120)
        end)
    end)

    describe("by a list that events of the ledger keep", function()
        local LISTED = [[
            authorize = policies.byType({
                award = policies.listed(function(state) return state.officers end),
                promote = policies.guildRank(0),
                default = policies.guildRank(1),
            })
        ]]

        it("let write whom an event put there, and bring late comers the same from those who pass on", function()
            local master, officer = add("Master", stage.MASTER, LISTED), add("Officer", stage.OFFICER, LISTED)
            local anna, late = add("Anna", stage.RAIDER, LISTED), add("Late", stage.RAIDER, LISTED)
            stage.login(master, officer, anna)
            realm:advance(10)
            assert.equal("unauthorized", write(anna, "award", "early"))
            master:run("Ledger:submit('promote', { player = ... })", anna.guid)
            realm:advance(2)
            assert.equal("written", write(anna, "award", "one"))
            realm:advance(2)
            for _, client in ipairs({ master, officer, anna }) do
                assert.equal("one", notes(client))
            end
            -- The officer may not pass on the promotion, and does pass on the award: no list is asked about that.
            anna:logout()
            master:logout()
            late:login()
            reaches(late, "one", 120)
            assert.equal(1, stage.evaluate(late, "Ledger:status().events"))
        end)
    end)

    it("that name a type which is not there are told at the start", function()
        local client = add("Anna", stage.OFFICER, [[
            authorize = policies.byType({ votte = "everyone", default = policies.guildRank(1) })
        ]])
        client:login()
        assert.matches("'authorize' names a type that is not defined, got \"votte\"$",
            stage.evaluate(client, "Problem"))
        assert.equal("closed", write(client, "vote", "need"))
    end)
end)
