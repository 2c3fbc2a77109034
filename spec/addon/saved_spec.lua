-- SavedVariables that are damaged, old, new, or huge.

local stage = dofile("spec/addon/stage.lua")

local WEEK = 604800

-- Two officers with a few weeks of history in their files; both are offline.
local function createHistory()
    local realm = stage.createRealm({ seed = 21 })
    local anna = stage.addPlayer(realm, "Anna", stage.MASTER)
    local bert = stage.addPlayer(realm, "Bert", stage.OFFICER)
    for _ = 1, 3 do
        stage.login(anna, bert)
        realm:advance(10)
        for index = 1, 30 do
            stage.award(anna, bert, 1, "award " .. index)
            realm:advance(1)
        end
        realm:advance(5)
        anna:logout()
        bert:logout()
        realm:advance(WEEK)
    end
    assert.same({}, realm.errors)
    return realm, anna, bert
end

-- Changes the saved text of a client that is offline.
local function edit(client, change)
    local text = client:getSavedText("SimpleDKP")
    local changed = change(text)
    assert.not_equal(text, changed)
    client:setSavedText("SimpleDKP", changed)
end

-- Changes a byte in the middle of the base64 of the first week in the file.
local function damageWeek(text)
    local first, last = string.match(text, '= "[bz] [%d ]+ ()[%w+/=]+()"')
    local middle = math.floor((first + last) / 2)
    local byte = string.sub(text, middle, middle)
    return string.sub(text, 1, middle - 1) .. (byte == "A" and "B" or "A") .. string.sub(text, middle + 1)
end

describe("SavedVariables", function()
    it("keep some large strings, whatever the number of events", function()
        local realm, anna = createHistory()
        local text = anna:getSavedText("SimpleDKP")
        local _, strings = string.gsub(text, "%b\"\"", "")
        assert.is_true(strings < 40, strings .. " strings")
        assert.is_true(#text < 6000, #text .. " bytes for 90 events")
        anna:login()
        realm:advance(2)
        assert.equal(90, stage.status(anna).events)
        assert.equal(0, stage.status(anna).lag)
    end)

    it("that are damaged are kept aside, and peers bring what is lost", function()
        local realm, anna, bert = createHistory()
        edit(anna, damageWeek)
        stage.login(anna, bert)
        realm:advance(10)
        -- A week stays packed until somebody looks into it.
        stage.dump(anna)
        assert.equal(1, #stage.status(anna).quarantined)
        assert.is_true(realm:advanceUntil(function()
            return stage.status(anna).events == 90 and stage.areEqual({ anna, bert })
        end, 300, 1))
        assert.equal(90, stage.points(anna, bert))
        assert.same({}, realm.errors)
        anna:logout()
        assert.is_truthy(string.find(anna:getSavedText("SimpleDKP"), "quarantine", 1, true))
    end)

    it("that are damaged leave one who is alone with what can be read, and a state that shows it", function()
        local realm, anna, bert = createHistory()
        edit(anna, damageWeek)
        anna:login()
        realm:advance(30)
        anna:run("for _ in SimpleDKP.ledger:events() do end")
        realm:advance(30)
        local events = stage.status(anna).events
        assert.is_true(events >= 60 and events <= 90, events .. " events")
        assert.equal(1, #stage.status(anna).quarantined)
        assert.equal(0, stage.status(anna).lag)
        assert.equal(events, stage.points(anna, bert))
        assert.is_table((stage.award(anna, bert, 1000, "goes on")))
        realm:advance(5)
        assert.equal(events + 1000, stage.points(anna, bert))
        assert.same({}, realm.errors)
    end)

    it("that hold anything but what belongs there do not stop the addon", function()
        for _, saved in ipairs({
            "SimpleDKP_Saved = { version = 1, scopes = 5 }",
            "SimpleDKP_Saved = { version = 1, scopes = { ['guild:Guild-Realm'] = 'x' } }",
            "SimpleDKP_Saved = { version = 1, scopes = { ['guild:Guild-Realm'] = { weeks = 'x', directory = 5 } } }",
            "SimpleDKP_Saved = { version = 1, scopes = { ['guild:Guild-Realm'] = { weeks = { x = 'y', [5] = {} } } } }",
            "SimpleDKP_Saved = { scopes = { ['guild:Guild-Realm'] = { weeks = {}, directory = '!', revocations = '!' } } }",
            "SimpleDKP_Saved = { version = 'x', scopes = { ['guild:Guild-Realm'] = { state = 5, checkpoint = {} } } }",
        }) do
            local realm, anna, bert = createHistory()
            anna:setSavedText("SimpleDKP", saved)
            stage.login(anna, bert)
            assert.is_true(realm:advanceUntil(function()
                return stage.status(anna).events == 90
            end, 300, 1), saved)
            assert.is_table((stage.award(anna, bert, 1, "goes on")))
            anna:reload()
            realm:advance(10)
            assert.equal(91, stage.points(anna, bert))
            assert.same({}, realm.errors)
        end
    end)

    it("of a newer version are left as they are, and the ledger does not write", function()
        local realm, anna, bert = createHistory()
        local newer = "SimpleDKP_Saved = {\n\t[\"future\"] = \"x\",\n\t[\"version\"] = 1000,\n}\n"
        anna:setSavedText("SimpleDKP", newer)
        stage.login(anna, bert)
        realm:advance(10)
        local event, refusal = stage.award(anna, bert, 1, "not written")
        assert.is_nil(event)
        assert.equal("readOnly", refusal)
        assert.is_true(stage.status(anna).isReadOnly)
        realm:advance(120)
        anna:logout()
        local text = anna:getSavedText("SimpleDKP")
        assert.is_truthy(string.find(text, "1000", 1, true))
        assert.is_nil(string.find(text, "scopes", 1, true))
        assert.same({}, realm.errors)
    end)

    it("that the game could not write leave what was saved before", function()
        local realm, anna, bert = createHistory()
        local before = anna:getSavedText("SimpleDKP")
        stage.login(anna)
        realm:advance(20)
        stage.award(anna, bert, 1, "lost")
        realm:advance(20)
        anna:crash()
        assert.equal(before, anna:getSavedText("SimpleDKP"))
        anna:login()
        realm:advance(5)
        assert.equal(90, stage.status(anna).events)
    end)
end)
