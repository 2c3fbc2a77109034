-- The window of SimpleDKP as its players see and click it.

local stage = dofile("spec/addon/stage.lua")

-- Row of a list in words: its texts with bars between, and the button's where there is one to be seen.
local HELPERS = [[
    function Tab(index) return SimpleDKPWindow.tabs[index] end
    function Rows(index)
        local lines = {}
        for _, row in ipairs(Tab(index).panel.list.rows) do
            if row:IsVisible() then
                local parts = {}
                for _, key in ipairs({ "name", "points", "text", "author", "seen", "serves" }) do
                    parts[#parts + 1] = row[key] and row[key]:GetText()
                end
                if row.button and row.button:IsVisible() then parts[#parts + 1] = row.button:GetText() end
                lines[#lines + 1] = table.concat(parts, "|")
            end
        end
        return lines
    end
]]

describe("the window of SimpleDKP", function()
    local realm, master, officer, raider

    local function rows(client, tab)
        return stage.evaluate(client, "Rows(" .. tab .. ")")
    end

    local function show(client, command)
        client:run(HELPERS)
        client:slash(command)
        realm:advance(1)
    end

    -- Imports n events of the officer, an hour apart up to an hour ago.
    local function import(client, n)
        client:run([[
            local guid, count = ...
            local list, now = {}, GetServerTime()
            for index = 1, count do
                local values = { players = { guid }, amount = 1, reason = "number " .. index }
                local time = now - (count + 1 - index) * 3600
                list[index] = { type = "award", time = time, creator = UnitGUID("player"), values = values }
            end
            SimpleDKP.ledger:importEvents(list, function(result) Imported = result.added end)
        ]], raider.guid, n)
        assert.is_true(realm:advanceUntil(function()
            return stage.evaluate(client, "Imported") == n and stage.status(client).lag == 0
        end, 120))
    end

    before_each(function()
        realm = stage.createRealm({ seed = 13 })
        master = stage.addPlayer(realm, "Master", stage.MASTER)
        officer = stage.addPlayer(realm, "Officer", stage.OFFICER)
        raider = stage.addPlayer(realm, "Raider", stage.RAIDER)
        stage.login(master, officer, raider)
        realm:advance(10)
    end)

    after_each(function()
        assert.same({}, realm.errors)
    end)

    it("opens and closes, and shows standings that can be sorted", function()
        officer:slash("/dkp award Raider 50 Ragnaros")
        officer:slash("/dkp award Master 70 Onyxia")
        officer:slash("/dkp award Officer 60 Nefarian")
        show(raider, "/dkp")
        assert.same({ "Master|70", "Officer|60", "Raider|50" }, rows(raider, 1))
        raider:run("Tab(1).panel.pointsHeader:Click()")
        assert.same({ "Raider|50", "Officer|60", "Master|70" }, rows(raider, 1))
        raider:run("Tab(1).panel.nameHeader:Click()")
        assert.same({ "Master|70", "Officer|60", "Raider|50" }, rows(raider, 1))
        raider:run("Tab(1).panel.nameHeader:Click()")
        assert.same({ "Raider|50", "Officer|60", "Master|70" }, rows(raider, 1))
        officer:slash("/dkp award Raider 1 more")
        realm:advance(2)
        assert.same("Raider|51", rows(raider, 1)[1])
        raider:slash("/dkp")
        assert.is_false(stage.evaluate(raider, "SimpleDKPWindow:IsShown()"))
        raider:slash("/dkp")
        assert.is_true(stage.evaluate(raider, "SimpleDKPWindow:IsShown()"))
        raider:run("SimpleDKPWindow.CloseButton:Click()")
        assert.is_false(stage.evaluate(raider, "SimpleDKPWindow:IsShown()"))
    end)

    it("shows names in the colours of their classes, and who has left in white", function()
        officer:slash("/dkp award Raider 50 Ragnaros")
        officer:slash("/dkp award Master 20 Onyxia")
        show(officer, "/dkp")
        assert.same({ "Raider|50", "Master|20" }, rows(officer, 1))
        master:setGuild(nil)
        officer:run("C_GuildInfo.GuildRoster()")
        realm:advance(5)
        assert.same({ "Raider|50", master.guid .. "|20" }, rows(officer, 1))
        local color = "Tab(1).panel.list.rows[%d].name:GetTextColor()"
        -- The realm's roster calls everybody a warrior.
        assert.same({ 0.78, 0.61, 0.43, 1 }, stage.evaluate(officer, "{ " .. string.format(color, 1) .. " }"))
        assert.same({ 1, 1, 1, 1 }, stage.evaluate(officer, "{ " .. string.format(color, 2) .. " }"))
    end)

    it("rests while the whole interface is hidden, and goes on after", function()
        show(raider, "/dkp history")
        raider:run("UIParent:Hide() SimpleDKP.Window.open('Standings')")
        officer:slash("/dkp award Raider 50 Ragnaros")
        realm:advance(2)
        raider:run("UIParent:Show()")
        assert.same({ "Raider|50" }, rows(raider, 1))
        officer:slash("/dkp award Raider 1 more")
        realm:advance(2)
        assert.same({ "Raider|51" }, rows(raider, 1))
    end)

    it("takes back and puts back by a click, for officers", function()
        officer:slash("/dkp award Raider 50 Ragnaros")
        officer:slash("/dkp award Raider 7 Onyxia")
        show(master, "/dkp history")
        show(raider, "/dkp history")
        assert.same({ "Raider: 7 Onyxia|Officer|Revoke", "Raider: 50 Ragnaros|Officer|Revoke" }, rows(master, 2))
        assert.same({ "Raider: 7 Onyxia|Officer", "Raider: 50 Ragnaros|Officer" }, rows(raider, 2))
        master:run("Tab(2).panel.list.rows[2].button:Click()")
        realm:advance(2)
        assert.equal("taken back: Raider: 50 Ragnaros|Master", rows(raider, 2)[1])
        assert.equal("Raider: 50 Ragnaros|Officer|Restore", rows(master, 2)[3])
        assert.equal(7, stage.points(raider, raider))
        master:run("Tab(2).panel.list.rows[3].button:Click()")
        realm:advance(2)
        assert.equal(57, stage.points(raider, raider))
        assert.equal("Raider: 50 Ragnaros|Officer|Revoke", rows(master, 2)[4])
        assert.matches("^put back what was taken back at ", rows(master, 2)[1])
    end)

    it("shows a decay, takes it back and puts it back", function()
        officer:slash("/dkp award Raider 50 Ragnaros")
        officer:slash("/dkp decay 10 weekly")
        show(master, "/dkp history")
        assert.equal("everybody: -10% weekly|Officer|Revoke", rows(master, 2)[1])
        master:run("Tab(2).panel.list.rows[1].button:Click()")
        assert.equal("SimpleDKP: took back 10% decay: weekly", stage.lastChat(master))
        realm:advance(2)
        assert.equal("taken back: everybody: -10% weekly|Master", rows(master, 2)[1])
        assert.equal(50, stage.points(raider, raider))
        master:run("Tab(2).panel.list.rows[2].button:Click()")
        assert.equal("SimpleDKP: put back 10% decay: weekly", stage.lastChat(master))
        realm:advance(2)
        assert.equal(45, stage.points(raider, raider))
    end)

    it("puts back what two officers took back at once", function()
        officer:slash("/dkp award Raider 50 Ragnaros")
        show(master, "/dkp history")
        show(officer, "/dkp history")
        master:run("Tab(2).panel.list.rows[1].button:Click()")
        officer:run("Tab(2).panel.list.rows[1].button:Click()")
        realm:advance(2)
        assert.equal(0, stage.points(raider, raider))
        assert.equal("Raider: 50 Ragnaros|Officer|Restore", rows(master, 2)[3])
        master:run("Tab(2).panel.list.rows[3].button:Click()")
        realm:advance(2)
        assert.equal(50, stage.points(raider, raider))
    end)

    it("goes back in time by the slider, and to the present again", function()
        import(officer, 40)
        show(officer, "/dkp")
        local bar = "SimpleDKPWindow.timeTravel"
        assert.equal("now", stage.evaluate(officer, bar .. ".label:GetText()"))
        assert.is_false(stage.evaluate(officer, bar .. ".button:IsEnabled()"))
        local _, hours = officer:run("return " .. bar .. ".slider:GetMinMaxValues()")
        assert.is_true(hours >= 40 and hours <= 42)
        officer:run(bar .. ".slider:SetValue(... - 10, true)", hours)
        realm:advance(2)
        assert.same({ "Raider|31" }, rows(officer, 1))
        assert.is_true(stage.evaluate(officer, bar .. ".button:IsEnabled()"))
        -- A late award before the chosen time is in it; a new one is not.
        officer:slash("/dkp award Raider 1000 today")
        realm:advance(2)
        assert.same({ "Raider|31" }, rows(officer, 1))
        officer:run([[
            local first = SimpleDKP.ledger:events()()
            SimpleDKP.ledger:revoke(first)
        ]])
        realm:advance(2)
        assert.same({ "Raider|30" }, rows(officer, 1))
        officer:run("Tab(2).button:Click()")
        -- The first award that counts is an hour younger now, so there is an hour less to go back.
        assert.equal(hours - 11, stage.evaluate(officer, bar .. ".slider:GetValue()"))
        officer:run("Tab(1).button:Click()")
        officer:run(bar .. ".button:Click()")
        realm:advance(1)
        assert.same({ "Raider|1039" }, rows(officer, 1))
        assert.equal("now", stage.evaluate(officer, bar .. ".label:GetText()"))
        officer:run(bar .. ".slider:SetValue(0, true) " .. bar .. ".slider:SetValue(5, true)")
        officer:run(bar .. ".slider:SetValue(..., true)", hours)
        realm:advance(2)
        assert.same({ "Raider|1039" }, rows(officer, 1))
    end)

    it("shows how a catch-up goes", function()
        import(officer, 6000)
        show(raider, "/dkp sync")
        local panel = "Tab(3).panel"
        assert.is_true(realm:advanceUntil(function()
            return stage.status(raider).eventsMissing > 0 and stage.status(raider).events > 0
        end, 200))
        realm:advance(1)
        local values = {}
        assert.is_true(realm:advanceUntil(function()
            local value = stage.evaluate(raider, panel .. ".progress:GetValue()")
            if value ~= values[#values] then
                values[#values + 1] = value
            end
            return stage.status(raider).sync == "synced" and value == 6000
        end, 200))
        assert.is_true(#values > 2)
        local sorted = { unpack(values) }
        table.sort(sorted)
        assert.same(sorted, values)
        -- How many frames the replay takes is a matter of the machine.
        assert.is_true(realm:advanceUntil(function()
            return stage.status(raider).lag == 0
        end, 200))
        realm:advance(1)
        assert.matches("^In step: 6000 events", stage.evaluate(raider, panel .. ".sentences[1]:GetText()"))
        assert.equal("6000 of 6000", stage.evaluate(raider, panel .. ".progress.text:GetText()"))
        local peers = rows(raider, 3)
        assert.matches("^Master%-Realm|%d+ s ago|sends$", peers[1])
        assert.matches("^Officer%-Realm|%d+ s ago|sends$", peers[2])
    end)

    it("offers the guild master alone to seal a season", function()
        import(officer, 500)
        local isOffered = "Tab(3).panel.seal:IsVisible()"
        show(officer, "/dkp sync")
        assert.is_false(stage.evaluate(officer, isOffered))
        officer:slash("/dkp seal")
        realm:advance(5)
        assert.equal("SimpleDKP: not sealed: only the guild master may do that", stage.lastChat(officer))
        show(master, "/dkp sync")
        assert.is_true(stage.evaluate(master, isOffered))
        assert.is_true(realm:advanceUntil(function()
            return stage.status(master).events == 500 and stage.status(master).lag == 0
        end, 200))
        realm:advance(120)
        master:run("Tab(3).panel.seal:Click()")
        assert.is_true(realm:advanceUntil(function()
            local said = stage.lastChat(master)
            return said == "SimpleDKP: sealed: awards from before last week stay as they are"
        end, 60))
        for _, client in ipairs({ master, officer, raider }) do
            assert.is_true(realm:advanceUntil(function()
                return stage.status(client).seals.standing == "checked"
            end, 200))
            assert.equal(501, stage.status(client).events)
        end
        -- By then the others have said that they have it, too.
        realm:advance(120)
        master:run("Tab(3).panel.seal:Click()")
        realm:advance(5)
        assert.equal("SimpleDKP: not sealed: all awards from before last week are sealed already",
            stage.lastChat(master))
    end)

    it("makes no more rows for 10,000 events, and scrolls through them", function()
        local created = [[
            Created = 0
            hooksecurefunc("CreateFrame", function() Created = Created + 1 end)
        ]]
        officer:run(created)
        show(officer, "/dkp history")
        local few = stage.evaluate(officer, "Created")
        officer:slash("/dkp")
        import(officer, 10000)
        officer:resetLongestCallback()
        show(officer, "/dkp history")
        assert.equal(few, stage.evaluate(officer, "Created"))
        assert.same("Raider: 1 number 10000|Officer|Revoke", rows(officer, 2)[1])
        local list = "Tab(2).panel.list"
        officer:run("Tab(2).panel:GetScript('OnMouseWheel')(Tab(2).panel, -1)")
        assert.same("Raider: 1 number 9997|Officer|Revoke", rows(officer, 2)[1])
        officer:run(list .. ".bar:SetValue(5000, true)")
        assert.same("...", rows(officer, 2)[1])
        assert.is_true(realm:advanceUntil(function()
            return rows(officer, 2)[1] == "Raider: 1 number 5000|Officer|Revoke"
        end, 60))
        officer:run(list .. ".bar:SetValue(100000, true)")
        assert.is_true(realm:advanceUntil(function()
            local seen = rows(officer, 2)
            return seen[#seen] == "Raider: 1 number 1|Officer|Revoke"
        end, 60))
        assert.equal(few, stage.evaluate(officer, "Created"))
        -- A further one moves everything by one row.
        officer:slash("/dkp award Raider 1 more")
        realm:advance(2)
        assert.equal("Raider: 1 number 2|Officer|Revoke", rows(officer, 2)[14])
    end)

    it("does nothing while it is hidden", function()
        show(raider, "/dkp history")
        raider:run([[
            Calls = 0
            local function count() Calls = Calls + 1 end
            for _, tab in ipairs(SimpleDKPWindow.tabs) do hooksecurefunc(tab.panel, "refresh", count) end
            hooksecurefunc(SimpleDKP.Window, "markChanged", count)
            hooksecurefunc(SimpleDKP.EventList, "add", count)
            hooksecurefunc(SimpleDKP.TimeTravel, "noteChange", count)
        ]])
        officer:slash("/dkp award Raider 50 Ragnaros")
        realm:advance(2)
        assert.is_true(stage.evaluate(raider, "Calls") > 0)
        raider:slash("/dkp")
        raider:run("Calls = 0")
        officer:slash("/dkp award Raider 50 Ragnaros")
        realm:advance(5)
        assert.equal(0, stage.evaluate(raider, "Calls"))
        show(raider, "/dkp history")
        assert.equal("Raider: 50 Ragnaros|Officer", rows(raider, 2)[1])
    end)

    it("is brought up to date at most a few times a second", function()
        show(raider, "/dkp history")
        raider:run("Count = 0 hooksecurefunc(Tab(2).panel, 'refresh', function() Count = Count + 1 end)")
        for index = 1, 20 do
            officer:slash("/dkp award Raider 1 number " .. index)
            realm:advance(0.1)
        end
        local count = stage.evaluate(raider, "Count")
        assert.is_true(count >= 2 and count <= 6)
    end)

    it("stands where it was left after a /reload", function()
        show(raider, "/dkp")
        raider:run([[
            SimpleDKPWindow:GetScript("OnDragStart")(SimpleDKPWindow)
            SimpleDKPWindow:ClearAllPoints()
            SimpleDKPWindow:SetPoint("TOPLEFT", UIParent, "TOPLEFT", 30, -40)
            SimpleDKPWindow:GetScript("OnDragStop")(SimpleDKPWindow)
        ]])
        raider:reload()
        realm:advance(5)
        assert.is_nil(stage.evaluate(raider, "SimpleDKPWindow"))
        show(raider, "/dkp")
        assert.same({ "TOPLEFT", "TOPLEFT", 30, -40 }, stage.evaluate(raider,
            "{ (SimpleDKPWindow:GetPoint(1)), select(3, SimpleDKPWindow:GetPoint(1)) }"))
    end)

    it("works in combat and during a boss encounter", function()
        officer:slash("/dkp award Raider 50 Ragnaros")
        realm:advance(1)
        officer:setCombat(true)
        officer:setLockdown(true)
        show(officer, "/dkp")
        officer:run("Tab(2).button:Click()")
        realm:advance(1)
        officer:run("Tab(2).panel.list.rows[1].button:Click()")
        realm:advance(2)
        assert.equal("Raider: 50 Ragnaros|Officer|Restore", rows(officer, 2)[2])
        officer:run("Tab(3).button:Click()")
        local sentences = stage.evaluate(officer, "SimpleDKP.ledger:explain()")
        assert.matches("Sending is held by a lockdown", table.concat(sentences, "|"))
        for index, line in ipairs(sentences) do
            assert.equal(line, stage.evaluate(officer, "Tab(3).panel.sentences[" .. index .. "]:GetText()"))
        end
        officer:run("Tab(2).button:Click()")
        realm:advance(1)
        officer:run("Tab(2).panel.list.rows[2].button:Click()")
        officer:setLockdown(false)
        officer:setCombat(false)
        realm:advance(30)
        assert.equal(50, stage.points(raider, raider))
    end)

    it("follows the player out of the guild and back", function()
        officer:slash("/dkp award Raider 50 Ragnaros")
        show(raider, "/dkp history")
        assert.equal(1, #rows(raider, 2))
        raider:setGuild(nil)
        realm:advance(3)
        assert.same({}, rows(raider, 2))
        raider:run("SimpleDKPWindow.timeTravel.slider:SetValue(0, true) Tab(3).button:Click()")
        realm:advance(2)
        assert.matches("^Closed: the character is in no guild",
            stage.evaluate(raider, "Tab(3).panel.sentences[1]:GetText()"))
        raider:setGuild("Guild", stage.RAIDER)
        realm:advance(10)
        raider:run("Tab(1).button:Click()")
        assert.same({ "Raider|50" }, rows(raider, 1))
    end)

    it("is made when it is opened first, on every client that the .toc names", function()
        for _, version in ipairs(stage.INTERFACES) do
            local player = stage.addPlayer(realm, "Of" .. version, stage.RAIDER, { interfaceVersion = version })
            player:login()
            realm:advance(10)
            assert.is_nil(stage.evaluate(player, "SimpleDKPWindow"))
            show(player, "/dkp history")
            assert.is_true(stage.evaluate(player, "SimpleDKPWindow:IsVisible()"))
            player:logout()
        end
    end)
end)
